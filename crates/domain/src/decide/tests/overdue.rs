//! What an applicant can do when there is no answer, and when what it promised was not done.

use super::objection::{
    Case, bench, escalate, executor, file, file_for, other, person, settle, signatory, usual,
};
use super::*;
use crate::decide::objection::ObjectionCommand;
use crate::event::{Assigned, AssignedHow, Forwarded, Priority};
use crate::objection::{Instance, ObjectionGround, ObjectionOutcome};

/// After the end of the tenth working day.
const LATE: &str = "2026-06-16T21:00:00Z";

const WENT_UP: [&str; 3] = ["objection_filed", "escalated", "objection_assigned"];

fn overdue() -> Case {
    let mut case = Case::registered(registration(Status::Created), at(LATE));
    let assigned = Assigned {
        assignee: Some("executor".into()),
        unit: None,
        how: AssignedHow::Taken,
    };
    case.put(&executor(), vec![Event::Assigned(assigned)]);
    case.act(&executor(), to(Status::InProgress));
    case
}

fn up(case: &mut Case) -> Result<Vec<&'static str>, &'static str> {
    case.attempt(&Actor::Applicant, escalate(None))
}

fn minister() -> Actor {
    person(Role::Supervisor, "minister")
}

fn seek(seats: &[(&str, Instance, &[&str])]) -> Command {
    Command::Objection(ObjectionCommand::Seek {
        bench: bench(seats),
    })
}

#[test]
fn what_is_not_answered_in_time_goes_up_with_the_second_after_the_deadline() {
    let mut case = overdue();
    case.now = at("2026-06-16T20:59:59Z");
    assert_eq!(up(&mut case), Err("no_answer"));
    case.now = at(LATE);
    assert_eq!(
        case.attempt(&Actor::Applicant, file()),
        Err("no_answer"),
        "there is nothing to object to at the agency"
    );
    assert_eq!(up(&mut case).as_deref(), Ok(&WENT_UP[..]));
    let open = case.state.contest.open().unwrap();
    assert_eq!(
        (open.ground, open.agency.as_str(), open.reviewer.as_deref()),
        (ObjectionGround::Overdue, "ministry", Some("minister"))
    );
    assert_eq!(case.state, case.replayed());
    assert_eq!(up(&mut case), Err("objection_open"));
}

#[test]
fn a_question_in_time_stops_the_clock_and_there_is_nothing_to_go_up_with() {
    let mut case = overdue();
    case.now = at("2026-06-15T09:00:00Z");
    case.act(&executor(), to(Status::AwaitingReply));
    case.now = at("2026-06-20T09:00:00Z");
    assert_eq!(up(&mut case), Err("no_answer"));
}

#[test]
fn the_executor_does_not_decide_about_their_own_silence() {
    let mut case = overdue();
    let mut seats = usual();
    seats.0[1].supervisors[0].account = "executor".into();
    let command = Command::Objection(ObjectionCommand::Escalate {
        instance: None,
        reason: "Срок прошёл, а ответа всё нет.".into(),
        attachments: Default::default(),
        bench: seats,
    });
    let kinds = case.act(&Actor::Applicant, command);
    assert_eq!(
        kinds,
        [
            "objection_filed",
            "escalated",
            "escalated",
            "objection_assigned"
        ]
    );
    let own = person(Role::Supervisor, "executor");
    assert_eq!(
        case.attempt(&own, settle(1, ObjectionOutcome::Upheld)),
        Err("own_answer")
    );
}

#[test]
fn upheld_puts_it_before_others_and_with_no_answer_still_it_goes_on_to_the_last_instance() {
    let mut case = overdue();
    up(&mut case).unwrap();
    let kinds = case.act(&minister(), settle(1, ObjectionOutcome::Upheld));
    assert_eq!(kinds, ["objection_decided", "priority_set"]);
    assert_eq!(case.state.work.priority, Priority::High);
    assert_eq!(case.state.status, Status::InProgress);
    assert_eq!(up(&mut case).as_deref(), Ok(&WENT_UP[..]));
    let open = case.state.contest.open().unwrap();
    assert_eq!(open.instance, Instance::Federal);
    let premier = person(Role::Supervisor, "premier");
    let kinds = case.act(&premier, settle(2, ObjectionOutcome::Declined));
    assert_eq!(kinds, ["objection_decided"]);
    assert_eq!(up(&mut case), Err("no_higher_instance"));
    assert_eq!(case.state, case.replayed());
}

#[test]
fn an_answer_settles_it_and_can_be_objected_to_at_once() {
    let mut case = overdue();
    up(&mut case).unwrap();
    let kinds = case.act(&signatory(), to(Status::Approved));
    assert_eq!(kinds, ["status_changed", "objection_decided"]);
    let outcome = case.state.contest.get(1).unwrap().decided.clone();
    assert_eq!(outcome.unwrap().outcome, ObjectionOutcome::Settled);
    assert_eq!(
        case.attempt(&minister(), settle(1, ObjectionOutcome::Upheld)),
        Err("objection_closed")
    );
    // The first word on the answer is the agency's own, not the ministry's.
    let kinds = case.act(&Actor::Applicant, file());
    assert_eq!(kinds, ["objection_filed", "objection_assigned"]);
    assert_eq!(case.state.contest.open().unwrap().agency, "road_agency");
    assert_eq!(case.state, case.replayed());
}

