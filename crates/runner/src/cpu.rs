//! How guests share processors, and what stops one that computes for ever.
//!
//! Every tick a guest that computes is interrupted, so that others get their turn on its
//! thread. One that goes on takes turns with its like on all threads but one: the last
//! thread is for those who only want to look something up, and for the network.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use wasmtime::{Store, UpdateDeadline};

use crate::activity::Activity;
use crate::engine::TICK;
use crate::host::State;

/// Ticks after which a guest takes turns.
const LIGHT: u32 = 2;

/// The right to compute for long.
pub(crate) type Turns = Arc<Semaphore>;

/// Threads that serve. There are two on one processor as well, so that a guest that
/// computes never has the only one.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, |number| number.get().max(2))
}

pub(crate) fn turns() -> Turns {
    Arc::new(Semaphore::new(threads() - 1))
}

/// Makes a guest take turns, and ends it once it has not waited for anything for `limit`.
pub(crate) fn limit(
    store: &mut Store<State>,
    activity: &Arc<Activity>,
    turns: &Turns,
    limit: Duration,
) {
    let ticks = u32::try_from(limit.as_millis() / TICK.as_millis()).unwrap_or(u32::MAX);
    let (activity, turns) = (activity.clone(), turns.clone());
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(move |_| {
        let run = activity.interrupted();
        activity.set_turn(None);
        if run >= ticks {
            let seconds = limit.as_secs_f32();
            return Err(wasmtime::format_err!(
                "computed for {seconds} s without a pause"
            ));
        }
        let (activity, turns) = (activity.clone(), turns.clone());
        let rest = async move {
            // Tokio's own way lets the network in before the guest goes on.
            tokio::task::yield_now().await;
            if run >= LIGHT {
                // The semaphore is never closed.
                activity.set_turn(turns.acquire_owned().await.ok());
            }
        };
        Ok(UpdateDeadline::YieldCustom(1, Box::pin(rest)))
    });
}
