//! The pages of the desk.

pub(crate) mod objections;
pub(crate) mod queue;
