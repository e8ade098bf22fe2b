//! Names of people.

use super::{ValueError, personal};
use crate::text;

/// Longer names do not occur in Russian documents; registers hold up to a hundred.
const MAX_NAME_CHARS: usize = 100;

/// A name or a part of one: letters, spaces, hyphens and apostrophes.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonName(String);

personal!(PersonName);

impl PersonName {
    /// Reads a name: white space becomes single spaces, dashes hyphens, and the marks
    /// that stand for an apostrophe (’ ʼ `) the plain one.
    pub fn parse(text: &str) -> Result<PersonName, ValueError> {
        let line = text::single_line(text).map_err(|_| Self::format_error())?;
        let name: String = line.chars().map(plain).collect();
        let length = name.chars().count();
        if length == 0 {
            return Err(ValueError::new(
                "name_required",
                "Заполните поле",
                "Fill in this field",
            ));
        }
        if length > MAX_NAME_CHARS {
            return Err(ValueError::new(
                "name_length",
                "Не больше 100 символов",
                "At most 100 characters",
            ));
        }
        let allowed = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'');
        if !name.chars().all(allowed) || !name.contains(char::is_alphabetic) {
            return Err(Self::format_error());
        }
        Ok(PersonName(name))
    }

    const fn format_error() -> ValueError {
        ValueError::new(
            "name_format",
            "Только буквы, пробел, дефис и апостроф",
            "Only letters, spaces, hyphens and apostrophes",
        )
    }
}

const fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        c if crate::number::is_dash(c) => '-',
        c => c,
    }
}
