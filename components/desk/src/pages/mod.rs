//! The pages of the desk.

pub(crate) mod queue;
