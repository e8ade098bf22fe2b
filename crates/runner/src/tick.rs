//! Spin has no timer, so the runner calls `POST /internal/tick` by itself.
//!
//! What that does is the application's affair. The call goes through the router in the
//! process and carries the token that the application itself demands.

use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderValue, Method, Request};
use http_body_util::BodyExt;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::app::App;
use crate::body::empty;
use crate::log;

/// Where the application does its due work.
const PATH: &str = "/internal/tick";

/// Calls the application every `period`, for ever.
pub(crate) async fn run(app: Arc<App>, period: Duration, token: HeaderValue) {
    let mut interval = interval_at(Instant::now() + period, period);
    // A tick that took long is not made up for: the next one does all that is due.
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        let mut request = Request::new(empty());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = http::Uri::from_static(PATH);
        request.headers_mut().insert(AUTHORIZATION, token.clone());
        let response = app.route_internal(request).await;
        let status = response.status();
        let ended = response.into_body().collect().await;
        if !status.is_success() || ended.is_err() {
            log::warn("tick-failed", &[("status", &status.as_u16())]);
        }
    }
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
