//! Methods, paths and bodies that no well-behaved client sends.

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::call::Call;
use otklik_tests::wire::Wire;

#[test]
fn a_method_that_is_not_taken_is_told_with_those_that_are() {
    let appeal = Appeal::create();
    for (path, allowed) in [
        ("/health".to_owned(), "GET"),
        (APPEALS.to_owned(), "POST"),
        ("/api/v1/appeals/preview".to_owned(), "POST"),
        ("/api/v1/appeals/counters".to_owned(), "GET"),
        ("/api/v1/categories".to_owned(), "GET"),
        ("/api/v1/attachments".to_owned(), "POST"),
        (appeal.path(""), "GET"),
        (appeal.path("/events"), "GET"),
        (appeal.path("/transitions"), "POST"),
        (appeal.path("/rating"), "PUT"),
        ("/api/v1/exports/appeals.csv".to_owned(), "GET"),
        ("/submit".to_owned(), "GET"),
        ("/status".to_owned(), "POST"),
        ("/".to_owned(), "GET"),
    ] {
        let mut wire = Wire::open();
        wire.head(&format!("BREW {path}"), &[]);
        let answer = wire.answer();
        answer.problem(405, "method_not_allowed");
        let methods: Vec<&str> = answer.header("allow").split(',').map(str::trim).collect();
        assert!(methods.contains(&allowed), "{path}: {methods:?}");
        Call::new("DELETE", &path)
            .send()
            .problem(405, "method_not_allowed");
    }
}

#[test]
fn a_head_is_a_get_without_its_body() {
    let appeal = Appeal::create();
    let answer = Call::new("HEAD", appeal.path(""))
        .code(&appeal.code)
        .send()
        .expect(200);
    assert!(
        answer.body.is_empty() && !answer.header("etag").is_empty(),
        "{answer}"
    );
    Call::new("HEAD", "/").send().expect(200);
}

#[test]
fn unknown_paths_are_problems_of_their_own() {
    let long = format!("/api/v1/{}", "a".repeat(20_000));
    for path in [
        "/api/v1/nothing",
        "/api/v1/appeals/2026-0000001-2/nothing",
        "/api/v1/appeals/a/b/c/d",
        "/api/v1/appeals/",
        "/api/v2/appeals",
        "/API/V1/APPEALS",
        "/api/v1/appeals/%2e%2e/categories",
        "/api/v1/appeals/%00",
        "/api/v1/appeals/%FF%FE",
        "/api/v1/appeals/%2F",
        "/api/v1/appeals/..%2f..%2fhealth",
        "/api/v1/appeals/%",
        "/api/v1/appeals/%zz",
        "/api/v1/appeals/%D0%AF",
        "/api/v1/appeals/2026-0000001-2%20",
        "/api/v1/appeals/2026-0000001-2;x=y",
        "/api/v1//appeals",
        long.as_str(),
    ] {
        let mut wire = Wire::open();
        wire.head(&format!("GET {path}"), &[]);
        let answer = wire.answer();
        assert!(
            matches!(answer.status, 400 | 401 | 404 | 414),
            "{path}: {answer}"
        );
        if answer.header("content-type") == "application/problem+json" {
            answer.problem(answer.status, answer.json()["code"].as_str().unwrap());
        }
    }
}

#[test]
fn a_body_over_the_limit_is_refused_before_it_ends() {
    let sample = appeal::sample().to_string();
    for (method, path, media_type) in [
        ("POST", APPEALS, "application/json"),
        ("POST", "/api/v1/appeals/preview", "application/json"),
        ("POST", APPEALS, "application/x-www-form-urlencoded"),
    ] {
        let mut wire = Wire::open();
        wire.head(
            &format!("{method} {path}"),
            &[
                ("content-type", media_type),
                ("transfer-encoding", "chunked"),
            ],
        );
        wire.try_chunk(sample.as_bytes()).unwrap();
        // 257 KiB in all; the end of the body never comes.
        for _ in 0..257 {
            wire.try_chunk(&[b' '; 1024]).unwrap();
        }
        wire.answer().problem(413, "body_too_large");
    }
}

