use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::region::Region;
use crate::status::Status;

const DOCUMENT: &str = include_str!("../../../../static/openapi.json");

fn documented() -> BTreeSet<String> {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    paths
        .flat_map(|path| path.as_object().unwrap().values())
        .filter_map(|operation| operation["operationId"].as_str())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_operation_of_the_document_has_an_entry_and_every_entry_an_operation() {
    let entries: Vec<String> = Operation::ALL
        .iter()
        .map(|operation| operation.as_str().to_owned())
        .collect();
    let unique: BTreeSet<String> = entries.iter().cloned().collect();
    assert_eq!(entries.len(), unique.len(), "an operation stands twice");
    assert_eq!(
        unique,
        documented(),
        "entries beside the document's operations"
    );
}

#[test]
fn what_nobody_needs_to_sign_in_for_is_open_to_everybody() {
    for operation in Operation::ALL {
        if reach(*operation, Role::Nobody) == Reach::All {
            for role in Role::ALL {
                let here = reach(*operation, *role);
                assert_eq!(here, Reach::All, "{operation:?} by {role}");
            }
        }
    }
}

#[test]
fn an_observer_changes_nothing_of_an_appeal() {
    use Operation::*;
    for operation in [AppealTransition, RatingPut] {
        assert_eq!(reach(operation, Role::Observer), Reach::No);
    }
    for (from, to) in moves() {
        assert!(!may_move(Role::Observer, from, to), "{from} to {to}");
        assert!(!may_move(Role::Administrator, from, to), "{from} to {to}");
        assert!(!may_move(Role::Nobody, from, to), "{from} to {to}");
    }
}

fn moves() -> impl Iterator<Item = (Status, Status)> {
    let all = Status::ALL.iter();
    all.flat_map(|from| from.allowed_moves().iter().map(|to| (*from, *to)))
}

#[test]
fn the_executor_works_and_the_supervisor_decides() {
    let of = |role: Role| -> Vec<String> {
        moves()
            .filter(|(from, to)| may_move(role, *from, *to))
            .map(|(from, to)| format!("{from}>{to}"))
            .collect()
    };
    assert_eq!(
        of(Role::Operator),
        [
            "created>in_progress",
            "created>clarification_required",
            "created>rejected",
            "in_progress>awaiting_reply",
            "in_progress>clarification_required",
            "awaiting_reply>in_progress",
            "clarification_required>in_progress",
            "approved>closed",
            "rejected>closed",
        ]
    );
    assert_eq!(of(Role::Expert), of(Role::Operator));
    assert_eq!(of(Role::Integrator), of(Role::Operator));
    let decisions: Vec<String> = of(Role::Supervisor)
        .into_iter()
        .filter(|one| !of(Role::Operator).contains(one))
        .collect();
    assert_eq!(
        decisions,
        [
            "created>cancelled",
            "in_progress>approved",
            "in_progress>rejected",
            "in_progress>cancelled",
            "awaiting_reply>cancelled",
            "clarification_required>cancelled",
            "approved>in_progress",
            "rejected>in_progress",
            "closed>in_progress",
        ]
    );
    assert_eq!(of(Role::Service).len(), moves().count());
    assert_eq!(
        of(Role::Applicant),
        [
            "awaiting_reply>in_progress",
            "clarification_required>in_progress",
            "approved>closed"
        ]
    );
}

fn territory(agency: &str, unit: &str, region: &str) -> Territory {
    let set = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Territory {
        agency: set(agency),
        unit: set(unit),
        region: set(region).map(|code| Region::parse(&code).unwrap()),
    }
}

#[test]
fn a_territory_covers_what_every_limit_lets_through() {
    #[track_caller]
    fn check(limits: [&str; 3], place: [&str; 3], covers: bool) {
        let territory = territory(limits[0], limits[1], limits[2]);
        let place = Place {
            agency: place[0],
            unit: (!place[1].is_empty()).then_some(place[1]),
            region: Region::parse(place[2]).unwrap(),
        };
        assert_eq!(territory.covers(place), covers, "{territory:?} {place:?}");
    }
    let place = ["roads", "north", "62"];
    check(["", "", ""], place, true);
    check(["roads", "", ""], place, true);
    check(["housing", "", ""], place, false);
    check(["", "", "62"], place, true);
    check(["", "", "77"], place, false);
    check(["roads", "", "77"], place, false);
    check(["roads", "north", ""], place, true);
    check(["roads", "south", ""], place, false);
    check(["roads", "north", "62"], place, true);
    // What no unit has yet is every unit's of the agency, and of no other agency's.
    check(["roads", "south", ""], ["roads", "", "62"], true);
    check(["housing", "south", ""], ["roads", "", "62"], false);
    // A unit is a unit of an agency.
    check(["", "north", ""], place, false);
    check(["", "north", ""], ["roads", "", "62"], false);
}

#[test]
fn nobody_hands_out_more_than_they_have() {
    #[track_caller]
    fn check(own: [&str; 3], other: [&str; 3], contains: bool) {
        let (own, other) = (
            territory(own[0], own[1], own[2]),
            territory(other[0], other[1], other[2]),
        );
        assert_eq!(own.contains(&other), contains, "{own:?} {other:?}");
    }
    check(["", "", ""], ["", "", ""], true);
    check(["", "", ""], ["roads", "north", "62"], true);
    check(["roads", "", ""], ["roads", "north", "62"], true);
    check(["roads", "", ""], ["", "", ""], false);
    check(["roads", "", ""], ["", "", "62"], false);
    check(["roads", "", ""], ["housing", "", ""], false);
    check(["roads", "", "62"], ["roads", "", ""], false);
    check(["roads", "north", ""], ["roads", "", ""], false);
    check(["", "north", ""], ["", "north", ""], false);
}
