//! Texts to begin an answer with, as data.

use serde::{Deserialize, Serialize};

use super::check::codes_of;
use super::{Configuration, Faults, Item, Kind};
use crate::appeal::limits::MAX_TEXT_CHARS;
use crate::codes::{UnknownCode, codes};
use crate::lang::Text;
use crate::placeholder::{VARIABLES, unknown_variables};

codes! {
    /// What a template is for.
    pub enum TemplateKind, "kind of template" {
        /// An answer.
        Answer = "answer",
        /// A question to the applicant.
        Question = "question",
        /// An answer that refuses.
        Refusal = "refusal",
        /// A note among staff.
        Note = "note",
    }
}

/// A text to begin with, as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateItem {
    /// The agency whose it is; none for all.
    pub agency: Option<String>,
    /// `answer`, `question`, `refusal` or `note`.
    pub kind: String,
    /// The word that stands for it while one types.
    pub snippet: String,
    /// The name in Russian.
    pub name_ru: String,
    /// The name in English.
    pub name_en: String,
    /// The text in Russian.
    pub text_ru: String,
    /// The text in English.
    pub text_en: String,
    /// Whether it is offered.
    pub active: bool,
}

impl Item for TemplateItem {
    const KIND: Kind = Kind::AnswerTemplate;

    fn key(&self) -> String {
        String::new()
    }

    fn agency(&self) -> Option<&str> {
        self.agency.as_deref()
    }

    fn check(&self, key: &str, now: &Configuration, faults: &mut Faults) {
        if let Some(agency) = &self.agency {
            faults.agency("/agency", agency, now);
        }
        faults.one_of("/kind", &self.kind, &codes_of!(TemplateKind));
        faults.code("/snippet", &self.snippet);
        let is_same = |other: &&AnswerTemplate| {
            other.active && other.snippet == self.snippet && other.agency == self.agency
        };
        let mut others = now.templates.iter().filter(is_same);
        if self.active && others.any(|other| other.id != key) {
            faults.add(
                "/snippet",
                "snippet_taken",
                "Так уже вызывается другой шаблон",
                "Another template has this snippet",
            );
        }
        faults.names("/name", &self.name_ru, &self.name_en);
        for (at, text) in [("/text_ru", &self.text_ru), ("/text_en", &self.text_en)] {
            faults.text(at, text, 1, MAX_TEXT_CHARS);
            for word in unknown_variables(text) {
                let known = VARIABLES.join(", ");
                let text = Text::new(
                    format!("Переменной {{{word}}} нет. Есть: {known}"),
                    format!("There is no variable {{{word}}}. There are: {known}"),
                );
                faults.add_text(at, "variable_unknown", text);
            }
        }
    }

    fn closed(self) -> Option<Self> {
        Some(TemplateItem {
            active: false,
            ..self
        })
    }
}

/// A text to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerTemplate {
    /// The id.
    pub id: String,
    /// The agency whose it is; none for all.
    pub agency: Option<String>,
    /// What it is for.
    pub kind: TemplateKind,
    /// The word that stands for it while one types.
    pub snippet: String,
    /// The name.
    pub name: Text,
    /// The text, with placeholders, see [`crate::placeholder`].
    pub text: Text,
    /// Whether it is offered.
    pub active: bool,
}

impl AnswerTemplate {
    /// Makes one of what is stored.
    pub fn new(id: String, item: TemplateItem) -> Result<AnswerTemplate, UnknownCode> {
        Ok(AnswerTemplate {
            id,
            agency: item.agency,
            kind: item.kind.parse()?,
            snippet: item.snippet,
            name: Text::new(item.name_ru, item.name_en),
            text: Text::new(item.text_ru, item.text_en),
            active: item.active,
        })
    }
}
