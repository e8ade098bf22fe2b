//! Staff, API keys, and who read whose data.

use chrono::{DateTime, Utc};
use domain::appeal::FieldError;
use serde::Serialize;
use serde_json::Value;

use crate::json::Object;

/// The body of `POST /keys`.
#[derive(Clone, Debug, Default)]
pub struct KeyRequest {
    /// What it is called in the list.
    pub name: Option<String>,
    /// Codes of scopes.
    pub scopes: Vec<String>,
    /// The agency that it is limited to.
    pub agency: Option<String>,
    /// When it ends, RFC 3339.
    pub expires_at: Option<String>,
}

/// Reads a [`KeyRequest`].
pub fn key_request(body: Value) -> (KeyRequest, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut request = KeyRequest::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        request = KeyRequest {
            name: root.text("name"),
            scopes: root.texts("scopes"),
            agency: root.text("agency"),
            expires_at: root.text("expires_at"),
        };
        root.finish();
    }
    (request, faults)
}

/// `POST /keys`, 201.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyCreated {
    /// The id, a UUID.
    pub id: String,
    /// The key itself, shown this once.
    pub key: String,
    /// What it is called in the list.
    pub name: String,
    /// Codes of scopes.
    pub scopes: Vec<String>,
    /// The agency that it is limited to; null without a limit.
    pub agency: Option<String>,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A key in the list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyItem {
    /// The id, a UUID.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Codes of scopes.
    pub scopes: Vec<String>,
    /// The agency that it is limited to; null without a limit.
    pub agency: Option<String>,
    /// The account of who issued it, or `service`.
    pub created_by: String,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A look at somebody's data, as they are told of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessItem {
    /// When.
    pub at: DateTime<Utc>,
    /// The reader's role.
    pub role: String,
    /// The role in the caller's language.
    pub role_name: String,
    /// For which agency; null for the applicant and for ops' own programs.
    pub agency: Option<crate::Named>,
    /// `own`, `assigned`, `territory`, `search`, `export`, `copy` or `service`.
    pub reason: String,
    /// What was shown: `applicant`, `title`, `text`, `comments`, `attachments` …
    pub fields: Vec<String>,
    /// The appeal; null for the profile.
    pub number: Option<String>,
}
