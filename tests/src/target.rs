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
pub fn target() -> &'static Target {
    static TARGET: LazyLock<Target> = LazyLock::new(|| match variable("OTKLIK_BASE_URL") {
        Some(url) => Target {
            base_url: url.trim_end_matches('/').to_owned(),
            staff_token: needed("OTKLIK_STAFF_TOKEN"),
            tick_token: needed("OTKLIK_TICK_TOKEN"),
            outbox_token: needed("OTKLIK_OUTBOX_TOKEN"),
        },
        None => {
            let server = Server::start();
            let target = server.target().clone();
            // It is stopped by its watchdog when this process ends, whichever way that is.
            std::mem::forget(server);
            target
        }
    });
    &TARGET
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn needed(name: &str) -> String {
    variable(name).unwrap_or_else(|| panic!("set {name} beside OTKLIK_BASE_URL"))
}
