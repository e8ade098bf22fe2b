//! A loaded application: from a request to the component that answers it.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use http_body::Body;
use http_body_util::BodyExt;
use wasmtime::PoolConcurrencyLimitError;
use wasmtime_wasi_http::handler::{
    ExpirationError, InstantiationError, ProxyHandler, TrapOrPanicError,
};
use wasmtime_wasi_http::{Error, WasiBody};

use crate::activity::Progress;
use crate::body::{Arriving, Sending, empty, full};
use crate::routes::{Match, Router, WELL_KNOWN};
use crate::worker::Workers;
use crate::{headers, log};

/// The address of requests that no client has sent, as in Spin.
const NO_CLIENT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);

/// An application that can serve.
pub(crate) struct App {
    pub(crate) router: Router,
    /// What the router's numbers mean.
    pub(crate) targets: Vec<Target>,
    /// By id.
    pub(crate) components: HashMap<String, Handler>,
}

pub(crate) type Handler = ProxyHandler<Workers>;

/// What answers a route.
pub(crate) enum Target {
    Component(Handler),
    Static(StaticResponse),
}

/// An answer written in the manifest.
pub(crate) struct StaticResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl App {
    /// Answers a client's request.
    pub(crate) async fn serve<B>(
        &self,
        request: Request<B>,
        client: SocketAddr,
    ) -> Response<WasiBody>
    where
        B: Body<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<Error>,
    {
        let (mut head, body) = request.into_parts();
        headers::strip(&mut head.headers);
        // Cheap: an address counts references to one buffer.
        let uri = head.uri.clone();
        let path = uri.path();
        if let Some(name) = path.strip_prefix(WELL_KNOWN) {
            return match name {
                "health" => Response::new(full("OK")),
                _ => problem(StatusCode::NOT_FOUND),
            };
        }
        let Some(matched) = self.router.find(path) else {
            return problem(StatusCode::NOT_FOUND);
        };
        match &self.targets[matched.target] {
            Target::Static(response) => response.answer(),
            Target::Component(handler) => {
                let Ok(absolute) = headers::absolute(uri.clone(), &head.headers) else {
                    return problem(StatusCode::BAD_REQUEST);
                };
                headers::set(&mut head.headers, &absolute, &matched, client);
                head.uri = absolute;
                call(handler, Request::from_parts(head, body), matched.route).await
            }
        }
    }

    /// The route that a path has, for the log.
    pub(crate) fn route_of<'a>(&'a self, path: &str) -> Option<&'a str> {
        self.router.find(path).map(|matched| matched.route)
    }

    /// Answers a request of the application to itself, or of the runner.
    pub(crate) async fn route_internal(
        &self,
        mut request: Request<WasiBody>,
    ) -> Response<WasiBody> {
        name_host(request.headers_mut());
        let path = request.uri().path_and_query().cloned();
        *request.uri_mut() = path.map_or_else(|| http::Uri::from_static("/"), http::Uri::from);
        self.serve(request, NO_CLIENT).await
    }

    /// Answers a component's request to another component, whatever the routes.
    pub(crate) async fn chain(
        &self,
        id: &str,
        request: Request<WasiBody>,
    ) -> Result<Response<WasiBody>, Error> {
        let handler = self.components.get(id).ok_or(Error::DestinationNotFound)?;
        let (mut head, body) = request.into_parts();
        headers::strip(&mut head.headers);
        let path_info = head.uri.path().to_owned();
        let matched = Match {
            route: "/...",
            target: 0,
            path_info,
            params: Vec::new(),
        };
        headers::set(&mut head.headers, &head.uri, &matched, NO_CLIENT);
        Ok(call(handler, Request::from_parts(head, body), "/...").await)
    }
}

fn name_host(headers: &mut HeaderMap) {
    headers.insert(HOST, HeaderValue::from_static("localhost"));
}

/// Lets a component answer. `route` is for the log.
async fn call<B>(handler: &Handler, request: Request<B>, route: &str) -> Response<WasiBody>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Error>,
{
    let progress = Progress::new();
    let request = request.map(|body| {
        if body.is_end_stream() {
            empty()
        } else {
            Arriving {
                body,
                progress: progress.clone(),
            }
            .boxed_unsync()
        }
    });
    match handler.handle(progress.clone(), request).await {
        Ok(response) => response.map(|body| match progress.stream() {
            Some(streaming) if !body.is_end_stream() => Sending {
                body,
                _streaming: streaming,
            }
            .boxed_unsync(),
            _ => body,
        }),
        Err(error) => {
            let status = status_of(&error);
            let component = &handler.state().grants.id;
            let fields: [(&str, &dyn std::fmt::Display); 4] = [
                ("component", component),
                ("route", &route),
                ("status", &status.as_u16()),
                ("error", &format!("{error:#}")),
            ];
            log::error("request-failed", &fields);
            problem(status)
        }
    }
}

/// What a client is told of a failure: whose it is, not what it was.
fn status_of(error: &wasmtime::Error) -> StatusCode {
    if error.is::<ExpirationError>() {
        return StatusCode::GATEWAY_TIMEOUT;
    }
    if error.is::<TrapOrPanicError>() {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    let pool_is_exhausted = error
        .downcast_ref::<InstantiationError<Arc<Progress>>>()
        .is_some_and(|error| error.error.is::<PoolConcurrencyLimitError>());
    if pool_is_exhausted {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    StatusCode::INTERNAL_SERVER_ERROR
}

/// RFC 9457: a problem document that says no more than its status.
fn problem(status: StatusCode) -> Response<WasiBody> {
    let title = status.canonical_reason().unwrap_or_default();
    let body = format!(r#"{{"title":"{title}","status":{}}}"#, status.as_u16());
    let mut response = Response::new(full(body));
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

impl StaticResponse {
    fn answer(&self) -> Response<WasiBody> {
        let mut response = Response::new(full(self.body.clone()));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        response
    }
}
