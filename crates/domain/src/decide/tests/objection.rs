use super::*;
use crate::appeal::Attached;
use crate::event::{AppealRegistered, Assigned, AssignedHow};
use crate::objection::{Bench, Instance, ObjectionGround, ObjectionOutcome, Seat, Supervisor};

/// An appeal and its journal, moved on by commands.
pub(super) struct Case {
    pub(super) state: AppealState,
    pub(super) journal: Vec<Recorded>,
    pub(super) now: DateTime<Utc>,
}

impl Case {
    /// Taken by `operator:executor`, answered by `supervisor:signatory` in a region at a moment.
    pub(super) fn answered(region: &str, now: &str) -> Case {
        let mut registered = registration(Status::Created);
        registered.region = Region::parse(region).unwrap();
        let mut case = Case::registered(registered, at(now));
        case.answer();
        case
    }

    /// Only registered.
    pub(super) fn registered(registered: AppealRegistered, now: DateTime<Utc>) -> Case {
        let number = AppealNumber::new(2026, 1).unwrap();
        let first = Recorded {
            seq: 1,
            at: now,
            actor: Actor::Applicant,
            event: Event::AppealRegistered(registered.clone()),
        };
        Case {
            state: AppealState::registered(number, &registered, &Actor::Applicant, now),
            journal: vec![first],
            now,
        }
    }

    /// Has it taken and answered, again as before.
    pub(super) fn answer(&mut self) {
        let assigned = Assigned {
            assignee: Some("executor".into()),
            unit: None,
            how: AssignedHow::Taken,
        };
        self.put(&executor(), vec![Event::Assigned(assigned)]);
        if self.state.status == Status::Created {
            self.act(&executor(), to(Status::InProgress));
        }
        self.act(&signatory(), to(Status::Approved));
    }

    pub(super) fn put(&mut self, actor: &Actor, events: Vec<Event>) {
        for event in events {
            self.state.apply(&event, actor, self.now);
            self.journal.push(Recorded {
                seq: self.state.version,
                at: self.now,
                actor: actor.clone(),
                event,
            });
        }
    }

    pub(super) fn attempt(
        &mut self,
        actor: &Actor,
        command: Command,
    ) -> Result<Vec<&'static str>, &'static str> {
        let events = decide(&self.state, command, actor, self.now);
        let events = events.map_err(|refusal| refusal.code())?;
        let kinds = events.iter().map(Event::kind).collect();
        self.put(actor, events);
        Ok(kinds)
    }

    #[track_caller]
    pub(super) fn act(&mut self, actor: &Actor, command: Command) -> Vec<&'static str> {
        self.attempt(actor, command).unwrap()
    }

    /// What a row of the journal makes of each event, read back.
    pub(super) fn replayed(&self) -> AppealState {
        let rows: Vec<Recorded> = self
            .journal
            .iter()
            .map(|row| Recorded {
                event: Event::from_parts(row.event.kind(), row.event.data(), row.event.private())
                    .unwrap(),
                ..row.clone()
            })
            .collect();
        AppealState::replay(self.state.number, &rows).unwrap()
    }
}

pub(super) fn person(role: Role, id: &str) -> Actor {
    Actor::staff(role, id).unwrap()
}

pub(super) fn executor() -> Actor {
    person(Role::Operator, "executor")
}

pub(super) fn signatory() -> Actor {
    person(Role::Supervisor, "signatory")
}

pub(super) fn other() -> Actor {
    person(Role::Supervisor, "other")
}

/// Seats by agency, `agency: people`, the first the appeal's own.
pub(super) fn bench(seats: &[(&str, Instance, &[&str])]) -> Bench {
    let seat = |(agency, instance, people): &(&str, Instance, &[&str])| Seat {
        agency: (*agency).into(),
        instance: *instance,
        supervisors: people
            .iter()
            .map(|account| Supervisor {
                account: (*account).into(),
                open: 0,
            })
            .collect(),
    };
    Bench(seats.iter().map(seat).collect())
}

