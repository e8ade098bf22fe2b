//! Who is calling, and what they may do. A handler asks for its operation and gets a proof; only this
//! module makes proofs, and `domain::access` says who gets one.

mod appeal;
mod caller;
mod internal;
mod permit;
mod record;

pub use appeal::{Access, HIDDEN, agency_of, appeal, by_code};
pub use caller::{Caller, Key, Person, bearer, caller, key_text};
pub use internal::ops;
pub use permit::{Permit, permit};
pub use record::{note_reading, show_to_participant};

/// A shorter token of ops' own could be guessed (issuing tokens is ops' own affair); it counts as not set.
pub const MIN_STAFF_TOKEN_CHARS: usize = 24;
