//! The desk: its queue and the filters that are kept.

use chrono::{DateTime, Utc};
use domain::appeal::FieldError;
use serde::Serialize;
use serde_json::Value;

use crate::StatusCounter;
use crate::json::Object;

/// An appeal in the queue.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueItem {
    /// The number.
    pub number: String,
    /// The title; masked for readers of masked data.
    pub title: String,
    /// The category's code.
    pub category: String,
    /// The region's code.
    pub region: String,
    /// The agency's code.
    pub agency: String,
    /// The unit that has it; null until somebody gave it to one.
    pub unit: Option<String>,
    /// The status code.
    pub status: String,
    /// `normal`, `high` or `urgent`.
    pub priority: String,
    /// Whether a person said so; a hint waits for one.
    pub priority_confirmed: bool,
    /// When the answer is due; while the clock stands, when it was due before it stopped.
    pub due_at: DateTime<Utc>,
    /// Whether `due_at` is provisional: it reaches a year whose working calendar has not been declared.
    pub due_provisional: bool,
    /// `running`, `paused` or `stopped`.
    pub clock: String,
    /// Whether the deadline has passed without an answer.
    pub overdue: bool,
    /// Why the deadline is what it is, a sentence a line.
    pub explanation: Vec<String>,
    /// The account of who has it; null when nobody has.
    pub assignee: Option<String>,
    /// Their name.
    pub assignee_name: Option<String>,
    /// Whether an answer waits for a supervisor.
    pub awaits_approval: bool,
    /// Whether the applicant wrote and nobody acted since.
    pub replied: bool,
    /// When the applicant was to be called, once that time has come and until somebody has called.
    pub call_at: Option<DateTime<Utc>>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// What there is to do, kept and never counted.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueCounters {
    /// Open appeals of the caller's territory.
    pub open: i64,
    /// Of these, overdue ones.
    pub overdue: i64,
    /// Of these, those that nobody has.
    pub unassigned: i64,
    /// Of these, those whose answer waits for a supervisor.
    pub awaits_approval: i64,
    /// Those whose applicant is to be called now, a hundred at most.
    pub to_call: i64,
    /// Those that the caller has.
    pub mine: i64,
    /// Of the caller's, overdue ones.
    pub mine_overdue: i64,
    /// By status; statuses without appeals are there with 0.
    pub by_status: Vec<StatusCounter>,
}

/// `GET /queue`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Queue {
    /// The page's items.
    pub items: Vec<QueueItem>,
    /// The cursor of the next page; null on the last. A page of a rare combination of filters may be short,
    /// even empty, and not the last.
    pub next: Option<String>,
    /// The counters, whatever the filters.
    pub counters: QueueCounters,
}

/// A filter that is kept.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedFilter {
    /// The id, a UUID.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// The query of `GET /queue`: `overdue=true&category=roads.surface`.
    pub query: String,
}

/// The filters of the caller.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedFilters {
    /// In the order in which they were kept.
    pub items: Vec<SavedFilter>,
}

/// The body of `POST /filters`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterRequest {
    /// What it is called.
    pub name: Option<String>,
    /// The query of the queue.
    pub query: Option<String>,
}

/// Reads a [`FilterRequest`].
pub fn filter_request(body: Value) -> (FilterRequest, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut request = FilterRequest::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        request = FilterRequest {
            name: root.text("name"),
            query: root.text("query"),
        };
        root.finish();
    }
    (request, faults)
}

/// The body of `POST /queue/bulk`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkRequest {
    /// `take`, `assign` or `forward`.
    pub action: Option<String>,
    /// The numbers of the appeals.
    pub numbers: Vec<String>,
    /// `assign`: the account; none gives them back to the queue.
    pub assignee: Option<String>,
    /// `forward`: the agency.
    pub agency: Option<String>,
    /// `assign` and `forward`: the unit.
    pub unit: Option<String>,
    /// `forward`: why.
    pub reason: Option<String>,
}

/// Reads a [`BulkRequest`].
pub fn bulk_request(body: Value) -> (BulkRequest, Vec<FieldError>) {
    let mut faults = Vec::new();
    let mut request = BulkRequest::default();
    if let Some(mut root) = Object::root(body, &mut faults) {
        request = BulkRequest {
            action: root.text("action"),
            numbers: root.texts("numbers"),
            assignee: root.nullable_text("assignee"),
            agency: root.text("agency"),
            unit: root.text("unit"),
            reason: root.text("reason"),
        };
        root.finish();
    }
    (request, faults)
}

/// What became of one appeal of many.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// The number as it was asked for.
    pub number: String,
    /// The HTTP status that the command alone would have given: 200, 403, 404, 409 or 422.
    pub status: u16,
    /// The problem's code; null when it was done.
    pub code: Option<String>,
    /// What stands in the way, in the caller's language; null when it was done.
    pub detail: Option<String>,
}

/// `POST /queue/bulk`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResults {
    /// One for each number, in the order of the request.
    pub results: Vec<BulkResult>,
}