pub(super) fn usual() -> Bench {
    bench(&[
        ("road_agency", Instance::Local, &["other", "signatory"]),
        ("ministry", Instance::Regional, &["minister"]),
        ("government", Instance::Federal, &["premier"]),
    ])
}

pub(super) fn file() -> Command {
    file_at(usual())
}

fn file_at(bench: Bench) -> Command {
    file_for(ObjectionGround::Answer, bench)
}

pub(super) fn file_for(ground: ObjectionGround, bench: Bench) -> Command {
    Command::Objection(ObjectionCommand::File {
        ground,
        text: "Яму не заделали, приложил снимок за сегодня.".into(),
        attachments: Attached::default(),
        bench,
    })
}

pub(super) fn escalate(instance: Option<Instance>) -> Command {
    Command::Objection(ObjectionCommand::Escalate {
        instance,
        reason: "Ведомство не ответило по существу дела.".into(),
        attachments: Attached::default(),
        bench: usual(),
    })
}

pub(super) fn settle(objection: u16, outcome: ObjectionOutcome) -> Command {
    Command::Objection(ObjectionCommand::Decide {
        objection,
        outcome,
        explanation: "Проверено на месте.".into(),
    })
}

fn assign(objection: u16, reviewer: Option<&str>) -> Command {
    Command::Objection(ObjectionCommand::Assign {
        objection,
        reviewer: reviewer.map(str::to_owned),
        bench: usual(),
    })
}

#[test]
fn the_window_ends_with_the_last_second_of_the_thirtieth_day_where_the_matter_is() {
    #[track_caller]
    fn check(region: &str, answered: &str, until: &str) {
        let until = at(until);
        let mut case = Case::answered(region, answered);
        let rules = Rules::default();
        let here = contestable(&case.state, case.now, &rules);
        assert_eq!(here, Contestable::Object { until });
        case.now = until + chrono::Duration::seconds(1);
        assert_eq!(
            case.attempt(&Actor::Applicant, file()),
            Err("objection_too_late"),
            "{region}"
        );
        case.now = until;
        let kinds = case.act(&Actor::Applicant, file());
        assert_eq!(kinds, ["objection_filed", "objection_assigned"], "{region}");
    }
    // The day of the answer is not counted, and it is the region's day.
    check("77", "2026-06-01T09:00:00Z", "2026-07-01T20:59:59Z");
    check("77", "2026-06-01T20:59:59Z", "2026-07-01T20:59:59Z");
    check("77", "2026-06-01T21:00:00Z", "2026-07-02T20:59:59Z");
    check("41", "2026-06-01T11:59:59Z", "2026-07-01T11:59:59Z");
    check("41", "2026-06-01T12:00:00Z", "2026-07-02T11:59:59Z");
    check("39", "2026-06-01T21:59:59Z", "2026-07-01T21:59:59Z");
    check("39", "2026-12-05T09:00:00Z", "2027-01-04T21:59:59Z");
}

#[test]
fn there_is_nothing_to_object_to_before_an_answer_and_after_a_reopening() {
    for status in [Status::Created, Status::InProgress, Status::Cancelled] {
        refused(&appeal(status), file(), &Actor::Applicant, "no_answer");
    }
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    case.act(&signatory(), to(Status::InProgress));
    assert_eq!(case.attempt(&Actor::Applicant, file()), Err("no_answer"));
    case.answer();
    case.act(&Actor::Applicant, file());
    assert_eq!(case.state, case.replayed());
}

