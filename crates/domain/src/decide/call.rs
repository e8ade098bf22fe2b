//! Calling the applicant at the time that they chose: what is promised is done, or somebody says that it was not.

use chrono::{DateTime, Utc};

use super::work::may_work;
use super::{AppealState, Refusal};
use crate::actor::Actor;
use crate::appeal::may_call;
use crate::event::{CallMade, CallOutcome, Event, ReminderKind};
use crate::status::Status;

/// A call that the applicant waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the executor was told that it is time.
    pub is_told: bool,
}

impl Call {
    pub(crate) fn at(at: DateTime<Utc>) -> Call {
        Call { at, is_told: false }
    }
}

/// What is waited for after one more event.
pub(super) fn apply(call: Option<Call>, event: &Event) -> Option<Call> {
    match event {
        Event::Reminded(reminder) if reminder.of == ReminderKind::CallBack => {
            call.map(|call| Call {
                is_told: true,
                ..call
            })
        }
        Event::CallMade(made) => made.again_at.map(Call::at),
        // Who was answered and is content, or has gone, is left in peace.
        Event::StatusChanged(change) if matches!(change.to, Status::Closed | Status::Cancelled) => {
            None
        }
        Event::PersonalDataErased(_) => None,
        _ => call,
    }
}

/// Records a call that was made.
pub(super) fn decide(
    state: &AppealState,
    outcome: CallOutcome,
    again_at: Option<DateTime<Utc>>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, Refusal> {
    if !may_work(actor) {
        return Err(Refusal::NotYours);
    }
    if state.call.is_none() {
        return Err(Refusal::NoCallWanted);
    }
    // Who was spoken to is not called again for the same.
    let again_at = again_at.filter(|_| outcome == CallOutcome::Missed);
    let today = state.region.local_date(now);
    if again_at.is_some_and(|at| at <= now || !may_call(at, state.region, today)) {
        return Err(Refusal::CallTime);
    }
    Ok(vec![Event::CallMade(CallMade { outcome, again_at })])
}
