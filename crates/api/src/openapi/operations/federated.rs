//! Sign-in by passkey, by signature and through other providers.

use super::Operation;

/// See [`super::all`].
pub(super) const OPERATIONS: &[Operation] = &[];
