//! The limits of an appeal, and why each is what it is.

pub use ::limits::{
    MAX_APPEAL_BYTES, MAX_APPEAL_MB, MAX_FILE_BYTES, MAX_FILE_MB, MAX_FILES, MAX_TEXT_CHARS,
    MAX_TITLE_CHARS, MIN_TEXT_CHARS, MIN_TITLE_CHARS,
};

/// Characters of a comment to a transition or a rating: as long as a text may be.
pub const MAX_COMMENT_CHARS: usize = 10_000;

/// Keys in `fields`. No category has half as many; more is no form of ours, and it is
/// answered with one error and not with one for each.
pub const MAX_FIELDS: usize = 50;

/// Characters of an unknown key or code that is repeated in an error.
pub(super) const MAX_ECHO_CHARS: usize = 60;
