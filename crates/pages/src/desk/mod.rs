//! The desk: what staff see.

mod queue;
mod shell;

pub use queue::QueueView;
pub use shell::DeskShell;
