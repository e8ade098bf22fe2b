//! Staff, their invitations, and API keys.

use super::Operation;

/// See [`super::all`].
pub(super) const OPERATIONS: &[Operation] = &[];
