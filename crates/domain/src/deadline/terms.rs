//! Terms in calendar days around an answer.

use chrono::{DateTime, Days, Utc};

use crate::region::Region;

/// Calendar days after the answer within which the applicant may object.
pub const OBJECTION_DAYS: u64 = 30;

/// Calendar days within which an objection is decided.
pub const OBJECTION_DECISION_DAYS: u64 = 15;

/// Until when the applicant may object to an answer: the end of the 30th calendar day
/// after it, in local time.
pub fn objection_until(answered_at: DateTime<Utc>, region: Region) -> DateTime<Utc> {
    end_of_term(answered_at, OBJECTION_DAYS, region)
}

/// By when an objection is decided: the end of the 15th calendar day after it. Without a
/// decision by then the answer stands.
pub fn objection_decided_by(objected_at: DateTime<Utc>, region: Region) -> DateTime<Utc> {
    end_of_term(objected_at, OBJECTION_DECISION_DAYS, region)
}

fn end_of_term(from: DateTime<Utc>, days: u64, region: Region) -> DateTime<Utc> {
    // The day a term counts from is not itself counted (Civil Code, article 191).
    let first = region.local_date(from);
    region.end_of_day(first.checked_add_days(Days::new(days)).unwrap_or(first))
}
