//! What an appeal may hold (product rules, 6), and why each figure is what it is. Rules, checks of files, pages and
//! texts take the figures from here, so that no sentence promises what is refused.

/// Bytes of a megabyte, as people are told of them.
const MEGABYTE: u64 = 1024 * 1024;

/// Bytes of one file: what the source documents promise. A page scanned in colour at 300 dpi takes about 1 MB, a
/// phone's photo 3 to 8 MB.
pub const MAX_FILE_BYTES: u64 = 10 * MEGABYTE;

/// Bytes of all files of one appeal: what the source documents promise, three of the largest.
pub const MAX_APPEAL_BYTES: u64 = 30 * MEGABYTE;

/// Files of one appeal. Twenty photographs show any pit and can be listed; more is a registry, not an appeal.
pub const MAX_FILES: usize = 20;

/// [`MAX_FILE_BYTES`] in megabytes, for sentences.
pub const MAX_FILE_MB: u64 = MAX_FILE_BYTES / MEGABYTE;

/// [`MAX_APPEAL_BYTES`] in megabytes, for sentences.
pub const MAX_APPEAL_MB: u64 = MAX_APPEAL_BYTES / MEGABYTE;

/// Characters of a title: the shortest that says anything, such as «Яма на Мира».
pub const MIN_TITLE_CHARS: usize = 5;

/// Characters of a title: two lines of a phone's screen, a row of a list.
pub const MAX_TITLE_CHARS: usize = 150;

/// Characters of a text where the category sets no more: one sentence.
pub const MIN_TEXT_CHARS: usize = 20;

/// Characters of a text: about four pages; what is longer belongs in an attachment.
pub const MAX_TEXT_CHARS: usize = 10_000;
