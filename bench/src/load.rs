//! Clients that send one request after another over connections of their own.

use std::net::SocketAddr;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::connection::{Answer, Connection};

/// A request, ready to be written.
pub(crate) struct Request {
    /// The head, with its empty line.
    pub(crate) head: Vec<u8>,
    /// The body, which many requests may share.
    pub(crate) body: Body,
}

pub(crate) enum Body {
    Own(Vec<u8>),
    Shared(&'static [u8]),
}

impl Request {
    pub(crate) fn get(path: &str, headers: &str) -> Self {
        Self {
            head: format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n").into_bytes(),
            body: Body::Shared(&[]),
        }
    }

    pub(crate) fn post(path: &str, headers: &str, body: Body) -> Self {
        let length = body.bytes().len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n{headers}\r\n"
        );
        Self {
            head: head.into_bytes(),
            body,
        }
    }

    /// Sends it and demands this status.
    pub(crate) fn send(&self, connection: &mut Connection, status: u16) -> Result<Answer> {
        let body = self.body.bytes();
        let answer = if body.len() < 64 * 1024 {
            // One packet where it fits: that is what clients send.
            connection.call(&[&self.head, body].concat(), &[])?
        } else {
            connection.call(&self.head, body)?
        };
        if answer.status != status {
            let head = String::from_utf8_lossy(&self.head);
            let said = String::from_utf8_lossy(&answer.body);
            let line = head.lines().next().unwrap_or_default();
            bail!("{line}: {} instead of {status}: {said}", answer.status);
        }
        Ok(answer)
    }
}

impl Body {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

/// What a load sends, by the request's place in the run.
pub(crate) type Make<'a> = dyn Fn(usize) -> Request + Sync + 'a;

/// How a load is sent.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) clients: usize,
    pub(crate) seconds: f64,
    /// No more than this many requests, where each leaves much behind.
    pub(crate) most: usize,
    /// The status of every answer.
    pub(crate) status: u16,
}

/// What a load saw.
pub(crate) struct Seen {
    pub(crate) seconds: f64,
    pub(crate) latencies: Vec<Duration>,
    /// Line ends in all bodies.
    pub(crate) lines: usize,
}

/// Sends requests for a time. `next` numbers them, over all loads of a server.
pub(crate) fn run(
    address: SocketAddr,
    load: Load,
    next: &AtomicUsize,
    make: &Make<'_>,
) -> Result<Seen> {
    let ready = Barrier::new(load.clients + 1);
    let (sent, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let client = || -> Result<(Vec<Duration>, usize)> {
        let connection = Connection::open(address);
        // Whoever failed is waited for too, or the others would never begin.
        ready.wait();
        let mut connection = connection?;
        let (mut latencies, mut lines) = (Vec::new(), 0);
        while !is_over.load(Ordering::Relaxed) && sent.fetch_add(1, Ordering::Relaxed) < load.most {
            let request = make(next.fetch_add(1, Ordering::Relaxed));
            let started = Instant::now();
            let answer = request.send(&mut connection, load.status);
            latencies.push(started.elapsed());
            lines += answer
                .inspect_err(|_| is_over.store(true, Ordering::Relaxed))?
                .lines;
        }
        Ok((latencies, lines))
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..load.clients).map(|_| scope.spawn(client)).collect();
        ready.wait();
        let started = Instant::now();
        let end = started + Duration::from_secs_f64(load.seconds);
        while Instant::now() < end && clients.iter().any(|client| !client.is_finished()) {
            thread::sleep(Duration::from_millis(2));
        }
        is_over.store(true, Ordering::Relaxed);
        let mut seen = Seen {
            seconds: 0.0,
            latencies: Vec::new(),
            lines: 0,
        };
        for client in clients {
            let Ok(done) = client.join() else {
                bail!("a client of the load failed");
            };
            let (latencies, lines) = done.context("the load")?;
            seen.latencies.extend(latencies);
            seen.lines += lines;
        }
        // Until the last answer: what was begun within the time counts in full.
        seen.seconds = started.elapsed().as_secs_f64();
        Ok(seen)
    })
}
