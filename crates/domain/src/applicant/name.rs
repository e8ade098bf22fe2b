//! Names of people.

use icu_properties::props::{EnumeratedProperty, GeneralCategory, GeneralCategoryGroup};

use super::{ValueError, personal};
use crate::lang::Text;
use crate::text::{self, is_dash};

/// Longer names do not occur in Russian documents; registers hold up to a hundred.
const MAX_NAME_CHARS: usize = 100;

/// What stands for a part of a name that somebody has said that they do not have. It is kept, so that they are not
/// asked for it again.
pub const NO_NAME: &str = "-";

/// A name or a part of one: letters of any script with their marks, spaces, hyphens, apostrophes and dots; or
/// [`NO_NAME`].
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
        if !name.chars().all(is_of_name) || !name.contains(char::is_alphabetic) {
            return Err(Self::format_error());
        }
        Ok(PersonName(name))
    }

    /// Reads a part of a name that not everybody has: a dash says that there is none.
    pub fn parse_optional(text: &str) -> Result<PersonName, ValueError> {
        match text::is_only_dash(text) {
            true => Ok(PersonName(NO_NAME.to_owned())),
            false => PersonName::parse(text),
        }
    }

    const fn format_error() -> ValueError {
        ValueError::new(
            "name_format",
            "Только буквы, пробел, дефис, апостроф и точка",
            "Only letters, spaces, hyphens, apostrophes and dots",
        )
    }
}

/// What is wrong with a part of a name, with the part named: three fields stand one under another, and a summary
/// lists what is wrong with them apart from them.
pub fn of_name_part(member: &str, error: ValueError) -> ValueError {
    let (ru, en) = match member {
        "last_name" => ("Фамилия", "Last name"),
        "first_name" => ("Имя", "First name"),
        "middle_name" => ("Отчество", "Middle name"),
        _ => return error,
    };
    let text = Text::new(
        format!("{ru}: {}", small(&error.text.ru)),
        format!("{en}: {}", small(&error.text.en)),
    );
    ValueError { text, ..error }
}

/// A sentence as it goes on after a colon.
fn small(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let first = chars.next().into_iter().flat_map(char::to_lowercase);
    first.chain(chars).collect()
}

/// Joiners are left in a text only where letters need them.
fn is_of_name(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, ' ' | '-' | '\'' | '.' | '\u{200c}' | '\u{200d}')
        || GeneralCategoryGroup::Mark.contains(GeneralCategory::for_char(c))
}

const fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' | '′' | '‛' | '＇' => '\'',
        c if is_dash(c) => '-',
        c => c,
    }
}
