//! A deadline and everything that explains it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

/// A deadline with its reason, as data and in words.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadlineExplained {
    /// When the answer is due; while the clock stands, when it was due before it stopped.
    pub due_at: DateTime<Utc>,
    /// Whether it is provisional: it reaches years whose working calendar has not been declared, and is counted
    /// anew when it is.
    pub provisional: bool,
    /// Those years.
    pub undeclared_years: Vec<i32>,
    /// The class's code.
    pub class: String,
    /// Working days counted.
    pub working_days: u16,
    /// Whether the clock stands, waiting for the applicant.
    pub paused: bool,
    /// When the term was set off: the registration, or the reopening.
    pub started_at: DateTime<Utc>,
    /// The zone whose days count, as IANA names it.
    pub zone: String,
    /// The class's term in working days, without what pauses added.
    pub term_days: u16,
    /// Working days that pauses added.
    pub added_days: u16,
    /// The most working days that pauses may make of the term.
    pub longest_days: u16,
    /// The first working day counted.
    pub first_day: NaiveDate,
    /// The last working day counted.
    pub last_day: NaiveDate,
    /// The days between the start and the end that are not counted.
    pub skipped: Vec<SkippedDay>,
    /// When the clock stood.
    pub pauses: Vec<ClockPause>,
    /// What the term was before it was extended.
    pub extended: Option<DeadlineExtension>,
    /// The reasons, one a line.
    pub explanation: Vec<String>,
}

/// A day that is not counted.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SkippedDay {
    /// The day.
    pub date: NaiveDate,
    /// `weekend`, `holiday`, `moved_day_off` or `added_day_off`.
    pub kind: String,
    /// Why, in the caller's language.
    pub reason: String,
}

/// A time when the clock stood.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockPause {
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when; none while it stands.
    pub to: Option<DateTime<Utc>>,
    /// Working days that it took.
    pub working_days: u16,
}

/// An extension of the term.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadlineExtension {
    /// The code of the class before.
    pub from_class: String,
    /// The term before, in working days.
    pub term_days: u16,
}
