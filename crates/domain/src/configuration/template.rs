//! Texts to begin an answer with, as data.

use serde::{Deserialize, Serialize};

use super::check::codes_of;
use super::{Configuration, Faults, Item, Kind};
use crate::appeal::limits::MAX_TEXT_CHARS;
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

/// The words in braces that are no variables.
fn unknown_variables(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split('{').skip(1).filter_map(|rest| {
        let (word, _) = rest.split_once('}')?;
        let is_word = |b: u8| b.is_ascii_lowercase() || b == b'_';
        (!word.is_empty() && word.bytes().all(is_word)).then_some(word)
    });
    words.filter(|word| !VARIABLES.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_in_and_what_has_no_value_stays_in_sight() {
        let template = AnswerTemplate {
            id: String::new(),
            agency: None,
            kind: TemplateKind::Answer,
            snippet: String::new(),
            name: Text::default(),
            text: Text::fixed("№ {number} {due} {{ {x} {number", ""),
            active: true,
        };
        let filled = template.fill(Lang::Ru, |word| (word == "number").then(|| "7".to_owned()));
        assert_eq!(filled, "№ 7 {due} {{ {x} {number");
    }

    #[test]
    fn unknown_variables_are_named() {
        let found: Vec<&str> = unknown_variables("{number} {nomer} { } {a b} {x").collect();
        assert_eq!(found, ["nomer"]);
    }
}
