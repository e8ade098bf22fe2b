//! Answers.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::DeadlineExplained;
use crate::suggestion::CategorySuggestion;

/// A page of a list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The page's items.
    pub items: Vec<T>,
    /// The cursor of the next page; null on the last.
    pub next: Option<String>,
}

/// `POST /appeals`, 201.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealCreated {
    /// The number, `YYYY-NNNNNNN-C`.
    pub number: String,
    /// The access code, shown this once.
    pub access_code: String,
    /// The status code.
    pub status: String,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When the answer is due.
    pub due_at: DateTime<Utc>,
    /// Whether `due_at` is provisional: it reaches a year whose working calendar has not been declared.
    pub due_provisional: bool,
    /// The agency's code.
    pub agency: String,
    /// The category's code.
    pub category: String,
    /// Codes of required documents that are still to come.
    pub missing_documents: Vec<String>,
}

/// A code with its name in the caller's language.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Named {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
}

/// The applicant's data.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicantData {
    /// The family name.
    pub last_name: String,
    /// The given name; a dash for people with one name.
    pub first_name: String,
    /// The patronymic.
    pub middle_name: Option<String>,
    /// ISO 8601.
    pub birth_date: Option<String>,
    /// 10 or 12 digits.
    pub inn: Option<String>,
    /// 11 digits.
    pub snils: Option<String>,
    /// The address, its domain in ASCII.
    pub email: Option<String>,
    /// E.164.
    pub phone: Option<String>,
}

/// Whom an applicant represents.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RepresentedData {
    /// `company` or `person`.
    pub kind: String,
    /// The company's name, or the person's full name.
    pub name: String,
    /// 10 or 12 digits.
    pub inn: Option<String>,
}

/// `POST /appeals/preview`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealPreview {
    /// What would be registered.
    pub appeal: NormalisedAppeal,
    /// Who would answer.
    pub agency: Named,
    /// Why it goes there: the routing rule, in the caller's language.
    pub route: String,
    /// The likeliest categories by the text, the likeliest first; the chosen one holds all the same.
    pub suggested: Vec<CategorySuggestion>,
    /// By when, and why.
    pub deadline: DeadlineExplained,
    /// The status that it would have.
    pub status: String,
    /// Required documents that would still have to come.
    pub missing_documents: Vec<Named>,
    /// What would help the text to be understood, in the caller's language; nothing of it is required.
    pub hints: Vec<String>,
    /// Appeals of the caller's own, who has signed in, that seem to tell of the same.
    pub similar: Vec<SimilarAppeal>,
}

/// An appeal of one's own that seems to tell of the same.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarAppeal {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its status in the caller's language.
    pub status_label: String,
}

/// An appeal as it is understood: trimmed, in canonical forms.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NormalisedAppeal {
    /// The type's code.
    pub r#type: String,
    /// The category's code.
    pub category: String,
    /// The region's code.
    pub region: String,
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
    /// Whether there is no applicant.
    pub anonymous: bool,
    /// The applicant.
    pub applicant: Option<ApplicantData>,
    /// Whom the applicant represents; null on their own behalf.
    pub on_behalf_of: Option<RepresentedData>,
    /// The category's own fields.
    pub fields: BTreeMap<String, String>,
    /// Ways to be answered.
    pub answer_by: Vec<String>,
    /// When the applicant wants to be called.
    pub call_at: Option<DateTime<Utc>>,
    /// The files.
    pub attachments: Vec<AttachmentItem>,
    /// The number of the appeal that it repeats.
    pub repeat_of: Option<String>,
}

/// `POST /attachments`, 201. The content alone decides what a file is.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentCreated {
    /// The id, a UUID.
    pub id: String,
    /// The proof of being its uploader, shown this once.
    pub upload_token: String,
    /// The cleaned name, with an extension of the content: a wrong one is put right, a missing one added.
    pub name: String,
    /// The type by content.
    pub media_type: String,
    /// The size of what is kept. What stands behind the end of a file (data of a phone's maker, a film, line
    /// ends) is cut off.
    pub size_bytes: i64,
    /// SHA-256, in hex, of what is kept.
    pub sha256: String,
}

/// A file of an appeal.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentItem {
    /// The id.
    pub id: String,
    /// The cleaned name.
    pub name: String,
    /// The type by content.
    pub media_type: String,
    /// The size.
    pub size_bytes: u64,
    /// The required document that it is.
    pub document: Option<String>,
}

