//! Several people at once: nothing lost, nothing doubled, and one of two wins.

use std::collections::BTreeSet;

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::{image, unique};
use serde_json::json;

use crate::at_once::at_once;
use crate::lists::all;

#[test]
fn sixty_four_submissions_at_once_lose_nothing_and_repeat_no_number() {
    let word = unique::word();
    let body = appeal::with("/title", format!("Яма {word} на дороге"));
    let appeals = at_once(64, |_| Appeal::create_as(&body));
    let numbers: BTreeSet<String> = appeals.iter().map(|appeal| appeal.number.clone()).collect();
    let codes: BTreeSet<&str> = appeals.iter().map(|appeal| appeal.code.as_str()).collect();
    assert_eq!((numbers.len(), codes.len()), (64, 64));
    let listed: BTreeSet<String> = all(&format!("q={word}&limit=50")).into_iter().collect();
    assert_eq!(listed, numbers);
}

#[test]
fn of_eight_equal_moves_at_once_exactly_one_succeeds() {
    let appeal = Appeal::create();
    let answers = at_once(8, |_| appeal.transition_call("in_progress").staff().send());
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!(won.len(), 1, "{answers:?}");
    for answer in lost {
        assert_eq!(answer.status, 409, "{answer}");
        let problem = answer.json();
        assert!(problem["code"].is_string());
        if problem["code"] == "move_not_allowed" {
            let allowed = json!([
                "awaiting_reply",
                "clarification_required",
                "approved",
                "rejected",
                "cancelled"
            ]);
            assert_eq!(problem["allowed"], allowed);
        }
    }
    assert_eq!(appeal.events().len(), 2);
}

#[test]
fn of_two_decisions_on_one_version_exactly_one_succeeds() {
    for _ in 0..4 {
        let appeal = Appeal::create();
        let moves = ["in_progress", "rejected"];
        let answers = at_once(2, |index| {
            appeal
                .transition_call(moves[index])
                .header("if-match", "\"1\"")
                .staff()
                .send()
        });
        let won = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(won, 1, "{answers:?}");
        let lost = answers.iter().find(|answer| answer.status != 200).unwrap();
        assert!(matches!(lost.status, 409 | 412), "{lost}");
        assert_eq!(appeal.events().len(), 2);
    }
}

#[test]
fn ratings_at_once_leave_a_whole_journal() {
    let appeal = Appeal::create();
    appeal.go_through(&["in_progress", "approved"]);
    let answers = at_once(5, |index| appeal.rate(&json!({ "score": index + 1 })));
    let kept = answers.iter().filter(|answer| answer.status == 200).count();
    assert!(kept >= 1);
    for answer in &answers {
        assert!(matches!(answer.status, 200 | 409), "{answer}");
    }
    let events = appeal.events();
    assert_eq!(events.len(), 3 + kept);
    for (event, seq) in events.iter().zip(1..) {
        assert_eq!(event["seq"], seq);
    }
    assert_eq!(
        appeal.card()["rating"]["score"],
        events.last().unwrap()["score"]
    );
}

#[test]
fn a_file_that_two_appeals_want_at_once_goes_to_one() {
    let file = Attachment::create("яма.jpg", &image::small_photo(11));
    let body = appeal::with("/attachments", vec![file.reference()]);
    let answers = at_once(6, |_| appeal::creation(&body).send());
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    assert_eq!(won.len(), 1, "{answers:?}");
    for answer in lost {
        let faults = answer.faults();
        assert!(faults[0].starts_with("/attachments"), "{faults:?}");
    }
}

#[test]
fn an_applicant_who_withdraws_twice_at_once_withdraws_once() {
    let appeal = Appeal::create();
    let answers = at_once(4, |_| {
        appeal
            .transition_call("cancelled")
            .code(&appeal.code)
            .send()
    });
    let won = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(won, 1, "{answers:?}");
    assert_eq!(appeal.card()["status"], "cancelled");
    assert_eq!(appeal.card()["allowed"], json!([]));
}
