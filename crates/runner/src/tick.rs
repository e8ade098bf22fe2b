//! Spin has no timer, so the runner calls `POST /internal/tick` by itself, and what else the manifest names:
//!
//! ```toml
//! [application.tool.runner]
//! calls = [{ path = "/internal/deliver", every = 5 }]
//! ```
//!
//! What that does is the application's affair. The call goes through the router in the
//! process and carries the token that the application itself demands.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use http::header::{AUTHORIZATION, RETRY_AFTER};
use http::{HeaderValue, Method, Request};
use http_body_util::BodyExt;
use serde::Deserialize;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::app::App;
use crate::body::empty;
use crate::log;
use crate::manifest::Manifest;

/// Where the application does its due work.
const PATH: &str = "/internal/tick";

/// Others want their turn too, however much is due.
const SOONEST: Duration = Duration::from_millis(500);

/// A call that is made again and again.
pub(crate) struct Call {
    path: http::Uri,
    period: Duration,
}

impl Call {
    /// The tick.
    pub(crate) fn tick(period: Duration) -> Self {
        let path = http::Uri::from_static(PATH);
        Self { path, period }
    }

    /// What the manifest names besides.
    pub(crate) fn of(manifest: &Manifest) -> anyhow::Result<Vec<Self>> {
        let Some(tool) = manifest.application.tool.get("runner") else {
            return Ok(Vec::new());
        };
        let tool: Tool = (tool.clone().try_into()).context(
            "[application.tool.runner] calls: each is { path = \"/…\", every = SECONDS }",
        )?;
        tool.calls
            .into_iter()
            .map(|named| {
                if named.every == 0 || !named.path.starts_with('/') {
                    bail!(
                        "[application.tool.runner] calls: {:?} every {} seconds can't be called",
                        named.path,
                        named.every
                    );
                }
                Ok(Self {
                    path: named.path.parse()?,
                    period: Duration::from_secs(named.every),
                })
            })
            .collect()
    }
}

/// `[application.tool.runner]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tool {
    #[serde(default)]
    calls: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    path: String,
    every: u64,
}

/// Makes a call to the application again and again, for ever.
pub(crate) async fn run(app: Arc<App>, call: Call, token: HeaderValue) {
    let Call { path, period } = call;
    let mut interval = interval_at(Instant::now() + period, period);
    // A tick that took long is not made up for: the next one does all that is due.
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        let mut request = Request::new(empty());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = path.clone();
        request.headers_mut().insert(AUTHORIZATION, token.clone());
        let response = app.route_internal(request).await;
        let status = response.status();
        let again = again(&response);
        let ended = response.into_body().collect().await;
        if !status.is_success() || ended.is_err() {
            let fields: [(&str, &dyn std::fmt::Display); 2] =
                [("path", &path), ("status", &status.as_u16())];
            log::warn("tick-failed", &fields);
        } else if let Some(soon) = again.filter(|soon| *soon < period) {
            interval.reset_after(soon);
        }
    }
}

/// How soon an application that did not get done wants to be called again: `Retry-After` in seconds.
fn again<B>(response: &http::Response<B>) -> Option<Duration> {
    let after = response.headers().get(RETRY_AFTER)?;
    let seconds = after.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds).max(SOONEST))
}

/// The header field that carries `token`; `None` if it is empty or can't be one.
pub(crate) fn authorization(token: &str) -> Option<HeaderValue> {
    if token.is_empty() {
        return None;
    }
    let mut value = HeaderValue::try_from(format!("Bearer {token}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_may_ask_for_its_next_tick_soon() {
        let asked = |value: &'static str| {
            let mut response = http::Response::new(());
            let value = HeaderValue::from_static(value);
            response.headers_mut().insert(RETRY_AFTER, value);
            again(&response)
        };
        assert_eq!(asked("3"), Some(Duration::from_secs(3)));
        assert_eq!(asked("0"), Some(SOONEST));
        assert_eq!(asked("Wed, 21 Oct 2026 07:28:00 GMT"), None);
        assert_eq!(again(&http::Response::new(())), None);
    }
}