/// `GET /appeals/{number}`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealCard {
    /// The number.
    pub number: String,
    /// The version, which is also its `ETag`.
    pub version: i64,
    /// The status code.
    pub status: String,
    /// The status in the caller's language.
    pub status_label: String,
    /// Since when.
    pub status_since: DateTime<Utc>,
    /// The type's code.
    pub r#type: String,
    /// The category's code.
    pub category: String,
    /// The category in the caller's language.
    pub category_name: String,
    /// The region's code.
    pub region: String,
    /// The agency's code.
    pub agency: String,
    /// The agency in the caller's language.
    pub agency_name: String,
    /// The way it came in.
    pub channel: String,
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
    /// Whom the applicant represents; null on their own behalf.
    pub on_behalf_of: Option<RepresentedData>,
    /// The category's own fields.
    pub fields: BTreeMap<String, String>,
    /// Whether there is no applicant.
    pub anonymous: bool,
    /// The applicant; null when anonymous.
    pub applicant: Option<ApplicantData>,
    /// Ways to be answered.
    pub answer_by: Vec<String>,
    /// When the applicant wanted to be called, as they said when they sent it.
    pub call_at: Option<DateTime<Utc>>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When the answer is due.
    pub due_at: DateTime<Utc>,
    /// Whether `due_at` is provisional: it reaches a year whose working calendar has not been declared.
    pub due_provisional: bool,
    /// The deadline and its reason.
    pub deadline: DeadlineExplained,
    /// Whether the deadline has passed without an answer.
    pub overdue: bool,
    /// For staff: the account of who has it. Null while nobody has it, and always for applicants and participants.
    pub assignee: Option<String>,
    /// The unit of the agency that has it.
    pub unit: Option<String>,
    /// `normal`, `high` or `urgent`.
    pub priority: String,
    /// For staff: whether a person confirmed the priority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority_confirmed: Option<bool>,
    /// For staff: how far the draft of the answer is, `drafted`, `submitted` or `returned`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_state: Option<String>,
    /// Its files.
    pub attachments: Vec<AttachmentItem>,
    /// Codes of required documents that were still to come at registration.
    pub missing_documents: Vec<String>,
    /// The number of the appeal that it repeats.
    pub repeat_of: Option<String>,
    /// The answer that counts; null until there is one.
    pub answer: Option<crate::GivenAnswer>,
    /// The rating.
    pub rating: Option<Rating>,
    /// The statuses that the caller can move it to.
    pub allowed: Vec<String>,
}

/// A rating.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rating {
    /// Stars, 1 to 5.
    pub score: i64,
    /// The comment.
    pub comment: Option<String>,
    /// What the comment is about.
    pub category: Option<String>,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// When it was last changed.
    pub revised_at: Option<DateTime<Utc>>,
    /// By when it is looked into, of one that complains and waits.
    pub review_by: Option<DateTime<Utc>>,
    /// Whether that is provisional: it reaches a year whose working calendar has not been declared.
    pub review_provisional: bool,
    /// What a review found: `justified` or `unjustified`.
    pub outcome: Option<String>,
    /// Why.
    pub explanation: Option<String>,
    /// When it was reviewed, after which it stands.
    pub reviewed_at: Option<DateTime<Utc>>,
}

/// An appeal in a list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealItem {
    /// The number.
    pub number: String,
    /// The type's code.
    pub r#type: String,
    /// The category's code.
    pub category: String,
    /// The region's code.
    pub region: String,
    /// The agency's code.
    pub agency: String,
    /// The status code.
    pub status: String,
    /// Since when.
    pub status_since: DateTime<Utc>,
    /// The title.
    pub title: String,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When the answer is due.
    pub due_at: DateTime<Utc>,
    /// Whether `due_at` is provisional: it reaches a year whose working calendar has not been declared.
    pub due_provisional: bool,
    /// Whether the deadline has passed without an answer.
    pub overdue: bool,
    /// For staff: the account of who has it. Null while nobody has it, and always for applicants and participants.
    pub assignee: Option<String>,
    /// The way it came in.
    pub channel: String,
    /// The number of the appeal that it repeats.
    pub repeat_of: Option<String>,
    /// The rating's stars.
    pub score: Option<i64>,
}

/// An event of the journal as this reader may see it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventItem {
    /// The place in the journal, from 1.
    pub seq: i64,
    /// The kind's code.
    pub kind: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who did it: `applicant`, `staff` or `system`.
    pub actor: String,
    /// What happened, in the caller's language.
    pub label: String,
    /// The status after a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The status before a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The deadline after the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    /// A rating's stars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The files that came with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentItem>,
    /// For staff: who exactly did it, `<role>:<id>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// For staff: what the journal holds of it besides texts; its members depend on the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub data: Option<serde_json::Value>,
}

