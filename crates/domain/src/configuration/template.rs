//! Texts to begin an answer with, as data.

use serde::{Deserialize, Serialize};

use super::{Item, Kind};
use crate::codes::{UnknownCode, codes};
use crate::lang::{Lang, Text};

/// The words that stand in braces in a template and are filled in from the appeal.
pub const VARIABLES: [&str; 9] = [
    "number",
    "registered",
    "category",
    "agency",
    "title",
    "due",
    "applicant",
    "executor",
    "today",
];

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
    /// The text, with [`VARIABLES`] in braces.
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

    /// The text with its variables filled in; one without a value stays as it is, so that it is seen.
    pub fn fill(&self, lang: Lang, value: impl Fn(&str) -> Option<String>) -> String {
        let mut out = String::new();
        let mut rest = self.text.get(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let found = after.split_once('}').and_then(|(word, tail)| {
                let known = VARIABLES.contains(&word);
                Some((value(word).filter(|_| known)?, tail))
            });
            match found {
                Some((text, tail)) => {
                    out.push_str(&text);
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}
