//! The journal as it grows: server-sent events.

use std::time::{Duration, Instant};

use otklik_tests::appeal::Appeal;
use otklik_tests::call::Call;
use serde_json::Value;

/// A change is seen within a second or two; a busy machine gets more.
const SOON: Duration = Duration::from_secs(15);

fn stream(appeal: &Appeal) -> Call {
    Call::get(appeal.path("/events"))
        .code(&appeal.code)
        .header("accept", "text/event-stream")
}

/// The next event: its id and data.
#[track_caller]
fn next(lines: &mut impl Iterator<Item = String>) -> (String, Value) {
    let mut id = String::new();
    for line in lines {
        if let Some(given) = line.strip_prefix("id: ") {
            id = given.to_owned();
        }
        if let Some(data) = line.strip_prefix("data: ") {
            return (id, serde_json::from_str(data).unwrap());
        }
    }
    panic!("the stream ended")
}

#[test]
fn a_stream_tells_what_was_and_then_what_happens() {
    let appeal = Appeal::create();
    let (headers, mut lines) = stream(&appeal).lines();
    assert_eq!(headers["content-type"], "text/event-stream");
    let (id, event) = next(&mut lines);
    assert_eq!(
        (id.as_str(), &event["status"]),
        ("1", &Value::from("created"))
    );
    for (status, seq) in [("in_progress", "2"), ("approved", "3")] {
        let start = Instant::now();
        appeal.go_through(&[status]);
        let (id, event) = next(&mut lines);
        assert_eq!((id.as_str(), &event["status"]), (seq, &Value::from(status)));
        assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    }
}

#[test]
fn a_reader_who_comes_back_gets_only_what_is_new() {
    let appeal = Appeal::create();
    appeal.go_through(&["in_progress", "awaiting_reply"]);
    let (_, mut lines) = stream(&appeal).header("last-event-id", "2").lines();
    let (id, event) = next(&mut lines);
    assert_eq!(
        (id.as_str(), &event["status"]),
        ("3", &Value::from("awaiting_reply"))
    );
    // A number that is none is no number: the stream begins at the beginning.
    for odd in ["abc", "", "-5", "99999999999999999999999"] {
        let (_, mut lines) = stream(&appeal).header("last-event-id", odd).lines();
        assert_eq!(next(&mut lines).0, "1", "{odd:?}");
    }
}

#[test]
fn a_stream_needs_the_code_too() {
    let appeal = Appeal::create();
    let call = Call::get(appeal.path("/events")).header("accept", "text/event-stream");
    call.clone().send().problem(404, "not_found");
    call.code("2222-22222-2222")
        .send()
        .problem(404, "not_found");
}

#[test]
fn a_stream_asked_for_by_head_ends_at_once() {
    let appeal = Appeal::create();
    let call = Call::new("HEAD", appeal.path("/events")).code(&appeal.code);
    let answer = call
        .header("accept", "text/event-stream")
        .send()
        .expect(200);
    assert_eq!(answer.header("content-type"), "text/event-stream");
}

#[test]
fn many_readers_who_leave_disturb_nobody() {
    let appeal = Appeal::create();
    for _ in 0..40 {
        let (_, mut lines) = stream(&appeal).lines();
        assert_eq!(next(&mut lines).0, "1");
    }
    let readers: Vec<_> = (0..20).map(|_| stream(&appeal).lines().1).collect();
    appeal.go_through(&["in_progress"]);
    for mut reader in readers {
        next(&mut reader);
        assert_eq!(next(&mut reader).0, "2");
    }
}

#[test]
fn who_would_rather_have_a_list_gets_one() {
    let appeal = Appeal::create();
    for (accept, expected) in [
        (
            "application/json, text/event-stream;q=0.5",
            "application/json",
        ),
        (
            "text/event-stream;q=0, application/json",
            "application/json",
        ),
        ("*/*", "application/json"),
        (
            "application/json;q=0.5, text/event-stream",
            "text/event-stream",
        ),
    ] {
        let call = Call::get(appeal.path("/events")).code(&appeal.code);
        let (headers, _) = call.header("accept", accept).lines();
        assert_eq!(headers["content-type"], expected, "{accept}");
    }
}
