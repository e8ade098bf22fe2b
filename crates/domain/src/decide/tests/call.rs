//! A call at the time that the applicant chose: it is told in time, done or missed, and on record.

use chrono::Duration;

use super::*;
use crate::event::{CallMade, CallOutcome, ReminderKind};
use crate::timer::TimerKind;

fn wished(at: &str) -> AppealState {
    let mut registered = registration(Status::Created);
    registered.call_at = Some(at.parse().unwrap());
    let number = AppealNumber::new(2026, 1).unwrap();
    AppealState::registered(
        number,
        &registered,
        &Actor::Applicant,
        registered.deadline.started_at,
    )
}

fn call(outcome: CallOutcome, again_at: Option<&str>) -> Command {
    Command::Call {
        outcome,
        again_at: again_at.map(|at| at.parse().unwrap()),
    }
}

/// Does something and gives the state after it.
#[track_caller]
fn does(state: &AppealState, command: Command, actor: &Actor, at: DateTime<Utc>) -> AppealState {
    let events = decide(state, command, actor, at).unwrap();
    state.clone().after(&events, actor, at)
}

#[test]
fn the_executor_is_told_when_it_is_time_and_once() {
    let at = now() + Duration::hours(2);
    let state = wished(&at.to_rfc3339());
    let calls = |state: &AppealState| {
        let timers = state.timers(&Rules::default());
        let calls = timers.iter().filter(|one| one.kind == TimerKind::CallBack);
        calls.map(|one| one.at).collect::<Vec<_>>()
    };
    assert_eq!(calls(&state), [at]);
    let fire = Command::Timer(TimerKind::CallBack);
    assert_eq!(
        decide(&state, fire.clone(), &Actor::System, now()),
        Ok(vec![])
    );
    let events = decide(&state, fire, &Actor::System, at).unwrap();
    let Event::Reminded(reminded) = &events[0] else {
        panic!("{events:?}");
    };
    assert_eq!(
        (reminded.of, reminded.until),
        (ReminderKind::CallBack, Some(at))
    );
    let told = state.after(&events, &Actor::System, at);
    assert!(calls(&told).is_empty());
    assert!(told.call.unwrap().is_told, "the call itself still waits");
}

#[test]
fn a_call_is_done_or_missed_and_tried_again_when_it_suits() {
    let state = wished(&now().to_rfc3339());
    let later = (now() + Duration::hours(3)).to_rfc3339();
    let missed = does(
        &state,
        call(CallOutcome::Missed, Some(&later)),
        &staff(),
        now(),
    );
    assert_eq!(missed.call.unwrap().at.to_rfc3339(), later);
    assert!(!missed.call.unwrap().is_told, "it is told again");
    let given_up = does(&missed, call(CallOutcome::Missed, None), &staff(), now());
    assert_eq!(given_up.call, None);
    // Who was spoken to is not called again.
    let reached = decide(
        &missed,
        call(CallOutcome::Reached, Some(&later)),
        &staff(),
        now(),
    );
    let made = CallMade {
        outcome: CallOutcome::Reached,
        again_at: None,
    };
    assert_eq!(reached.unwrap()[0], Event::CallMade(made));
    refused(
        &given_up,
        call(CallOutcome::Reached, None),
        &staff(),
        "no_call_wanted",
    );
    for again in [
        now(),
        now() + Duration::days(60),
        now() - Duration::hours(1),
    ] {
        let command = call(CallOutcome::Missed, Some(&again.to_rfc3339()));
        refused(&state, command, &staff(), "call_at_range");
    }
}

#[test]
fn only_those_who_work_on_it_record_a_call() {
    let state = wished(&now().to_rfc3339());
    for role in Role::STAFF.iter().chain(&[Role::Integrator, Role::Service]) {
        let actor = as_role(*role);
        let result = decide(&state, call(CallOutcome::Reached, None), &actor, now());
        let may = matches!(
            role,
            Role::Operator | Role::Expert | Role::Supervisor | Role::Integrator | Role::Service
        );
        assert_eq!(result.is_ok(), may, "{role}");
    }
    refused(
        &state,
        call(CallOutcome::Reached, None),
        &Actor::Applicant,
        "not_yours",
    );
}

#[test]
fn nobody_calls_about_what_is_over() {
    let state = wished(&now().to_rfc3339());
    let withdrawn = does(
        &state,
        Command::Withdraw { comment: None },
        &Actor::Applicant,
        now(),
    );
    assert_eq!(withdrawn.call, None);
    let begun = does(&state, to(Status::InProgress), &staff(), now());
    assert!(
        begun.call.is_some(),
        "work on it does not do away with the wish"
    );
}