#[test]
fn one_objection_is_open_at_a_time_and_one_is_all_for_an_answer_here() {
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    case.act(&Actor::Applicant, file());
    assert_eq!(
        case.attempt(&Actor::Applicant, file()),
        Err("objection_open")
    );
    assert_eq!(
        case.attempt(&signatory(), to(Status::InProgress)),
        Err("objection_open"),
        "who signed the answer does not reopen it past the objection"
    );
    case.act(&other(), settle(1, ObjectionOutcome::Declined));
    assert_eq!(
        case.attempt(&Actor::Applicant, file()),
        Err("objection_decided")
    );
    // Another answer is another matter.
    case.act(&signatory(), to(Status::InProgress));
    case.answer();
    case.act(&Actor::Applicant, file());
    let numbers: Vec<u16> = case
        .state
        .contest
        .objections
        .iter()
        .map(|one| one.number.ordinal())
        .collect();
    assert_eq!(numbers, [1, 2]);
}

#[test]
fn the_reviewer_had_no_hand_in_the_answer_or_the_objection_goes_up_or_it_waits() {
    #[track_caller]
    fn check(seats: &[(&str, Instance, &[&str])], agency: &str, reviewer: Option<&str>) {
        let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
        case.act(&Actor::Applicant, file_at(bench(seats)));
        let open = case.state.contest.open().unwrap();
        let found = (open.agency.as_str(), open.reviewer.as_deref());
        assert_eq!(found, (agency, reviewer), "{seats:?}");
        assert_eq!(case.state, case.replayed());
    }
    use Instance::*;
    check(
        &[("road_agency", Local, &["other"])],
        "road_agency",
        Some("other"),
    );
    check(
        &[("road_agency", Local, &["executor", "other", "signatory"])],
        "road_agency",
        Some("other"),
    );
    check(
        &[
            ("road_agency", Local, &["executor", "signatory"]),
            ("ministry", Regional, &["minister"]),
        ],
        "ministry",
        Some("minister"),
    );
    // An instance without anybody is passed over; with nobody anywhere it waits at home.
    check(
        &[
            ("road_agency", Local, &["signatory"]),
            ("ministry", Regional, &[]),
            ("government", Federal, &["premier"]),
        ],
        "government",
        Some("premier"),
    );
    check(
        &[
            ("road_agency", Local, &["signatory"]),
            ("ministry", Regional, &["executor"]),
        ],
        "road_agency",
        None,
    );
    check(&[("road_agency", Local, &[])], "road_agency", None);
}

#[test]
fn whoever_had_a_hand_in_the_answer_decides_in_no_role() {
    for id in ["executor", "signatory"] {
        for role in Role::ALL.iter().filter(|role| role.acts_for_agency()) {
            let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
            case.act(&Actor::Applicant, file());
            case.act(&other(), assign(1, None));
            let actor = person(*role, id);
            for outcome in [ObjectionOutcome::Upheld, ObjectionOutcome::Declined] {
                assert_eq!(
                    case.attempt(&actor, settle(1, outcome)),
                    Err("own_answer"),
                    "{role} {id}"
                );
            }
            assert_eq!(
                case.attempt(&other(), assign(1, Some("signatory"))),
                Err("own_answer")
            );
        }
    }
    for actor in [Actor::Applicant, Actor::System] {
        let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
        case.act(&Actor::Applicant, file());
        let attempt = case.attempt(&actor, settle(1, ObjectionOutcome::Upheld));
        assert_eq!(attempt, Err("not_yours"));
    }
}

#[test]
fn people_decide_what_is_theirs_and_a_free_one_is_everybodys() {
    let third = person(Role::Supervisor, "third");
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    case.act(&Actor::Applicant, file());
    let upheld = || settle(1, ObjectionOutcome::Upheld);
    assert_eq!(case.attempt(&third, upheld()), Err("other_reviewer"));
    assert_eq!(
        case.attempt(&other(), assign(1, Some("nobody"))),
        Err("reviewer_unknown")
    );
    assert!(case.act(&other(), assign(1, Some("other"))).is_empty());
    case.act(&other(), assign(1, None));
    case.act(&third, upheld());
    assert_eq!(case.attempt(&third, upheld()), Err("objection_closed"));
    assert_eq!(
        case.attempt(&third, assign(1, None)),
        Err("objection_closed")
    );
    assert_eq!(
        case.attempt(&third, settle(2, ObjectionOutcome::Upheld)),
        Err("not_found")
    );
}

