use askama::Template;

use crate::field::Field;
use crate::sections::{POWER_OF_ATTORNEY, Section, Slot, power_of_attorney};
use crate::shell::Shell;
use crate::upload::{Limits, Upload, size};
use crate::values::{Choice, Fault, Values, id};

/// The form of an appeal: new (`GET /submit?category=…`), after a refusal (422) and
/// after «Исправить» in the preview (`POST /submit`).
#[derive(Debug, Clone)]
pub struct FormView {
    /// Language and address. The address is `/submit?category=…` also when the page
    /// answers a `POST`.
    pub shell: Shell,
    /// The category that was chosen; it decides what is asked.
    pub category: FormCategory,
    /// Subjects of the federation: code and name.
    pub regions: Vec<Choice>,
    /// Ways to be answered: `cabinet`, `email`, …
    pub answer_by: Vec<Choice>,
    /// What was typed, by control name as the form sent it. In a new form only the
    /// defaults: `region`, `answer_by`, and `repeat_of` of a repeat appeal.
    pub values: Values,
    /// Files that are on the server already, in the order of `attachments`.
    pub uploads: Vec<Upload>,
    /// What was wrong; empty in a new form.
    pub faults: Vec<Fault>,
    /// The waiting ticket that is sent as `altcha`; empty where none is needed.
    pub ticket: String,
    /// Sent as `idempotency_key`. In a form shown again it is the one that came.
    pub idempotency_key: String,
    /// Whether its sender is not signed in any more, although the form was opened in an account: they choose.
    pub has_left: bool,
    /// The number under which it was sent already, where it was changed since; else empty.
    pub sent: String,
    /// What may be attached.
    pub limits: Limits,
    /// Examples to begin with: number and title, for `/submit?category=…&template=…`.
    pub templates: Vec<Choice>,
}

/// What a category asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormCategory {
    /// `roads.surface`.
    pub code: String,
    /// Its name in the page's language.
    pub name: String,
    /// Name of its group.
    pub group: String,
    /// Who will answer, or empty if that depends on what is typed.
    pub agency: String,
    /// «10 рабочих дней», or empty.
    pub term: String,
    /// Types of appeal it takes.
    pub types: Vec<Choice>,
    /// Shortest text, in characters.
    pub min_text_chars: u32,
    /// Whether an appeal may be anonymous.
    pub anonymous_allowed: bool,
    /// Members of `applicant` that it needs beyond the usual ones: `birth_date`, `snils`, …
    pub applicant_required: Vec<String>,
    /// Controls of its own; they are sent as `fields.{code}`.
    pub fields: Vec<FormField>,
    /// Required documents: code and name. Each has a file control `files.{code}`.
    pub documents: Vec<Choice>,
}

/// A control of a category's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormField {
    /// Sent as `fields.{code}`.
    pub code: String,
    /// Its label in the page's language.
    pub label: String,
    /// A hint under the label, or empty.
    pub hint: String,
    /// What is typed in.
    pub kind: Kind,
    /// Whether it must be filled in.
    pub required: bool,
    /// Of [`Kind::List`]: what one can choose.
    pub options: Vec<Choice>,
}

/// Kind of a category's own control, by the names of Open311 GeoReport v2 and two of ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// `string`: a line.
    #[default]
    Line,
    /// `text`: many lines.
    Text,
    /// `number`.
    Number,
    /// `date`.
    Date,
    /// `datetime`.
    DateTime,
    /// `singlevaluelist`.
    List,
    /// `url`.
    Url,
    /// `inn`.
    Inn,
}

impl Kind {
    /// The kind of this name; an unknown one is a line of text.
    pub fn from_name(name: &str) -> Self {
        match name {
            "text" => Self::Text,
            "number" => Self::Number,
            "date" => Self::Date,
            "datetime" => Self::DateTime,
            "singlevaluelist" => Self::List,
            "url" => Self::Url,
            "inn" => Self::Inn,
            _ => Self::Line,
        }
    }
}

/// Longest title and text, in characters (product.md, section 6).
pub(crate) const TITLE_CHARS: (u32, u32) = (
    limits::MIN_TITLE_CHARS as u32,
    limits::MAX_TITLE_CHARS as u32,
);
pub(crate) const TEXT_MAX_CHARS: u32 = limits::MAX_TEXT_CHARS as u32;

