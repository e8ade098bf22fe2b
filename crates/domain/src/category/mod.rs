//! Categories of appeals and the agencies that answer: the shape of what stands as data
//! in the database.

mod catalogue;

use crate::appeal_type::AppealType;
use crate::codes::codes;
use crate::deadline::DeadlineClass;
use crate::hint::{Hint, Template};
use crate::lang::{Lang, Text};

pub use catalogue::Catalogue;

/// An agency that answers appeals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// The stable code.
    pub code: String,
    /// The name a person reads.
    pub name: Text,
    /// How high it stands.
    pub instance: Instance,
    /// The agency to which its answers may be taken.
    pub superior: Option<String>,
    /// Whether it takes new appeals.
    pub active: bool,
}

codes! {
    /// How high an agency stands.
    pub enum Instance, "instance" {
        /// Of a town or a district, or of one field in a region.
        Local = "local",
        /// Of a region.
        Regional = "regional",
        /// Of the country.
        Federal = "federal",
    }
}

impl Instance {
    /// What a person reads.
    pub const fn text(self) -> Text {
        match self {
            Instance::Local => Text::fixed("местная", "local"),
            Instance::Regional => Text::fixed("региональная", "regional"),
            Instance::Federal => Text::fixed("федеральная", "federal"),
        }
    }

    /// What a person reads, in a language.
    pub fn label(self, lang: Lang) -> String {
        self.text().get(lang).to_owned()
    }
}

/// A category an appeal can be of, or a group of such categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The stable code; that of a category in a group begins with the group's.
    pub code: String,
    /// The group; none for a group itself.
    pub parent: Option<String>,
    /// The name a person reads.
    pub name: Text,
    /// The agency that answers; none for a group.
    pub agency: Option<String>,
    /// The class of the deadline; none for a group.
    pub deadline_class: Option<DeadlineClass>,
    /// The documents without which an appeal is not complete.
    pub required_documents: Vec<RequiredDocument>,
    /// Whether an appeal may come without personal data.
    pub anonymous_allowed: bool,
    /// The least length of the text, in characters.
    pub min_text_chars: u32,
    /// The types of appeals it takes.
    pub types: Vec<AppealType>,
    /// Members of `applicant` that are needed here beyond the usual ones: `birth_date`,
    /// `inn`, `snils`, `middle_name`, `email`, `phone`.
    pub applicant_required: Vec<String>,
    /// The category's own fields.
    pub fields: Vec<CategoryField>,
    /// What a text should not leave out.
    pub hints: Vec<Hint>,
    /// Examples to begin with.
    pub templates: Vec<Template>,
    /// Words that people use for it.
    pub keywords: Vec<String>,
    /// Whether it takes new appeals. One that doesn't still has a name for the old ones.
    pub active: bool,
}

impl Category {
    /// Whether it only groups others and takes no appeals itself.
    pub const fn is_group(&self) -> bool {
        self.parent.is_none()
    }
}

/// A document that an appeal of a category needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredDocument {
    /// What `document` of an attachment says.
    pub code: String,
    /// The name a person reads.
    pub name: Text,
}

/// A field of a category's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryField {
    /// The key in `fields` of an appeal.
    pub code: String,
    /// The name a person reads.
    pub label: Text,
    /// What to write, in a sentence; may be empty.
    pub hint: Text,
    /// The kind of value.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// The choices of a list; empty for other kinds.
    pub options: Vec<FieldOption>,
    /// The greatest length in characters; the kind's own where none is set.
    pub max_chars: Option<u32>,
}

/// A choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOption {
    /// What is sent.
    pub key: String,
    /// The name a person reads.
    pub name: Text,
}

codes! {
    /// The kind of a field's value: the data types of Open311 GeoReport v2, and some more.
    pub enum FieldKind, "field kind" {
        /// One line.
        String = "string",
        /// Several lines.
        Text = "text",
        /// A decimal number.
        Number = "number",
        /// A date.
        Date = "date",
        /// A date and time; without an offset the region's local time.
        DateTime = "datetime",
        /// One of `options`.
        SingleValueList = "singlevaluelist",
        /// An `http` or `https` address.
        Url = "url",
        /// An ИНН with right check digits.
        Inn = "inn",
    }
}

impl FieldKind {
    /// The greatest length in characters where a field sets none.
    pub const fn default_max_chars(self) -> u32 {
        match self {
            // A postal address, the longest of single lines, takes up to about 200.
            FieldKind::String => 300,
            // The steps to a fault fit; a longer story belongs in the text.
            FieldKind::Text => 2_000,
            // Longer addresses than 2 000 characters don't survive common software.
            FieldKind::Url => 2_000,
            // The longest of the others: a time with a fraction and an offset.
            FieldKind::Number
            | FieldKind::Date
            | FieldKind::DateTime
            | FieldKind::SingleValueList
            | FieldKind::Inn => 100,
        }
    }
}
