//! What is known of a request before anybody looks at its body.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use chrono::{DateTime, Utc};
use domain::Lang;
use domain::text::clean;
use url::Url;
use uuid::Uuid;

use crate::body::{self, Kind};
use crate::idempotency::Claim;
use crate::session::Session;
use crate::{Problem, cookies, query};

/// The request id is accepted from the caller up to this length: long enough for any tracing
/// format in use (W3C trace ids are 55), short enough for a log line.
const MAX_REQUEST_ID_CHARS: usize = 64;

/// A request's language, id, time and headers; cheap to clone.
#[derive(Clone)]
pub struct Context(Arc<Inner>);

/// See [`Context`].
pub struct Inner {
    /// The language to answer in.
    pub lang: Lang,
    /// The id under which the log knows this request, returned as `X-Request-Id`.
    pub request_id: String,
    /// When the request came.
    pub now: DateTime<Utc>,
    /// The path, without the query.
    pub path: String,
    /// The query, without `?`, or empty.
    pub query: String,
    /// The request's headers.
    pub headers: HeaderMap,
    /// Whether the caller is a person's browser that wants a page.
    pub wants_page: bool,
    /// Set when the language was just chosen with the switch, to be kept in a cookie.
    pub chosen_lang: Option<Lang>,
    /// The request's method.
    pub method: Method,
    /// The host and port that the caller wrote, not to be believed: `Host`, or `:authority`.
    pub host: String,
    /// Whether this installation is a demonstration, which every page says.
    pub is_demonstration: bool,
    /// Who has signed in, found out once ([`crate::session::current`]).
    pub(crate) session: OnceLock<Option<Session>>,
    /// The request's idempotency key, once it is begun with ([`crate::idempotency`]).
    pub(crate) claim: OnceLock<Claim>,
    /// Headers that the answer gets, whatever it is.
    answer: Mutex<Vec<(&'static str, String)>>,
}

impl std::ops::Deref for Context {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Context {
    /// Reads a request's head.
    pub fn new(
        method: &Method,
        uri: &axum::http::Uri,
        headers: &HeaderMap,
        is_demonstration: bool,
    ) -> Self {
        let query = uri.query().unwrap_or_default().to_owned();
        let text = |name| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        let chosen_lang = query::first(&query, "lang").and_then(|code| Lang::from_code(&code));
        let lang = chosen_lang
            .or_else(|| Lang::from_code(cookies::get(headers, "lang")?))
            .unwrap_or_else(|| Lang::from_accept_language(text(header::ACCEPT_LANGUAGE)));
        let accept = text(header::ACCEPT);
        Context(Arc::new(Inner {
            lang,
            request_id: request_id(headers),
            now: Utc::now(),
            path: uri.path().to_owned(),
            query,
            headers: headers.clone(),
            wants_page: accept.contains("text/html"),
            chosen_lang,
            method: method.clone(),
            host: host(uri, headers),
            is_demonstration,
            session: OnceLock::new(),
            claim: OnceLock::new(),
            answer: Mutex::default(),
        }))
    }

    /// Whether a browser sends a form.
    pub fn is_form(&self) -> bool {
        self.wants_page
            && self.method == Method::POST
            && matches!(body::kind(self), Ok(Kind::Urlencoded | Kind::Multipart))
    }

    /// Whether an open page asks this by itself: nobody has pressed or typed anything, so it says nothing of
    /// somebody being there. It is told by path and query, whoever asks.
    pub fn asks_by_itself(&self) -> bool {
        if !matches!(self.method, Method::GET | Method::HEAD) {
            return false;
        }
        let last = self.path.rsplit('/').next().unwrap_or_default();
        match self.path.as_str() {
            "/api/v1/session" => true,
            "/api/v1/queue" => query::first(&self.query, "limit").as_deref() == Some("0"),
            path if path.starts_with("/desk/appeals/") => last == "version",
            path if path.starts_with("/api/v1/appeals/") => last == "events",
            path if path.starts_with("/status/") => query::first(&self.query, "live").is_some(),
            _ => false,
        }
    }

    /// The path of the page of ours from which the request comes, where the browser tells it.
    pub fn came_from(&self) -> Option<String> {
        let page = Url::parse(self.header("referer")).ok()?;
        Some(page.path().to_owned())
    }

    /// Adds a header to the answer, whatever it will be.
    pub fn add_header(&self, name: &'static str, value: String) {
        let mut answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        answer.push((name, value));
    }

    /// The headers that were added.
    pub(crate) fn added_headers(&self) -> Vec<(&'static str, String)> {
        let mut answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *answer)
    }

    /// A header that a person filled in, without what nobody sees; empty when it is absent or not UTF-8.
    pub fn typed_header(&self, name: &str) -> String {
        let value = self.headers.get(name).map(HeaderValue::as_bytes);
        let text = value.and_then(|bytes| std::str::from_utf8(bytes).ok());
        clean(text.unwrap_or_default()).trim().to_owned()
    }

    /// A header as text; empty when it is absent or not ASCII.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Context {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Context>()
            .cloned()
            .ok_or_else(|| Problem::internal("the request has no context"))
    }
}

fn host(uri: &axum::http::Uri, headers: &HeaderMap) -> String {
    let header = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    let authority = uri.authority().map(|authority| authority.as_str());
    header.or(authority).unwrap_or_default().to_owned()
}

/// The caller's id where it is harmless in a log, otherwise a new one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers
        .get("x-request-id")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if (1..=MAX_REQUEST_ID_CHARS).contains(&given.len()) && given.chars().all(harmless) {
        given.to_owned()
    } else {
        Uuid::now_v7().to_string()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Method, Uri};

    use super::Context;

    #[test]
    fn what_a_page_asks_by_itself_is_told_by_its_address() {
        for (method, address, expected) in [
            ("GET", "/desk/appeals/2026-0000001-5/version", true),
            ("HEAD", "/desk/appeals/2026-0000001-5/version", true),
            ("GET", "/desk/appeals/2026-0000001-5", false),
            ("PUT", "/desk/appeals/2026-0000001-5/draft", false),
            ("GET", "/api/v1/queue?limit=0", true),
            ("GET", "/api/v1/queue?status=created&limit=0", true),
            ("GET", "/api/v1/queue", false),
            ("GET", "/api/v1/queue?limit=10", false),
            ("GET", "/api/v1/session", true),
            ("POST", "/api/v1/session", false),
            ("GET", "/api/v1/appeals/2026-0000001-5/events", true),
            ("GET", "/api/v1/appeals/2026-0000001-5", false),
            ("GET", "/status/2026-0000001-5?live=1", true),
            ("GET", "/status/2026-0000001-5", false),
            ("GET", "/desk", false),
        ] {
            let method: Method = method.parse().unwrap();
            let address: Uri = address.parse().unwrap();
            let context = Context::new(&method, &address, &HeaderMap::new(), false);
            assert_eq!(context.asks_by_itself(), expected, "{method} {address}");
        }
    }
}