impl FormView {
    pub(crate) fn is_fresh(&self) -> bool {
        let is_empty = |name| self.values.get(name).is_empty();
        self.faults.is_empty() && is_empty("title") && is_empty("text")
    }

    /// Whether the form may begin with an example: nothing is typed yet.
    pub(crate) fn offers_templates(&self) -> bool {
        self.is_fresh() && !self.templates.is_empty()
    }

    /// Whether the category asks for what the browser knows: its name, the page, the time with its zone.
    pub(crate) fn is_technical(&self) -> bool {
        self.category.fields.iter().any(|field| {
            field.kind == Kind::DateTime
                || matches!(
                    field.code.as_str(),
                    "browser" | "system" | "page" | "page_url"
                )
        })
    }

    /// Whether somebody has signed in: then the draft is kept on the server, too.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.shell.is_signed_in()
    }

    /// The file control that a fault belongs to. «/attachments/2/id» is the third of the
    /// uploads; a document that is missing is named in the text only.
    fn slot_of(&self, fault: &Fault) -> Option<String> {
        let mut parts = fault.pointer.split('/').skip(1);
        let (first, second) = (parts.next()?, parts.next());
        let documents = &self.category.documents;
        let code = match first {
            "files" | "documents" => second,
            "attachments" => match second.map(str::parse::<usize>) {
                Some(index) => index
                    .ok()
                    .and_then(|index| self.uploads.get(index))
                    .map(|upload| upload.document.as_str()),
                None if fault.text.ends_with(power_of_attorney(self.shell.lang)) => {
                    Some(POWER_OF_ATTORNEY)
                }
                None => documents
                    .iter()
                    .find(|one| !one.label.is_empty() && fault.text.ends_with(&one.label))
                    .map(|one| one.value.as_str()),
            },
            _ => return None,
        };
        let known = |code: &&str| {
            *code == POWER_OF_ATTORNEY || documents.iter().any(|one| one.value == *code)
        };
        Some(match code.filter(known) {
            Some(code) => id(&format!("files.{code}")),
            None => "files".to_owned(),
        })
    }

    /// Where a line of the summary leads: to the control, or to the form if the fault
    /// is of nothing that one can see.
    pub(crate) fn target(&self, fault: &Fault) -> String {
        if let Some(slot) = self.slot_of(fault) {
            return slot;
        }
        let mut known: Vec<String> = Section::all(self)
            .iter()
            .flat_map(|section| &section.fields)
            .chain([&Section::answer_by(self)])
            .filter(|field| field.is_meant(fault))
            .map(Field::id)
            .collect();
        if let Some(found) = known.pop() {
            return found;
        }
        match fault.pointer.as_str() {
            "/category" => "category".to_owned(),
            "/documents_follow" => fault.id(),
            "/on_behalf_of" => id("on_behalf_of.kind"),
            "/anonymous" if self.category.anonymous_allowed => fault.id(),
            "/applicant" => "head-applicant".to_owned(),
            _ => "appeal".to_owned(),
        }
    }

    /// What is wrong with the files of a control.
    pub(crate) fn slot_error(&self, slot: &str) -> String {
        self.faults
            .iter()
            .filter(|fault| self.slot_of(fault).as_deref() == Some(slot))
            .map(|fault| fault.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The page that [`crate::form`] renders.
#[derive(Template)]
#[template(path = "form.html", whitespace = "minimize")]
pub(crate) struct FormPage<'a> {
    shell: &'a Shell,
    view: &'a FormView,
    sections: Vec<Section>,
}

impl<'a> FormPage<'a> {
    pub(crate) fn new(view: &'a FormView) -> Self {
        Self {
            shell: &view.shell,
            view,
            sections: Section::all(view),
        }
    }
}

impl FormPage<'_> {
    fn slots(&self) -> Vec<Slot> {
        Slot::all(self.view)
    }

    fn call_at(&self) -> Field {
        Section::call_at(self.view)
    }

    fn answer_by(&self) -> Field {
        Section::answer_by(self.view)
    }

    /// Personal data of an anonymous appeal is hidden, unless it has to be removed.
    fn person_is_wrong(&self) -> bool {
        self.view.faults.iter().any(|fault| {
            ["/applicant", "/answer_by", "/call_at"]
                .iter()
                .any(|part| fault.pointer.starts_with(part))
        })
    }

    fn size(&self, bytes: &u64) -> String {
        size(self.shell.lang, *bytes)
    }
}
