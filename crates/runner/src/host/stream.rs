//! A stream to a guest, fed in batches by a thread that may block.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::sync::mpsc;
use wasmtime::StoreContextMut;
use wasmtime::component::{Destination, StreamProducer, StreamResult, VecBuffer};

/// The first batch, which is there at once, and then whatever the channel brings.
///
/// `G` is dropped with the stream, which tells the thread that nobody takes the rest.
pub(crate) struct Batches<T, G> {
    first: Vec<T>,
    /// `None` when the first batch is all.
    rest: Option<(mpsc::Receiver<Vec<T>>, G)>,
}

impl<T, G> Batches<T, G> {
    pub(crate) fn new(first: Vec<T>, rest: Option<(mpsc::Receiver<Vec<T>>, G)>) -> Self {
        Self { first, rest }
    }
}

impl<D, T, G> StreamProducer<D> for Batches<T, G>
where
    T: Send + Sync + Unpin + 'static,
    G: Send + Unpin + 'static,
    VecBuffer<T>: wasmtime::component::WriteBuffer<T>,
{
    type Item = T;
    type Buffer = VecBuffer<T>;

    fn poll_produce<'a>(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        store: StoreContextMut<'a, D>,
        mut destination: Destination<'a, T, VecBuffer<T>>,
        finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        if destination.remaining(store) == Some(0) {
            // A read of nothing asks whether there is something; the next one finds out.
            return Poll::Ready(Ok(StreamResult::Completed));
        }
        let mut batch = std::mem::take(&mut self.first);
        let Some((rest, _)) = &mut self.rest else {
            destination.set_buffer(batch.into());
            return Poll::Ready(Ok(StreamResult::Dropped));
        };
        if batch.is_empty() {
            match rest.poll_recv(cx) {
                Poll::Ready(Some(next)) => batch = next,
                Poll::Ready(None) => return Poll::Ready(Ok(StreamResult::Dropped)),
                Poll::Pending if finish => return Poll::Ready(Ok(StreamResult::Cancelled)),
                Poll::Pending => return Poll::Pending,
            }
        }
        destination.set_buffer(batch.into());
        Poll::Ready(Ok(StreamResult::Completed))
    }
}
