//! What is due later, by itself: reminders, and what follows when nobody does anything.
//!
//! The timers of an appeal follow from its state and the rules, and from nothing else. The database keeps them as
//! an index in which the tick looks for what is due; what is done then is decided anew on the state
//! ([`Command::Timer`](crate::Command::Timer)), so that a timer that is no longer right does nothing.

use chrono::{DateTime, Days, TimeDelta, Utc};

use crate::codes::codes;
use crate::decide::AppealState;
use crate::event::ReminderKind;
use crate::rules::{Rules, Setting, morning};
use crate::status::{Clock, Status};

codes! {
    /// What a timer is for.
    pub enum TimerKind, "timer" {
        /// Remind of half of the term.
        Half = "half",
        /// Remind that two working days are left.
        TwoDays = "two_days",
        /// Record that the deadline has passed.
        Overdue = "overdue",
        /// Remind of the first response.
        FirstResponse = "first_response",
        /// Remind the applicant of a question.
        SilenceReminder = "silence_reminder",
        /// Go on without a reply.
        SilenceEnd = "silence_end",
        /// Ask whether what was promised is done.
        ExecutionReminder = "execution_reminder",
        /// Close what was answered.
        AutoClose = "auto_close",
        /// Remind of an objection that is to be decided.
        ObjectionSoon = "objection_soon",
        /// Record that nobody decided an objection in time.
        ObjectionDue = "objection_due",
        /// Call the applicant.
        CallBack = "call_back",
        /// Tell that nobody has looked into a complaint in time.
        ReviewDue = "review_due",
    }
}

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timer {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: TimerKind,
}

/// A term of fewer days has neither a half worth a word nor two days left that were not there from the start.
const SHORTEST_REMINDED: usize = 3;

/// Whoever decides an objection is reminded when this is left: calendar days, as its term is counted in them.
const LEFT_TO_DECIDE: Days = Days::new(2);

/// A deadline is the last second of a day; it has passed when the next one begins.
const AFTER: TimeDelta = TimeDelta::seconds(1);

impl AppealState {
    /// All that is due later, the earliest first. A kind stands at most once.
    pub fn timers(&self, rules: &Rules) -> Vec<Timer> {
        let mut timers = Vec::new();
        if self.erased_at.is_some() {
            return timers;
        }
        let mut put = |kind, at| timers.push(Timer { at, kind });
        match self.status.clock() {
            Clock::Running => self.term_timers(rules, &mut put),
            Clock::Paused => self.silence_timers(rules, &mut put),
            Clock::Stopped => self.closing_timers(rules, &mut put),
        }
        if let Some(objection) = self.contest.open() {
            let soon = self.region.local_date(objection.decide_by) - LEFT_TO_DECIDE;
            let soon = morning(soon, self.region);
            let is_told = |at: DateTime<Utc>| at >= objection.filed_at;
            if soon > objection.filed_at && !self.reminders.of_objection.is_some_and(is_told) {
                put(TimerKind::ObjectionSoon, soon);
            }
            put(TimerKind::ObjectionDue, objection.decide_by + AFTER);
        }
        if let Some(call) = self.call.filter(|call| !call.is_told) {
            put(TimerKind::CallBack, call.at);
        }
        if let Some(review) = self.rated.and_then(|rated| rated.waiting())
            && !self.reminders.of_review
        {
            put(TimerKind::ReviewDue, review.term.by + AFTER);
        }
        timers.sort_unstable();
        timers
    }

    /// What is due now.
    pub fn due(&self, rules: &Rules, now: DateTime<Utc>) -> Vec<TimerKind> {
        let timers = self.timers(rules).into_iter();
        timers
            .filter(|timer| timer.at <= now)
            .map(|timer| timer.kind)
            .collect()
    }

    fn term_timers(&self, rules: &Rules, put: &mut impl FnMut(TimerKind, DateTime<Utc>)) {
        let deadline = &self.deadline;
        if self.overdue_since != Some(deadline.due_at) {
            let days: Vec<_> = deadline.counted_days().collect();
            let two_left = days
                .len()
                .checked_sub(2)
                .filter(|_| days.len() >= SHORTEST_REMINDED);
            let half = two_left.map(|_| days.len() / 2);
            // Where both would come on one day, what is left is told and not what is over.
            let half = half.filter(|half| two_left.is_none_or(|two| *half < two));
            for (kind, index) in [(TimerKind::Half, half), (TimerKind::TwoDays, two_left)] {
                let day = index.and_then(|index| days.get(index));
                let at = day.map(|day| morning(*day, self.region));
                // A reminder takes all those before it along.
                let is_news = |at: &DateTime<Utc>| {
                    self.reminders.of_term.is_none_or(|last| *at > last)
                        && *at > deadline.started_at
                };
                if let Some(at) = at.filter(is_news) {
                    put(kind, at);
                }
            }
            put(TimerKind::Overdue, deadline.due_at + AFTER);
        }
        if let Some(due) = self.first_response_due(rules)
            && !self.reminders.of_first_response
        {
            put(TimerKind::FirstResponse, due);
        }
    }

