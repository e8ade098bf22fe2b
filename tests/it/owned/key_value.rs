//! When the key-value store gives no answer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{Attachment, upload};
use otklik_tests::call::Call;
use otklik_tests::image;
use otklik_tests::server::Server;
use store::{Connection, NativeConnection};

use crate::at_once::at_once;

/// More than may wait at a time.
const UPLOADS: usize = 24;

fn run(connection: &NativeConnection, sql: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(connection.execute(sql, vec![])).unwrap();
}

/// Another process writes to the store's file and does not come to an end. The runner has the writers wait for each
/// other, five seconds each, and lets sixteen calls of the store wait: who comes after them waits for minutes.
#[test]
fn who_needs_the_key_value_store_is_told_soon_that_it_is_away() {
    let server = Server::start();
    let target = server.target();
    let photo = image::photo(20_000, 7);
    let kept = Attachment::create_at(target, "яма.jpg", &photo);
    let file = server.state().join("sqlite_key_value.db");
    let other = NativeConnection::open(&file).unwrap();
    run(&other, "BEGIN IMMEDIATE");
    let started = Instant::now();
    let done = AtomicUsize::new(0);
    let answers = at_once(UPLOADS + 1, |n| {
        if n < UPLOADS {
            let answer = upload("яма.jpg", "", &photo).send_to(target);
            done.fetch_add(1, Ordering::Relaxed);
            return answer;
        }
        // Somebody who comes when sixteen wait already.
        loop {
            let answer = Call::get("/health").send_to(target);
            if answer.status != 200 || done.load(Ordering::Relaxed) == UPLOADS {
                return answer;
            }
        }
    });
    let took = started.elapsed();
    for answer in &answers {
        assert_eq!(answer.status, 503, "{answer}");
        assert_eq!(answer.header("retry-after"), "5", "{answer}");
        match answer.path.as_str() {
            "/health" => {
                let health = answer.json();
                assert_eq!(health["status"], "unavailable", "{health}");
                assert_eq!(health["key_value"], false, "{health}");
                assert_eq!(health["database"], true, "{health}");
            }
            _ => drop(answer.problem(503, "unavailable")),
        }
    }
    assert!(took < Duration::from_secs(20), "{took:?}");
    // What needs no files goes on.
    Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
    run(&other, "ROLLBACK");
    let ready = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        Call::get("/health").send_to(target).status == 200
    });
    assert!(ready, "it comes back by itself");
    Attachment::create_at(target, "яма.jpg", &photo);
    let mut body = appeal::sample();
    body["attachments"] = serde_json::json!([kept.reference()]);
    Appeal::read(&appeal::creation(&body).send_to(target));
    let log = server.log();
    assert!(!log.contains("trap") && !log.contains("panicked"), "{log}");
}
