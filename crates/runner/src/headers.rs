//! Header fields that tell a component how it was reached.
//!
//! Names and values are Spin's. Unlike Spin 4.1, which leaves a client's field of the
//! same name in front of its own, every `spin-*` field of a client is dropped: a component
//! may trust what it reads.

use std::net::SocketAddr;

use http::header::{CONNECTION, HOST};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use crate::host::hooks::CHAINING_SUFFIX;
use crate::routes::Match;

const PREFIX: &str = "spin-";
const FULL_URL: HeaderName = HeaderName::from_static("spin-full-url");
const PATH_INFO: HeaderName = HeaderName::from_static("spin-path-info");
const MATCHED_ROUTE: HeaderName = HeaderName::from_static("spin-matched-route");
const BASE_PATH: HeaderName = HeaderName::from_static("spin-base-path");
const RAW_COMPONENT_ROUTE: HeaderName = HeaderName::from_static("spin-raw-component-route");
const COMPONENT_ROUTE: HeaderName = HeaderName::from_static("spin-component-route");
const CLIENT_ADDR: HeaderName = HeaderName::from_static("spin-client-addr");

/// Drops what a client may not say.
pub(crate) fn strip(headers: &mut HeaderMap) {
    // The connection is the runner's own business.
    headers.remove(CONNECTION);
    let is_chained = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .is_some_and(|host| {
            host.split(':')
                .next()
                .is_some_and(|name| name.ends_with(CHAINING_SUFFIX))
        });
    if is_chained {
        headers.remove(HOST);
    }
    // Almost no request has one, so look before collecting names.
    if headers.keys().any(|name| name.as_str().starts_with(PREFIX)) {
        let names: Vec<_> = headers
            .keys()
            .filter(|name| name.as_str().starts_with(PREFIX))
            .cloned()
            .collect();
        for name in names {
            headers.remove(name);
        }
    }
}

/// The absolute address of a request, from its own or its `Host` field.
///
/// # Errors
/// Says why the authority can't be told: absent, malformed or contradictory.
pub(crate) fn absolute(uri: Uri, headers: &HeaderMap) -> Result<Uri, &'static str> {
    let host = match headers.get(HOST) {
        None => None,
        Some(host) => Some(
            Authority::try_from(host.as_bytes())
                .map_err(|_| "the Host header field is malformed")?,
        ),
    };
    let mut parts = uri.into_parts();
    // RFC 9112 3.2: the two must agree, and a request without either is refused.
    parts.authority = match (host, parts.authority) {
        (None, None) => return Err("the request has no Host header field"),
        (Some(host), Some(authority)) if host != authority => {
            return Err("the Host header field and the request target disagree");
        }
        (host, authority) => host.or(authority),
    };
    parts.scheme = Some(Scheme::HTTP);
    parts
        .path_and_query
        .get_or_insert(PathAndQuery::from_static("/"));
    Uri::from_parts(parts).map_err(|_| "the request target is malformed")
}

/// Adds Spin's header fields. `uri` is absolute.
pub(crate) fn set(headers: &mut HeaderMap, uri: &Uri, matched: &Match<'_>, client: SocketAddr) {
    let mut set = |name: HeaderName, value: &str| {
        // Paths are visible ASCII after parsing, so only a parameter could be unfit; as in
        // Spin, such a field is left out.
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    let route = matched.route;
    set(PATH_INFO, &matched.path_info);
    set(FULL_URL, &uri.to_string());
    set(MATCHED_ROUTE, route.strip_suffix('/').unwrap_or(route));
    set(BASE_PATH, "/");
    set(RAW_COMPONENT_ROUTE, route);
    set(COMPONENT_ROUTE, route.strip_suffix("/...").unwrap_or(route));
    set(CLIENT_ADDR, &client.to_string());
    for (name, value) in &matched.params {
        let name = format!(
            "spin-path-match-{}",
            name.to_ascii_lowercase().replace('_', "-")
        );
        if let Ok(name) = HeaderName::try_from(name) {
            set(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::Router;

    fn headers(fields: &[(&'static str, &'static str)]) -> HeaderMap {
        let parse = |(name, value): &(&'static str, &'static str)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        fields.iter().map(parse).collect()
    }

    #[test]
    fn a_client_cannot_speak_for_the_runner() {
        let mut fields = headers(&[
            ("spin-client-addr", "1.2.3.4:5"),
            ("spin-anything", "x"),
            ("connection", "close"),
            ("host", "a.spin.internal:80"),
            ("accept", "*/*"),
        ]);
        strip(&mut fields);
        assert_eq!(fields, headers(&[("accept", "*/*")]));
    }

    #[test]
    fn a_component_is_told_how_it_was_reached() {
        let mut router = Router::default();
        router.add("/foo/:user_id/...", 0).unwrap();
        let uri: Uri = "http://example.org/foo/42/bar?a=b".parse().unwrap();
        let mut fields = HeaderMap::new();
        let matched = router.find(uri.path()).unwrap();
        set(
            &mut fields,
            &uri,
            &matched,
            "127.0.0.1:8777".parse().unwrap(),
        );
        assert_eq!(
            fields,
            headers(&[
                ("spin-path-info", "/bar"),
                ("spin-full-url", "http://example.org/foo/42/bar?a=b"),
                ("spin-matched-route", "/foo/:user_id/..."),
                ("spin-base-path", "/"),
                ("spin-raw-component-route", "/foo/:user_id/..."),
                ("spin-component-route", "/foo/:user_id"),
                ("spin-client-addr", "127.0.0.1:8777"),
                ("spin-path-match-user-id", "42"),
            ])
        );
    }

    #[track_caller]
    fn check_absolute(uri: &str, host: Option<&'static str>, expected: Option<&str>) {
        let fields = host
            .map(|host| headers(&[("host", host)]))
            .unwrap_or_default();
        let absolute = absolute(uri.parse().unwrap(), &fields).ok();
        assert_eq!(
            absolute.map(|uri| uri.to_string()).as_deref(),
            expected,
            "{uri} {host:?}"
        );
    }

    #[test]
    fn the_authority_of_a_request_is_unambiguous() {
        check_absolute(
            "/a?b",
            Some("example.org:80"),
            Some("http://example.org:80/a?b"),
        );
        check_absolute("http://x/a", None, Some("http://x/a"));
        check_absolute("http://x/a", Some("x"), Some("http://x/a"));
        check_absolute("http://x/a", Some("y"), None);
        check_absolute("/a", None, None);
        check_absolute("/a", Some("a b"), None);
    }
}
