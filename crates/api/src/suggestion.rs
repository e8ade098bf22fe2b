//! Suggested categories: the request and the answer.

use domain::appeal::FieldError;
use serde::Serialize;
use serde_json::Value;

use crate::json::Object;

/// `POST /categories/suggest`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategorySuggestions {
    /// At most three, the likeliest first.
    pub items: Vec<CategorySuggestion>,
    /// What the text seems to say is in danger: `life`, `health` or `rights`; null where nothing is.
    pub urgency: Option<String>,
}

/// A category that a text may be of.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategorySuggestion {
    /// The category's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How probable it is, in per cent: of a hundred suggestions with 70, about seventy are right.
    pub confidence: u8,
}

/// The body of `POST /categories/suggest`.
#[derive(Clone, Debug, Default)]
pub struct SuggestionRequest {
    /// The title.
    pub title: Option<String>,
    /// The text.
    pub text: Option<String>,
}

/// Reads the body of `POST /categories/suggest`.
pub fn suggestion_request(body: Value) -> (SuggestionRequest, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut read = SuggestionRequest::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        read = SuggestionRequest {
            title: root.text("title"),
            text: root.text("text"),
        };
        root.finish();
    }
    (read, faults)
}
