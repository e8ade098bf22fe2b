//! When the key-value store gives no answer.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{Attachment, upload};
use otklik_tests::call::{Answer, Call};
use otklik_tests::image;
use otklik_tests::server::Server;
use store::{Connection, NativeConnection};

use crate::at_once::at_once;

/// More than may wait at a time.
const UPLOADS: usize = 24;

/// Five seconds are what a call of the store may take; a busy machine gets more, and the old way took minutes.
const SOON: Duration = Duration::from_secs(20);

fn file(server: &Server) -> PathBuf {
    server.state().join("sqlite_key_value.db")
}

fn run(connection: &NativeConnection, sql: &str) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.build().unwrap();
    runtime.block_on(connection.execute(sql, vec![])).unwrap();
}

#[track_caller]
fn is_told_that_it_is_away(answer: &Answer) {
    answer.problem(503, "unavailable");
    assert_eq!(answer.header("retry-after"), "5", "{answer}");
}

fn comes_back(server: &Server) {
    let target = server.target();
    let ready = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        Call::get("/health").send_to(target).status == 200
    });
    assert!(ready, "it comes back by itself: {}", server.log());
    let file = Attachment::create_at(target, "яма.jpg", &image::photo(20_000, 7));
    let mut body = appeal::sample();
    body["attachments"] = serde_json::json!([file.reference()]);
    Appeal::read(&appeal::creation(&body).send_to(target));
    let log = server.log();
    assert!(!log.contains("trap") && !log.contains("panicked"), "{log}");
}

/// Another process writes to the store's file and does not come to an end. The runner has the writers wait for each
/// other, five seconds each, and lets sixteen calls of the store wait: who comes after them waits for minutes.
#[test]
fn who_needs_a_store_that_does_not_answer_is_told_soon() {
    let server = Server::start();
    let target = server.target();
    let photo = image::photo(20_000, 7);
    Attachment::create_at(target, "яма.jpg", &photo);
    let other = NativeConnection::open(&file(&server)).unwrap();
    run(&other, "BEGIN IMMEDIATE");
    let done = AtomicUsize::new(0);
    let started = Instant::now();
    let answers = at_once(UPLOADS + 1, |n| {
        if n < UPLOADS {
            let answer = upload("яма.jpg", "", &photo).send_to(target);
            done.fetch_add(1, Ordering::Relaxed);
            return Some(answer);
        }
        // Somebody asks all the time whether it is well, and is told in time.
        while done.load(Ordering::Relaxed) < UPLOADS {
            let asked = Instant::now();
            Call::get("/health").send_to(target);
            assert!(asked.elapsed() < SOON, "{:?}", asked.elapsed());
        }
        None
    });
    let took = started.elapsed();
    answers.iter().flatten().for_each(is_told_that_it_is_away);
    assert!(took < SOON, "{took:?}");
    // What needs no files goes on.
    Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
    run(&other, "ROLLBACK");
    comes_back(&server);
}

#[test]
fn who_needs_a_store_that_fails_is_told_to_come_again() {
    let server = Server::start();
    let target = server.target();
    let photo = image::photo(20_000, 7);
    let kept = Attachment::create_at(target, "яма.jpg", &photo);
    let mut body = appeal::sample();
    body["attachments"] = serde_json::json!([kept.reference()]);
    let appeal = Appeal::read(&appeal::creation(&body).send_to(target));
    let other = NativeConnection::open(&file(&server)).unwrap();
    run(&other, "ALTER TABLE spin_key_value RENAME TO away");
    let health = Call::get("/health").send_to(target).expect(503);
    assert_eq!(health.header("retry-after"), "5");
    let health = health.json();
    assert_eq!(health["status"], "unavailable", "{health}");
    assert_eq!(health["key_value"], false, "{health}");
    assert_eq!(health["database"], true, "{health}");
    is_told_that_it_is_away(&upload("яма.jpg", "", &photo).send_to(target));
    let download = Call::get(appeal.path(&format!("/attachments/{}", kept.id)));
    is_told_that_it_is_away(&download.code(&appeal.code).send_to(target));
    run(&other, "ALTER TABLE away RENAME TO spin_key_value");
    comes_back(&server);
}
