//! The status machine, seen from outside.

use otklik_tests::appeal::{Appeal, with};
use otklik_tests::call::Call;
use serde_json::{Value, json};

const ALL: [&str; 8] = [
    "created",
    "in_progress",
    "awaiting_reply",
    "clarification_required",
    "approved",
    "rejected",
    "closed",
    "cancelled",
];

/// The way from `created`, and the moves that are possible at its end.
const MOVES: [(&[&str], &[&str]); 8] = [
    (
        &[],
        &[
            "in_progress",
            "clarification_required",
            "rejected",
            "cancelled",
        ],
    ),
    (
        &["in_progress"],
        &[
            "awaiting_reply",
            "clarification_required",
            "approved",
            "rejected",
            "cancelled",
        ],
    ),
    (
        &["in_progress", "awaiting_reply"],
        &["in_progress", "cancelled"],
    ),
    (&["clarification_required"], &["in_progress", "cancelled"]),
    (&["in_progress", "approved"], &["closed", "in_progress"]),
    (&["rejected"], &["in_progress", "closed"]),
    (&["rejected", "closed"], &["in_progress"]),
    (&["cancelled"], &[]),
];

#[test]
fn every_other_move_is_refused_with_those_that_are_allowed() {
    for (way, allowed) in MOVES {
        let appeal = Appeal::create();
        appeal.go_through(way);
        let card = Call::get(appeal.path("")).staff().send().expect(200).json();
        assert_eq!(card["allowed"], json!(allowed), "after {way:?}");
        for to in ALL.into_iter().filter(|to| !allowed.contains(to)) {
            let problem = appeal.transition(to).problem(409, "move_not_allowed");
            assert_eq!(problem["allowed"], json!(allowed), "{way:?} to {to}");
        }
        assert_eq!(
            appeal.events().len(),
            way.len() + 1,
            "a refused move leaves no trace"
        );
    }
}

#[test]
fn every_allowed_move_is_made() {
    for (way, allowed) in MOVES {
        for to in allowed {
            let appeal = Appeal::create();
            appeal.go_through(way);
            let card = appeal.transition(to).expect(200).json();
            assert_eq!(card["status"], *to, "after {way:?}");
            let journal = appeal.events();
            assert_eq!(journal.last().unwrap()["status"], *to);
        }
    }
}

#[test]
fn an_applicant_makes_only_their_own_moves() {
    let appeal = Appeal::create();
    let own = |to: &str| appeal.transition_call(to).code(&appeal.code).send();
    own("in_progress").problem(403, "forbidden");
    own("rejected").problem(403, "forbidden");
    appeal.go_through(&["in_progress"]);
    own("cancelled").problem(409, "processing_started");
    own("approved").problem(403, "forbidden");
    appeal.go_through(&["approved"]);
    own("in_progress").problem(403, "forbidden");
    own("closed").expect(200);
}

#[test]
fn a_decision_needs_its_words() {
    let appeal = Appeal::create();
    let bare = |to: &str, comment: Value| {
        let body = json!({ "to": to, "comment": comment });
        Call::post(appeal.path("/transitions"))
            .json(&body)
            .staff()
            .send()
    };
    for comment in [Value::Null, json!(""), json!(" \n\t ")] {
        let answer = bare("rejected", comment);
        assert_eq!(answer.status, 422, "{answer}");
        assert!(answer.text().contains("comment_required"), "{answer}");
    }
    bare("in_progress", Value::Null).expect(200);
}

#[test]
fn an_appeal_that_is_reopened_gets_a_new_term() {
    let appeal = Appeal::create_as(&with("/category", "roads.snow"));
    appeal.go_through(&["in_progress", "approved", "in_progress"]);
    let card = appeal.card();
    assert_eq!(card["status"], "in_progress");
    assert_eq!(card["deadline"]["paused"], false);
    assert_eq!(card["deadline"]["class"], "urgent");
}

#[test]
fn only_an_answer_can_be_rated() {
    let appeal = Appeal::create();
    appeal
        .rate(&json!({ "score": 5 }))
        .problem(409, "not_answered_yet");
    appeal.go_through(&["in_progress"]);
    appeal
        .rate(&json!({ "score": 5 }))
        .problem(409, "not_answered_yet");
    appeal.go_through(&["approved"]);
    for score in [
        json!(0),
        json!(6),
        json!(-1),
        json!(2.5),
        json!("5"),
        json!(1e300),
        Value::Null,
    ] {
        let faults = appeal.rate(&json!({ "score": score })).faults();
        assert!(faults[0].starts_with("/score "), "{faults:?}");
    }
    let faults = appeal
        .rate(&json!({ "score": 9, "category": "weather", "stars": 5 }))
        .faults();
    let pointers: Vec<&str> = faults
        .iter()
        .map(|fault| fault.split(' ').next().unwrap())
        .collect();
    assert!(
        ["/score", "/category", "/stars"]
            .iter()
            .all(|p| pointers.contains(p)),
        "{faults:?}"
    );
    assert_eq!(appeal.card()["rating"], Value::Null);
    // An operator enters one that was given by telephone.
    let by_phone = Call::new("PUT", appeal.path("/rating"))
        .staff()
        .json(&json!({ "score": 4 }));
    assert_eq!(by_phone.send().expect(200).json()["score"], 4);
}
