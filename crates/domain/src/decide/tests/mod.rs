mod after;
mod answer;
mod call;
mod matrix;
mod objection;
mod overdue;
mod participants;
mod review;
mod work;

use chrono::{DateTime, Utc};

use super::*;
use crate::deadline::DeadlineClass;
use crate::event::{DeadlinePassed, Recorded};
use crate::number::AppealNumber;
use crate::region::Region;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Wednesday; the appeal was registered on Monday, 1 June 2026.
fn now() -> DateTime<Utc> {
    at("2026-06-03T09:00:00Z")
}

fn registration(status: Status) -> crate::event::AppealRegistered {
    let region = Region::parse("77").unwrap();
    let registered_at = at("2026-06-01T09:00:00Z");
    let deadline = Deadline::compute(
        &Rules::default(),
        registered_at,
        DeadlineClass::Standard,
        region,
    );
    crate::event::AppealRegistered {
        appeal_type: crate::AppealType::Complaint,
        category: "roads.surface".into(),
        region,
        agency: "road_agency".into(),
        channel: crate::event::Channel::Web,
        on_behalf_of: None,
        anonymous: true,
        status,
        missing_documents: Vec::new(),
        deadline: match status.clock() {
            Clock::Paused => deadline.pause(registered_at),
            _ => deadline,
        },
        answer_by: Vec::new(),
        call_at: None,
        lang: crate::Lang::default(),
        attachments: Vec::new(),
        repeat_of: None,
        account: None,
        unit: None,
        assignee: None,
        rule: None,
        suggested: Vec::new(),
        urgency: None,
        private: None,
    }
}

fn appeal(status: Status) -> AppealState {
    let registered = registration(status);
    let number = AppealNumber::new(2026, 1).unwrap();
    let at = registered.deadline.started_at;
    AppealState {
        processing_started: !matches!(status, Status::Created | Status::ClarificationRequired),
        ..AppealState::registered(number, &registered, &Actor::Applicant, at)
    }
}

/// Decides by the rules that hold where an installation set nothing.
fn decide(
    state: &AppealState,
    command: Command,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, Refusal> {
    super::decide(state, command, actor, now, &Rules::default())
}

fn staff() -> Actor {
    as_role(Role::Service)
}

fn as_role(role: Role) -> Actor {
    Actor::staff(role, "a.petrova").unwrap()
}

fn to(to: Status) -> Command {
    Command::Transition {
        to,
        comment: Some("Потому что".into()),
    }
}

fn stars(score: u8) -> Command {
    Command::Rate {
        score,
        category: Some(RatingCategory::Service),
        comment: None,
    }
}

#[track_caller]
fn refused(state: &AppealState, command: Command, actor: &Actor, code: &str) {
    let refusal = decide(state, command, actor, now()).unwrap_err();
    assert_eq!(refusal.code(), code);
    assert!(!refusal.text().ru.is_empty() && !refusal.text().en.is_empty());
}

#[track_caller]
fn changed(state: &AppealState, command: Command, actor: &Actor) -> AppealState {
    let events = decide(state, command, actor, now()).unwrap();
    assert_eq!(events.len(), 1);
    let mut state = state.clone();
    events
        .iter()
        .for_each(|event| state.apply(event, actor, now()));
    state
}

#[test]
fn the_service_makes_every_allowed_move_and_no_other() {
    for from in Status::ALL {
        for target in Status::ALL {
            let state = appeal(*from);
            let found = decide(&state, to(*target), &staff(), now());
            let allowed = from.allowed_moves().to_vec();
            if allowed.contains(target) {
                assert!(found.is_ok(), "{from} -> {target}: {found:?}");
            } else {
                let refusal = Refusal::MoveNotAllowed {
                    from: *from,
                    allowed,
                };
                assert_eq!(found, Err(refusal), "{from} -> {target}");
            }
        }
    }
}

#[test]
fn a_refusal_a_question_and_an_answer_need_words() {
    #[track_caller]
    fn check(from: Status, target: Status, comment: Option<&str>, code: Option<&str>) {
        let comment = comment.map(str::to_owned);
        let command = Command::Transition {
            to: target,
            comment,
        };
        let found = decide(&appeal(from), command, &staff(), now());
        assert_eq!(found.as_ref().err().map(Refusal::code), code, "{target}");
    }
    use Status::*;
    for target in [Rejected, AwaitingReply, ClarificationRequired, Approved] {
        for comment in [None, Some(""), Some(" \n ")] {
            check(InProgress, target, comment, Some("comment_required"));
        }
        check(InProgress, target, Some("Да"), None);
    }
    check(Created, InProgress, None, None);
    check(Approved, Closed, None, None);
    check(InProgress, Rejected, Some("a\0b"), Some("comment_control"));
    check(InProgress, Rejected, Some("a\u{202e}b"), None);
    check(
        InProgress,
        Rejected,
        Some("\u{202e}\u{200b}"),
        Some("comment_required"),
    );
    check(
        InProgress,
        Rejected,
        Some(&"я".repeat(10_001)),
        Some("comment_length"),
    );
    check(InProgress, Rejected, Some(&"я".repeat(10_000)), None);
}

#[test]
fn an_applicant_withdraws_until_processing_starts() {
    let withdraw = || Command::Withdraw { comment: None };
    for status in [Status::Created, Status::ClarificationRequired] {
        for command in [withdraw(), to(Status::Cancelled)] {
            let after = changed(&appeal(status), command, &Actor::Applicant);
            assert_eq!(after.status, Status::Cancelled);
        }
    }
    refused(
        &appeal(Status::InProgress),
        withdraw(),
        &Actor::Applicant,
        "processing_started",
    );
    let mut asked = appeal(Status::ClarificationRequired);
    asked.processing_started = true;
    refused(&asked, withdraw(), &Actor::Applicant, "processing_started");
    refused(
        &appeal(Status::Closed),
        withdraw(),
        &Actor::Applicant,
        "move_not_allowed",
    );
    refused(&appeal(Status::Created), withdraw(), &staff(), "not_yours");
}

#[test]
fn an_applicant_replies_and_confirms_and_no_more() {
    use Status::*;
    for (from, target) in [
        (AwaitingReply, InProgress),
        (ClarificationRequired, InProgress),
        (Approved, Closed),
    ] {
        assert_eq!(
            changed(&appeal(from), to(target), &Actor::Applicant).status,
            target
        );
    }
    for (from, target) in [
        (Created, InProgress),
        (InProgress, Approved),
        (Rejected, InProgress),
        (Closed, InProgress),
    ] {
        refused(&appeal(from), to(target), &Actor::Applicant, "not_yours");
    }
    let refusal = decide(&appeal(Created), to(Closed), &Actor::Applicant, now()).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::MoveNotAllowed {
            from: Created,
            allowed: vec![Cancelled]
        }
    );
}

