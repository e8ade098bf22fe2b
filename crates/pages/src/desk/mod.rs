//! The desk: what staff see.

mod queue;
mod shell;

pub use queue::{BulkLine, QueueRow, QueueTab, QueueView, SavedTab};
pub use shell::DeskShell;
