//! The wire of work on appeals: the dialogue and the answer.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::AttachmentItem;

/// A message about an appeal.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageItem {
    /// The place in the journal.
    pub seq: i64,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// `question` (to the applicant), `reply` (from them) or `note` (among staff).
    pub direction: String,
    /// Whether the question is asked again.
    pub again: bool,
    /// Who wrote it: `applicant`, `staff` or `system`.
    pub actor: String,
    /// For staff: who exactly, `<role>:<id>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The text; empty when it is erased, or when only files were sent.
    pub text: String,
    /// The files.
    pub attachments: Vec<AttachmentItem>,
}

/// The answer of an appeal: what is being written, and what was given.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerView {
    /// The draft that counts; null before the first and after an answer.
    pub draft: Option<DraftItem>,
    /// Every version that was ever written, oldest first.
    pub versions: Vec<DraftItem>,
    /// The answers that were given, oldest first.
    pub given: Vec<GivenAnswer>,
}

/// A version of an answer.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftItem {
    /// The version, from 1.
    pub version: u32,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who wrote it, `<role>:<id>`.
    pub by: String,
    /// `approved` or `rejected`.
    pub decision: String,
    /// `drafted`, `submitted`, `returned` or `approved`.
    pub stage: String,
    /// The template that it began with.
    pub template: Option<String>,
    /// The text.
    pub text: String,
    /// The files.
    pub attachments: Vec<AttachmentItem>,
    /// What the supervisor wants changed.
    pub remarks: Option<String>,
}

/// An answer that was given.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenAnswer {
    /// The number of the document; empty for an answer from before there were numbers.
    pub number: String,
    /// Its date, in the region's time.
    pub date: NaiveDate,
    /// When it was given.
    pub at: DateTime<Utc>,
    /// `approved` or `rejected`.
    pub decision: String,
    /// Who signed it, by name; null where a program did.
    pub signatory: Option<String>,
    /// The text.
    pub text: String,
    /// The files.
    pub attachments: Vec<AttachmentItem>,
}
