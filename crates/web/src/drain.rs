//! Reads what is left of a request's body before the answer goes out.
//!
//! The HTTP server of Spin 4.1 (hyper 1.10) now and then loses the end of an answer to a request that was not read to
//! its end (hyperium/hyper#4143, mended in 1.12); and a connection is only used again when the request before is over.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context as Task, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::{HeaderMap, Method, header};
use bytes::Bytes;
use futures::future::select;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;

/// As much as is read of a body that nobody wants: more than any form without files, and some tens of milliseconds on
/// a usual line. Of a larger one the answer does not wait for the end.
const MOST_BYTES: u64 = 1024 * 1024;

/// How long: whoever sends slowly is answered before they have sent it all.
const PATIENCE: Duration = Duration::from_secs(1);

/// A request's body, which is lent to the handler and comes back.
pub(crate) struct Drain(Arc<Mutex<Rest>>);

struct Rest {
    body: Option<Body>,
    is_read_from: bool,
    is_over: bool,
}

struct Lent(Arc<Mutex<Rest>>);

/// Lends a body out; [`Drain::end`] takes back what is left of it.
pub(crate) fn lend(body: Body) -> (Body, Drain) {
    let rest = Arc::new(Mutex::new(Rest {
        body: Some(body),
        is_read_from: false,
        is_over: false,
    }));
    (Body::new(Lent(Arc::clone(&rest))), Drain(rest))
}

impl Drain {
    /// Reads what the handler has left, within bounds.
    pub(crate) async fn end(self, method: &Method, headers: &HeaderMap) {
        let rest = {
            let mut rest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Who asked whether to send is told by the answer that it is not wanted (RFC 9110, 10.1.1).
            let asks = headers.contains_key(header::EXPECT) && !rest.is_read_from;
            let left = rest.body.take();
            left.filter(|_| !rest.is_over && !asks && may_have_body(method, headers))
        };
        let Some(mut body) = rest else {
            return;
        };
        let read = std::pin::pin!(async {
            let mut left = MOST_BYTES;
            while let Some(Ok(frame)) = body.frame().await {
                let size = frame.data_ref().map_or(0, |data| data.len() as u64);
                match left.checked_sub(size) {
                    Some(less) => left = less,
                    None => return,
                }
            }
        });
        let patience = std::pin::pin!(spin_sdk::time::sleep(PATIENCE));
        select(read, patience).await;
    }
}

/// Whether there is a body to be read, and not too large a one.
fn may_have_body(method: &Method, headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(length) => 0 < length && length <= MOST_BYTES,
        // Of unknown length; a body of what only reads is nobody's habit.
        None => !matches!(*method, Method::GET | Method::HEAD),
    }
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        task: &mut Task<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut rest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rest.is_read_from = true;
        let Some(body) = &mut rest.body else {
            return Poll::Ready(None);
        };
        let frame = Pin::new(body).poll_frame(task);
        rest.is_over |= matches!(frame, Poll::Ready(None | Some(Err(_))));
        frame
    }

    fn is_end_stream(&self) -> bool {
        let rest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rest.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let rest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let hint = rest.body.as_ref().map(HttpBody::size_hint);
        hint.unwrap_or_else(|| SizeHint::with_exact(0))
    }
}