#[test]
fn upheld_reopens_with_a_new_term_and_declined_leaves_the_answer_standing() {
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    case.act(&Actor::Applicant, file());
    case.now = at("2026-06-10T09:00:00Z");
    let mut declined = Case {
        state: case.state.clone(),
        journal: case.journal.clone(),
        now: case.now,
    };
    let bare = Command::Objection(ObjectionCommand::Decide {
        objection: 1,
        outcome: ObjectionOutcome::Declined,
        explanation: " \n ".into(),
    });
    assert_eq!(case.attempt(&other(), bare), Err("reason_length"));
    assert_eq!(
        case.attempt(&other(), settle(1, ObjectionOutcome::LeftUnchanged)),
        Err("outcome_of_time")
    );
    let kinds = case.act(&other(), settle(1, ObjectionOutcome::Upheld));
    assert_eq!(kinds, ["objection_decided", "status_changed"]);
    assert_eq!(case.state.status, Status::InProgress);
    assert_eq!(case.state.deadline.started_at, case.now);
    assert_eq!(case.state.work.assignee.as_deref(), Some("executor"));
    assert_eq!(case.state, case.replayed());

    let kinds = declined.act(&other(), settle(1, ObjectionOutcome::Declined));
    assert_eq!(kinds, ["objection_decided"]);
    assert_eq!(declined.state.status, Status::Approved);
    assert_eq!(declined.state, declined.replayed());
}

#[test]
fn with_no_decision_in_fifteen_days_time_decides_once() {
    let mut case = Case::answered("41", "2026-06-01T09:00:00Z");
    case.act(&Actor::Applicant, file());
    let due = case.state.contest.open().unwrap().decide_by;
    assert_eq!(due, at("2026-06-16T11:59:59Z"));
    assert!(
        case.act(&Actor::System, Command::Timer(TimerKind::ObjectionDue))
            .is_empty()
    );
    case.now = due;
    assert!(
        case.act(&Actor::System, Command::Timer(TimerKind::ObjectionDue))
            .is_empty()
    );
    assert_eq!(
        case.attempt(&Actor::Applicant, Command::Timer(TimerKind::ObjectionDue)),
        Err("not_yours")
    );
    case.now = due + chrono::Duration::seconds(1);
    // Too late for people, whether or not the tick has come.
    for outcome in [ObjectionOutcome::Upheld, ObjectionOutcome::Declined] {
        assert_eq!(
            case.attempt(&other(), settle(1, outcome)),
            Err("objection_closed")
        );
    }
    let kinds = case.act(&Actor::System, Command::Timer(TimerKind::ObjectionDue));
    assert_eq!(kinds, ["objection_decided"]);
    let decided = case.state.contest.get(1).unwrap().decided.clone().unwrap();
    assert_eq!(decided.outcome, ObjectionOutcome::LeftUnchanged);
    assert_eq!(decided.by, None);
    assert_eq!(case.state.status, Status::Approved);
    assert!(
        case.act(&Actor::System, Command::Timer(TimerKind::ObjectionDue))
            .is_empty()
    );
    assert_eq!(case.state, case.replayed());
}

