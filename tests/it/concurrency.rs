//! Several people at once: nothing lost, nothing doubled, and one of two wins.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::attachment::{ATTACHMENTS, Attachment, disposition};
use otklik_tests::call::Call;
use otklik_tests::wire::Wire;
use otklik_tests::{image, unique};
use serde_json::{Value, json};

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

#[test]
fn large_files_sent_at_once_all_arrive() {
    const SIZE: usize = 10 * 1024 * 1024;
    let photos: Vec<Vec<u8>> = (0..6).map(|seed| image::photo(SIZE, 100 + seed)).collect();
    let files = at_once(photos.len(), |index| {
        Attachment::create("фото.jpg", &photos[index])
    });
    let appeals = at_once(2, |half| {
        let references: Vec<Value> = files[half * 3..][..3]
            .iter()
            .map(Attachment::reference)
            .collect();
        Appeal::create_as(&appeal::with("/attachments", references))
    });
    at_once(photos.len(), |index| {
        let appeal = &appeals[index / 3];
        let path = appeal.path(&format!("/attachments/{}", files[index].id));
        let down = Call::get(path).code(&appeal.code).send().expect(200);
        assert!(down.body == photos[index], "byte for byte");
    });
}

#[test]
fn requests_that_stall_hold_nobody_up() {
    let photo = image::photo(100_000, 1);
    let body = appeal::sample().to_string();
    let name = disposition("фото.jpg");
    let stalled: Vec<Wire> = (0..60)
        .map(|index| {
            let mut wire = Wire::open();
            let (path, media_type, bytes) = match index % 2 {
                0 => (ATTACHMENTS, "image/jpeg", &photo[..50_000]),
                _ => (APPEALS, "application/json", &body.as_bytes()[..200]),
            };
            let headers = [
                ("content-type", media_type),
                ("content-disposition", &name),
                ("content-length", "100000"),
            ];
            wire.head(&format!("POST {path}"), &headers).write(bytes);
            wire
        })
        .collect();
    let start = Instant::now();
    for _ in 0..5 {
        let file = Attachment::create("фото.jpg", &photo);
        Appeal::create_as(&appeal::with("/attachments", vec![file.reference()])).card();
    }
    // Nobody waits until the stalled ones are given up, which takes half a minute at least.
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
    stalled.into_iter().for_each(Wire::cut);
}
