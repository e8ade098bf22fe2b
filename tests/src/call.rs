//! One call over HTTP, and its answer.

use std::fmt::Write as _;
use std::io::BufRead;
use std::sync::LazyLock;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, Request};
use serde_json::Value;

use crate::target::{Target, target};

/// Longer than anything here takes on a busy machine; a call that hangs fails instead of hanging the suite.
const PATIENCE: Duration = Duration::from_secs(90);

static AGENT: LazyLock<ureq::Agent> = LazyLock::new(|| {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .timeout_global(Some(PATIENCE))
        .max_idle_connections_per_host(64)
        .build();
    config.new_agent()
});

/// A call to be made.
#[derive(Clone)]
pub struct Call {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
    is_staff: bool,
}

impl Call {
    /// A call without headers and body.
    pub fn new(method: &str, path: impl Into<String>) -> Self {
        Call {
            method: method.parse().unwrap(),
            path: path.into(),
            headers: HeaderMap::new(),
            body: None,
            is_staff: false,
        }
    }

    /// `GET`.
    pub fn get(path: impl Into<String>) -> Self {
        Call::new("GET", path)
    }

    /// `POST`.
    pub fn post(path: impl Into<String>) -> Self {
        Call::new("POST", path).body("", Vec::new())
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        self.headers
            .append(http::HeaderName::try_from(name).unwrap(), value);
        self
    }

    /// Calls as staff.
    pub fn staff(mut self) -> Self {
        self.is_staff = true;
        self
    }

    /// Calls with a bearer token: an API key.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Calls as the applicant who has this code.
    pub fn code(self, code: &str) -> Self {
        self.header("otklik-access-code", code)
    }

    /// Calls with an idempotency key.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Calls as a browser that wants a page.
    pub fn page(self) -> Self {
        self.header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
    }

    /// Calls in a language.
    pub fn lang(self, lang: &str) -> Self {
        self.header("accept-language", lang)
    }

    /// Sends bytes of a type; an empty type is none.
    pub fn body(mut self, media_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.body = Some(bytes.into());
        if media_type.is_empty() {
            self
        } else {
            self.header("content-type", media_type)
        }
    }

    /// Sends JSON.
    pub fn json(self, value: &Value) -> Self {
        self.body("application/json", value.to_string())
    }

    /// Sends a form without files.
    pub fn form(self, pairs: &[(&str, &str)]) -> Self {
        let encoded: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
            .collect();
        self.body("application/x-www-form-urlencoded", encoded.join("&"))
    }

    /// Makes the call to the shared instance.
    #[track_caller]
    pub fn send(self) -> Answer {
        self.send_to(target())
    }

    /// Makes the call to an instance.
    #[track_caller]
    pub fn send_to(self, target: &Target) -> Answer {
        let what = format!("{} {}", self.method, self.path);
        self.try_send_to(target)
            .unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    /// Makes the call to an instance that may go away meanwhile.
    pub fn try_send_to(self, target: &Target) -> Result<Answer, ureq::Error> {
        let path = self.path.clone();
        let mut response = self.run(target)?;
        let body = response
            .body_mut()
            .with_config()
            .limit(256 * 1024 * 1024)
            .read_to_vec()?;
        let (head, _) = response.into_parts();
        Ok(Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body,
            path,
        })
    }

    /// Makes the call and gives the lines of the answer as they come.
    #[track_caller]
    pub fn lines(self) -> (HeaderMap, impl Iterator<Item = String>) {
        let response = self.run(target()).unwrap();
        assert_eq!(response.status(), 200);
        let (head, body) = response.into_parts();
        let lines = std::io::BufReader::new(body.into_reader()).lines();
        (head.headers, lines.map_while(Result::ok))
    }

    fn run(mut self, target: &Target) -> Result<http::Response<ureq::Body>, ureq::Error> {
        if self.is_staff {
            self = {
                let value = format!("Bearer {}", target.staff_token);
                self.header("authorization", &value)
            };
        }
        let mut request = Request::builder()
            .method(self.method)
            .uri(format!("{}{}", target.base_url, self.path));
        request.headers_mut().unwrap().extend(self.headers);
        match self.body {
            Some(body) => AGENT.run(request.body(body).unwrap()),
            None => AGENT.run(request.body(()).unwrap()),
        }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// The path that was called, with its query.
    pub path: String,
}

impl Answer {
    /// A header; empty without it.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The body as text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is UTF-8")
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// Demands a status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self}");
        self
    }

    /// Demands a problem document (RFC 9457) with all its members, and gives it.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{self}");
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self}"
        );
        let problem = self.json();
        assert_eq!(problem["status"], status, "{self}");
        assert_eq!(problem["code"], code, "{self}");
        for member in ["type", "title", "detail"] {
            let text = problem[member].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{member} is missing: {self}");
        }
        assert_eq!(
            problem["instance"],
            self.path.split('?').next().unwrap(),
            "{self}"
        );
        assert_eq!(problem["request_id"], self.header("x-request-id"), "{self}");
        problem
    }

    /// Demands a problem of the input, and gives `pointer code` of each fault.
    #[track_caller]
    pub fn faults(&self) -> Vec<String> {
        let problem = self.problem(422, "invalid_input");
        let faults = problem["errors"].as_array().expect("errors is a list");
        assert!(!faults.is_empty(), "{self}");
        let text = |fault: &Value, member: &str| {
            let text = fault[member].as_str().unwrap_or_default().to_owned();
            assert!(!text.is_empty(), "{member} of a fault is missing: {self}");
            text
        };
        faults
            .iter()
            .map(|fault| {
                text(fault, "detail");
                let pointer = fault["pointer"].as_str().expect("a fault has its pointer");
                format!("{pointer} {}", text(fault, "code"))
            })
            .collect()
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = String::from_utf8_lossy(&self.body);
        let shown: String = body.chars().take(2000).collect();
        write!(
            f,
            "{} answered {} {:?}\n{shown}",
            self.path, self.status, self.headers
        )
    }
}

/// Percent-encodes all but letters and digits: right in a path, a query and a form alike.
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
