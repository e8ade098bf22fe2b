//! Answers that are kept for repeated requests: for a day, sealed, over a death of the server.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::server::Server;
use otklik_tests::unique;
use serde_json::json;

use super::news::run;

fn tick(server: &Server) {
    let call = Call::post("/internal/tick").bearer(&server.target().tick_token);
    call.send_to(server.target()).expect(200);
}

#[track_caller]
fn issue(server: &Server, key: &str) -> Answer {
    let body = json!({ "name": "Отчёты", "scopes": ["read"], "agency": null });
    let call = Call::post("/api/v1/keys").staff().key(key).json(&body);
    call.send_to(server.target()).expect(201)
}

#[test]
fn an_answer_is_kept_for_a_day() {
    let server = Server::start();
    let target = server.target();
    let key = unique::word();
    let send = || {
        let call = appeal::creation(&appeal::sample()).key(&key);
        Appeal::read(&call.send_to(target))
    };
    let (first, issued) = (send(), issue(&server, &key));
    let hours_pass = |hours: i64| {
        let ms = hours * 3_600_000;
        run(
            &server,
            &format!("UPDATE idempotency SET created_at = created_at - {ms}"),
        );
        tick(&server);
    };
    hours_pass(23);
    assert_eq!(send(), first);
    assert_eq!(issue(&server, &key).text(), issued.text());
    hours_pass(2);
    assert_ne!(send().number, first.number);
    assert_ne!(issue(&server, &key).text(), issued.text());
}

#[test]
fn an_answer_survives_the_server_and_lies_on_the_disk_for_nobody() {
    let server = Server::start();
    let key = unique::word();
    let issued = issue(&server, &key);
    let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(server.target()));
    let note = |server: &Server| {
        let body = json!({ "direction": "note", "text": "Звонил, не берёт трубку" });
        let call = Call::post(appeal.path("/messages")).staff().key(&key);
        call.json(&body).send_to(server.target()).expect(201)
    };
    let noted = note(&server);
    let secret = issued.json()["key"].as_str().unwrap().to_owned();
    let (_, secret) = secret.rsplit_once('_').unwrap();
    for name in ["sqlite_db.db", "sqlite_db.db-wal"] {
        let bytes = std::fs::read(server.state().join(name)).unwrap_or_default();
        for word in [secret, "не берёт трубку", key.as_str()] {
            let found = bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes());
            assert!(!found, "{word} in {name}");
        }
    }
    let server = server.kill_and_start_again();
    let again = issue(&server, &key);
    assert_eq!(again.text(), issued.text());
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(note(&server).text(), noted.text());
}

#[test]
fn a_request_that_broke_off_is_not_done_again_and_says_so() {
    let server = Server::start();
    let key = unique::word();
    issue(&server, &key);
    // As it is when the server dies between what was done and its answer.
    run(&server, "UPDATE idempotency SET answer = NULL");
    let send = || {
        let body = json!({ "name": "Отчёты", "scopes": ["read"], "agency": null });
        let call = Call::post("/api/v1/keys").staff().key(&key).json(&body);
        call.send_to(server.target())
    };
    let waits = send();
    waits.problem(409, "request_in_flight");
    assert_eq!(waits.header("retry-after"), "1");
    run(
        &server,
        "UPDATE idempotency SET created_at = created_at - 300000",
    );
    send().problem(409, "request_unfinished");
    let list = Call::get("/api/v1/keys").staff().send_to(server.target());
    let list = list.expect(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}
