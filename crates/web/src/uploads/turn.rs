//! One whole file at a time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The turn to hold a file whole for the check of its content: one at a time in an instance, whose memory
/// is limited.
pub(super) struct Turn;

static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Checks take milliseconds; waiting tasks look again at this pace (see `kept.rs` on why they look).
const LOOK_AGAIN: Duration = Duration::from_millis(5);

impl Turn {
    pub(super) async fn take() -> Self {
        while IS_TAKEN.swap(true, Ordering::Acquire) {
            spin_sdk::time::sleep(LOOK_AGAIN).await;
        }
        Turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        IS_TAKEN.store(false, Ordering::Release);
    }
}
