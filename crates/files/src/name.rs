//! Names of files: as they come, as they are shown, as they are sent back.

mod clean;
mod disposition;

pub use clean::FileName;
pub use disposition::ContentDisposition;
