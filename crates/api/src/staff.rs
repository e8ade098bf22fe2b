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
    /// `own`, `assigned`, `territory`, `search`, `export`, `copy`, `service`, or what staff
    /// stated: `contact`, `document`, `identify`.
    pub reason: String,
    /// What was shown: `applicant`, `title`, `text`, `comments`, `attachments` …
    pub fields: Vec<String>,
    /// The appeal; null for the profile.
    pub number: Option<String>,
}

/// A member of staff.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffItem {
    /// The account's id, a UUID.
    pub id: String,
    /// The version, for `If-Match`.
    pub version: i64,
    /// The role.
    pub role: String,
    /// The role in the caller's language.
    pub role_name: String,
    /// The agency that they answer for; null without a limit.
    pub agency: Option<String>,
    /// The unit of the agency.
    pub unit: Option<String>,
    /// The region's code.
    pub region: Option<String>,
    /// `active` or `blocked`.
    pub state: String,
    /// What colleagues see: the name, and of an account without one the contact.
    pub name: String,
    /// The family name; empty while there is none.
    pub last_name: String,
    /// The given name; empty while there is none.
    pub first_name: String,
    /// The patronymic.
    pub middle_name: Option<String>,
    /// The position.
    pub position: Option<String>,
    /// Where messages to them go.
    pub contact: Option<String>,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// An invitation that was not accepted yet.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationItem {
    /// The id.
    pub id: String,
    /// Where the link went.
    pub email: String,
    /// The role that it gives.
    pub role: String,
    /// The role in the caller's language.
    pub role_name: String,
    /// The agency.
    pub agency: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// The region's code.
    pub region: Option<String>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When the link ends.
    pub expires_at: DateTime<Utc>,
}

/// `POST /staff/invitations/look`: an invitation as whoever has its link sees it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationSeen {
    /// The address that was invited, by which its person will sign in; null of the first administrator, who names
    /// one.
    pub login: Option<String>,
    /// The role that it gives.
    pub role: String,
    /// The role in the caller's language.
    pub role_name: String,
    /// The agency; null without a limit.
    pub agency: Option<crate::Named>,
}

/// What somebody is to be: the body of an invitation, and of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffRequest {
    /// The address that an invitation goes to.
    pub email: Option<String>,
    /// The role.
    pub role: Option<String>,
    /// The agency; an empty text takes the limit away.
    pub agency: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// The region's code.
    pub region: Option<String>,
    /// `active` or `blocked`.
    pub state: Option<String>,
    /// The language of an invitation.
    pub lang: Option<String>,
    /// The family name.
    pub last_name: Option<String>,
    /// The given name.
    pub first_name: Option<String>,
    /// The patronymic; an empty text takes it away.
    pub middle_name: Option<String>,
    /// The position; an empty text takes it away.
    pub position: Option<String>,
}

/// Reads the body of `POST /staff/invitations`.
pub fn invitation_request(body: Value) -> (StaffRequest, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut request = StaffRequest::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        request = StaffRequest {
            email: root.text("email"),
            lang: root.text("lang"),
            ..place(&mut root)
        };
        root.finish();
    }
    (request, faults)
}

/// Reads the body of `PATCH /staff/{id}`.
pub fn staff_request(body: Value) -> (StaffRequest, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut request = StaffRequest::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        request = StaffRequest {
            state: root.text("state"),
            last_name: root.text("last_name"),
            first_name: root.text("first_name"),
            middle_name: root.text("middle_name"),
            position: root.text("position"),
            ..place(&mut root)
        };
        root.finish();
    }
    (request, faults)
}

fn place(root: &mut Object<'_>) -> StaffRequest {
    StaffRequest {
        role: root.text("role"),
        agency: root.text("agency"),
        unit: root.text("unit"),
        region: root.text("region"),
        ..StaffRequest::default()
    }
}

/// `POST /staff/invitations`, 201.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationCreated {
    /// The token of the link, shown this once.
    pub token: String,
    /// The link, with the token in its fragment, which no server is ever sent.
    pub link: String,
    /// The role.
    pub role: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// The body of `POST /admin/blocks`.
#[derive(Clone, Debug, Default)]
pub struct BlockRequest {
    /// `account`, `email` or `phone`.
    pub kind: Option<String>,
    /// Whom: an account's id, an address or a telephone.
    pub value: Option<String>,
    /// When it ends by itself, RFC 3339.
    pub until: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Reads a [`BlockRequest`].
pub fn block_request(body: Value) -> (BlockRequest, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut request = BlockRequest::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        request = BlockRequest {
            kind: root.text("kind"),
            value: root.text("value"),
            until: root.text("until"),
            reason: root.text("reason"),
        };
        root.finish();
    }
    (request, faults)
}

/// A block in the list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockItem {
    /// The id, a UUID.
    pub id: String,
    /// `account`, `email` or `phone`.
    pub kind: String,
    /// The account that it stops; addresses and telephones are kept as hashes only.
    pub account: Option<String>,
    /// The agency that blocked; null where it is everybody's.
    pub agency: Option<String>,
    /// Why.
    pub reason: String,
    /// Who blocked: `role:account`.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub until: Option<DateTime<Utc>>,
    /// When it was lifted.
    pub lifted_at: Option<DateTime<Utc>>,
    /// Who lifted it.
    pub lifted_by: Option<String>,
    /// Whether it stops anybody now.
    pub holds: bool,
}
