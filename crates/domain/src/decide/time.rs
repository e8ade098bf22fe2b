//! What time decides: terms that are extended, timers that fire, first responses.

use chrono::{DateTime, Utc};

use super::{AppealState, Refusal, change, clean, objection};
use crate::access::Role;
use crate::actor::Actor;
use crate::event::{
    CallOutcome, DeadlineExtended, DeadlinePassed, DeadlineRecounted, Direction, Event,
    FirstResponseGiven, Reminded, ReminderKind, ReviewTermRecounted,
};
use crate::rules::Rules;
use crate::status::{Clock, Status};
use crate::timer::TimerKind;

/// Gives the appeal the complex class's term, once, while its own still runs.
pub(super) fn extend(
    state: &AppealState,
    reason: Option<String>,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    let reason = clean(reason)?.ok_or(Refusal::ReasonRequired)?;
    if !may_extend(state, actor) {
        return Err(Refusal::NotYours);
    }
    if !state.status.is_open() {
        return Err(Refusal::NotOpen(state.status));
    }
    if !state.deadline.can_be_extended(rules) {
        return Err(Refusal::ExtendedAlready);
    }
    // An applicant who was to be answered by now cannot be told that they will wait longer (59-ФЗ, article 12).
    if state.deadline.is_over(now) {
        return Err(Refusal::ExtensionTooLate);
    }
    let deadline = state.deadline.clone().extend(rules);
    Ok(vec![Event::DeadlineExtended(DeadlineExtended {
        deadline,
        reason,
    })])
}

/// The executor extends what they have, a supervisor anything of their territory.
fn may_extend(state: &AppealState, actor: &Actor) -> bool {
    match actor {
        Actor::Staff {
            role: Role::Supervisor | Role::Service,
            ..
        } => true,
        Actor::Staff {
            role: Role::Operator | Role::Expert,
            id,
        } => state.work.assignee.as_ref() == Some(id),
        _ => false,
    }
}

/// Counts by the calendar of now what was provisional once, where that changes it.
pub(super) fn recount(
    state: &AppealState,
    actor: &Actor,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    if *actor != Actor::System {
        return Err(Refusal::NotYours);
    }
    let mut events = Vec::new();
    if state.deadline.follows_calendar && state.status.clock() != Clock::Stopped {
        let deadline = state.deadline.clone().recount(rules);
        if deadline != state.deadline {
            let before = state.deadline.due_at;
            events.push(Event::DeadlineRecounted(DeadlineRecounted {
                moved_from: (before != deadline.due_at).then_some(before),
                deadline,
            }));
        }
    }
    if let Some(review) = state.rated.and_then(|rated| rated.waiting())
        && review.follows_calendar
    {
        let term = rules.review_by(review.since, state.region);
        if term != review.term {
            events.push(Event::ReviewTermRecounted(ReviewTermRecounted {
                review_by: term.by,
                provisional: term.is_provisional,
                moved_from: (review.term.by != term.by).then_some(review.term.by),
            }));
        }
    }
    Ok(events)
}

/// Does what a timer is for, if it is due by the state and the rules of now.
pub(super) fn fire(
    state: &AppealState,
    kind: TimerKind,
    actor: &Actor,
    now: DateTime<Utc>,
    rules: &Rules,
) -> Result<Vec<Event>, Refusal> {
    if *actor != Actor::System {
        return Err(Refusal::NotYours);
    }
    let due = state.due(rules, now);
    if !due.contains(&kind) {
        return Ok(Vec::new());
    }
    // Of what was missed only the latest is told: two days left and not half, closed and not asked.
    let is_due = |kind| due.contains(&kind);
    Ok(match kind {
        TimerKind::Half | TimerKind::TwoDays | TimerKind::Overdue => {
            if is_due(TimerKind::Overdue) {
                let due_at = state.deadline.due_at;
                vec![Event::DeadlinePassed(DeadlinePassed { due_at })]
            } else if is_due(TimerKind::TwoDays) {
                remind(ReminderKind::TwoDays, Some(state.deadline.due_at))
            } else {
                remind(ReminderKind::Half, Some(state.deadline.due_at))
            }
        }
        TimerKind::FirstResponse => remind(ReminderKind::FirstResponse, None),
        TimerKind::SilenceReminder => {
            let until = state.silence_end_after(rules, now);
            remind(ReminderKind::Silence, Some(until))
        }
        TimerKind::SilenceEnd => {
            let to = rules.settings.silence_outcome().status();
            vec![Event::StatusChanged(change(state, to, None, now, rules))]
        }
        TimerKind::ExecutionReminder if !is_due(TimerKind::AutoClose) => {
            remind(ReminderKind::Execution, Some(state.closes_at(rules)))
        }
        TimerKind::CallBack => remind(ReminderKind::CallBack, state.call.map(|call| call.at)),
        TimerKind::ReviewDue => remind(ReminderKind::Review, None),
        TimerKind::ObjectionSoon if !is_due(TimerKind::ObjectionDue) => {
            let open = state.contest.open().map(|open| open.decide_by);
            remind(ReminderKind::Objection, open)
        }
        TimerKind::ObjectionSoon | TimerKind::ObjectionDue => {
            return objection::silence(state, actor, now);
        }
        TimerKind::ExecutionReminder | TimerKind::AutoClose => {
            let closed = change(state, Status::Closed, None, now, rules);
            vec![Event::StatusChanged(closed)]
        }
    })
}

fn remind(of: ReminderKind, until: Option<DateTime<Utc>>) -> Vec<Event> {
    vec![Event::Reminded(Reminded { of, until })]
}

/// What follows from events besides: that somebody was in touch with the applicant for the first time, where there
/// is a term for that. A question is, and so are a decision and a talk by telephone; that somebody has taken the appeal is not.
pub(super) fn first_response(
    state: &AppealState,
    events: &[Event],
    actor: &Actor,
    rules: &Rules,
) -> Option<Event> {
    let due_at = state.first_response_due(rules)?;
    let is_response = events.iter().any(|event| match event {
        Event::StatusChanged(change) => {
            !matches!(change.to, Status::InProgress | Status::Cancelled)
        }
        Event::MessageWritten(message) => message.direction == Direction::Question,
        Event::CallMade(made) => made.outcome == CallOutcome::Reached,
        _ => false,
    });
    let is_staff = matches!(actor, Actor::Staff { .. });
    (is_staff && is_response).then_some(Event::FirstResponseGiven(FirstResponseGiven { due_at }))
}
