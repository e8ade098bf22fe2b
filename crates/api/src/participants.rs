//! Participants of appeals and their tasks.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// Somebody who takes part in an appeal, or did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParticipantItem {
    /// The id in this appeal, a UUID.
    pub id: String,
    /// `representative`, `operator`, `expert`, `agency` or `civic`.
    pub role: String,
    /// The role in the caller's language.
    pub role_name: String,
    /// What they may: `personal`, `files`, `dialogue`, `reply`, `notes`.
    pub rights: Vec<String>,
    /// `invited`, `active` or `removed`.
    pub state: String,
    /// Since when they are in that state.
    pub since: DateTime<Utc>,
    /// The name that somebody gave them; null where there is none, or for readers without personal data.
    pub name: Option<String>,
    /// The agency, where an agency takes part.
    pub agency: Option<crate::Named>,
    /// The account of a member of staff; for staff only.
    pub account: Option<String>,
    /// Whether the applicant invited them.
    pub by_applicant: bool,
    /// Whether it is the caller.
    pub own: bool,
}

/// `POST /appeals/{number}/participants/invitations`, 201.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParticipantInvitation {
    /// The participant's id.
    pub id: String,
    /// The link to pass on, shown this once. It works once, for somebody who has signed in.
    pub link: String,
    /// What stands behind the stroke of the link.
    pub token: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// `POST /participants/accept`, 200.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParticipationAccepted {
    /// The participant's id.
    pub id: String,
    /// The appeal's number.
    pub number: String,
    /// As what they take part.
    pub role: String,
}

/// An appeal in which the caller takes part.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParticipationItem {
    /// The participant's id.
    pub id: String,
    /// The appeal's number.
    pub number: String,
    /// The title; masked without the right to see personal data.
    pub title: String,
    /// The status.
    pub status: String,
    /// As what they take part.
    pub role: String,
    /// The role in the caller's language.
    pub role_name: String,
    /// What they may.
    pub rights: Vec<String>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A task inside an appeal.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskItem {
    /// The id, a UUID.
    pub id: String,
    /// The appeal's number.
    pub number: String,
    /// The participant who is to do it.
    pub participant: String,
    /// `open`, `done`, `confirmed` or `dropped`.
    pub state: String,
    /// By when, as YYYY-MM-DD.
    pub due_on: Option<String>,
    /// What is to be done.
    pub text: String,
    /// The last report.
    pub report: Option<String>,
    /// The files of the last report.
    pub attachments: Vec<crate::AttachmentItem>,
    /// What was missing in a report that was returned.
    pub remarks: Option<String>,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// Whether the caller is to do it.
    pub own: bool,
}

/// What a command made.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Made {
    /// Its id, a UUID.
    pub id: String,
    /// The appeal's version after it.
    pub version: i64,
}

/// A version of a file.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionItem {
    /// The number, from 1.
    pub version: i64,
    /// The id under which it is downloaded.
    pub file: String,
    /// The name.
    pub name: String,
    /// The media type by content.
    pub media_type: String,
    /// The size in bytes.
    pub size_bytes: u64,
    /// When it came.
    pub at: DateTime<Utc>,
    /// `applicant` or `staff`; empty where the file has one version.
    pub by: String,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// The text of an appeal at a time.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RevisionItem {
    /// The place of its event in the journal.
    pub seq: i64,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// What was changed: `title`, `text`, `fields.address`; nothing in the first.
    pub changed: Vec<String>,
    /// The title; null where it is erased or hidden from the caller.
    pub title: Option<String>,
    /// The text; null where it is erased or hidden from the caller.
    pub text: Option<String>,
    /// The category's own fields.
    pub fields: std::collections::BTreeMap<String, String>,
}

/// A mark for bad conduct.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkItem {
    /// The id, a UUID.
    pub id: String,
    /// `spam`, `insult` or `threat`.
    pub conduct: String,
    /// Which event's text it is about; 1 is the appeal itself.
    pub seq: i64,
    /// `marked`, `contested`, `kept` or `lifted`.
    pub state: String,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// From whom the text is hidden: `applicant`, `participants`, `staff`.
    pub hidden_from: Vec<String>,
    /// Why.
    pub reason: Option<String>,
    /// What was written against it.
    pub appeal: Option<String>,
    /// What a supervisor decided, in words.
    pub explanation: Option<String>,
}

/// `POST /appeals/{number}/conduct/block`, 201.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockSet {
    /// When it ends by itself.
    pub until: DateTime<Utc>,
    /// How many accounts and contacts it stops.
    pub blocked: usize,
}
