//! Calls to others over HTTP, bounded in time and size. Where a component may call, its
//! `allowed_outbound_hosts` says.

use std::time::Duration;

use axum::http::{Request, StatusCode};
use bytes::{Bytes, BytesMut};
use futures::future::{Either, select};
use http_body_util::{BodyExt, Full};
use spin_sdk::wasip3::http::types::{ErrorCode, RequestOptions};
use spin_sdk::wasip3::http_compat::RequestOptionsExtension;

/// How long a call may take altogether: a person waits for it.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the other side may let us wait for a connection, and then for its first byte and between two.
const CONNECT: Duration = Duration::from_secs(3);
const SILENCE: Duration = Duration::from_secs(5);

/// What came back.
pub struct Fetched {
    /// The status. Redirects are not followed.
    pub status: StatusCode,
    /// The whole body.
    pub body: Bytes,
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The component may not call there: see `allowed_outbound_hosts` in spin.toml.
    #[error("{0} is not among the hosts that this component may call")]
    Denied(String),
    /// It took too long.
    #[error("{0} did not answer in time")]
    Slow(String),
    /// The body is longer than what was asked for.
    #[error("the answer of {0} is longer than {1} bytes")]
    TooLong(String, usize),
    /// Anything else: no such host, no connection, no TLS, no HTTP.
    #[error("{0}: {1}")]
    Broken(String, String),
}

/// Makes a call and reads the answer, `limit` bytes of it at most.
///
/// # Errors
/// When there is no answer in time, or it is too long.
pub async fn fetch(request: Request<Full<Bytes>>, limit: usize) -> Result<Fetched, Failure> {
    let host = request.uri().host().unwrap_or_default().to_owned();
    let call = std::pin::pin!(call(request, &host, limit));
    let patience = std::pin::pin!(spin_sdk::time::sleep(PATIENCE));
    match select(call, patience).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(Failure::Slow(host.clone())),
    }
}

async fn call(
    mut request: Request<Full<Bytes>>,
    host: &str,
    limit: usize,
) -> Result<Fetched, Failure> {
    request.extensions_mut().insert(options());
    let response = spin_sdk::http::send(request).await;
    let response = response.map_err(|error| failure(host, &error))?;
    let status = response.status();
    let mut body = response.into_body();
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Failure::Broken(host.to_owned(), error.to_string()))?;
        if let Ok(data) = frame.into_data() {
            if whole.len() + data.len() > limit {
                return Err(Failure::TooLong(host.to_owned(), limit));
            }
            whole.extend_from_slice(&data);
        }
    }
    Ok(Fetched {
        status,
        body: whole.freeze(),
    })
}

fn options() -> RequestOptionsExtension {
    let nanoseconds = |time: Duration| u64::try_from(time.as_nanos()).ok();
    let options = RequestOptions::new();
    // A host that knows no such limits still has PATIENCE.
    let _ = options.set_connect_timeout(nanoseconds(CONNECT));
    let _ = options.set_first_byte_timeout(nanoseconds(SILENCE));
    let _ = options.set_between_bytes_timeout(nanoseconds(SILENCE));
    RequestOptionsExtension(options)
}

fn failure(host: &str, error: &ErrorCode) -> Failure {
    let host = host.to_owned();
    match error {
        ErrorCode::HttpRequestDenied => Failure::Denied(host),
        ErrorCode::ConnectionTimeout
        | ErrorCode::ConnectionReadTimeout
        | ErrorCode::ConnectionWriteTimeout
        | ErrorCode::HttpResponseTimeout => Failure::Slow(host),
        other => Failure::Broken(host, other.to_string()),
    }
}
