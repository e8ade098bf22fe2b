//! Spin has no timer, so the runner calls `POST /internal/tick` by itself.
//!
//! What that does is the application's affair. The call goes through the router in the
//! process and carries the token that the application itself demands.

use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, RETRY_AFTER};
use http::{HeaderValue, Method, Request};
use http_body_util::BodyExt;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::app::App;
use crate::body::empty;
use crate::log;

/// Where the application does its due work.
const PATH: &str = "/internal/tick";

/// Others want their turn too, however much is due.
const SOONEST: Duration = Duration::from_millis(500);

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
        let again = again(&response);
        let ended = response.into_body().collect().await;
        if !status.is_success() || ended.is_err() {
            log::warn("tick-failed", &[("status", &status.as_u16())]);
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
