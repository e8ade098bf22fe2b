//! How one component's instances serve requests: reuse, limits, and what ends them.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{LazyLock, OnceLock};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::time::{Sleep, sleep_until};
use wasmtime::component::GuestTaskId;
use wasmtime::{Store, StoreContextMut, UpdateDeadline};
use wasmtime_wasi_http::handler::{
    HandlerState, Instance, ProxyPre, ShouldAccept, WorkerExpiration, WorkerState, WorkerStatus,
};

use crate::engine::TICK;
use crate::host::{Grants, State};
use crate::log;

/// Requests that one instance serves in its life, as in Spin.
const REQUESTS: usize = 128;

/// Requests that one instance serves at once, as in Spin, once there are [`SPREAD`] instances.
const REQUESTS_AT_ONCE: usize = 16;

/// Instances that a component has before any of them serves several requests at once.
///
/// Sharing saves memory while requests wait for something. But a guest that traps takes its
/// companions along, and one that computes holds up whatever has been handed to its
/// instance, so it is for crowds only.
const SPREAD: usize = 16;

/// How long an instance waits for more work, as in Spin.
const IDLE: Duration = Duration::from_secs(1);

/// How much longer than its requests an instance lives that neither computes nor answers:
/// normally its requests end first, each on its own.
const GRACE: Duration = Duration::from_secs(5);

/// Limits of guests.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of memory of one instance.
    pub memory: usize,
    /// How long a guest may compute without waiting for anything.
    pub cpu: Duration,
    /// How long a response may take to begin, counted from the last arrival of a part of
    /// the request; also how long a guest may work on after its responses have ended.
    pub response: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 256 * 1024 * 1024,
            cpu: Duration::from_secs(10),
            response: Duration::from_secs(60),
        }
    }
}

/// One component, ready to be instantiated.
pub(crate) struct Workers {
    pub(crate) grants: Arc<Grants>,
    pub(crate) pre: ProxyPre<State>,
    pub(crate) limits: Limits,
    /// Instances that live.
    pub(crate) live: Arc<AtomicUsize>,
}

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

    /// Holds the instance while its response is being sent.
    pub(crate) fn stream(&self) -> Option<Streaming> {
        self.instance.get().cloned().map(Streaming::new)
    }
}

/// What is going on in one instance.
#[derive(Debug, Default)]
struct Activity {
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

impl HandlerState for Workers {
    type StoreData = State;
    type WorkerExpiration = Expiration;
    type WorkerState = Worker;

    async fn instantiate(&self) -> wasmtime::Result<Instance<State, Expiration, Worker>> {
        let engine = match &self.pre {
            ProxyPre::P2(pre) => pre.engine(),
            ProxyPre::P3(pre) => pre.engine(),
        };
        let mut store = Store::new(engine, State::new(self.grants.clone())?);
        store.limiter(|state| &mut state.limits);
        let activity = Arc::new(Activity::default());
        limit_cpu(&mut store, &activity, self.limits.cpu);
        let proxy = self.pre.instantiate_async(&mut store).await?;
        let limits = self.limits;
        self.live.fetch_add(1, Relaxed);
        Ok(Instance {
            store,
            proxy,
            view: wasmtime_wasi_http::WasiHttpView::http,
            expiration: Expiration {
                limits,
                activity: activity.clone(),
                sleep: None,
            },
            state: Worker {
                id: self.grants.id.clone(),
                limits,
                is_concurrent: matches!(self.pre, ProxyPre::P3(_)),
                activity,
                live: self.live.clone(),
            },
        })
    }
}

/// Interrupts the guest every tick, so that others get their turn, and ends one that has
/// not waited for anything for longer than `limit`.
fn limit_cpu(store: &mut Store<State>, activity: &Arc<Activity>, limit: Duration) {
    let ticks = u32::try_from(limit.as_millis() / TICK.as_millis()).unwrap_or(u32::MAX);
    let activity = activity.clone();
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(move |_| {
        if activity.ticks.fetch_add(1, Relaxed) >= ticks {
            let seconds = limit.as_secs_f32();
            return Err(wasmtime::format_err!(
                "computed for {seconds} s without a pause"
            ));
        }
        activity.interrupted.store(true, Relaxed);
        Ok(UpdateDeadline::Yield(1))
    });
}

/// Ends an instance that is idle or stuck.
pub(crate) struct Expiration {
    limits: Limits,
    activity: Arc<Activity>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl WorkerExpiration for Expiration {
    /// Called whenever the instance has nothing to do for the moment, or was interrupted.
    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        status: WorkerStatus,
        start: Instant,
    ) -> Poll<()> {
        if !self.activity.interrupted.swap(false, Relaxed) {
            self.activity.ticks.store(0, Relaxed);
        }
        let now = Instant::now();
        let deadline = match status {
            WorkerStatus::Idle => start + IDLE,
            WorkerStatus::Requests => {
                start.max(self.activity.arrival.instant()) + self.limits.response + GRACE
            }
            // A response may stream for as long as somebody reads it.
            WorkerStatus::PostReturn if self.activity.streams.load(Relaxed) > 0 => {
                now + self.limits.response
            }
            WorkerStatus::PostReturn => {
                start.max(self.activity.stream_end.instant()) + self.limits.response
            }
        };
        let sleep = self
            .sleep
            .get_or_insert_with(|| Box::pin(sleep_until(deadline.into())));
        // A timer that is set too early wakes us in vain at worst; moving it costs a lock.
        if sleep.deadline() > deadline.into() {
            sleep.as_mut().reset(deadline.into());
        }
        if sleep.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        if deadline <= now {
            return Poll::Ready(());
        }
        sleep.as_mut().reset(deadline.into());
        sleep.as_mut().poll(cx)
    }
}

/// Decides what one instance takes on.
pub(crate) struct Worker {
    id: Arc<str>,
    limits: Limits,
    is_concurrent: bool,
    activity: Arc<Activity>,
    live: Arc<AtomicUsize>,
}

impl WorkerState for Worker {
    type StoreData = State;
    type RequestData = Arc<Progress>;

    fn should_accept_request(&self, at_once: usize, total: usize) -> ShouldAccept {
        // A WASI 0.2 instance serves one request, as in Spin.
        let total_limit = if self.is_concurrent { REQUESTS } else { 1 };
        let is_crowded = self.is_concurrent && self.live.load(Relaxed) >= SPREAD;
        let at_once_limit = if is_crowded { REQUESTS_AT_ONCE } else { 1 };
        if total >= total_limit {
            ShouldAccept::Never
        } else if at_once >= at_once_limit {
            ShouldAccept::No
        } else {
            ShouldAccept::Yes
        }
    }

    fn on_request_start(
        &self,
        _: StoreContextMut<'_, State>,
        progress: Arc<Progress>,
        _: GuestTaskId,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + Sync>> {
        self.activity.ticks.store(0, Relaxed);
        self.activity.arrival.touch();
        // A request is accepted once.
        _ = progress.instance.set(self.activity.clone());
        let limit = self.limits.response;
        Box::pin(async move {
            loop {
                let deadline = progress.arrival.instant() + limit;
                if deadline <= Instant::now() {
                    return;
                }
                sleep_until(deadline.into()).await;
            }
        })
    }

    fn drop(&self, store: Store<State>, result: wasmtime::Result<()>) {
        drop(store);
        self.live.fetch_sub(1, Relaxed);
        if let Err(error) = result {
            log::error(
                "instance-ended",
                &[("component", &self.id), ("error", &format!("{error:?}"))],
            );
        }
    }
}
