//! A clock for tests: guests see the moment that a file holds, in milliseconds since 1970, and whoever writes the
//! file moves time. Only the feature `virtual-clock` builds it, for `virtual-runner`; a runner that is shipped
//! tells guests the time as it is.
//!
//! Timeouts, logs and the tick's period stay real: they are the host's.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use wasmtime_wasi::clocks::HostWallClock;

static FILE: OnceLock<PathBuf> = OnceLock::new();

/// What the file held when it was read last: whoever writes it may be at it just now.
static LAST: AtomicU64 = AtomicU64::new(0);

/// Makes the file the clock of all guests.
///
/// # Errors
/// The file holds no time, or another one is the clock already.
pub fn follow(file: PathBuf) -> anyhow::Result<()> {
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(&file).with_context(|| format!("the clock {shown}"))?;
    let now = millis(&text).with_context(|| format!("the clock {shown} holds no milliseconds"))?;
    LAST.store(now, Ordering::Relaxed);
    if FILE.set(file).is_err() {
        bail!("there is one clock");
    }
    Ok(())
}

fn millis(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

pub(crate) struct VirtualClock;

impl HostWallClock for VirtualClock {
    fn resolution(&self) -> Duration {
        Duration::from_millis(1)
    }

    fn now(&self) -> Duration {
        let text = FILE
            .get()
            .and_then(|file| std::fs::read_to_string(file).ok());
        if let Some(now) = text.as_deref().and_then(millis) {
            LAST.store(now, Ordering::Relaxed);
        }
        Duration::from_millis(LAST.load(Ordering::Relaxed))
    }
}
