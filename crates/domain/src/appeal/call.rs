//! When the applicant wants to be called.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use super::check::Faults;
use super::error::filled;
use super::{FieldError, RawAppeal};
use crate::date;
use crate::lang::Text;
use crate::region::Region;

/// How far ahead a call is promised: the longest term of an answer is about as long.
pub const CALL_DAYS: u64 = 30;

/// The hours in which people are called: before and after them most sleep or eat.
pub const CALL_HOURS: (u32, u32) = (8, 21);

/// The moment that a text names, by the clocks of the region where it names no offset; none for no moment.
pub fn call_moment(text: &str, region: Region) -> Option<DateTime<Utc>> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.to_utc());
    }
    date::parse_moment(text).map(|local| region.to_utc(local))
}

/// Whether people may be promised a call at a moment: by the region's clocks, within hours and days.
pub fn may_call(at: DateTime<Utc>, region: Region, today: NaiveDate) -> bool {
    let local = region.local(at);
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let (from, until) = (hour(CALL_HOURS.0), hour(CALL_HOURS.1));
    let last = today.checked_add_days(Days::new(CALL_DAYS));
    (from..=until).contains(&local.time())
        && today <= local.date_naive()
        && last.is_none_or(|last| local.date_naive() <= last)
}

/// What is said of a moment that does not do.
pub fn call_text() -> Text {
    let (from, until) = CALL_HOURS;
    Text::new(
        format!(
            "Выберите время звонка: с {from} до {until} часов, не позже чем через {CALL_DAYS} дней"
        ),
        format!("Choose when to call: from {from} to {until} o'clock, within {CALL_DAYS} days"),
    )
}

pub(super) fn check(
    raw: &RawAppeal,
    region: Region,
    today: NaiveDate,
    faults: &mut Faults,
) -> Option<DateTime<Utc>> {
    // Nobody can call somebody unknown; the form may still hold what was typed before the choice.
    let wanted = filled(&raw.call_at).filter(|_| !raw.anonymous)?;
    let found = call_moment(wanted.trim(), region);
    let found = found.filter(|at| may_call(*at, region, today));
    if found.is_none() {
        faults.push(FieldError::with_text(
            "/call_at",
            "call_at_range",
            call_text(),
        ));
    }
    found
}
