//! What all items are checked by: every fault is told, each at its place.

use crate::appeal::FieldError;
use crate::lang::Text;

/// Names stand in lists and tables; longer ones are descriptions.
const MAX_NAME_CHARS: usize = 200;

/// Codes are typed and read by people.
const MAX_CODE_CHARS: usize = 60;

/// The faults found so far.
#[derive(Debug, Default)]
pub struct Faults(pub Vec<FieldError>);

impl Faults {
    /// Notes a fault.
    pub fn add(&mut self, at: &str, code: &'static str, ru: &'static str, en: &'static str) {
        self.0.push(FieldError::new(at, code, ru, en));
    }

    /// Notes a fault whose message names a figure.
    pub fn add_text(&mut self, at: &str, code: &'static str, text: Text) {
        self.0.push(FieldError::with_text(at, code, text));
    }

    /// A text that must be there, of one line.
    pub(super) fn name(&mut self, at: &str, text: &str) {
        self.line(at, text, 1, MAX_NAME_CHARS);
    }

    /// A name in both languages.
    pub(super) fn names(&mut self, at: &str, ru: &str, en: &str) {
        self.name(&format!("{at}_ru"), ru);
        self.name(&format!("{at}_en"), en);
    }

    /// A text of one line.
    pub(super) fn line(&mut self, at: &str, text: &str, least: usize, most: usize) {
        let chars = text.trim().chars().count();
        if chars < least {
            self.add(at, "required", "Заполните это поле", "Fill this in");
        } else if chars > most || text.chars().any(char::is_control) {
            self.too_long(at, most);
        }
    }

    /// A text of several lines.
    pub(super) fn text(&mut self, at: &str, text: &str, least: usize, most: usize) {
        let chars = text.trim().chars().count();
        let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
        if chars < least {
            self.add(at, "required", "Заполните это поле", "Fill this in");
        } else if chars > most || !text.chars().all(is_plain) {
            self.too_long(at, most);
        }
    }

    fn too_long(&mut self, at: &str, most: usize) {
        let text = Text::new(
            format!("До {most} знаков, без управляющих символов"),
            format!("At most {most} characters, without control characters"),
        );
        self.add_text(at, "text_format", text);
    }

    /// A code: Latin letters, digits and signs that need no escaping anywhere.
    pub(super) fn code(&mut self, at: &str, code: &str) {
        let starts = code.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        let usual = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-.".contains(&b);
        if !starts || code.len() > MAX_CODE_CHARS || !code.bytes().all(usual) {
            let text = Text::new(
                format!(
                    "Код: строчные латинские буквы, цифры, _ - и точка, до {MAX_CODE_CHARS} знаков"
                ),
                format!(
                    "A code: lower-case Latin letters, digits, _ - and dot, at most {MAX_CODE_CHARS}"
                ),
            );
            self.add_text(at, "code_format", text);
        }
    }

    /// A number between two others.
    pub(super) fn number(&mut self, at: &str, number: i64, least: i64, most: i64) {
        if !(least..=most).contains(&number) {
            let text = Text::new(
                format!("Целое число от {least} до {most}"),
                format!("A whole number from {least} to {most}"),
            );
            self.add_text(at, "number_range", text);
        }
    }

    /// One of some codes.
    pub(super) fn one_of(&mut self, at: &str, code: &str, known: &[&str]) {
        if !known.contains(&code) {
            let known = known.join(", ");
            let text = Text::new(format!("Одно из: {known}"), format!("One of: {known}"));
            self.add_text(at, "value_unknown", text);
        }
    }

    /// Codes of which none may stand twice.
    pub(super) fn unique<'a>(&mut self, at: &str, codes: impl Iterator<Item = (usize, &'a str)>) {
        let mut seen = Vec::new();
        for (index, code) in codes {
            if seen.contains(&code) {
                self.add(
                    &format!("{at}/{index}"),
                    "duplicate",
                    "Это уже есть в списке",
                    "This is in the list already",
                );
            }
            seen.push(code);
        }
    }

    /// An agency that takes new appeals.
    pub(super) fn agency(&mut self, at: &str, code: &str, now: &super::Configuration) {
        if !now
            .catalogue
            .agency(code)
            .is_some_and(|agency| agency.active)
        {
            self.add(
                at,
                "agency_unknown",
                "Такого действующего ведомства нет",
                "There is no such active agency",
            );
        }
    }

    /// A region.
    pub(super) fn region(&mut self, at: &str, code: &str) {
        if crate::region::Region::parse(code).is_err() {
            self.add(
                at,
                "region_unknown",
                "Такого региона нет",
                "There is no such region",
            );
        }
    }
}

/// The codes of an enumeration.
macro_rules! codes_of {
    ($name:ty) => {
        <$name>::ALL
            .iter()
            .map(|value| value.as_str())
            .collect::<Vec<_>>()
    };
}

pub(super) use codes_of;
