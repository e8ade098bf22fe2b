//! The desk: what staff see.

mod objections;
mod queue;
mod shell;

pub use objections::{
    CardObjections, ObjectionActs, ObjectionListView, OriginalView, ReviewListView, ReviewView,
    WaitingObjection, WaitingReview,
};
pub use queue::{BulkLine, QueueRow, QueueTab, QueueView, SavedTab};
pub use shell::DeskShell;
