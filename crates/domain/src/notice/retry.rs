//! How often a letter is tried.

use chrono::Duration;

/// How long a code is worth sending: it is asked for and typed within this time (`auth::code`).
pub const CODE_LIFE: Duration = Duration::minutes(10);

/// How long a letter is tried. RFC 5321, section 4.5.4.1: "at least 4-5 days".
pub const GIVE_UP_AFTER: Duration = Duration::days(5);

/// The first pause: greylisting servers let a second try in after some minutes, most faults are shorter.
const FIRST_PAUSE: Duration = Duration::seconds(30);

/// The longest pause: somebody waits for the news.
const LONGEST_PAUSE: Duration = Duration::hours(2);

/// How long to wait after a try that failed; `attempts` counts it and those before.
pub fn retry_after(attempts: i64) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or_default();
    let factor = 1_i32.checked_shl(doublings).filter(|factor| *factor > 0);
    factor
        .and_then(|factor| FIRST_PAUSE.checked_mul(factor))
        .map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE))
}