#[test]
fn the_applicant_goes_up_instance_by_instance_until_there_is_none() {
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    let up = |case: &mut Case, instance| case.attempt(&Actor::Applicant, escalate(instance));
    assert_eq!(up(&mut case, None), Err("nothing_to_escalate"));
    case.act(&Actor::Applicant, file());
    assert_eq!(up(&mut case, None), Err("objection_open"));
    case.act(&other(), settle(1, ObjectionOutcome::Declined));
    assert_eq!(
        up(&mut case, Some(Instance::Federal)),
        Err("instance_order")
    );
    let went = ["objection_filed", "escalated", "objection_assigned"];
    assert_eq!(
        up(&mut case, Some(Instance::Regional)).as_deref(),
        Ok(&went[..])
    );
    let open = case.state.contest.open().unwrap();
    assert_eq!(
        (open.number.ordinal(), open.agency.as_str()),
        (2, "ministry")
    );
    assert_eq!(open.reviewer.as_deref(), Some("minister"));
    // Silence is a decision that one can go above with, and the window begins with it.
    case.now = open.decide_by + chrono::Duration::hours(1);
    case.act(&Actor::System, Command::Timer(TimerKind::ObjectionDue));
    let rules = Rules::default();
    let Contestable::Escalate { until, .. } = contestable(&case.state, case.now, &rules) else {
        panic!("no way up")
    };
    let late = until + chrono::Duration::seconds(1);
    let too_late = contestable(&case.state, late, &rules);
    assert!(matches!(too_late, Contestable::No(_)), "{too_late:?}");
    case.now = until;
    assert_eq!(up(&mut case, None).as_deref(), Ok(&went[..]));
    let premier = person(Role::Supervisor, "premier");
    case.act(&premier, settle(3, ObjectionOutcome::Declined));
    assert_eq!(up(&mut case, None), Err("no_higher_instance"));
    assert_eq!(case.state, case.replayed());
}

#[test]
fn who_decided_below_does_not_decide_above() {
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    case.act(&Actor::Applicant, file());
    case.act(&other(), settle(1, ObjectionOutcome::Declined));
    let mut bench = usual();
    bench.0[1].supervisors[0].account = "other".into();
    let up = Command::Objection(ObjectionCommand::Escalate {
        instance: None,
        reason: "Ведомство не ответило по существу дела.".into(),
        attachments: Attached::default(),
        bench,
    });
    assert_eq!(
        case.act(&Actor::Applicant, up),
        [
            "objection_filed",
            "escalated",
            "escalated",
            "objection_assigned"
        ]
    );
    let open = case.state.contest.open().unwrap();
    assert_eq!(open.reviewer.as_deref(), Some("premier"), "who is free");
    assert_eq!(
        case.attempt(&other(), settle(2, ObjectionOutcome::Declined)),
        Err("own_answer")
    );
}

#[test]
fn an_objection_that_is_handed_up_keeps_its_term() {
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    assert_eq!(
        case.attempt(&other(), escalate(None)),
        Err("nothing_to_escalate")
    );
    case.act(&Actor::Applicant, file());
    let due = case.state.contest.open().unwrap().decide_by;
    case.now = at("2026-06-10T09:00:00Z");
    let kinds = case.act(&other(), escalate(Some(Instance::Regional)));
    assert_eq!(kinds, ["escalated", "objection_assigned"]);
    let open = case.state.contest.open().unwrap();
    assert_eq!((open.number.ordinal(), open.decide_by), (1, due));
    assert_eq!(open.reviewer.as_deref(), Some("minister"));
    case.act(&other(), escalate(None));
    let premier = person(Role::Supervisor, "premier");
    assert_eq!(
        case.attempt(&premier, escalate(None)),
        Err("no_higher_instance")
    );
    case.act(&premier, settle(1, ObjectionOutcome::Upheld));
    assert_eq!(case.state.status, Status::InProgress);
    assert_eq!(case.state, case.replayed());
}

#[test]
fn a_reason_is_of_a_length_and_of_letters() {
    let with = |text: &str| {
        Command::Objection(ObjectionCommand::File {
            ground: ObjectionGround::Answer,
            text: text.into(),
            attachments: Attached::default(),
            bench: usual(),
        })
    };
    let mut case = Case::answered("77", "2026-06-01T09:00:00Z");
    for (text, code) in [
        ("".to_owned(), "reason_length"),
        ("я".repeat(19), "reason_length"),
        (format!("{}\u{0}", "я".repeat(30)), "comment_control"),
        ("я".repeat(10_001), "comment_length"),
    ] {
        assert_eq!(case.attempt(&Actor::Applicant, with(&text)), Err(code));
    }
    case.act(&Actor::Applicant, with(&"я".repeat(20)));
}
