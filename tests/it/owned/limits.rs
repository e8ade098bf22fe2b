//! Rate limits: 429 with `Retry-After`, the RateLimit headers, and whose address is believed.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::server::Server;
use otklik_tests::{target, tus};

fn server() -> Server {
    Server::start_with(&[("client_address_header", "X-Real-IP")])
}

/// What is refused for asking too often; gives the seconds to wait.
#[track_caller]
fn refused(answer: &Answer) -> u64 {
    answer.problem(429, "too_many_requests");
    let seconds = answer
        .header("retry-after")
        .parse()
        .expect("Retry-After in seconds");
    assert!((1..=3600).contains(&seconds), "{answer}");
    assert!(answer.header("ratelimit").contains(";r="), "{answer}");
    seconds
}

/// The parameter of a `RateLimit` header for a policy (RFC 9651): `"name";r=5;t=10`.
#[track_caller]
fn parameter(answer: &Answer, header: &str, policy: &str, name: &str) -> u64 {
    let value = answer.header(header);
    let rest = value.strip_prefix(&format!("\"{policy}\";"));
    let mut parameters = rest.unwrap_or_else(|| panic!("{answer}")).split(';');
    let found = parameters.find_map(|one| one.strip_prefix(&format!("{name}=")));
    found
        .and_then(|value| value.parse().ok())
        .unwrap_or_else(|| panic!("{name}: {answer}"))
}

#[test]
fn an_answer_to_a_limited_call_says_what_is_left() {
    let server = server();
    let call = appeal::creation(&appeal::sample()).header("x-real-ip", "203.0.113.7");
    let first = call.clone().send_to(server.target()).expect(201);
    assert_eq!(
        parameter(&first, "ratelimit-policy", "submission", "q"),
        600
    );
    assert_eq!(
        parameter(&first, "ratelimit-policy", "submission", "w"),
        3600
    );
    assert_eq!(parameter(&first, "ratelimit", "submission", "r"), 599);
    assert!(parameter(&first, "ratelimit", "submission", "t") <= 6);
    let second = call.send_to(server.target()).expect(201);
    assert_eq!(parameter(&second, "ratelimit", "submission", "r"), 598);
    // Reading is not limited.
    let read = Call::get("/api/v1/categories").header("x-real-ip", "203.0.113.7");
    assert_eq!(
        read.send_to(server.target())
            .expect(200)
            .header("ratelimit"),
        ""
    );
}

#[test]
fn whoever_guesses_access_codes_is_not_listened_to_for_a_while() {
    let server = server();
    let target = server.target();
    let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
    let look = |address: &str, code: &str| {
        Call::get(appeal.path(""))
            .code(code)
            .header("x-real-ip", address)
            .send_to(target)
    };
    for guess in 0..30 {
        look(&format!("203.0.113.{guess}"), "2222222222222").problem(404, "not_found");
    }
    refused(&look("203.0.113.200", "2222222222222"));
    refused(&look("203.0.113.200", &appeal.code));
    look("198.51.100.1", &appeal.code).expect(200);
    // The page with the question is refused alike.
    let page = Call::post("/status")
        .form(&[("number", &appeal.number), ("access_code", &appeal.code)])
        .header("x-real-ip", "203.0.113.5");
    let page = page.page().send_to(target).expect(429);
    assert!(
        page.header("content-type").starts_with("text/html"),
        "{page}"
    );
    assert!(page.header("retry-after").parse::<u64>().is_ok(), "{page}");
    // Staff do not use codes.
    let staff = Call::get(appeal.path(""))
        .staff()
        .header("x-real-ip", "203.0.113.5");
    staff.send_to(target).expect(200);
}

#[test]
fn uploads_are_limited_by_their_bytes() {
    let server = server();
    let target = server.target();
    let begin = |address: &str| {
        tus::creation("10485760")
            .header("x-real-ip", address)
            .send_to(target)
    };
    let first = begin("203.0.113.7").expect(201);
    assert_eq!(
        parameter(&first, "ratelimit-policy", "upload", "q"),
        2 << 30
    );
    assert!(
        first
            .header("ratelimit-policy")
            .contains(";qu=\"content-bytes\""),
        "{first}"
    );
    let left = parameter(&first, "ratelimit", "upload", "r");
    assert!(left <= (2 << 30) - 10_485_760, "{left}");
    let refusal = (0..204)
        .map(|_| begin("203.0.113.7"))
        .find(|answer| answer.status != 201);
    refused(&refusal.expect("two gibibytes are enough"));
    begin("198.51.100.7").expect(201);
}

#[test]
fn only_the_configured_header_tells_the_clients_address() {
    let server = server();
    let target = server.target();
    let call = appeal::creation(&appeal::sample());
    // One client, whatever it says of itself in other headers and in front of the proxy's word.
    for n in 0..10 {
        let of_its_own = format!("198.51.100.{n}");
        let disguised = call
            .clone()
            .header("x-forwarded-for", &of_its_own)
            .header("forwarded", &format!("for={of_its_own}"))
            .header("spin-client-addr", &format!("{of_its_own}:1"))
            .header("x-real-ip", &format!("{of_its_own}, 203.0.113.{n}:4711"));
        Appeal::read(&disguised.send_to(target));
    }
    let disguised = call
        .clone()
        .header("x-forwarded-for", "198.51.100.77")
        .header("x-real-ip", "203.0.113.1");
    disguised.send_to(target).problem(403, "proof_required");
    // IPv6 is counted by what a provider gives to one customer.
    for n in 0..10 {
        Appeal::read(
            &call
                .clone()
                .header("x-real-ip", &format!("[2001:db8:0:1{n:02}::{n}]:443"))
                .send_to(target),
        );
    }
    let neighbour = |address: &str| call.clone().header("x-real-ip", address).send_to(target);
    neighbour("2001:db8:0:1ff::1").problem(403, "proof_required");
    Appeal::read(&neighbour("2001:db8:0:200::1"));
    // Past the proxy the connection's own address counts, this machine's too.
    for _ in 0..10 {
        Appeal::read(&call.clone().send_to(target));
    }
    call.clone()
        .header("spin-client-addr", "203.0.114.1:1")
        .send_to(target)
        .problem(403, "proof_required");
}

#[test]
fn without_a_configured_header_nobody_on_this_machine_is_limited() {
    let call = appeal::creation(&appeal::sample());
    for _ in 0..12 {
        let answer = call
            .clone()
            .header("x-real-ip", "203.0.113.7")
            .header("x-forwarded-for", "203.0.113.7")
            .header("spin-client-addr", "203.0.113.7:1")
            .send_to(target::target());
        Appeal::read(&answer);
        assert_eq!(answer.header("ratelimit"), "", "{answer}");
    }
}
