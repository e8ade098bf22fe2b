//! Every role, from every status, to every status.

use std::collections::BTreeMap;

use super::*;

const ACTORS: [&str; 9] = [
    "applicant",
    "operator",
    "expert",
    "supervisor",
    "observer",
    "administrator",
    "integrator",
    "service",
    "system",
];

/// Product rules, section 4. What does not stand here is refused.
const ALLOWED: &str = "
created > in_progress: operator expert supervisor integrator service
created > clarification_required: operator expert supervisor integrator service
created > rejected: operator expert supervisor integrator service
created > cancelled: applicant supervisor service system
in_progress > awaiting_reply: operator expert supervisor integrator service
in_progress > clarification_required: operator expert supervisor integrator service
in_progress > approved: supervisor service
in_progress > rejected: supervisor service
in_progress > cancelled: supervisor service system
awaiting_reply > in_progress: applicant operator expert supervisor integrator service
awaiting_reply > cancelled: supervisor service system
clarification_required > in_progress: applicant operator expert supervisor integrator service
clarification_required > cancelled: applicant supervisor service system
approved > closed: applicant operator expert supervisor integrator service system
approved > in_progress: supervisor service
rejected > in_progress: supervisor service
rejected > closed: operator expert supervisor integrator service system
closed > in_progress: supervisor service
";

fn actor(name: &str) -> Actor {
    match name {
        "applicant" => Actor::Applicant,
        "system" => Actor::System,
        role => as_role(role.parse().unwrap()),
    }
}

#[test]
fn a_role_makes_the_moves_that_are_its_own_and_no_other_is_possible() {
    let allowed: BTreeMap<&str, Vec<&str>> = ALLOWED
        .trim()
        .lines()
        .map(|line| {
            let (move_, actors) = line.split_once(": ").unwrap();
            (move_, actors.split(' ').collect())
        })
        .collect();
    let mut made = 0;
    for from in Status::ALL {
        for target in Status::ALL {
            let actors = allowed.get(format!("{from} > {target}").as_str());
            assert_eq!(
                actors.is_some(),
                from.allowed_moves().contains(target),
                "{from} > {target}"
            );
            for name in ACTORS {
                let actor = actor(name);
                let state = appeal(*from);
                let found = decide(&state, to(*target), &actor, now());
                let case = format!("{name}: {from} > {target}: {found:?}");
                let offered = allowed_moves(*from, state.processing_started, &actor);
                assert_eq!(offered.contains(target), found.is_ok(), "{case}");
                if actors.is_some_and(|actors| actors.contains(&name)) {
                    let events = found.unwrap();
                    let [Event::StatusChanged(change)] = events.as_slice() else {
                        panic!("{case}")
                    };
                    assert_eq!((change.from, change.to), (*from, *target), "{case}");
                    made += 1;
                    continue;
                }
                match found.unwrap_err() {
                    Refusal::NotYours => assert!(actors.is_some(), "{case}"),
                    Refusal::ProcessingStarted => {
                        assert_eq!((name, *target), ("applicant", Status::Cancelled), "{case}");
                    }
                    Refusal::MoveNotAllowed {
                        from: said,
                        allowed,
                    } => {
                        assert!(actors.is_none(), "{case}");
                        assert_eq!((said, allowed), (*from, offered), "{case}");
                    }
                    other => panic!("{case}: {other}"),
                }
            }
        }
    }
    assert_eq!(made, allowed.values().map(Vec::len).sum::<usize>());
}
