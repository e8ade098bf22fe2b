//! Deadlines in working days (product rules, section 5).
//!
//! The first day of a term is the next working day after the local date of registration;
//! the deadline is the last second of its last day, in the region's time zone. A pause
//! takes a working day when the clock stands at that day's end: a question asked and
//! answered within one day costs nothing, one answered the next working day costs one.
//! So pauses add up without counting a day twice. Days before the first day are not
//! taken, since the term has not begun. The days taken are added to the term, up to the
//! limit of the complex class: no reply moves a deadline further than that.

mod class;
mod explain;
mod terms;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{CalendarError, DayKind, WorkingCalendar};
use crate::region::Region;

pub use class::DeadlineClass;
pub use explain::Explanation;
pub use terms::{OBJECTION_DAYS, OBJECTION_DECISION_DAYS, objection_decided_by, objection_until};

/// A deadline and everything that explains it. Serialised into the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last second of the last day, in UTC. While the clock is paused it is what it
    /// was when the pause began.
    pub due_at: DateTime<Utc>,
    /// The class the term follows now.
    pub class: DeadlineClass,
    /// The region whose local time counts.
    pub region: Region,
    /// When the term was set off: the registration, or the reopening.
    pub started_at: DateTime<Utc>,
    /// The class's term in working days, without what pauses added.
    pub working_days: u16,
    /// The first working day counted.
    pub first_day: NaiveDate,
    /// The last working day counted, pauses included.
    pub last_day: NaiveDate,
    /// The days after the start and before the end that are not counted.
    pub skipped: Vec<SkippedDay>,
    /// The pauses, in order; only the last may lack its end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// The class before the term was extended to the complex one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_from: Option<DeadlineClass>,
}

/// A day that is no working one, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedDay {
    /// The day.
    pub date: NaiveDate,
    /// Why it is not counted.
    pub reason: DayKind,
}

/// A time when the executor waited for the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// When the clock was paused.
    pub from: DateTime<Utc>,
    /// When it ran again; none while it stands.
    pub to: Option<DateTime<Utc>>,
    /// Working days that the pause took from the term.
    pub working_days: u16,
}

impl Deadline {
    /// The deadline of a term that is set off at a moment, by the federal calendar.
    pub fn compute(
        started_at: DateTime<Utc>,
        class: DeadlineClass,
        region: Region,
    ) -> Result<Deadline, CalendarError> {
        Deadline::compute_with(&WorkingCalendar::federal(), started_at, class, region)
    }

    /// The same by a calendar with days of its own.
    pub fn compute_with(
        calendar: &WorkingCalendar,
        started_at: DateTime<Utc>,
        class: DeadlineClass,
        region: Region,
    ) -> Result<Deadline, CalendarError> {
        let start = region.local_date(started_at);
        Deadline {
            due_at: started_at,
            class,
            region,
            started_at,
            working_days: class.working_days(),
            first_day: start,
            last_day: start,
            skipped: Vec::new(),
            pauses: Vec::new(),
            extended_from: None,
        }
        .recount(calendar)
    }

    /// Whether the clock stands.
    pub fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    /// Working days that pauses have added, after the limit of the complex class.
    pub fn added_days(&self) -> u16 {
        let taken = self.pauses.iter().map(|pause| pause.working_days).sum();
        let room = DeadlineClass::Complex
            .working_days()
            .saturating_sub(self.working_days);
        room.min(taken)
    }

    /// Stops the clock. Pausing twice is pausing once.
    #[must_use]
    pub fn pause(mut self, at: DateTime<Utc>) -> Deadline {
        if !self.is_paused() {
            self.pauses.push(Pause {
                from: at,
                to: None,
                working_days: 0,
            });
        }
        self
    }

    /// Sets the clock going again, by the federal calendar.
    pub fn resume(self, at: DateTime<Utc>) -> Result<Deadline, CalendarError> {
        self.resume_with(&WorkingCalendar::federal(), at)
    }

    /// Sets the clock going again. A clock that goes is left as it is.
    pub fn resume_with(
        mut self,
        calendar: &WorkingCalendar,
        at: DateTime<Utc>,
    ) -> Result<Deadline, CalendarError> {
        let (region, first_day) = (self.region, self.first_day);
        let Some(pause) = self.pauses.last_mut().filter(|pause| pause.to.is_none()) else {
            return Ok(self);
        };
        let from = region.local_date(pause.from).max(first_day);
        let taken = calendar.working_days(from, region.local_date(at))?;
        pause.to = Some(at);
        pause.working_days = u16::try_from(taken).unwrap_or(u16::MAX);
        self.recount(calendar)
    }

    /// Gives the term of the complex class, by the federal calendar. The caller tells the
    /// applicant. A term of that class is left as it is.
    pub fn extend_to_complex(self) -> Result<Deadline, CalendarError> {
        self.extend_to_complex_with(&WorkingCalendar::federal())
    }

    /// The same by a calendar with days of its own.
    pub fn extend_to_complex_with(
        mut self,
        calendar: &WorkingCalendar,
    ) -> Result<Deadline, CalendarError> {
        if self.class == DeadlineClass::Complex {
            return Ok(self);
        }
        self.extended_from = Some(self.class);
        self.class = DeadlineClass::Complex;
        self.working_days = DeadlineClass::Complex.working_days();
        self.recount(calendar)
    }

    /// The class to start a new term with when the appeal is reopened: the one before any
    /// extension, since an extension is granted for one term.
    pub fn original_class(&self) -> DeadlineClass {
        self.extended_from.unwrap_or(self.class)
    }

    /// Counts the days from the start anew.
    fn recount(mut self, calendar: &WorkingCalendar) -> Result<Deadline, CalendarError> {
        let mut left = u32::from(self.working_days) + u32::from(self.added_days());
        let start = self.region.local_date(self.started_at);
        let mut first_day = None;
        self.skipped.clear();
        for date in start.iter_days().skip(1) {
            let kind = calendar.day(date)?;
            if kind.is_working() {
                first_day.get_or_insert(date);
                self.last_day = date;
                left = left.saturating_sub(1);
                if left == 0 {
                    break;
                }
            } else {
                self.skipped.push(SkippedDay { date, reason: kind });
            }
        }
        self.first_day = first_day.unwrap_or(start);
        self.due_at = self.region.end_of_day(self.last_day);
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
