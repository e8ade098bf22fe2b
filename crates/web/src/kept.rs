//! What an instance makes once and keeps.
//!
//! Requests of an instance are tasks of their own, and a task that waits for another cannot be woken by it:
//! wit-bindgen 0.57 traps, with its feature `inter-task-wakeup` as well as without. So nobody waits here.
//! Requests that come together before there is a value may each make one, and the first to finish is kept.

use std::future::Future;
use std::sync::OnceLock;

/// A value that is made at its first use.
pub(crate) struct Kept<T>(OnceLock<T>);

impl<T> Kept<T> {
    /// No value yet.
    pub(crate) const fn new() -> Self {
        Kept(OnceLock::new())
    }

    /// The value, made now if there is none. A failure is not kept: the next request tries again.
    pub(crate) async fn get_or_make<E, F>(&self, make: impl FnOnce() -> F) -> Result<&T, E>
    where
        F: Future<Output = Result<T, E>>,
    {
        if let Some(value) = self.0.get() {
            return Ok(value);
        }
        let value = make().await?;
        Ok(self.0.get_or_init(|| value))
    }
}
