//! Times between the store's milliseconds and the wire.

use chrono::{DateTime, FixedOffset, Utc};

/// The moment of stored milliseconds. What the store holds came from a clock, so it is in range; were it
/// not, 1970 would show it.
pub fn from_ms(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

/// A moment by Moscow's clock: the country's, whatever the region.
pub fn in_moscow(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    const SECONDS: i32 = 3 * 3600;
    FixedOffset::east_opt(SECONDS).map_or_else(|| at.fixed_offset(), |zone| at.with_timezone(&zone))
}
