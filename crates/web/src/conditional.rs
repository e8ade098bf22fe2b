//! `ETag`, `If-Match` and `If-None-Match` (RFC 9110 13.1) of an appeal: its version is its tag.

use axum::http::StatusCode;
use domain::Text;

use crate::{Context, Problem};

/// The strong tag of a version.
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

/// Whether the caller already has this version.
pub fn not_modified(context: &Context, version: i64) -> bool {
    names(context.header("if-none-match"), version)
}

/// Refuses a change that was decided on looking at another version. Without `If-Match` the change is
/// tried as it is: the journal's sequence still lets only one of two at once win.
pub fn check_match(context: &Context, version: i64) -> Result<(), Problem> {
    let given = context.header("if-match");
    if given.is_empty() || names(given, version) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::PRECONDITION_FAILED,
        "version_changed",
        Text::fixed("Обращение изменилось", "The appeal has changed"),
        Text::fixed(
            "Кто-то изменил обращение, пока вы смотрели. Обновите карточку и повторите.",
            "Somebody changed the appeal while you looked. Reload the card and try again.",
        ),
    ))
}

fn names(header: &str, version: i64) -> bool {
    let tag = etag(version);
    header
        .split(',')
        .map(str::trim)
        .any(|given| given == "*" || given.trim_start_matches("W/") == tag)
}
