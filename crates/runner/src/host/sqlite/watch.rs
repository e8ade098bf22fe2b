//! Whether a statement should go on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the statement that runs now is asked at every look.
#[derive(Default)]
pub(super) struct Watch {
    /// The statement runs on a thread that must not be held up.
    pub(super) is_hasty: AtomicBool,
    /// Who waits for it.
    pub(super) waiting: Mutex<Waiting>,
}

impl Watch {
    pub(super) fn should_end(&self) -> bool {
        self.is_hasty.load(Ordering::Relaxed) || lock(&self.waiting).is_abandoned()
    }
}

/// Set when nobody waits for a statement any more.
#[derive(Clone, Default)]
pub(super) struct Waiting(Arc<AtomicBool>);

impl Waiting {
    pub(super) fn is_abandoned(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The waiting side: once it is dropped, the statement that still runs is interrupted.
pub(crate) struct Abandon(pub(super) Waiting);

impl Drop for Abandon {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

/// A thread that panicked with the lock held left the connection as SQLite keeps it: whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
