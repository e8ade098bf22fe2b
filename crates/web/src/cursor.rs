//! Cursors of lists: where the page before ended. Opaque to callers, and no secret.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::appeal::FieldError;
use store::Cursor;

use crate::{Problem, parameters};

/// The cursor as callers see it.
pub fn encode(cursor: &Cursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}.{}", cursor.created_at, cursor.number))
}

/// Reads a cursor; a fault of the parameter `cursor` otherwise.
pub fn decode(text: &str) -> Result<Cursor, FieldError> {
    let parse = || {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (created_at, number) = std::str::from_utf8(&bytes).ok()?.split_once('.')?;
        Some(Cursor {
            created_at: created_at.parse().ok()?,
            number: number.parse().ok()?,
        })
    };
    parse().ok_or_else(parameters::cursor_invalid)
}

impl From<FieldError> for Problem {
    fn from(error: FieldError) -> Self {
        Problem::invalid_field(error)
    }
}
