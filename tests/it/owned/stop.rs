//! Stopping in good order, and starting again.

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::call::Call;
use otklik_tests::server::Server;
use otklik_tests::wire::Wire;

#[test]
fn sigterm_finishes_what_is_in_flight_and_codes_stay_valid() {
    let server = Server::start();
    let target = server.target().clone();
    let first = Appeal::read(&appeal::creation(&appeal::sample()).send_to(&target));
    let body = appeal::with("/title", "Яма, о которой пишут в последний миг").to_string();
    let (head, rest) = body.as_bytes().split_at(body.len() / 2);
    let mut wire = Wire::open_to(&target);
    let length = body.len().to_string();
    wire.head(
        &format!("POST {APPEALS}"),
        &[
            ("content-type", "application/json"),
            ("content-length", &length),
        ],
    );
    wire.write(head);
    // The request is in the server's hands once another call, made later, is answered.
    Call::get("/health").send_to(&target).expect(200);
    server.terminate();
    let gone = |target| {
        (0..500).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            std::net::TcpStream::connect(otklik_tests::target::Target::authority(target)).is_err()
        })
    };
    assert!(gone(&target), "nobody new is let in");
    wire.write(rest);
    let answer = wire.answer();
    let second = Appeal::read(&answer);
    let (status, server) = server.wait_and_start_again();
    assert!(status.success(), "{status}");
    for appeal in [&first, &second] {
        assert_eq!(appeal.card_at(server.target())["status"], "created");
    }
    let list = Call::get(APPEALS)
        .staff()
        .send_to(server.target())
        .expect(200)
        .json();
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
}

#[test]
fn an_open_card_does_not_hold_up_the_end() {
    let server = Server::start();
    let target = server.target().clone();
    let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(&target));
    let mut wire = Wire::open_to(&target);
    wire.head(
        &format!("GET {}", appeal.path("/events")),
        &[
            ("accept", "text/event-stream"),
            ("otklik-access-code", &appeal.code),
        ],
    );
    wire.begins();
    let asked = std::time::Instant::now();
    server.terminate();
    let (status, _again) = server.wait_and_start_again();
    assert!(status.success(), "{status}");
    // Requests may take 30 seconds to end; a reader of events has nothing to wait for.
    let taken = asked.elapsed();
    assert!(taken < std::time::Duration::from_secs(20), "{taken:?}");
}
