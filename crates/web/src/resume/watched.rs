//! The body of a request that can still be read after its handler has refused it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context as Task, Poll};

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use futures::{StreamExt, stream};

use crate::body::MAX_BODY_BYTES;

/// A body, and what a handler has read of it. Clones share it.
#[derive(Clone)]
pub(crate) struct Watched(Arc<Mutex<Inner>>);

struct Inner {
    body: Body,
    read: Vec<Bytes>,
    bytes: usize,
}

impl Watched {
    /// Watches a body.
    pub(crate) fn new(body: Body) -> Self {
        Watched(Arc::new(Mutex::new(Inner {
            body,
            read: Vec::new(),
            bytes: 0,
        })))
    }

    /// The body for the handler.
    pub(crate) fn body(&self) -> Body {
        Body::new(self.clone())
    }

    /// The whole body once more; [`None`] where the handler has read more than a form's text.
    pub(crate) fn again(self) -> Option<Body> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.bytes > MAX_BODY_BYTES {
            return None;
        }
        let read = std::mem::take(&mut inner.read);
        let rest = std::mem::take(&mut inner.body);
        let read = stream::iter(read.into_iter().map(Ok));
        Some(Body::from_stream(read.chain(rest.into_data_stream())))
    }
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        task: &mut Task<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let polled = Pin::new(&mut inner.body).poll_frame(task);
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(data) = frame.data_ref()
        {
            inner.bytes = inner.bytes.saturating_add(data.len());
            if inner.bytes > MAX_BODY_BYTES {
                inner.read.clear();
            } else {
                inner.read.push(data.clone());
            }
        }
        polled
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http_body_util::BodyExt;

    use super::Watched;
    use crate::body::MAX_BODY_BYTES;

    fn run<T>(future: impl Future<Output = T>) -> T {
        futures::executor::block_on(future)
    }

    #[test]
    fn a_body_is_read_again_whether_or_not_the_handler_read_it() {
        for is_read in [false, true] {
            let watched = Watched::new(Body::from("text=a"));
            let body = watched.body();
            if is_read {
                assert_eq!(run(body.collect()).unwrap().to_bytes(), "text=a");
            } else {
                drop(body);
            }
            let again = watched.again().unwrap();
            assert_eq!(run(again.collect()).unwrap().to_bytes(), "text=a");
        }
    }

    #[test]
    fn what_is_larger_than_any_text_is_not_held() {
        let watched = Watched::new(Body::from(vec![0; MAX_BODY_BYTES + 1]));
        run(watched.body().collect()).unwrap();
        assert!(watched.again().is_none());
    }
}