#[test]
fn a_role_makes_its_own_moves_and_is_told_of_no_other() {
    use Status::*;
    for role in [Role::Operator, Role::Expert, Role::Integrator] {
        let actor = as_role(role);
        let working = changed(&appeal(Created), to(InProgress), &actor);
        refused(&working, to(Approved), &actor, "not_yours");
        refused(&appeal(Closed), to(InProgress), &actor, "not_yours");
        assert_eq!(
            allowed_moves(working.status, true, &actor),
            [AwaitingReply, ClarificationRequired]
        );
    }
    let supervisor = as_role(Role::Supervisor);
    for (from, target) in [
        (InProgress, Approved),
        (Rejected, InProgress),
        (Closed, InProgress),
    ] {
        let after = changed(&appeal(from), to(target), &supervisor);
        assert_eq!(after.status, target);
    }
    for role in [Role::Observer, Role::Administrator] {
        let actor = as_role(role);
        refused(&appeal(Created), to(InProgress), &actor, "not_yours");
        assert_eq!(allowed_moves(Created, false, &actor), []);
    }
}

#[test]
fn the_system_closes_and_cancels_only() {
    use Status::*;
    assert_eq!(
        changed(&appeal(Approved), to(Closed), &Actor::System).status,
        Closed
    );
    assert_eq!(
        changed(&appeal(AwaitingReply), to(Cancelled), &Actor::System).status,
        Cancelled
    );
    refused(
        &appeal(Created),
        to(InProgress),
        &Actor::System,
        "not_yours",
    );
}

#[test]
fn the_deadline_follows_the_clock() {
    let working = appeal(Status::InProgress);
    let asked = changed(&working, to(Status::AwaitingReply), &staff());
    assert!(asked.deadline.is_paused());
    assert_eq!(asked.deadline.due_at, working.deadline.due_at);

    // Asked on Wednesday, answered on Friday: two working days are added.
    let reply = decide(
        &asked,
        to(Status::InProgress),
        &Actor::Applicant,
        at("2026-06-05T09:00:00Z"),
    )
    .unwrap();
    let mut replied = asked.clone();
    replied.apply(&reply[0], &Actor::Applicant, at("2026-06-05T09:00:00Z"));
    assert!(!replied.deadline.is_paused());
    assert_eq!(working.deadline.due_at, at("2026-06-16T20:59:59Z"));
    assert_eq!(replied.deadline.due_at, at("2026-06-18T20:59:59Z"));

    let approved = changed(&replied, to(Status::Approved), &staff());
    assert_eq!(approved.deadline, replied.deadline);
}

