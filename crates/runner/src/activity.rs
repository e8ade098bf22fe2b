//! What the server and the instances know of each other's doings.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::OwnedSemaphorePermit;

/// A point in time that fits an atomic: milliseconds since the first look at the clock.
#[derive(Debug, Default)]
struct Moment(AtomicU64);

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Moment {
    fn now() -> Self {
        let moment = Self::default();
        moment.touch();
        moment
    }

    fn touch(&self) {
        self.0.store(
            u64::try_from(START.elapsed().as_millis()).unwrap_or(u64::MAX),
            Relaxed,
        );
    }

    fn instant(&self) -> Instant {
        *START + Duration::from_millis(self.0.load(Relaxed))
    }
}

/// What the server and the instance that serves it know of one request.
#[derive(Debug)]
pub(crate) struct Progress {
    /// When the request or the latest part of its body arrived.
    arrival: Moment,
    /// The instance, once one has accepted the request.
    instance: OnceLock<Arc<Activity>>,
}

impl Progress {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            arrival: Moment::now(),
            instance: OnceLock::new(),
        })
    }

    /// A part of the body has arrived.
    pub(crate) fn arrived(&self) {
        self.arrival.touch();
        if let Some(instance) = self.instance.get() {
            instance.arrival.touch();
        }
    }

    /// When the request or the latest part of its body arrived.
    pub(crate) fn last_arrival(&self) -> Instant {
        self.arrival.instant()
    }

    /// Holds the instance while its response is being sent.
    pub(crate) fn stream(&self) -> Option<Streaming> {
        self.instance.get().cloned().map(Streaming::new)
    }
}

/// What is going on in one instance.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    /// The latest arrival of any of its requests.
    arrival: Moment,
    /// Ticks that the guest has run through without waiting.
    ticks: AtomicU32,
    /// Whether the guest was last interrupted rather than waiting by itself.
    interrupted: AtomicBool,
    /// Responses that are being sent.
    streams: AtomicUsize,
    /// When the latest of them ended.
    stream_end: Moment,
    /// The right to go on computing; see [`cpu`](crate::cpu).
    turn: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Activity {
    /// The instance takes a request on. It could not while its guest computes.
    pub(crate) fn accepted(self: &Arc<Self>, progress: &Progress) {
        self.rested();
        self.arrival.touch();
        // A request is accepted once.
        _ = progress.instance.set(self.clone());
    }

    /// The guest was interrupted; gives how many times since it last waited.
    pub(crate) fn interrupted(&self) -> u32 {
        self.interrupted.store(true, Relaxed);
        self.ticks.fetch_add(1, Relaxed)
    }

    /// The instance has nothing to do for the moment, unless it was only interrupted.
    pub(crate) fn paused(&self) {
        if !self.interrupted.swap(false, Relaxed) {
            self.rested();
        }
    }

    fn rested(&self) {
        if self.ticks.swap(0, Relaxed) > 0 {
            self.set_turn(None);
        }
    }

    /// Takes or gives back the right to go on computing.
    pub(crate) fn set_turn(&self, turn: Option<OwnedSemaphorePermit>) {
        *self.turn.lock().unwrap_or_else(PoisonError::into_inner) = turn;
    }

    pub(crate) fn last_arrival(&self) -> Instant {
        self.arrival.instant()
    }

    pub(crate) fn is_streaming(&self) -> bool {
        self.streams.load(Relaxed) > 0
    }

    pub(crate) fn last_stream_end(&self) -> Instant {
        self.stream_end.instant()
    }
}

/// A response that is being sent. Its instance lives at least as long.
#[derive(Debug)]
pub(crate) struct Streaming(Arc<Activity>);

impl Streaming {
    fn new(activity: Arc<Activity>) -> Self {
        activity.streams.fetch_add(1, Relaxed);
        Self(activity)
    }
}

impl Drop for Streaming {
    fn drop(&mut self) {
        self.0.stream_end.touch();
        self.0.streams.fetch_sub(1, Relaxed);
    }
}
