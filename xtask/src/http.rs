//! A plain HTTP client for an instance on this machine.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        // An instance on this machine is never behind a proxy.
        .proxy(None)
        .build()
        .into()
}

/// The status and the text of an answer.
pub(crate) fn get(url: &str) -> Result<(u16, String)> {
    let mut answer = agent().get(url).call()?;
    Ok((
        answer.status().as_u16(),
        answer.body_mut().read_to_string()?,
    ))
}

/// A client that keeps its connection.
pub(crate) struct Client {
    agent: ureq::Agent,
    base: String,
}

impl Client {
    pub(crate) fn new(base: &str) -> Self {
        Self {
            agent: agent(),
            base: base.to_owned(),
        }
    }

    /// Sends JSON and returns the cookie that the answer sets, as a browser would send it back.
    pub(crate) fn cookie(&self, path: &str, body: &Value) -> Result<String> {
        let told = || format!("POST {path}");
        let answer = (self.agent)
            .post(format!("{}{path}", self.base))
            .header("Content-Type", "application/json")
            .send(serde_json::to_vec(body)?)
            .with_context(told)?;
        let set = answer.headers().get("set-cookie");
        let set = set
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        match set.split(';').next() {
            Some(cookie) if !cookie.is_empty() => Ok(cookie.to_owned()),
            _ => bail!(
                "POST {path} was answered with {} and no cookie",
                answer.status()
            ),
        }
    }

    /// Sends JSON, or nothing, and returns the status and the JSON of the answer.
    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<(u16, Value)> {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("Accept-Language", "ru");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let told = || format!("{method} {path}");
        let mut answer = match body {
            Some(body) => {
                let request = request
                    .header("Content-Type", "application/json")
                    .body(serde_json::to_vec(body)?)?;
                self.agent.run(request)
            }
            None => self.agent.run(request.body(())?),
        }
        .with_context(told)?;
        let text = answer.body_mut().read_to_string().with_context(told)?;
        let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ok((answer.status().as_u16(), value))
    }
}