#[test]
fn a_reopened_appeal_gets_a_new_term_of_its_class() {
    let mut closed = appeal(Status::Closed);
    closed.deadline = closed.deadline.extend(&Rules::default());
    let later = at("2026-09-01T09:00:00Z");
    let events = decide(&closed, to(Status::InProgress), &staff(), later).unwrap();
    closed.apply(&events[0], &staff(), later);
    let expected = Deadline::compute(
        &Rules::default(),
        later,
        DeadlineClass::Standard,
        closed.region,
    );
    assert_eq!(closed.deadline, expected);
}

#[test]
fn beyond_the_calendar_a_reopened_appeal_has_a_provisional_term() {
    let far = at("2028-03-01T09:00:00Z");
    let closed = appeal(Status::Closed);
    let events = decide(&closed, to(Status::InProgress), &staff(), far).unwrap();
    let reopened = closed.after(&events, &staff(), far);
    assert!(reopened.deadline.is_provisional());
    assert_eq!(reopened.deadline.due_at, at("2028-03-16T20:59:59Z"));
}

#[test]
fn what_is_provisional_is_counted_anew_and_what_moved_is_said() {
    use crate::calendar::{CalendarDay, Calendars};
    let far = at("2028-03-01T09:00:00Z");
    let closed = appeal(Status::Closed);
    let events = decide(&closed, to(Status::InProgress), &staff(), far).unwrap();
    let open = closed.after(&events, &staff(), far);
    let day = CalendarDay {
        region: None,
        date: "2028-03-10".parse().unwrap(),
        working: false,
        name: crate::Text::fixed("Перенос", "Moved"),
    };
    let rules = |days: Option<CalendarDay>, years: &[i32]| Rules {
        calendars: Calendars::new(days, years.iter().copied()),
        ..Rules::default()
    };
    let recount = |state: &AppealState, rules: &Rules| {
        super::decide(state, Command::Recount, &Actor::System, far, rules)
    };
    assert_eq!(recount(&open, &rules(None, &[])), Ok(vec![]));
    let stays = recount(&open, &rules(None, &[2028])).unwrap();
    let [Event::DeadlineRecounted(event)] = stays.as_slice() else {
        panic!("{stays:?}");
    };
    assert_eq!(event.moved_from, None);
    let declared = open.clone().after(&stays, &Actor::System, far);
    assert!(!declared.deadline.is_provisional());
    assert_eq!(recount(&declared, &rules(None, &[2028])), Ok(vec![]));
    // A day that comes after the year moves it still.
    let moves = recount(&declared, &rules(Some(day.clone()), &[2028])).unwrap();
    let [Event::DeadlineRecounted(event)] = moves.as_slice() else {
        panic!("{moves:?}");
    };
    assert_eq!(event.moved_from, Some(open.deadline.due_at));
    assert_eq!(event.deadline.due_at, at("2028-03-17T20:59:59Z"));
    // An answer was given by the deadline that stood, and only the system counts.
    let answered = changed(&open, to(Status::Approved), &staff());
    assert!(!answered.deadline.is_provisional());
    assert_eq!(recount(&answered, &rules(Some(day), &[2028])), Ok(vec![]));
    let by_staff = decide(&open, Command::Recount, &staff(), far).unwrap_err();
    assert_eq!(by_staff.code(), "not_yours");
}

#[test]
fn a_journal_replayed_gives_the_state_that_decisions_saw() {
    let start = appeal(Status::Created);
    let record = |seq: usize, actor: &Actor, event: Event| Recorded {
        seq: i64::try_from(seq).unwrap(),
        at: now(),
        actor: actor.clone(),
        event,
    };
    let first = Event::AppealRegistered(registration(Status::Created));
    let mut journal = vec![Recorded {
        at: start.registered_at,
        ..record(1, &Actor::Applicant, first)
    }];
    let mut state = start.clone();
    for command in [
        to(Status::InProgress),
        to(Status::AwaitingReply),
        to(Status::InProgress),
        to(Status::Approved),
        stars(5),
    ] {
        for event in decide(&state, command, &staff(), now()).unwrap() {
            state.apply(&event, &staff(), now());
            journal.push(record(journal.len() + 1, &staff(), event));
        }
    }
    assert_eq!(AppealState::replay(start.number, &journal), Some(state));
    assert_eq!(AppealState::replay(start.number, &journal[1..]), None);
}
