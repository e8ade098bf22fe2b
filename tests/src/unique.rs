//! Words that no other test and no earlier run has used.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A word of one letter and digits: the search finds it whole, whatever the language.
pub fn word() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("x{}{}{next}", now.as_nanos(), std::process::id())
}

/// A word of letters alone, which nobody takes for a telephone.
pub fn letters() -> String {
    let letter = |c: char| match c.to_digit(10) {
        Some(digit) => char::from(b"bcdfghjklm"[digit as usize]),
        None => c,
    };
    word().chars().map(letter).collect()
}
