//! The HTTP server: connections, their limits, and how they end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use wasmtime_wasi_http::WasiBody;

use crate::app::App;
use crate::log;

/// How long a request's header may take to arrive, which is also how long a connection
/// may be idle.
const HEADER_TIME: Duration = Duration::from_secs(30);

/// Fields of a request's header: browsers send about twenty.
const HEADER_FIELDS: usize = 100;

/// Bytes of a request's header.
const HEADER_BYTES: usize = 32 * 1024;

/// Bytes that are read or written ahead.
const BUFFER: usize = 128 * 1024;

/// Connections that wait to be accepted.
const BACKLOG: u32 = 1024;

/// Pause after a failed accept, mostly for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Binds the address.
///
/// # Errors
/// Says what to do when the port is taken.
pub(crate) fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    // A restart need not wait for the last run's connections to be forgotten.
    socket.set_reuseaddr(true)?;
    let bound = socket.bind(address).and_then(|()| socket.listen(BACKLOG));
    bound.with_context(|| {
        format!(
            "cannot listen on {address}: choose another with --listen (port 0 takes a free one)"
        )
    })
}

/// Serves until `stop` turns true, then until all requests have ended or `patience` has.
pub(crate) async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    max_connections: usize,
    log_requests: bool,
    mut stop: watch::Receiver<bool>,
    patience: Duration,
) {
    let seats = Arc::new(Semaphore::new(max_connections));
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_headers(HEADER_FIELDS)
        .max_header_size(HEADER_BYTES)
        .max_buf_size(BUFFER);
    let stopped = stop.clone();
    let accept = async {
        // The semaphore is never closed.
        while let Ok(seat) = seats.clone().acquire_owned().await {
            match listener.accept().await {
                Ok((stream, client)) => {
                    let connection = Connection {
                        app: app.clone(),
                        client,
                        log_requests,
                        follows: AtomicBool::new(false),
                    };
                    tokio::spawn(connection.run(stream, builder.clone(), stopped.clone(), seat));
                }
                Err(error) => {
                    log::warn("accept-failed", &[("error", &error)]);
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    };
    tokio::select! {
        () = accept => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
    drop(listener);
    let all = u32::try_from(max_connections).unwrap_or(u32::MAX);
    if tokio::time::timeout(patience, seats.acquire_many(all))
        .await
        .is_err()
    {
        let left = max_connections - seats.available_permits();
        log::warn("connections-cut", &[("connections", &left)]);
    }
}

/// One accepted connection.
struct Connection {
    app: Arc<App>,
    client: SocketAddr,
    log_requests: bool,
    /// Whether the answer under way is a stream of events.
    follows: AtomicBool,
}

impl Connection {
    async fn run(
        self,
        stream: TcpStream,
        builder: http1::Builder,
        mut stop: watch::Receiver<bool>,
        _seat: OwnedSemaphorePermit,
    ) {
        // Small answers must not wait for a delayed acknowledgement. A socket that refuses
        // is closed already, which serving it shows.
        _ = stream.set_nodelay(true);
        let service = service_fn(|request| self.answer(request));
        let mut connection =
            std::pin::pin!(builder.serve_connection(TokioIo::new(stream), service));
        // A client that leaves or speaks no HTTP is no event of ours.
        tokio::select! {
            _ = connection.as_mut() => return,
            _ = stop.wait_for(|stop| *stop) => {}
        }
        // A stream of events never ends by itself, and its reader comes back by itself
        // (WHATWG HTML 9.2.3): there is nothing to finish.
        if self.follows.load(Ordering::Relaxed) {
            return;
        }
        connection.as_mut().graceful_shutdown();
        _ = connection.await;
    }

    async fn answer(&self, request: Request<Incoming>) -> Result<Response<WasiBody>, Infallible> {
        let response = self.logged(request).await;
        let kind = response.headers().get(CONTENT_TYPE);
        let follows = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        self.follows.store(follows, Ordering::Relaxed);
        Ok(response)
    }

    async fn logged(&self, request: Request<Incoming>) -> Response<WasiBody> {
        if !self.log_requests {
            return self.app.serve(request, self.client).await;
        }
        let start = Instant::now();
        let method = request.method().clone();
        let route = self
            .app
            .route_of(request.uri().path())
            .unwrap_or("-")
            .to_owned();
        let response = self.app.serve(request, self.client).await;
        let milliseconds = start.elapsed().as_millis();
        log::info(
            "request",
            &[
                ("method", &method),
                ("route", &route),
                ("status", &response.status().as_u16()),
                ("ms", &milliseconds),
            ],
        );
        response
    }
}
