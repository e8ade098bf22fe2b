//! Outbound HTTP: only where `allowed_outbound_hosts` leads.
//!
//! Requests to the application itself never leave the process: `http://self` goes through
//! the router, `http://COMPONENT.spin.internal` to that component.

use std::sync::{Arc, OnceLock, Weak};

use http::uri::{Authority, Scheme};
use http_body_util::BodyExt;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks, default_send_request};

use super::Grants;
use crate::app::App;
use crate::outbound::AllowedHosts;

/// The suffix of host names that stand for components, as in Spin.
pub(crate) const CHAINING_SUFFIX: &str = ".spin.internal";

/// Names that stand for the application, as in Spin.
const SELF_HOSTS: [&str; 3] = ["", "self", "self.alt"];

type SendResult = Result<(http::Response<WasiBody>, Completion), Error>;
type Completion = Box<dyn Future<Output = Result<(), Error>> + Send>;

/// The application, once it runs.
#[derive(Default)]
pub(crate) struct Itself(pub(crate) OnceLock<Weak<App>>);

/// The outbound side of one instance.
pub(crate) struct Hooks {
    allowed: Arc<AllowedHosts>,
    itself: Arc<Itself>,
}

impl Hooks {
    pub(crate) fn new(grants: &Grants) -> Self {
        Self {
            allowed: grants.outbound.clone(),
            itself: grants.itself.clone(),
        }
    }
}

impl WasiHttpHooks for Hooks {
    fn send_request(
        &mut self,
        request: http::Request<WasiBody>,
        options: Option<RequestOptions>,
        _: Completion,
    ) -> Box<dyn Future<Output = SendResult> + Send> {
        let target = target(request.uri(), &self.allowed);
        let app = self.itself.0.get().and_then(Weak::upgrade);
        Box::new(async move {
            let response = match (target?, app) {
                (Target::Network, _) => {
                    let (response, io) = default_send_request(request, options).await?;
                    return Ok((
                        response.map(BodyExt::boxed_unsync),
                        Box::new(io) as Completion,
                    ));
                }
                (_, None) => return Err(Error::HttpRequestUriInvalid),
                (Target::Itself, Some(app)) => app.route_internal(request).await,
                (Target::Component(id), Some(app)) => app.chain(&id, request).await?,
            };
            Ok((response, Box::new(std::future::ready(Ok(()))) as Completion))
        })
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Target {
    Network,
    Itself,
    Component(String),
}

/// Where a request goes, if it may.
fn target(uri: &http::Uri, allowed: &AllowedHosts) -> Result<Target, Error> {
    let host = uri.authority().map_or("", Authority::host);
    if SELF_HOSTS.contains(&host) {
        let granted = allowed.allows_self();
        return if granted {
            Ok(Target::Itself)
        } else {
            Err(Error::HttpRequestDenied)
        };
    }
    let scheme = uri.scheme().unwrap_or(&Scheme::HTTPS).as_str();
    if !allowed.allows(scheme, host, uri.port_u16()) {
        return Err(Error::HttpRequestDenied);
    }
    Ok(match host.strip_suffix(CHAINING_SUFFIX) {
        Some(id) => Target::Component(id.to_owned()),
        None => Target::Network,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(item: &str, uri: &str, expected: Option<Target>) {
        let allowed = AllowedHosts::parse([item]).unwrap();
        assert_eq!(
            target(&uri.parse().unwrap(), &allowed).ok(),
            expected,
            "{item} {uri}"
        );
    }

    #[test]
    fn requests_go_where_they_are_granted_and_nowhere_else() {
        check(
            "https://example.org",
            "https://example.org/a",
            Some(Target::Network),
        );
        check("https://example.org", "https://example.org:8443/a", None);
        check("https://example.org", "/a", None);
        check("http://self", "/a", Some(Target::Itself));
        check("http://self", "http://self/a", Some(Target::Itself));
        check("http://self", "http://localhost/a", None);
        check(
            "http://b.spin.internal",
            "http://b.spin.internal/",
            Some(Target::Component("b".into())),
        );
        check(
            "http://*.spin.internal",
            "http://c.spin.internal/",
            Some(Target::Component("c".into())),
        );
        check("http://b.spin.internal", "http://c.spin.internal/", None);
    }
}
