//! Accounts: registration, sign-in, sessions, profile, second factors.

use super::Operation;

/// See [`super::all`].
pub(super) const OPERATIONS: &[Operation] = &[];
