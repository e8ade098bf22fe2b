//! The cabinet: what is one person's own.

use super::Operation;

/// See [`super::all`].
pub(super) const OPERATIONS: &[Operation] = &[];
