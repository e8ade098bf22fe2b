//! Times between the store's milliseconds and the wire.

use chrono::{DateTime, Utc};

/// The moment of stored milliseconds. What the store holds came from a clock, so it is in range; were it
/// not, 1970 would show it.
pub fn from_ms(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}