#[test]
fn a_body_of_another_type_is_refused() {
    let appeal = Appeal::create();
    let sample = appeal::sample().to_string();
    for media_type in [
        "",
        "text/plain",
        "application/xml",
        "application/json2",
        "json",
        ";",
        "multipart/mixed; boundary=x",
    ] {
        for path in [
            APPEALS.to_owned(),
            "/api/v1/appeals/preview".to_owned(),
            appeal.path("/transitions"),
        ] {
            let answer = Call::post(&path)
                .code(&appeal.code)
                .body(media_type, sample.clone())
                .send();
            answer.problem(415, "unsupported_media_type");
        }
    }
    for media_type in [
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/json;charset=\"utf-8\"",
    ] {
        Call::post(APPEALS)
            .body(media_type, sample.clone())
            .send()
            .expect(201);
    }
}

#[test]
fn a_request_that_breaks_off_registers_nothing() {
    let word = otklik_tests::unique::word();
    let body = appeal::with("/title", format!("Яма {word} на дороге")).to_string();
    for part in [1, body.len() / 2, body.len() - 1] {
        let mut wire = Wire::open();
        let length = body.len().to_string();
        wire.head(
            &format!("POST {APPEALS}"),
            &[
                ("content-type", "application/json"),
                ("content-length", &length),
            ],
        );
        wire.write(&body.as_bytes()[..part]);
        wire.cut();
    }
    let list = Call::get(format!("{APPEALS}?q={word}"))
        .staff()
        .send()
        .expect(200)
        .json();
    assert_eq!(list["items"], serde_json::json!([]));
}

#[test]
fn a_request_that_could_be_read_in_two_ways_is_refused() {
    for head in [
        "POST /api/v1/appeals HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!",
        "POST /api/v1/appeals HTTP/1.1\r\nhost: x\r\ncontent-length: +5\r\n\r\nhello",
        "POST /api/v1/appeals HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "GET /health HTTP/1.1\r\nhost : x\r\n\r\n",
        "GET /health HTTP/9.9\r\nhost: x\r\n\r\n",
        "GET /hea lth HTTP/1.1\r\nhost: x\r\n\r\n",
        "nonsense\r\n\r\n",
    ] {
        let mut wire = Wire::open();
        wire.write(head);
        let answer = wire.answer();
        assert!((400..500).contains(&answer.status), "{head:?}: {answer}");
    }
}

#[test]
fn an_oversized_head_is_refused() {
    let mut wire = Wire::open();
    let large = "x".repeat(200_000);
    // The server may have answered and closed before all of it is written.
    let _ = wire.try_write(
        format!("GET /health HTTP/1.1\r\nhost: x\r\nx-large: {large}\r\n\r\n").as_bytes(),
    );
    let answer = wire.answer();
    assert!(matches!(answer.status, 400 | 431), "{answer}");
}

#[test]
fn headers_that_the_host_sets_are_not_the_callers() {
    let answer = Call::get("/api/v1/appeals")
        .header("spin-path-info", "/health")
        .header("spin-full-url", "http://evil/health")
        .header("x-forwarded-host", "evil")
        .header("x-http-method-override", "DELETE")
        .send();
    answer.problem(401, "unauthenticated");
    let page = Call::get("/developers")
        .header("spin-full-url", "http://evil/x")
        .page()
        .send()
        .expect(200);
    assert!(!page.text().contains("http://evil"), "{page}");
}

/// A refusal of each component that takes bodies, and one of the static files.
fn refusals() -> Vec<(&'static str, String, &'static str, u16)> {
    let appeal = Appeal::create();
    vec![
        ("POST", "/static/nothing.css".to_owned(), "text/plain", 405),
        ("POST", APPEALS.to_owned(), "text/plain", 415),
        ("POST", "/submit".to_owned(), "text/plain", 415),
        ("POST", appeal.path("/nothing"), "application/json", 404),
        ("POST", appeal.path("/messages"), "application/json", 404),
        ("PUT", appeal.path("/rating"), "application/json", 404),
        (
            "POST",
            appeal.path("/participants/invitations"),
            "application/json",
            404,
        ),
        ("POST", "/api/v1/session".to_owned(), "text/plain", 415),
        (
            "PATCH",
            "/api/v1/account".to_owned(),
            "application/json",
            401,
        ),
        (
            "PUT",
            "/api/v1/drafts/current".to_owned(),
            "application/json",
            401,
        ),
        ("POST", "/api/v1/keys".to_owned(), "application/json", 401),
        (
            "POST",
            "/api/v1/admin/units".to_owned(),
            "application/json",
            401,
        ),
        (
            "POST",
            "/api/v1/exports/appeals.csv".to_owned(),
            "application/json",
            405,
        ),
        ("POST", "/internal/tick".to_owned(), "application/json", 401),
        (
            "POST",
            "/internal/deliver".to_owned(),
            "application/json",
            401,
        ),
        ("GET", "/api/v1/appeals".to_owned(), "application/json", 401),
    ]
}

