//! The instance under test.

use std::sync::LazyLock;

use crate::server::Server;

/// Where an instance is and how to be staff there.
#[derive(Clone, Debug)]
pub struct Target {
    /// `http://host:port`, without a slash at the end.
    pub base_url: String,
    /// The service token.
    pub staff_token: String,
    /// The token of `/internal/tick`.
    pub tick_token: String,
    /// The token of `/internal/outbox`.
    pub outbox_token: String,
}

impl Target {
    /// `host:port`.
    pub fn authority(&self) -> &str {
        let rest = self.base_url.strip_prefix("http://");
        rest.expect("the suite speaks plain HTTP: OTKLIK_BASE_URL must begin with http://")
    }
}

/// The instance that the tests of this run share: the one of `OTKLIK_BASE_URL`, or one of our own, started
/// at the first call.
#[track_caller]
pub fn target() -> &'static Target {
    // Each test that needs it says what is missing, and not only the first.
    static TARGET: LazyLock<Result<Target, String>> = LazyLock::new(find);
    match &*TARGET {
        Ok(target) => target,
        Err(missing) => panic!("{missing}"),
    }
}

fn find() -> Result<Target, String> {
    let Some(url) = variable("OTKLIK_BASE_URL") else {
        let server = Server::start();
        let target = server.target().clone();
        // It is stopped by its watchdog when this process ends, whichever way that is.
        std::mem::forget(server);
        return Ok(target);
    };
    let missing = TOKENS.iter().filter(|name| variable(name).is_none());
    let missing: Vec<&str> = missing.copied().collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        return Err(format!(
            "OTKLIK_BASE_URL names an instance, and its tokens are not all given: set {missing}"
        ));
    }
    let [staff_token, tick_token, outbox_token] =
        TOKENS.map(|name| variable(name).unwrap_or_default());
    Ok(Target {
        base_url: url.trim_end_matches('/').to_owned(),
        staff_token,
        tick_token,
        outbox_token,
    })
}

/// What an instance that is named by `OTKLIK_BASE_URL` was started with.
const TOKENS: [&str; 3] = [
    "OTKLIK_STAFF_TOKEN",
    "OTKLIK_TICK_TOKEN",
    "OTKLIK_OUTBOX_TOKEN",
];

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
