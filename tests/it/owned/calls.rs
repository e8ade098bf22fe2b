//! A call at the time that the applicant chose becomes a task at that time, and what came of it is on record.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::server::Server;
use serde_json::{Value, json};

/// Wednesday, 4 March 2026, noon in Moscow.
const NOON: i64 = 1_772_614_800_000;
const HOUR: i64 = 3_600_000;

fn tick(server: &Server) {
    let call = Call::post("/internal/tick").bearer(&server.target().tick_token);
    call.send_to(server.target()).expect(200);
}

fn to_call(server: &Server) -> Value {
    let call = Call::get("/api/v1/queue?to_call=true").staff();
    call.send_to(server.target()).expect(200).json()
}

fn first(server: &Server) -> Value {
    let call = Call::get("/api/v1/queue").staff();
    let queue = call.send_to(server.target()).expect(200).json();
    queue["items"][0]["number"].clone()
}

fn called(server: &Server, appeal: &Appeal, body: &Value) -> otklik_tests::call::Answer {
    let call = Call::post(appeal.path("/call")).staff().json(body);
    call.send_to(server.target())
}

#[test]
fn a_wish_to_be_called_is_a_task_when_its_time_comes_and_is_done_or_missed() {
    let server = Server::start_at(NOON);
    let other = Appeal::read(&appeal::creation(&appeal::sample()).send_to(server.target()));
    let mut body = appeal::sample();
    body["call_at"] = json!("2026-03-04T15:00");
    // It is shown before it is sent, and wherever the appeal is.
    let preview = Call::post("/api/v1/appeals/preview").json(&body);
    let preview = preview.send_to(server.target()).expect(200).json();
    assert_eq!(preview["appeal"]["call_at"], "2026-03-04T12:00:00Z");
    let wished = Appeal::read(&appeal::creation(&body).send_to(server.target()));
    let card = wished.card_at(server.target());
    assert_eq!(card["call_at"], "2026-03-04T12:00:00Z");
    let list = Call::get("/api/v1/exports/appeals.csv?columns=number,call_at").staff();
    let list = list.send_to(server.target()).expect(200);
    let row = list.text().lines().find(|row| row.contains(&wished.number));
    assert!(row.unwrap().contains("2026-03-04T15:00"), "{list}");
    tick(&server);
    assert_eq!(to_call(&server)["items"], json!([]));
    assert_eq!(first(&server), json!(other.number));
    server.set_time(NOON + 3 * HOUR);
    tick(&server);
    tick(&server);
    let due = to_call(&server);
    assert_eq!(due["counters"]["to_call"], 1);
    assert_eq!(due["items"][0]["number"], json!(wished.number));
    assert_eq!(due["items"][0]["call_at"], "2026-03-04T12:00:00Z");
    assert_eq!(
        first(&server),
        json!(wished.number),
        "it comes before all else"
    );
    // Nobody answered: it is tried again, at a time that suits.
    let night = json!({ "outcome": "missed", "again_at": "2026-03-05T23:00" });
    called(&server, &wished, &night).problem(422, "call_at_range");
    called(&server, &wished, &json!({ "outcome": "perhaps" })).problem(422, "invalid_input");
    let again = json!({ "outcome": "missed", "again_at": "2026-03-05T10:00" });
    called(&server, &wished, &again).expect(200);
    assert_eq!(to_call(&server)["items"], json!([]));
    server.set_time(NOON + 22 * HOUR);
    tick(&server);
    assert_eq!(to_call(&server)["counters"]["to_call"], 1);
    called(&server, &wished, &json!({ "outcome": "reached" })).expect(200);
    assert_eq!(to_call(&server)["counters"]["to_call"], 0);
    called(&server, &wished, &json!({ "outcome": "reached" })).problem(409, "no_call_wanted");
    let events = wished.events_at(server.target());
    let kinds: Vec<&str> = events
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "appeal_registered",
            "reminded",
            "call_made",
            "reminded",
            "call_made"
        ],
        "both calls stand in the journal"
    );
}

#[test]
fn a_call_needs_a_telephone_and_a_time_at_which_people_are_called() {
    let server = Server::start_at(NOON);
    for (change, code) in [
        (json!("2026-03-04T23:30"), "call_at_range"),
        (json!("2026-05-04T12:00"), "call_at_range"),
        (json!("потом"), "call_at_range"),
    ] {
        let mut body = appeal::sample();
        body["call_at"] = change;
        let problem = appeal::creation(&body)
            .send_to(server.target())
            .problem(422, "invalid_input");
        assert_eq!(problem["errors"][0]["code"], code, "{problem}");
        assert_eq!(problem["errors"][0]["pointer"], "/call_at", "{problem}");
    }
    let mut body = appeal::with("/applicant/email", "anna@example.ru");
    body["applicant"].as_object_mut().unwrap().remove("phone");
    body["call_at"] = json!("2026-03-05T12:00");
    let problem = appeal::creation(&body)
        .send_to(server.target())
        .problem(422, "invalid_input");
    assert_eq!(problem["errors"][0]["code"], "answer_by_phone", "{problem}");
}