#[test]
fn a_refusal_says_how_long_it_is_and_the_body_before_it_is_read() {
    let body = vec![b' '; 200_000];
    let length = body.len().to_string();
    for (method, path, media_type, status) in refusals() {
        let mut wire = Wire::open();
        // One after the other on one connection: whatever of a body nobody read would be the next request.
        for _ in 0..3 {
            let headers = [("content-type", media_type), ("content-length", &length)];
            wire.head_of_many(&format!("{method} {path}"), &headers);
            wire.write(&body);
            let answer = wire.next_answer();
            assert_eq!(answer.status, status, "{method} {path}: {answer}");
            assert_eq!(answer.header("transfer-encoding"), "", "{answer}");
            answer.problem(status, answer.json()["code"].as_str().unwrap());
        }
        wire.head_of_many("GET /health", &[]);
        assert_eq!(wire.next_answer().status, 200, "after {method} {path}");
    }
}

#[test]
fn whatever_has_a_known_length_says_it_and_whatever_streams_does_not() {
    let appeal = Appeal::create();
    let number = &appeal.number;
    for path in [
        "/".to_owned(),
        "/nothing".to_owned(),
        "/static/nothing.css".to_owned(),
        "/static/app.css".to_owned(),
        "/health".to_owned(),
        "/api/v1/categories".to_owned(),
        "/api/v1/appeals".to_owned(),
        format!("/status/{number}"),
        format!("/api/v1/exports/appeals/{number}.pdf"),
    ] {
        let answer = Call::get(&path).code(&appeal.code).page().send();
        let length = answer.body.len().to_string();
        assert_eq!(
            answer.header("content-length"),
            length,
            "{path}: {}",
            answer.status
        );
        let head = Call::new("HEAD", &path).code(&appeal.code).page().send();
        assert_eq!(head.header("content-length"), length, "HEAD {path}");
    }
    let csv = Call::get("/api/v1/exports/appeals.csv?q=nothing")
        .staff()
        .send();
    assert_eq!(csv.expect(200).header("transfer-encoding"), "chunked");
}

#[test]
fn a_body_that_is_too_large_or_too_slow_is_answered_before_its_end() {
    let path = "/api/v1/appeals/2026-0000001-2/nothing";
    // Only the head comes, of a body of gigabytes.
    let mut wire = Wire::open();
    wire.head(&format!("POST {path}"), &[("content-length", "5000000000")]);
    let answer = wire.answer();
    answer.problem(404, "not_found");
    assert_eq!(
        answer.header("content-length"),
        answer.body.len().to_string()
    );
    // The rest never comes.
    let mut wire = Wire::open();
    wire.head(&format!("POST {path}"), &[("content-length", "100000")]);
    wire.write([b' '; 50_000]);
    wire.answer().problem(404, "not_found");
    let mut wire = Wire::open();
    wire.head(&format!("POST {path}"), &[("transfer-encoding", "chunked")]);
    wire.try_chunk(&[b' '; 1024]).unwrap();
    wire.answer().problem(404, "not_found");
    // More than is ever read.
    let mut wire = Wire::open();
    wire.head(&format!("POST {path}"), &[("transfer-encoding", "chunked")]);
    for _ in 0..4096 {
        if wire.try_chunk(&[b' '; 1024]).is_err() {
            break;
        }
    }
    wire.answer().problem(404, "not_found");
    // Who asked first is told that the body is not wanted.
    let mut wire = Wire::open();
    let asks = [("content-length", "100000"), ("expect", "100-continue")];
    wire.head(&format!("POST {path}"), &asks);
    wire.answer().problem(404, "not_found");
}
