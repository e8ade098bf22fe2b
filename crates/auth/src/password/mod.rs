//! Passwords: which are accepted (`check`), how strong they are (`strength`), how they are kept (`hash`).

mod check;
mod hash;
mod strength;
mod words;

pub use check::{Fault, MAX_CHARS, MIN_CHARS, NewPassword, RECOMMENDED_CHARS, check};
pub use hash::{HashError, Hasher, Verdict};
pub use strength::{Strength, strength};

/// One form of letters that keyboards send in several (NIST SP 800-63B-4 3.1.1.2): й may come as one
/// character or as two. What nobody sees is left out: nobody could type it again.
fn normalise(password: &str) -> String {
    domain::text::clean(password).into_owned()
}
