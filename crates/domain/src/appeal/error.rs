//! Faults of an appeal, each tied to its place.

use crate::applicant::ValueError;
use crate::lang::Text;
use crate::text::clean;

/// One fault of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where: a JSON pointer (RFC 6901) into the body, such as `/applicant/phone`.
    pub pointer: String,
    /// The stable code, such as `phone_format`.
    pub code: &'static str,
    /// The message for people; it names the limit.
    pub message: Text,
}

impl FieldError {
    /// A fault with a message known when the program is compiled.
    pub fn new(
        pointer: impl Into<String>,
        code: &'static str,
        ru: &'static str,
        en: &'static str,
    ) -> FieldError {
        FieldError::with_text(pointer, code, Text::fixed(ru, en))
    }

    /// A fault with a message that names what was found.
    pub fn with_text(pointer: impl Into<String>, code: &'static str, message: Text) -> FieldError {
        FieldError {
            pointer: pointer.into(),
            code,
            message,
        }
    }

    pub(crate) fn of_value(pointer: impl Into<String>, error: ValueError) -> FieldError {
        FieldError::with_text(pointer, error.code, error.text)
    }
}

/// A member's name as a part of a JSON pointer (RFC 6901, 3).
pub(super) fn escape(member: &str) -> String {
    member.replace('~', "~0").replace('/', "~1")
}

/// A string of the sender's in a message: short enough to be read.
pub(super) fn echo(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(super::limits::MAX_ECHO_CHARS)
        .collect()
}

/// The string, unless it is missing or there is nothing to be seen in it.
pub(super) fn filled(value: &Option<String>) -> Option<&str> {
    value
        .as_deref()
        .map(str::trim)
        .filter(|text| !clean(text).trim().is_empty())
}
