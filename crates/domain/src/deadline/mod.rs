//! Deadlines in working days (product rules, section 5).
//!
//! The first day of a term is the next working day after the local date of registration;
//! the deadline is the last second of its last day, in the region's time zone. A pause
//! takes a working day when the clock stands at that day's end: a question asked and
//! answered within one day costs nothing, one answered the next working day costs one.
//! So pauses add up without counting a day twice. Days before the first day are not
//! taken, since the term has not begun, and none by a pause that begins when the term is over. The days taken are added to the term, up to the
//! limit of the complex class: no reply moves a deadline further than that.
//!
//! A term keeps its length from when it was set off, whatever becomes of its class since; days that the
//! administrator adds to the calendar count when it is counted next, after a pause or an extension.
//!
//! Where a term reaches a year that nobody has declared, its deadline is provisional. Such a term follows the
//! calendar until the appeal is answered: it is counted anew when the year is declared, and when days of it are
//! added afterwards, since a year is declared before its days.

mod class;
mod explain;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::DayKind;
use crate::region::Region;
use crate::rules::Rules;

pub use class::DeadlineClass;
pub use explain::Explanation;

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
    /// The most working days that pauses may make of it: the complex class's term when this one was set off.
    #[serde(default = "complex_days")]
    pub longest: u16,
    /// The class before the term was extended to the complex one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_from: Option<DeadlineClass>,
    /// The working days of the term before it was extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_before: Option<u16>,
    /// The years that it reaches and that nobody had declared when it was counted; it is provisional then.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub undeclared_years: BTreeSet<i32>,
    /// Whether it was ever provisional: it follows the calendar then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub follows_calendar: bool,
}

