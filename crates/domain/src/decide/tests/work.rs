use super::*;
use crate::event::{AssignedHow, Priority};

fn work(command: WorkCommand) -> Command {
    Command::Work(command)
}

fn named(role: Role, id: &str) -> Actor {
    Actor::staff(role, id).unwrap()
}

fn place(agency: &str, unit: &str) -> Place {
    Place {
        agency: agency.into(),
        unit: (!unit.is_empty()).then(|| unit.into()),
    }
}

fn forward(agency: &str, unit: &str) -> Command {
    work(WorkCommand::Forward {
        to: place(agency, unit),
        reason: Some("Это их дорога".into()),
    })
}

fn assign(assignee: Option<&str>) -> Command {
    work(WorkCommand::Assign {
        assignee: assignee.map(str::to_owned),
        unit: None,
    })
}

/// The state after what follows from a command.
#[track_caller]
fn after(state: &AppealState, command: Command, actor: &Actor) -> AppealState {
    let events = decide(state, command, actor, now()).unwrap();
    let mut state = state.clone();
    events
        .iter()
        .for_each(|event| state.apply(event, actor, now()));
    state
}

#[test]
fn whoever_takes_an_appeal_has_it_and_begins() {
    let anna = named(Role::Operator, "anna");
    let taken = after(&appeal(Status::Created), work(WorkCommand::Take), &anna);
    assert_eq!(taken.work.assignee.as_deref(), Some("anna"));
    assert_eq!(taken.work.assigned, Some(AssignedHow::Taken));
    assert_eq!(taken.status, Status::InProgress);
    let again = decide(&taken, work(WorkCommand::Take), &anna, now());
    assert_eq!(again, Ok(Vec::new()));
    let boris = named(Role::Expert, "boris");
    refused(&taken, work(WorkCommand::Take), &boris, "taken_already");
    // A program has no hands.
    for role in [Role::Service, Role::Integrator] {
        let take = work(WorkCommand::Take);
        refused(&appeal(Status::Created), take, &as_role(role), "not_yours");
    }
}

#[test]
fn what_is_given_waits_until_it_is_taken_up() {
    let (lead, anna) = (
        named(Role::Supervisor, "vera"),
        named(Role::Operator, "anna"),
    );
    let given = after(&appeal(Status::Created), assign(Some("anna")), &lead);
    assert_eq!(given.status, Status::Created);
    assert_eq!(given.work.assigned, Some(AssignedHow::Assigned));
    let begun = after(&given, work(WorkCommand::Take), &anna);
    assert_eq!(begun.status, Status::InProgress);
    assert_eq!(begun.work.assigned, Some(AssignedHow::Assigned));
    // Hers to hand on; nobody else's but a supervisor's.
    refused(
        &begun,
        assign(Some("boris")),
        &named(Role::Operator, "boris"),
        "not_yours",
    );
    let on = after(&begun, assign(Some("boris")), &anna);
    assert_eq!(on.work.assigned, Some(AssignedHow::HandedOver));
    let back = after(&on, assign(None), &lead);
    assert_eq!((back.work.assignee, back.work.assigned), (None, None));
    let by_rule = after(
        &appeal(Status::Created),
        assign(Some("anna")),
        &Actor::System,
    );
    assert_eq!(by_rule.work.assigned, Some(AssignedHow::Rule));
}

#[test]
fn forwarding_keeps_the_deadline_and_leaves_the_executor_behind() {
    let anna = named(Role::Operator, "anna");
    let mine = after(&appeal(Status::Created), work(WorkCommand::Take), &anna);
    let sent = after(&mine, forward("municipality", "north"), &anna);
    assert_eq!(sent.work.agency, "municipality");
    assert_eq!(sent.work.unit.as_deref(), Some("north"));
    assert_eq!(sent.work.assignee, None);
    assert_eq!(sent.deadline, mine.deadline);
    assert_eq!(sent.status, Status::InProgress);
    let silent = work(WorkCommand::Forward {
        to: place("municipality", ""),
        reason: Some("  ".into()),
    });
    refused(&mine, silent, &anna, "reason_required");
    refused(
        &mine,
        forward("road_agency", ""),
        &anna,
        "forwarded_to_itself",
    );
}

