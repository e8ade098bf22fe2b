//! A guest's standard output and error: whole lines to ours, each with the component's id.

use std::io::{self, Write as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::AsyncWrite;
use wasmtime_wasi::cli::{IsTerminal, StdoutStream};

/// A line longer than this is written in pieces, so that a guest can't fill memory.
const LONGEST_LINE: usize = 64 * 1024;

/// Where an instance writes to.
pub(crate) struct Prefixed {
    id: Arc<str>,
}

impl Prefixed {
    pub(crate) fn new(id: &Arc<str>) -> Self {
        Self { id: id.clone() }
    }
}

impl IsTerminal for Prefixed {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for Prefixed {
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        Box::new(Lines {
            id: self.id.clone(),
            pending: Vec::new(),
        })
    }
}

/// One open stream: the part of a line that has no end yet.
struct Lines {
    id: Arc<str>,
    pending: Vec<u8>,
}

impl Lines {
    fn push(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        let complete = match self.pending.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => end + 1,
            None if self.pending.len() >= LONGEST_LINE => self.pending.len(),
            None => return,
        };
        let rest = self.pending.split_off(complete);
        let whole = std::mem::replace(&mut self.pending, rest);
        self.print(&whole);
    }

    fn print(&self, lines: &[u8]) {
        let mut text = Vec::with_capacity(lines.len() + 16);
        for line in lines
            .strip_suffix(b"\n")
            .unwrap_or(lines)
            .split(|byte| *byte == b'\n')
        {
            text.extend_from_slice(b"[");
            text.extend_from_slice(self.id.as_bytes());
            text.extend_from_slice(b"] ");
            text.extend_from_slice(line);
            text.push(b'\n');
        }
        // There is nowhere to report a closed standard error to.
        _ = io::stderr().write_all(&text);
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        if !self.pending.is_empty() {
            let rest = std::mem::take(&mut self.pending);
            self.print(&rest);
        }
    }
}

impl AsyncWrite for Lines {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.push(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
