//! Hostile bytes in, a checked attachment out.
//!
//! A citizen attaches a photo or a document; staff open it later on a machine that
//! matters. So the content decides what a file is, the name has to agree with it,
//! and the structure is walked to its end: what is cut off, encrypted, carries
//! macros, unpacks without measure or hides something behind its end is refused,
//! each for a reason that can be told to the sender.
//!
//! Invariants:
//! - no input panics, loops without bound or makes the crate keep more than a few
//!   times the size of the file in memory;
//! - nothing here reads a clock, a disk or the network;
//! - a [`FileName`] is for display and download only and is never a path.

mod bytes;
mod check;
mod error;
mod foreign;
mod image;
mod limits;
mod media_type;
mod name;
mod pdf;
mod second_file;
mod sniff;
#[cfg(test)]
mod testing;
mod word;

pub use check::{Checked, check, not_accepted};
pub use error::FileError;
pub use foreign::Foreign;
pub use limits::{
    MAX_APPEAL_BYTES, MAX_EXPANDED_BYTES, MAX_FILE_BYTES, MAX_FILES, MAX_IMAGE_PIXELS,
    MAX_IMAGE_SIDE, MAX_NAME_BYTES, SNIFF_BYTES,
};
pub use media_type::MediaType;
pub use name::{ContentDisposition, FileName};
pub use sniff::sniff;
