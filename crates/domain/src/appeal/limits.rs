//! The limits of an appeal, and why each is what it is.

/// Files of one appeal. Twenty photographs show any pit; more is a registry, not an appeal.
pub const MAX_FILES: usize = 20;

/// Bytes of one file, 10 MiB: what the source documents promise, and a long scan.
pub const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;

/// Bytes of all files of one appeal, 30 MiB: what the source documents promise.
pub const MAX_TOTAL_BYTES: u64 = 30 * 1024 * 1024;

/// Characters of a title: the shortest that says anything, such as «Яма на Мира».
pub const MIN_TITLE_CHARS: usize = 5;

/// Characters of a title: two lines of a phone's screen, a row of a list.
pub const MAX_TITLE_CHARS: usize = 150;

/// Characters of a text where the category sets no more: one sentence.
pub const MIN_TEXT_CHARS: usize = 20;

/// Characters of a text: about four pages; what is longer belongs in an attachment.
pub const MAX_TEXT_CHARS: usize = 10_000;

/// Characters of a comment to a transition or a rating: as long as a text may be.
pub const MAX_COMMENT_CHARS: usize = 10_000;

/// Keys in `fields`. No category has half as many; more is no form of ours, and it is
/// answered with one error and not with one for each.
pub const MAX_FIELDS: usize = 50;

/// Characters of an unknown key or code that is repeated in an error.
pub(super) const MAX_ECHO_CHARS: usize = 60;
