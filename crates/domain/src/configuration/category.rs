//! Categories as data.

mod check;

use serde::{Deserialize, Serialize};

use super::{Configuration, Faults, Item, Kind};
use crate::category::{Category, CategoryField, FieldOption, RequiredDocument};
use crate::codes::UnknownCode;
use crate::hint::{Hint, Template};
use crate::lang::Text;

/// Positions leave room between neighbours.
const MAX_POSITION: i64 = 1_000_000;

/// A century: nothing personal is kept for longer than a life.
const MAX_KEPT_MONTHS: i64 = 1_200;

/// Members of `applicant` that a category may need.
pub const APPLICANT_MEMBERS: [&str; 6] = [
    "middle_name",
    "birth_date",
    "inn",
    "snils",
    "email",
    "phone",
];

/// A category of appeals, or a group of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CategoryItem {
    /// The stable code.
    pub code: String,
    /// The group's code; none for a group.
    pub parent: Option<String>,
    /// Where it stands in lists.
    pub position: i64,
    /// The name in Russian.
    pub name_ru: String,
    /// The name in English.
    pub name_en: String,
    /// The agency that answers where no rule says otherwise; none for a group.
    pub agency: Option<String>,
    /// The class of the deadline; none for a group.
    pub deadline_class: Option<String>,
    /// Whether an appeal may come without personal data.
    pub anonymous_allowed: bool,
    /// The least length of the text, in characters.
    pub min_text_chars: i64,
    /// The types of appeals it takes.
    pub types: Vec<String>,
    /// The documents without which an appeal is not complete.
    pub required_documents: Vec<DocumentItem>,
    /// Members of `applicant` that are needed beyond the usual ones.
    pub applicant_required: Vec<String>,
    /// Its own fields.
    pub fields: Vec<FieldItem>,
    /// Help with writing.
    pub help: HelpItem,
    /// Words that people use for it.
    pub keywords: Vec<String>,
    /// How many months after an appeal's end its personal data is kept.
    pub kept_months: i64,
    /// Whether it takes new appeals.
    pub active: bool,
}

impl Default for CategoryItem {
    fn default() -> Self {
        CategoryItem {
            code: String::new(),
            parent: None,
            position: 0,
            name_ru: String::new(),
            name_en: String::new(),
            agency: None,
            deadline_class: None,
            anonymous_allowed: false,
            // Product rules, 6: at least 20 characters.
            min_text_chars: 20,
            types: Vec::new(),
            required_documents: Vec::new(),
            applicant_required: Vec::new(),
            fields: Vec::new(),
            help: HelpItem::default(),
            keywords: Vec::new(),
            // Five years: Rosarkhiv's order 236 of 20.12.2019, entry 154.
            kept_months: 60,
            active: true,
        }
    }
}

/// A document that an appeal needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentItem {
    /// What `document` of an attachment says.
    pub code: String,
    /// The name in Russian.
    pub name_ru: String,
    /// The name in English.
    pub name_en: String,
}

/// A field of a category's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldItem {
    /// The key in `fields` of an appeal.
    pub code: String,
    /// The name in Russian.
    pub label_ru: String,
    /// The name in English.
    pub label_en: String,
    /// What to write, in Russian.
    pub hint_ru: String,
    /// What to write, in English.
    pub hint_en: String,
    /// The kind of value.
    pub kind: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// The choices of a list.
    pub options: Vec<OptionItem>,
    /// The greatest length in characters; the kind's own where none is set.
    pub max_chars: Option<u32>,
}

/// A choice of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OptionItem {
    /// What is sent.
    pub key: String,
    /// The name in Russian.
    pub name_ru: String,
    /// The name in English.
    pub name_en: String,
}

/// Help with writing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HelpItem {
    /// What a text should not leave out.
    pub hints: Vec<HintItem>,
    /// Examples to begin with.
    pub templates: Vec<SampleItem>,
}

/// What a text should not leave out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HintItem {
    /// Beginnings of words, one of which shows that it is said; `#` stands for any digit.
    pub words: Vec<String>,
    /// What to add, in Russian.
    pub ru: String,
    /// What to add, in English.
    pub en: String,
}

/// An example of how people write.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SampleItem {
    /// The title in Russian.
    pub title_ru: String,
    /// The title in English.
    pub title_en: String,
    /// The text in Russian.
    pub text_ru: String,
    /// The text in English.
    pub text_en: String,
}

impl Item for CategoryItem {
    const KIND: Kind = Kind::Category;

    fn key(&self) -> String {
        self.code.clone()
    }

    fn agency(&self) -> Option<&str> {
        self.agency.as_deref()
    }

    fn check(&self, _: &str, now: &Configuration, faults: &mut Faults) {
        faults.code("/code", &self.code);
        faults.names("/name", &self.name_ru, &self.name_en);
        faults.number("/position", self.position, 0, MAX_POSITION);
        faults.number("/kept_months", self.kept_months, 1, MAX_KEPT_MONTHS);
        match self.parent.as_deref() {
            Some(parent) => {
                self.check_place(parent, now, faults);
                self.check_rules(faults);
                self.check_fields(faults);
                self.check_help(faults);
            }
            None => self.check_group(faults),
        }
    }

    fn closed(self) -> Option<Self> {
        Some(CategoryItem {
            active: false,
            ..self
        })
    }
}

impl TryFrom<CategoryItem> for Category {
    type Error = UnknownCode;

    fn try_from(item: CategoryItem) -> Result<Category, UnknownCode> {
        let class = item.deadline_class.as_deref().map(str::parse);
        let types = item.types.iter().map(|code| code.parse());
        let fields = item.fields.into_iter().map(CategoryField::try_from);
        Ok(Category {
            code: item.code,
            parent: item.parent,
            name: Text::new(item.name_ru, item.name_en),
            agency: item.agency,
            deadline_class: class.transpose()?,
            required_documents: item.required_documents.into_iter().map(document).collect(),
            anonymous_allowed: item.anonymous_allowed,
            min_text_chars: u32::try_from(item.min_text_chars).unwrap_or(u32::MAX),
            types: types.collect::<Result<_, _>>()?,
            applicant_required: item.applicant_required,
            fields: fields.collect::<Result<_, _>>()?,
            hints: item.help.hints.into_iter().map(hint).collect(),
            templates: item.help.templates.into_iter().map(sample).collect(),
            keywords: item.keywords,
            active: item.active,
        })
    }
}

impl TryFrom<FieldItem> for CategoryField {
    type Error = UnknownCode;

    fn try_from(item: FieldItem) -> Result<CategoryField, UnknownCode> {
        let option = |option: OptionItem| FieldOption {
            key: option.key,
            name: Text::new(option.name_ru, option.name_en),
        };
        Ok(CategoryField {
            code: item.code,
            label: Text::new(item.label_ru, item.label_en),
            hint: Text::new(item.hint_ru, item.hint_en),
            kind: item.kind.parse()?,
            required: item.required,
            options: item.options.into_iter().map(option).collect(),
            max_chars: item.max_chars,
        })
    }
}

fn document(item: DocumentItem) -> RequiredDocument {
    RequiredDocument {
        code: item.code,
        name: Text::new(item.name_ru, item.name_en),
    }
}

fn hint(item: HintItem) -> Hint {
    Hint {
        words: item.words,
        text: Text::new(item.ru, item.en),
    }
}

fn sample(item: SampleItem) -> Template {
    Template {
        title: Text::new(item.title_ru, item.title_en),
        text: Text::new(item.text_ru, item.text_en),
    }
}
