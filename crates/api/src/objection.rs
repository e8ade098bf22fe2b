//! Objections, escalations and reviews of ratings: requests and answers.

use chrono::{DateTime, Utc};
use domain::appeal::{FieldError, RawAttachment};
use serde::Serialize;
use serde_json::Value;

use crate::json::Object;
use crate::read::attachment;
use crate::wire::AttachmentItem;

/// An objection.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Objection {
    /// The number, `YYYY-NNNNNNN-C-K-D`.
    pub number: String,
    /// Which of the appeal's objections it is, from 1: its id in addresses.
    pub objection: u16,
    /// What is contested: `answer`, `execution` (what was promised is not done) or `overdue` (no answer in time).
    pub ground: String,
    /// The instance that has it: `local`, `regional` or `federal`.
    pub instance: String,
    /// The code of the agency that decides.
    pub agency: String,
    /// Its name.
    pub agency_name: String,
    /// Whether it went to a higher instance.
    pub escalated: bool,
    /// Why it was handed up, in a supervisor's words.
    pub escalation_reason: Option<String>,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// By when it is decided.
    pub decide_by: DateTime<Utc>,
    /// What the applicant wrote.
    pub text: Option<String>,
    /// Files that came with it.
    pub attachments: Vec<AttachmentItem>,
    /// The account of who decides; for staff only.
    pub reviewer: Option<String>,
    /// `upheld`, `declined`, `left_unchanged` or `settled` (the answer that was missing came); null while it is open.
    pub outcome: Option<String>,
    /// The same in words.
    pub outcome_label: Option<String>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why.
    pub explanation: Option<String>,
}

/// What the applicant can do about the answer that stands, or about there being none in time.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contestable {
    /// `object`: `POST …/objections`; `escalate`: `POST …/escalations`.
    pub action: String,
    /// The last second of the window; null while an answer is overdue.
    pub until: Option<DateTime<Utc>>,
    /// The instance that would decide.
    pub instance: String,
    /// The code of the agency that would decide.
    pub agency: String,
}

/// `GET /appeals/{number}/objections`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealObjections {
    /// Every objection, oldest first.
    pub items: Vec<Objection>,
    /// What can be done now; null when nothing can.
    pub contestable: Option<Contestable>,
}

/// An objection in a list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedObjection {
    /// The number of the objection.
    pub number: String,
    /// Its id in addresses.
    pub objection: u16,
    /// The number of the appeal.
    pub appeal: String,
    /// The category's code.
    pub category: String,
    /// The region's code.
    pub region: String,
    /// The code of the agency that answered.
    pub origin: String,
    /// The code of the agency that decides.
    pub agency: String,
    /// How high that one stands.
    pub instance: String,
    /// The account of who decides; null while nobody does.
    pub reviewer: Option<String>,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// By when it is decided.
    pub decide_by: DateTime<Utc>,
    /// What is contested: `answer`, `execution` or `overdue`.
    pub ground: String,
    /// What became of it; null while it waits.
    pub outcome: Option<String>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
}

/// A complaint in the queue.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingReview {
    /// The number of the appeal.
    pub appeal: String,
    /// The category's code.
    pub category: String,
    /// The region's code.
    pub region: String,
    /// The code of the agency that answered.
    pub agency: String,
    /// Stars, 1 to 5.
    pub score: i64,
    /// What the comment is about.
    pub about: Option<String>,
    /// Since when it complains.
    pub given_at: DateTime<Utc>,
    /// By when it is looked into.
    pub review_by: DateTime<Utc>,
    /// Whether that is provisional: it reaches a year whose working calendar has not been declared.
    pub review_provisional: bool,
}

/// The body of `POST …/objections` and of `POST …/escalations`.
#[derive(Clone, Debug, Default)]
pub struct ObjectionRequest {
    /// What is contested, of an objection.
    pub ground: Option<String>,
    /// Why.
    pub text: Option<String>,
    /// The instance wanted, of an escalation.
    pub instance: Option<String>,
    /// Files.
    pub attachments: Vec<RawAttachment>,
}

/// Reads the body of `POST …/objections`.
pub fn objection_request(body: Value) -> (ObjectionRequest, Vec<FieldError>) {
    read(body, |root| ObjectionRequest {
        ground: root.text("ground"),
        text: root.text("text"),
        instance: None,
        attachments: root.objects("attachments", attachment),
    })
}

/// Reads the body of `POST …/escalations`.
pub fn escalation_request(body: Value) -> (ObjectionRequest, Vec<FieldError>) {
    read(body, |root| ObjectionRequest {
        ground: None,
        text: root.text("reason"),
        instance: root.text("instance"),
        attachments: root.objects("attachments", attachment),
    })
}

/// The body of a decision or a review.
#[derive(Clone, Debug, Default)]
pub struct OutcomeRequest {
    /// What is decided.
    pub outcome: Option<String>,
    /// Why.
    pub explanation: Option<String>,
}

/// Reads an [`OutcomeRequest`].
pub fn outcome_request(body: Value) -> (OutcomeRequest, Vec<FieldError>) {
    read(body, |root| OutcomeRequest {
        outcome: root.text("outcome"),
        explanation: root.text("explanation"),
    })
}

/// Reads the body of `POST …/assign`: the account of the reviewer, or none.
pub fn reviewer_request(body: Value) -> (Option<String>, Vec<FieldError>) {
    read(body, |root| root.text("reviewer"))
}

fn read<T: Default>(
    body: Value,
    members: impl FnOnce(&mut Object<'_>) -> T,
) -> (T, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut read = T::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        read = members(&mut root);
        root.finish();
    }
    (read, faults)
}