#[test]
fn an_appeal_does_not_go_round() {
    let (anna, lead) = (
        named(Role::Operator, "anna"),
        named(Role::Supervisor, "vera"),
    );
    let start = appeal(Status::Created);
    let there = after(&start, forward("municipality", ""), &anna);
    refused(&there, forward("road_agency", ""), &anna, "forward_loop");
    let further = after(&there, forward("transport_agency", ""), &anna);
    for agency in ["road_agency", "municipality"] {
        refused(&further, forward(agency, ""), &anna, "forward_loop");
    }
    // A supervisor may say once that it was wrong.
    let back = after(&there, forward("road_agency", ""), &lead);
    let again = after(&back, forward("municipality", ""), &lead);
    refused(&again, forward("road_agency", ""), &lead, "forward_loop");
    // Units of one agency pass it on in the same manner, and leaving the agency is no loop of units.
    let north = after(&start, forward("road_agency", "north"), &anna);
    let south = after(&north, forward("road_agency", "south"), &anna);
    refused(
        &south,
        forward("road_agency", "north"),
        &anna,
        "forward_loop",
    );
    assert!(decide(&south, forward("municipality", ""), &anna, now()).is_ok());
    // A corrected category takes the same way.
    let classify = work(WorkCommand::Classify {
        category: "roads.snow".into(),
        class: DeadlineClass::Standard,
        to: Some(place("road_agency", "")),
    });
    refused(&there, classify, &anna, "forward_loop");
}

#[test]
fn a_corrected_category_may_lead_to_another_unit_of_the_same_agency() {
    let anna = named(Role::Operator, "anna");
    let classify = |to| {
        work(WorkCommand::Classify {
            category: "roads.snow".into(),
            class: DeadlineClass::Standard,
            to: Some(to),
        })
    };
    let taken = after(&appeal(Status::Created), work(WorkCommand::Take), &anna);
    let north = after(&taken, classify(place("road_agency", "north")), &anna);
    assert_eq!(north.work.unit.as_deref(), Some("north"));
    assert_eq!(north.work.assignee, None, "whoever had it works elsewhere");
    // No unit is named, or the one that has it: it stays where it is, and nobody loses it.
    let taken = after(&north, work(WorkCommand::Take), &anna);
    for unit in ["", "north"] {
        let there = place("road_agency", unit);
        assert_eq!(
            decide(&taken, classify(there), &anna, now()),
            Ok(Vec::new())
        );
    }
}

#[test]
fn a_category_moves_the_deadline_forward_only() {
    let anna = named(Role::Operator, "anna");
    let classify = |class| {
        work(WorkCommand::Classify {
            category: "roads.traffic_light".into(),
            class,
            to: None,
        })
    };
    let state = appeal(Status::InProgress);
    let urgent = after(&state, classify(DeadlineClass::Urgent), &anna);
    assert_eq!(urgent.work.category, "roads.traffic_light");
    // Three working days after Wednesday: Thursday, Friday, Monday.
    assert_eq!(urgent.deadline.due_at, at("2026-06-08T20:59:59Z"));
    let longer = after(&state, classify(DeadlineClass::Complex), &anna);
    assert_eq!(longer.deadline, state.deadline);
    let asked = after(
        &appeal(Status::AwaitingReply),
        classify(DeadlineClass::Urgent),
        &anna,
    );
    assert!(asked.deadline.is_paused());
    assert_eq!(
        decide(&urgent, classify(DeadlineClass::Urgent), &anna, now()),
        Ok(Vec::new())
    );
}

#[test]
fn a_hint_is_confirmed_by_a_person_and_urgency_gives_the_urgent_term() {
    let set = |priority, reason: Option<&str>| {
        work(WorkCommand::Prioritise {
            priority,
            reason: reason.map(str::to_owned),
        })
    };
    let anna = named(Role::Operator, "anna");
    let hinted = after(
        &appeal(Status::Created),
        set(Priority::Urgent, None),
        &Actor::System,
    );
    assert_eq!(hinted.work.priority, Priority::Urgent);
    assert!(!hinted.work.priority_confirmed);
    assert_eq!(hinted.deadline, appeal(Status::Created).deadline);
    let confirmed = after(&hinted, set(Priority::Urgent, None), &anna);
    assert!(confirmed.work.priority_confirmed);
    assert_eq!(confirmed.deadline.due_at, at("2026-06-08T20:59:59Z"));
    refused(
        &hinted,
        set(Priority::Normal, None),
        &anna,
        "reason_required",
    );
    let calm = after(&confirmed, set(Priority::Normal, Some("Ошибка")), &anna);
    assert_eq!(calm.deadline, confirmed.deadline);
}

#[test]
fn those_who_look_on_and_applicants_do_no_work_and_nobody_works_on_what_is_done() {
    let commands = || {
        [
            work(WorkCommand::Take),
            assign(Some("anna")),
            forward("municipality", ""),
            work(WorkCommand::Classify {
                category: "roads.snow".into(),
                class: DeadlineClass::Standard,
                to: None,
            }),
            work(WorkCommand::Prioritise {
                priority: Priority::High,
                reason: Some("Так".into()),
            }),
        ]
    };
    for actor in [
        Actor::Applicant,
        as_role(Role::Observer),
        as_role(Role::Administrator),
    ] {
        for command in commands() {
            refused(&appeal(Status::Created), command, &actor, "not_yours");
        }
    }
    for status in Status::ALL.iter().filter(|status| !status.is_open()) {
        for command in commands() {
            refused(
                &appeal(*status),
                command,
                &as_role(Role::Supervisor),
                "not_open",
            );
        }
    }
}
