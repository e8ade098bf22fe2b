//! The shape of a request for suggestions, for the document only.

#![expect(dead_code, reason = "only the shape is used")]

use utoipa::ToSchema;

/// What to classify.
#[derive(ToSchema)]
pub(super) struct SuggestionBody {
    /// The title.
    title: Option<String>,
    /// The text; its first 4,000 characters are looked at.
    text: Option<String>,
}
