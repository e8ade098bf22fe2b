//! How one component's instances serve requests: reuse, limits, and what ends them.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::time::{Sleep, sleep_until};
use wasmtime::component::GuestTaskId;
use wasmtime::{Store, StoreContextMut};
use wasmtime_wasi_http::handler::{
    HandlerState, Instance, ProxyPre, ShouldAccept, WorkerExpiration, WorkerState, WorkerStatus,
};

use crate::activity::{Activity, Progress};
use crate::cpu::{self, Turns};
use crate::host::{Grants, State};
use crate::log;

/// Requests that one instance serves in its life. Spin's is 128; a component that opens a
/// connection and reads its catalogue once in a life paid a tenth of each request for that.
const REQUESTS: usize = 1024;

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
    pub(crate) turns: Turns,
    /// Instances that live.
    pub(crate) live: Arc<AtomicUsize>,
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
        cpu::limit(&mut store, &activity, &self.turns, self.limits.cpu);
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
        self.activity.paused();
        let now = Instant::now();
        let deadline = match status {
            WorkerStatus::Idle => start + IDLE,
            WorkerStatus::Requests => {
                start.max(self.activity.last_arrival()) + self.limits.response + GRACE
            }
            // A response may stream for as long as somebody reads it.
            WorkerStatus::PostReturn if self.activity.is_streaming() => now + self.limits.response,
            WorkerStatus::PostReturn => {
                start.max(self.activity.last_stream_end()) + self.limits.response
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
        self.activity.accepted(&progress);
        let limit = self.limits.response;
        Box::pin(async move {
            loop {
                let deadline = progress.last_arrival() + limit;
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
