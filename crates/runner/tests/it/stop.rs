//! How the runner ends, and what it does by itself while it runs.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::client::read;
use crate::process::{PATIENCE, Runner, manifest};

/// Sends a request whose response begins at once, and waits until it has begun.
fn begin_stream(runner: &Runner, target: &str) -> TcpStream {
    let mut stream = runner.connect();
    stream
        .write_all(format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes())
        .unwrap();
    assert!(stream.read(&mut [0; 64]).unwrap() > 0);
    stream
}

#[test]
fn sigterm_finishes_what_is_in_flight() {
    let mut runner = Runner::start(&manifest(""), &[]);
    let mut slow = runner.connect();
    slow.write_all(b"GET /slow?1500 HTTP/1.1\r\nHost: a\r\n\r\n")
        .unwrap();
    // An idle connection holds nothing up.
    let _idle = runner.connect();
    // The next request's answer shows that the one before has been read.
    runner.text("/hello");
    runner.signal("TERM");
    runner.wait_for_line("stopping");
    let response = read(&mut slow);
    assert_eq!((response.status, response.text()), (200, "slow"));
    assert_eq!(runner.wait(), Some(0));
    assert!(TcpStream::connect(&runner.address).is_err());
}

#[test]
fn a_stream_does_not_hold_the_end_up_for_ever() {
    let mut runner = Runner::start(&manifest(""), &["--shutdown-limit", "1"]);
    let _stream = begin_stream(&runner, "/stream?50");
    let start = Instant::now();
    runner.signal("INT");
    assert_eq!(runner.wait(), Some(0));
    assert!(start.elapsed() < PATIENCE / 2, "{:?}", start.elapsed());
}

#[test]
fn an_idle_runner_ends_at_once() {
    let mut runner = Runner::start(&manifest(""), &["--shutdown-limit", "600"]);
    runner.signal("TERM");
    assert_eq!(runner.wait(), Some(0));
}

#[test]
fn the_tick_carries_its_token() {
    let extra = "[variables]\ntick_token = { default = \"\", secret = true }";
    let options = ["--tick-every", "0.1", "--variable", "tick_token=t0ken"];
    let runner = Runner::start(&manifest(extra), &options);
    runner.wait_for_line("[guest] out tick POST Bearer t0ken");
    runner.wait_for_line("[guest] out tick POST Bearer t0ken");
}

#[test]
fn there_is_no_tick_without_a_token() {
    for (extra, options) in [
        ("", &["--tick-every", "0.05"][..]),
        (
            "[variables]\ntick_token = { default = \"\" }",
            &["--tick-every", "0.05"],
        ),
        (
            "[variables]\ntick_token = { default = \"t\" }",
            &["--tick-every", "0"],
        ),
    ] {
        let mut runner = Runner::start(&manifest(extra), options);
        thread::sleep(Duration::from_millis(300));
        runner.text("/print?last");
        let line = runner.wait_for_line("[guest] out");
        assert!(line.ends_with("out last"), "{line}");
        runner.signal("TERM");
        assert_eq!(runner.wait(), Some(0));
    }
}
