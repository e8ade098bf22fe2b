//! The rules of an installation: which days count, how long terms are, what happens to those who stay silent.
//!
//! They are data of the administrator's; the default is what product rules, section 5, say. Decisions and
//! deadlines get them as a parameter, so that the same journal under the same rules gives the same result.

mod settings;
mod terms;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::calendar::Calendars;
use crate::deadline::DeadlineClass;
use crate::region::Region;

pub use settings::{Setting, SettingError, Settings, SilenceOutcome};
pub use terms::{Term, Terms};

/// When the working day begins, by local time: reminders come with it and not at midnight.
const MORNING: TimeDelta = TimeDelta::hours(9);

/// What an installation has decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// The days.
    pub calendars: Calendars,
    /// The terms of the classes.
    pub terms: Terms,
    /// Everything else.
    pub settings: Settings,
}

impl Rules {
    /// The term of a class.
    pub fn term(&self, class: DeadlineClass) -> Term {
        let hours = self.settings.get(Setting::FirstResponseHours);
        self.terms.get(class, hours)
    }

    /// Until when the applicant may object to an answer: the end of the last calendar day, in local time.
    pub fn objection_until(&self, answered_at: DateTime<Utc>, region: Region) -> DateTime<Utc> {
        let days = self.settings.get(Setting::ObjectionDays);
        region.end_of_day(calendar_days_after(answered_at, days, region))
    }

    /// By when an objection is decided. Without a decision by then the answer stands.
    pub fn objection_decided_by(&self, at: DateTime<Utc>, region: Region) -> DateTime<Utc> {
        let days = self.settings.get(Setting::ObjectionDecisionDays);
        region.end_of_day(calendar_days_after(at, days, region))
    }

    /// Until when an answer waits for its closing.
    pub fn closed_after(&self, answered_at: DateTime<Utc>, region: Region) -> DateTime<Utc> {
        let days = self.settings.get(Setting::AutoCloseDays);
        region.end_of_day(calendar_days_after(answered_at, days, region))
    }

    /// By when a review of a rating is decided: the end of the last working day.
    pub fn review_by(&self, at: DateTime<Utc>, region: Region) -> ReviewTerm {
        let days = self.settings.get(Setting::ReviewDays);
        let last = self.working_days_after(at, days, region);
        let undeclared = self.calendars.undeclared_years(region.local_date(at), last);
        ReviewTerm {
            by: region.end_of_day(last),
            is_provisional: !undeclared.is_empty(),
        }
    }

    /// When the working day begins so many working days after a moment.
    pub fn morning_after(
        &self,
        at: DateTime<Utc>,
        working_days: u16,
        region: Region,
    ) -> DateTime<Utc> {
        morning(self.working_days_after(at, working_days, region), region)
    }

    fn working_days_after(&self, at: DateTime<Utc>, count: u16, region: Region) -> NaiveDate {
        self.calendars
            .of(region)
            .after(region.local_date(at), count)
    }
}

/// By when a complaint in a rating is looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewTerm {
    /// The end of the last day.
    pub by: DateTime<Utc>,
    /// Whether it reaches a year that nobody has declared yet ([`crate::Deadline::is_provisional`]).
    pub is_provisional: bool,
}

/// When the working day of a date begins.
pub(crate) fn morning(date: NaiveDate, region: Region) -> DateTime<Utc> {
    region.to_utc(date.and_time(NaiveTime::MIN) + MORNING)
}

/// The day a term counts from is not itself counted (Civil Code, article 191).
fn calendar_days_after(at: DateTime<Utc>, days: u16, region: Region) -> NaiveDate {
    let first = region.local_date(at);
    first
        .checked_add_days(Days::new(days.into()))
        .unwrap_or(first)
}

#[cfg(test)]
mod tests;
