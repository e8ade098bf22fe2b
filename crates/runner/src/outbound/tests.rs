//! Tables of what is granted and what isn't.

use super::*;

#[track_caller]
fn check(item: &str, allowed: &[(&str, &str, Option<u16>)], refused: &[(&str, &str, Option<u16>)]) {
    let hosts = AllowedHosts::parse([item]).unwrap();
    for &(scheme, host, port) in allowed {
        assert!(
            hosts.allows(scheme, host, port),
            "{item} should allow {scheme} {host} {port:?}"
        );
    }
    for &(scheme, host, port) in refused {
        assert!(
            !hosts.allows(scheme, host, port),
            "{item} should refuse {scheme} {host} {port:?}"
        );
    }
}

#[test]
fn hosts_are_granted_by_scheme_name_and_port() {
    check(
        "https://api.example.org",
        &[
            ("https", "api.example.org", None),
            ("https", "API.Example.org", Some(443)),
        ],
        &[
            ("http", "api.example.org", None),
            ("https", "api.example.org", Some(8443)),
            ("https", "example.org", None),
            ("https", "api.example.org.evil", None),
        ],
    );
    check(
        "*://*.example.org:8000..8002",
        &[
            ("http", "a.example.org", Some(8000)),
            ("smtp", "a.b.example.org", Some(8001)),
        ],
        &[
            ("http", "example.org", Some(8000)),
            ("http", "a.example.org", Some(8002)),
            ("http", "evilexample.org", Some(8000)),
        ],
    );
    check(
        "*://*:*",
        &[("tcp", "10.0.0.1", Some(25)), ("https", "x", None)],
        &[],
    );
    check(
        "tcp://10.1.0.0/16:25",
        &[("tcp", "10.1.255.9", Some(25))],
        &[
            ("tcp", "10.2.0.1", Some(25)),
            ("tcp", "mail.example.org", Some(25)),
        ],
    );
    check(
        "http://[::1]:8080",
        &[("http", "[::1]", Some(8080))],
        &[("http", "[::2]", Some(8080))],
    );
    check(
        "http://127.0.0.1:8080/",
        &[("http", "127.0.0.1", Some(8080))],
        &[("http", "localhost", Some(8080))],
    );
    check("http://self", &[], &[("http", "self", None)]);
}

#[test]
fn the_application_itself_is_granted_by_name_or_wildcard_only() {
    for (item, expected) in [
        ("http://self", true),
        ("*://*:*", true),
        ("http://*", true),
        ("tcp://*:25", false),
        ("http://example.org", false),
    ] {
        assert_eq!(
            AllowedHosts::parse([item]).unwrap().allows_self(),
            expected,
            "{item}"
        );
    }
}

#[test]
fn malformed_items_are_refused_and_empty_ones_grant_nothing() {
    for item in [
        "*",
        "example.org",
        "http://",
        "https://a/b",
        "http://a*b",
        "http://*.*",
        "foo://a",
        "http://a:99999",
        "http://a:x..y",
        "h-t://a",
        "http://10.0.0.0/33",
        "http://a b",
    ] {
        let parsed = AllowedHosts::parse([item]);
        assert!(
            parsed.is_err() || parsed.is_ok_and(|hosts| hosts.is_empty()),
            "{item}"
        );
    }
    assert!(AllowedHosts::parse([""]).unwrap().is_empty());
}
