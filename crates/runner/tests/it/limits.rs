//! A guest that misbehaves is stopped, and nobody else is harmed.

use std::io::{Read, Write};
use std::thread;
use std::time::{Duration, Instant};

use crate::client::read;
use crate::process::{Runner, manifest};

/// Runs `bad` while others are served, and gives its status.
#[track_caller]
fn check(options: &[&str], bad: &str, status: u16) {
    let runner = Runner::start(&manifest(""), options);
    thread::scope(|scope| {
        let bad = scope.spawn(|| runner.get(bad).status);
        let others: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    for _ in 0..50 {
                        assert_eq!(runner.text("/hello"), "hello");
                    }
                })
            })
            .collect();
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(bad.join().unwrap(), status);
    });
    assert_eq!(runner.text("/hello"), "hello");
}

#[test]
fn a_guest_that_loops_is_stopped() {
    check(&["--cpu-limit", "1"], "/loop", 500);
}

#[test]
fn a_guest_that_loops_after_waiting_holds_up_nobody() {
    let runner = Runner::start(&manifest(""), &["--cpu-limit", "15"]);
    let bad = (0..2).map(|_| {
        let mut stream = runner.connect();
        stream
            .write_all(b"GET /wait-and-loop HTTP/1.1\r\nHost: a\r\n\r\n")
            .unwrap();
        stream
    });
    let bad: Vec<_> = bad.collect();
    thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    for _ in 0..100 {
        assert_eq!(runner.text("/hello"), "hello");
    }
    assert!(
        start.elapsed() < Duration::from_secs(12),
        "{:?}",
        start.elapsed()
    );
    drop(bad);
}

#[test]
fn a_guest_that_eats_memory_is_stopped() {
    check(&["--memory", "32"], "/eat", 500);
}

#[test]
fn a_guest_that_traps_takes_only_its_instance_along() {
    check(&[], "/trap", 500);
}

#[test]
fn a_guest_may_compute_for_less_than_the_limit() {
    check(&["--cpu-limit", "20"], "/busy?300", 200);
}

#[test]
fn a_guest_that_does_not_answer_is_stopped() {
    check(&["--response-limit", "1"], "/slow?100000", 504);
}

#[test]
fn a_failure_is_logged_without_the_request() {
    let runner = Runner::start(&manifest(""), &[]);
    runner.get("/trap?phone=123");
    let line = runner.wait_for_line("request-failed");
    assert!(
        line.contains("component=guest") && line.contains("status=500"),
        "{line}"
    );
    assert!(!line.contains("phone"), "{line}");
}

#[test]
fn an_upload_that_still_arrives_is_not_stopped() {
    let runner = Runner::start(&manifest(""), &["--response-limit", "1"]);
    let mut stream = runner.connect();
    stream
        .write_all(
            b"POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\nConnection: close\r\n\r\n",
        )
        .unwrap();
    for _ in 0..8 {
        thread::sleep(Duration::from_millis(300));
        stream.write_all(b"a").unwrap();
    }
    assert_eq!(read(&mut stream).text(), "8");
}

#[test]
fn an_upload_that_stalls_is_stopped() {
    let runner = Runner::start(&manifest(""), &["--response-limit", "1"]);
    let mut stream = runner.connect();
    stream
        .write_all(
            b"POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\nConnection: close\r\n\r\na",
        )
        .unwrap();
    assert_eq!(read(&mut stream).status, 504);
}

#[test]
fn a_stream_outlives_every_limit_and_ends_with_its_reader() {
    let options = ["--response-limit", "1", "--cpu-limit", "1"];
    let runner = Runner::start(&manifest(""), &options);
    let mut stream = runner.connect();
    stream
        .write_all(b"GET /stream?50 HTTP/1.1\r\nHost: a\r\n\r\n")
        .unwrap();
    let start = Instant::now();
    let mut buffer = [0; 4096];
    while start.elapsed() < Duration::from_secs(4) {
        assert!(
            stream.read(&mut buffer).unwrap() > 0,
            "it ended after {:?}",
            start.elapsed()
        );
    }
    drop(stream);
    runner.wait_for_line("[guest] stream ended");
}

#[test]
fn unfinished_headers_leave_room_for_others() {
    let runner = Runner::start(&manifest(""), &["--max-connections", "8"]);
    let held: Vec<_> = (0..7)
        .map(|_| {
            let mut stream = runner.connect();
            stream
                .write_all(b"GET /hello HTTP/1.1\r\nHost: a\r\nX-")
                .unwrap();
            stream
        })
        .collect();
    assert_eq!(runner.text("/hello"), "hello");
    drop(held);
}