/// A category, or a group (`parent` is null).
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryItem {
    /// The code.
    pub code: String,
    /// The name in the caller's language.
    pub name: String,
    /// The group's code.
    pub parent: Option<String>,
    /// The agency that answers.
    pub agency: Option<Named>,
    /// The deadline class.
    pub deadline_class: Option<String>,
    /// Whether an appeal may come without an applicant.
    pub anonymous_allowed: bool,
    /// Documents that must be attached.
    pub required_documents: Vec<Named>,
    /// Members of `applicant` that are required here beyond the usual ones.
    pub applicant_required: Vec<String>,
    /// The least length of the text, in characters.
    pub min_text_chars: u32,
    /// The types of appeals that it takes.
    pub types: Vec<String>,
    /// Its own fields.
    pub fields: Vec<CategoryField>,
}

/// A category's own field.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryField {
    /// The key in `fields`.
    pub code: String,
    /// The label in the caller's language.
    pub label: String,
    /// What to write.
    pub hint: String,
    /// The kind of value.
    pub kind: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// The greatest length in characters.
    pub max_chars: u32,
    /// The choices of a list.
    pub options: Vec<CategoryOption>,
}

/// A choice of a list.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategoryOption {
    /// What is sent.
    pub key: String,
    /// The name in the caller's language.
    pub name: String,
}

/// `GET /appeals/counters`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counters {
    /// Appeals in all.
    pub total: i64,
    /// Appeals whose deadline has passed without an answer.
    pub overdue: i64,
    /// By status; statuses without appeals are there with 0.
    pub by_status: Vec<StatusCounter>,
}

/// The counter of a status.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusCounter {
    /// The status code.
    pub status: String,
    /// The status in the caller's language.
    pub label: String,
    /// Appeals in this status.
    pub appeals: i64,
    /// Of these, overdue ones.
    pub overdue: i64,
}

/// `GET /health`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// `ready`, or `unavailable`.
    pub status: String,
    /// Whether the database answers.
    pub database: bool,
    /// Whether the key-value store answers.
    pub key_value: bool,
    /// The schema's version.
    pub schema: i64,
    /// The schema's version that this code works with.
    pub schema_expected: i64,
    /// Where the key of personal data comes from: `set`, `from_secret_key`, or `kept_in_database`, where it
    /// protects nothing.
    pub data_key: String,
    /// `ok`, or `late` when a letter has waited for long: see the log, and the mail server's.
    pub mail: String,
    /// Since when the oldest letter waits; none while nothing waits.
    pub mail_waiting_since: Option<DateTime<Utc>>,
    /// What somebody should see to although the service is ready.
    pub warnings: Vec<HealthWarning>,
}

/// What somebody should see to.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HealthWarning {
    /// `calendar_year_undeclared`: an administrator should declare the next year of the working calendar, or this one.
    pub code: String,
    /// What it is, in the caller's language.
    pub detail: String,
}

/// `POST /internal/deliver`.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryReport {
    /// Notices for which it was found out who is told, and how.
    pub addressed: u64,
    /// Messages that were written, some of them digests.
    pub written: u64,
    /// Messages that the mail server has taken.
    pub delivered: u64,
    /// Messages that are tried again later.
    pub postponed: u64,
    /// Messages that were given up: refused for good, or too old.
    pub failed: u64,
    /// Whether there is more to do at once.
    pub more: bool,
}

/// `POST /internal/rekey`.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RekeyReport {
    /// Values that this call has sealed with the new key.
    pub resealed: u64,
    /// Rows that are still to be looked at.
    pub remaining: u64,
    /// Whether the earlier key is not needed any more.
    pub done: bool,
}

/// `POST /internal/tick`.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TickReport {
    /// Timers of appeals that led to something: reminders, passed deadlines, ends of silence, closing.
    pub timers_fired: u64,
    /// Of those, deadlines that had passed.
    pub overdue_marked: u64,
    /// Objections for which somebody was found who decides them, after nobody was or who did is gone.
    pub objections_assigned: u64,
    /// Uploads that nobody used, removed.
    pub uploads_removed: u64,
    /// Appeals whose personal data was erased, since its term had ended.
    pub anonymised: u64,
    /// Accounts that were erased, since their people had asked for it and were granted it.
    pub accounts_erased: u64,
    /// Whether there is more to do at once.
    pub more: bool,
}