    /// By when somebody has to be in touch with the applicant; none where there is no such term, or where
    /// somebody was.
    pub fn first_response_due(&self, rules: &Rules) -> Option<DateTime<Utc>> {
        let term = rules.term(self.deadline.original_class());
        let hours = term
            .first_response_hours
            .filter(|_| !self.reminders.is_responded)?;
        Some(self.registered_at + TimeDelta::hours(hours.into()))
    }

    fn silence_timers(&self, rules: &Rules, put: &mut impl FnMut(TimerKind, DateTime<Utc>)) {
        let asked = self.dialogue.asked_at.unwrap_or(self.status_since);
        let to_reminder = rules.settings.get(Setting::SilenceReminderDays);
        let to_end = rules.settings.get(Setting::SilenceEndDays);
        let reminded = self.reminders.of_silence.filter(|at| *at >= asked);
        if reminded.is_none() && to_reminder < to_end {
            put(
                TimerKind::SilenceReminder,
                self.morning(rules, asked, to_reminder),
            );
            return;
        }
        put(
            TimerKind::SilenceEnd,
            self.silence_ends(rules, asked, reminded),
        );
    }

    /// When the appeal goes on without a reply; none while nobody is asked.
    pub fn waits_until(&self, rules: &Rules) -> Option<DateTime<Utc>> {
        if self.status.clock() != Clock::Paused {
            return None;
        }
        let asked = self.dialogue.asked_at.unwrap_or(self.status_since);
        let reminded = self.reminders.of_silence.filter(|at| *at >= asked);
        let to_reminder = rules.settings.get(Setting::SilenceReminderDays);
        let reminded = reminded.unwrap_or_else(|| self.morning(rules, asked, to_reminder));
        Some(self.silence_ends(rules, asked, Some(reminded)))
    }

    /// When an appeal goes on without a reply: after the term, and not before the applicant, once reminded, has
    /// had the days that the reminder promised, however late it went out.
    fn silence_ends(
        &self,
        rules: &Rules,
        asked: DateTime<Utc>,
        reminded: Option<DateTime<Utc>>,
    ) -> DateTime<Utc> {
        let to_reminder = rules.settings.get(Setting::SilenceReminderDays);
        let to_end = rules.settings.get(Setting::SilenceEndDays);
        let end = self.morning(rules, asked, to_end);
        let left = to_end.saturating_sub(to_reminder);
        reminded.map_or(end, |at| end.max(self.morning(rules, at, left)))
    }

    /// When the question that waits goes on without a reply, if the applicant is reminded at a moment.
    pub(crate) fn silence_end_after(
        &self,
        rules: &Rules,
        reminded: DateTime<Utc>,
    ) -> DateTime<Utc> {
        let asked = self.dialogue.asked_at.unwrap_or(self.status_since);
        self.silence_ends(rules, asked, Some(reminded))
    }

    fn closing_timers(&self, rules: &Rules, put: &mut impl FnMut(TimerKind, DateTime<Utc>)) {
        // What is contested is closed when that is decided.
        let is_contested = self.contest.open().is_some();
        if is_contested || !matches!(self.status, Status::Approved | Status::Rejected) {
            return;
        }
        let is_asked = self
            .reminders
            .of_execution
            .is_some_and(|at| at >= self.status_since);
        if self.status == Status::Approved && !is_asked {
            let days = rules.settings.get(Setting::ExecutionReminderDays);
            put(
                TimerKind::ExecutionReminder,
                self.morning(rules, self.status_since, days),
            );
        }
        put(TimerKind::AutoClose, self.closes_at(rules));
    }

    /// When an answered appeal is closed by itself.
    pub fn closes_at(&self, rules: &Rules) -> DateTime<Utc> {
        rules.closed_after(self.status_since, self.region) + AFTER
    }

    /// When the working day begins so many working days after a moment.
    fn morning(&self, rules: &Rules, at: DateTime<Utc>, days: u16) -> DateTime<Utc> {
        rules.morning_after(at, days, self.region)
    }
}

/// What was reminded of, and when: a part of the state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reminders {
    /// The executor, of the term that runs.
    pub of_term: Option<DateTime<Utc>>,
    /// The executor, of the first response.
    pub of_first_response: bool,
    /// The applicant, of a question.
    pub of_silence: Option<DateTime<Utc>>,
    /// Both, of what was promised.
    pub of_execution: Option<DateTime<Utc>>,
    /// Whoever decides the objection that is open.
    pub of_objection: Option<DateTime<Utc>>,
    /// The supervisors, of a complaint that nobody has looked into.
    pub of_review: bool,
    /// Whether somebody was in touch with the applicant.
    pub is_responded: bool,
}

impl Reminders {
    pub(crate) fn apply(&mut self, of: ReminderKind, at: DateTime<Utc>) {
        match of {
            ReminderKind::Half | ReminderKind::TwoDays => self.of_term = Some(at),
            ReminderKind::FirstResponse => self.of_first_response = true,
            ReminderKind::Silence => self.of_silence = Some(at),
            ReminderKind::Execution => self.of_execution = Some(at),
            ReminderKind::Objection => self.of_objection = Some(at),
            ReminderKind::Review => self.of_review = true,
            // The call itself knows.
            ReminderKind::CallBack => {}
        }
    }
}

#[cfg(test)]
mod tests;
