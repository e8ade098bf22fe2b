//! HTTP as clients see it, well-behaved and otherwise.

use std::io::Write;

use crate::client::read;
use crate::process::{Runner, manifest};

fn runner() -> Runner {
    Runner::start(&manifest(""), &[])
}

#[test]
fn ambiguous_framing_is_refused() {
    let runner = runner();
    for (name, request) in [
        (
            "both lengths",
            "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        ),
        (
            "two different lengths",
            "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        ),
        (
            "a length that is no number",
            "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nabcd",
        ),
        (
            "a folded field",
            "GET /hello HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n",
        ),
        (
            "a space before the colon",
            "POST /count HTTP/1.1\r\nHost: a\r\nContent-Length : 4\r\n\r\nabcd",
        ),
        (
            "an unknown coding",
            "POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        ),
        ("no host", "GET /hello HTTP/1.1\r\n\r\n"),
        (
            "a host that disagrees",
            "GET http://b/hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        ),
        ("no HTTP", "hello\r\n\r\n"),
        ("a NUL", "GET /hello HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n"),
    ] {
        let request = request.replace("Host: a\r\n", "Host: a\r\nConnection: close\r\n");
        let request = request.replacen(
            "\r\n\r\n",
            if name == "no host" {
                "\r\nConnection: close\r\n\r\n"
            } else {
                "\r\n\r\n"
            },
            1,
        );
        assert_eq!(runner.send(request.as_bytes()).status, 400, "{name}");
    }
}

#[test]
fn a_length_beside_chunks_does_not_smuggle_a_request() {
    // RFC 9112 6.3: chunks win, the length is dropped, and the connection ends.
    let runner = runner();
    let response = runner.send(
        b"POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n\
          5\r\nabcde\r\n0\r\n\r\nGET /trap HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    );
    let is_refused = response.status == 400;
    let is_closed = response.status == 200 && response.text() == "5";
    assert!(is_refused || is_closed, "{response:?}");
    assert_eq!(runner.text("/hello"), "hello");
}

#[test]
fn broken_chunks_end_the_request() {
    let runner = runner();
    for chunks in [
        "x\r\nabcd\r\n0\r\n\r\n",
        "4\r\nabcdX\r\n0\r\n\r\n",
        "-1\r\n\r\n",
        "fffffffffffffffff\r\na",
    ] {
        let request = format!(
            "POST /count HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"
        );
        let status = runner.send(request.as_bytes()).status;
        assert!(status == 400 || status == 500, "{chunks:?}: {status}");
    }
}

#[test]
fn oversized_headers_are_refused() {
    let runner = runner();
    let long = "a".repeat(40_000);
    let many: String = (0..200)
        .map(|number| format!("X-{number}: a\r\n"))
        .collect();
    for request in [
        format!("GET /hello HTTP/1.1\r\nHost: a\r\nX: {long}\r\n\r\n"),
        format!("GET /hello HTTP/1.1\r\nHost: a\r\n{many}\r\n"),
        format!("GET /hello?{long} HTTP/1.1\r\nHost: a\r\n\r\n"),
        format!("GET /hello HTTP/1.1\r\nHost: a\r\nX: {long}{long}{long}{long}"),
    ] {
        assert_eq!(runner.send(request.as_bytes()).status, 431);
    }
}

#[test]
fn a_component_is_told_how_it_was_reached_and_clients_cannot_lie() {
    let extra = "[[trigger.http]]\nroute = \"/items/:item_id/...\"\ncomponent = \"other\"\n\
                 [component.other]\nsource = \"{guest}\"\n";
    let runner = Runner::start(&manifest(extra), &[]);
    let fields = "Spin-Client-Addr: 6.6.6.6:6\r\nspin-path-match-item-id: lie\r\nSpin-Other: x\r\n";
    let response = runner.request("GET", "/headers?a=b", fields, b"");
    let text = response.text();
    assert!(
        text.contains("spin-full-url: http://test/headers?a=b\n"),
        "{text}"
    );
    assert!(text.contains("spin-path-info: /headers\n"), "{text}");
    assert!(text.contains("spin-client-addr: 127.0.0.1:"), "{text}");
    for lie in ["6.6.6.6", ": lie", "spin-other", "connection"] {
        assert!(!text.contains(lie), "{lie}: {text}");
    }
}

#[test]
fn routes_lead_to_their_components() {
    let extra = r#"
[[trigger.http]]
route = "/static"
static_response = { status_code = 302, headers = { location = "/elsewhere" }, body = "moved" }
[[trigger.http]]
route = "/env/:x"
component = "other"
[[trigger.http]]
route = "/environment"
component = "other"
[component.other]
source = "{guest}"
environment = { WHO = "other" }
[component.guest.environment]
WHO = "guest"
"#;
    let runner = Runner::start(&manifest(extra), &[]);
    assert_eq!(runner.text("/environment?WHO"), "other");
    let response = runner.get("/static");
    assert_eq!((response.status, response.text()), (302, "moved"));
    assert_eq!(response.field("location"), Some("/elsewhere"));
    assert_eq!(runner.text("/.well-known/spin/health"), "OK");
    assert_eq!(runner.get("/.well-known/spin/other").status, 404);
}

#[test]
fn a_path_without_a_route_is_not_found() {
    let only = manifest("").replace("/...", "/hello");
    let runner = Runner::start(&only, &[]);
    assert_eq!(runner.text("/hello"), "hello");
    let response = runner.get("/other");
    assert_eq!(response.status, 404);
    assert_eq!(
        response.field("content-type"),
        Some("application/problem+json")
    );
}

#[test]
fn a_head_request_has_no_body() {
    let response = runner().request("HEAD", "/hello", "", b"");
    assert_eq!((response.status, response.text()), (200, ""));
}

#[test]
fn a_connection_serves_many_requests() {
    let runner = runner();
    let mut stream = runner.connect();
    let keep = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20);
    stream.write_all(keep.as_bytes()).unwrap();
    stream
        .write_all(b"GET /served HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut stream, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 21, "{text}");
}

#[test]
fn an_instance_serves_many_requests() {
    let runner = runner();
    let most = (0..200)
        .map(|_| runner.text("/served").parse::<u32>().unwrap())
        .max()
        .unwrap();
    assert!((2..=1024).contains(&most), "{most}");
}

#[test]
fn bodies_are_streamed_both_ways() {
    let runner = runner();
    let mut stream = runner.connect();
    stream
        .write_all(b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
        .unwrap();
    // Each part comes back before the next is sent: neither side waits for the whole.
    let mut seen = Vec::new();
    for part in ["first", "second", "third"] {
        stream
            .write_all(format!("{:x}\r\n{part}\r\n", part.len()).as_bytes())
            .unwrap();
        while !String::from_utf8_lossy(&seen).contains(part) {
            let mut buffer = [0; 4096];
            let length = std::io::Read::read(&mut stream, &mut buffer).unwrap();
            assert!(length > 0, "the response ended early");
            seen.extend_from_slice(&buffer[..length]);
        }
    }
    stream.write_all(b"0\r\n\r\n").unwrap();
}

#[test]
fn a_large_body_arrives_whole() {
    let body: Vec<u8> = (0..20_000_000_u32).map(|number| number as u8).collect();
    let runner = runner();
    assert_eq!(runner.post("/count", &body).text(), "20000000");
    assert!(runner.post("/echo", &body).body == body);
}

#[test]
fn a_request_in_two_pieces_is_one_request() {
    let runner = runner();
    let mut stream = runner.connect();
    stream.write_all(b"GET /hel").unwrap();
    stream
        .write_all(b"lo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .unwrap();
    assert_eq!(read(&mut stream).text(), "hello");
}

#[test]
fn the_log_has_no_path_and_no_query() {
    let runner = Runner::start(&manifest(""), &["--log-requests"]);
    runner.get("/hello?phone=123");
    let line = runner.wait_for_line(" request ");
    assert!(line.contains("route=/... status=200"), "{line}");
    assert!(!line.contains("phone") && !line.contains("hello"), "{line}");
}