/// What the journal leaves out where it was written before that was data.
const fn complex_days() -> u16 {
    DeadlineClass::Complex.working_days()
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
    /// The deadline of a term that is set off at a moment.
    pub fn compute(
        rules: &Rules,
        started_at: DateTime<Utc>,
        class: DeadlineClass,
        region: Region,
    ) -> Deadline {
        let start = region.local_date(started_at);
        Deadline {
            due_at: started_at,
            class,
            region,
            started_at,
            working_days: rules.term(class).working_days,
            first_day: start,
            last_day: start,
            skipped: Vec::new(),
            pauses: Vec::new(),
            longest: rules.term(DeadlineClass::Complex).working_days,
            extended_from: None,
            days_before: None,
            undeclared_years: BTreeSet::new(),
            follows_calendar: false,
        }
        .count_days(rules)
    }

    /// Whether it reaches a year that nobody had declared when it was counted.
    pub fn is_provisional(&self) -> bool {
        !self.undeclared_years.is_empty()
    }

    /// Whether the clock stands.
    pub fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    /// Whether the term is over: it has passed, or had when the pause that goes on began.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        let open = self.pauses.last().filter(|pause| pause.to.is_none());
        open.map_or(now, |pause| pause.from) > self.due_at
    }

    /// Working days that pauses have added, after the limit of the complex class.
    pub fn added_days(&self) -> u16 {
        let taken = self.pauses.iter().map(|pause| pause.working_days).sum();
        self.longest.saturating_sub(self.working_days).min(taken)
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

    /// Sets the clock going again. A clock that goes is left as it is.
    #[must_use]
    pub fn resume(mut self, rules: &Rules, at: DateTime<Utc>) -> Deadline {
        let (region, first_day, due_at) = (self.region, self.first_day, self.due_at);
        let Some(pause) = self.pauses.last_mut().filter(|pause| pause.to.is_none()) else {
            return self;
        };
        pause.to = Some(at);
        pause.count_days(rules, region, first_day, due_at);
        self.count_days(rules)
    }

    /// The same by the calendar of now, pauses included.
    #[must_use]
    pub fn recount(mut self, rules: &Rules) -> Deadline {
        let (region, due_at) = (self.region, self.due_at);
        let start = region.local_date(self.started_at);
        let first_day = rules.calendars.of(region).after(start, 1);
        for pause in &mut self.pauses {
            // Pauses make a term longer, and one that began after its end was the last to matter: what was in time
            // for the deadline that stands now was in time when it began.
            pause.count_days(rules, region, first_day, due_at);
        }
        self.count_days(rules)
    }

    /// The same when the appeal is answered: whatever the calendar brings, that was the deadline.
    #[must_use]
    pub fn settle(mut self) -> Deadline {
        self.undeclared_years.clear();
        self.follows_calendar = false;
        self
    }

    /// Whether the term can still be extended: once, and to what is longer.
    pub fn can_be_extended(&self, rules: &Rules) -> bool {
        let complex = rules.term(DeadlineClass::Complex).working_days;
        self.extended_from.is_none()
            && self.class != DeadlineClass::Complex
            && self.working_days < complex
    }

    /// Gives the term of the complex class. The caller tells the applicant. What cannot be extended is left as it
    /// is.
    #[must_use]
    pub fn extend(mut self, rules: &Rules) -> Deadline {
        if !self.can_be_extended(rules) {
            return self;
        }
        self.extended_from = Some(self.class);
        self.days_before = Some(self.working_days);
        self.class = DeadlineClass::Complex;
        self.working_days = rules.term(DeadlineClass::Complex).working_days;
        self.longest = self.working_days;
        self.count_days(rules)
    }

    /// The working days that use up the term, in order: the days between the first and the last that are neither
    /// skipped nor taken by a pause.
    pub fn counted_days(&self) -> impl Iterator<Item = NaiveDate> {
        let skipped = |date: &NaiveDate| self.skipped.iter().any(|day| day.date == *date);
        let mut room = self.added_days();
        let days = self.first_day.iter_days();
        days.take_while(|date| *date <= self.last_day)
            .filter(move |date| !skipped(date))
            .filter(move |date| {
                let is_taken = room > 0 && self.stands_at_the_end_of(*date);
                room -= u16::from(is_taken);
                !is_taken
            })
    }

    fn stands_at_the_end_of(&self, date: NaiveDate) -> bool {
        self.pauses
            .iter()
            .filter(|pause| pause.working_days > 0)
            .any(|pause| {
                let from = self.region.local_date(pause.from);
                let to = pause.to.map(|to| self.region.local_date(to));
                from <= date && to.is_none_or(|to| date < to)
            })
    }

    /// The term of another class from now on, where that is sooner: what turns out to be urgent does not wait,
    /// and nobody is answered later than was promised because a category was corrected.
    pub fn hasten(
        &self,
        rules: &Rules,
        class: DeadlineClass,
        now: DateTime<Utc>,
    ) -> Option<Deadline> {
        let sooner = Deadline::compute(rules, now, class, self.region);
        if sooner.due_at >= self.due_at {
            return None;
        }
        Some(match self.is_paused() {
            true => sooner.pause(now),
            false => sooner,
        })
    }

    /// The class to start a new term with when the appeal is reopened: the one before any
    /// extension, since an extension is granted for one term.
    pub fn original_class(&self) -> DeadlineClass {
        self.extended_from.unwrap_or(self.class)
    }

    /// Counts the days from the start.
    fn count_days(mut self, rules: &Rules) -> Deadline {
        let mut left = u32::from(self.working_days) + u32::from(self.added_days());
        let start = self.region.local_date(self.started_at);
        let calendar = rules.calendars.of(self.region);
        let mut first_day = None;
        self.skipped.clear();
        for date in start.iter_days().skip(1) {
            let kind = calendar.day(date);
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
        let calendars = &rules.calendars;
        let next = start.succ_opt().unwrap_or(start);
        self.undeclared_years = calendars.undeclared_years(next, self.last_day);
        self.follows_calendar |= self.is_provisional();
        self
    }
}

impl Pause {
    /// Counts the working days that a pause which is over has taken from a term. A question that was asked too
    /// late brings no time back.
    fn count_days(
        &mut self,
        rules: &Rules,
        region: Region,
        first_day: NaiveDate,
        due_at: DateTime<Utc>,
    ) {
        let Some(to) = self.to.filter(|_| self.from <= due_at) else {
            self.working_days = 0;
            return;
        };
        let from = region.local_date(self.from).max(first_day);
        let calendar = rules.calendars.of(region);
        let taken = calendar.working_days(from, region.local_date(to));
        self.working_days = u16::try_from(taken).unwrap_or(u16::MAX);
    }
}

#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;