#[test]
fn nobody_says_that_it_is_settled_but_the_answer() {
    let mut case = overdue();
    up(&mut case).unwrap();
    for outcome in [ObjectionOutcome::Settled, ObjectionOutcome::LeftUnchanged] {
        assert_eq!(
            case.attempt(&minister(), settle(1, outcome)),
            Err("outcome_of_time")
        );
    }
    case.act(&signatory(), to(Status::Cancelled));
    assert!(case.state.contest.open().is_none(), "nor does it stay open");
}

#[test]
fn the_silence_of_another_agency_is_another_matter() {
    let mut case = overdue();
    up(&mut case).unwrap();
    case.act(&minister(), settle(1, ObjectionOutcome::Declined));
    let forwarded = Forwarded {
        agency: "housing".into(),
        unit: None,
        from_agency: "road_agency".into(),
        from_unit: None,
        reason: Some("Дорога дворовая".into()),
    };
    case.put(&executor(), vec![Event::Forwarded(forwarded)]);
    let rules = Rules::default();
    let can = contestable(&case.state, case.now, &rules);
    let agency = "housing".to_owned();
    assert_eq!(can, Contestable::Overdue { agency });
}

#[test]
fn that_a_promise_was_not_kept_is_decided_by_somebody_else_and_nothing_closes_meanwhile() {
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    case.act(
        &Actor::Applicant,
        file_for(ObjectionGround::Execution, usual()),
    );
    let open = case.state.contest.open().unwrap();
    assert_eq!(open.ground, ObjectionGround::Execution);
    let timers = case.state.timers(&Rules::default());
    assert!(timers.iter().all(|one| one.kind != TimerKind::AutoClose));
    case.act(&other(), settle(1, ObjectionOutcome::Upheld));
    assert_eq!(case.state.status, Status::InProgress);
    case.act(&signatory(), to(Status::Rejected));
    assert_eq!(
        case.attempt(
            &Actor::Applicant,
            file_for(ObjectionGround::Execution, usual())
        ),
        Err("nothing_promised")
    );
    assert_eq!(case.state, case.replayed());
}

#[test]
fn somebody_is_found_once_people_come_and_another_one_when_they_go() {
    use Instance::*;
    let nobody: &[(&str, Instance, &[&str])] = &[("road_agency", Local, &["signatory"])];
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    case.act(
        &Actor::Applicant,
        file_for(ObjectionGround::Answer, bench(nobody)),
    );
    let found = |case: &Case| case.state.contest.open().unwrap().reviewer.clone();
    assert_eq!(
        case.attempt(&signatory(), seek(nobody)),
        Err("not_yours"),
        "people assign by name"
    );
    assert!(case.act(&Actor::System, seek(nobody)).is_empty());
    let came: &[(&str, Instance, &[&str])] = &[("road_agency", Local, &["other", "signatory"])];
    assert_eq!(case.act(&Actor::System, seek(came)), ["objection_assigned"]);
    assert_eq!(found(&case).as_deref(), Some("other"));
    assert!(case.act(&Actor::System, seek(came)).is_empty(), "once");
    // Gone again, with nobody in their place: it stands in the queue without a name.
    case.act(&Actor::System, seek(nobody));
    assert_eq!(found(&case), None);
    let above: &[(&str, Instance, &[&str])] = &[
        ("road_agency", Local, &["signatory"]),
        ("ministry", Regional, &["minister"]),
    ];
    assert_eq!(
        case.act(&Actor::System, seek(above)),
        ["escalated", "objection_assigned"]
    );
    assert_eq!(found(&case).as_deref(), Some("minister"));
    case.now = case.state.contest.open().unwrap().decide_by + chrono::Duration::seconds(1);
    assert!(
        case.act(&Actor::System, seek(nobody)).is_empty(),
        "too late"
    );
    assert_eq!(case.state, case.replayed());
}

#[test]
fn whoever_decides_is_reminded_once_when_two_days_are_left() {
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    case.act(&Actor::Applicant, file());
    let soon = |case: &Case| {
        let timers = case.state.timers(&Rules::default());
        let soon = timers
            .iter()
            .find(|one| one.kind == TimerKind::ObjectionSoon);
        soon.map(|one| one.at)
    };
    let due = case.state.contest.open().unwrap().decide_by;
    assert_eq!(due, at("2026-06-16T20:59:59Z"));
    assert_eq!(soon(&case), Some(at("2026-06-14T06:00:00Z")));
    case.now = at("2026-06-14T06:00:00Z");
    let remind = || Command::Timer(TimerKind::ObjectionSoon);
    assert_eq!(case.act(&Actor::System, remind()), ["reminded"]);
    assert_eq!(soon(&case), None);
    assert!(case.act(&Actor::System, remind()).is_empty());
    // Of what was missed only the end is told.
    let mut missed = Case::answered("77", "2026-06-01T09:00:00Z");
    missed.act(&Actor::Applicant, file());
    missed.now = due + chrono::Duration::seconds(1);
    assert_eq!(missed.act(&Actor::System, remind()), ["objection_decided"]);
    assert_eq!(soon(&missed), None);
}
