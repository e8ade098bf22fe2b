//! What follows from a command beside its events: they are written in one statement.

use chrono::{DateTime, Utc};

use crate::actor::Actor;
use crate::decide::AppealState;
use crate::event::{AppealRegistered, Event};
use crate::notice::{Notice, news};
use crate::number::AppealNumber;
use crate::read_model::ReadModel;
use crate::rules::Rules;
use crate::timer::Timer;

/// What follows from events.
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    /// What the database keeps of the appeal after them.
    pub read_model: ReadModel,
    /// Who is to hear of what.
    pub notices: Vec<Notice>,
    /// All that is due later.
    pub timers: Vec<Timer>,
}

impl Effects {
    /// Of events that were decided on a state. A notice is of the state right after its event.
    pub fn of(
        mut state: AppealState,
        events: &[Event],
        by: &Actor,
        at: DateTime<Utc>,
        rules: &Rules,
    ) -> Effects {
        let mut notices = Vec::new();
        for event in events {
            state.apply(event, by, at);
            notices.extend(news(&state, event, by));
        }
        Effects::at(&state, notices, rules)
    }

    /// Of a registration. The number is given when it is written; nothing of a new appeal has it.
    pub fn of_registration(
        event: &AppealRegistered,
        by: &Actor,
        at: DateTime<Utc>,
        rules: &Rules,
    ) -> Effects {
        let state = AppealState::registered(AppealNumber::UNKNOWN, event, by, at);
        let notices = news(&state, &Event::AppealRegistered(event.clone()), by);
        Effects::at(&state, notices, rules)
    }

    fn at(state: &AppealState, notices: Vec<Notice>, rules: &Rules) -> Effects {
        Effects {
            read_model: state.read_model(),
            notices,
            timers: state.timers(rules),
        }
    }
}
