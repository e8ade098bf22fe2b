//! The pages of the desk.

pub(crate) mod card;
pub(crate) mod notifications;
pub(crate) mod objections;
pub(crate) mod preview;
pub(crate) mod queue;
pub(crate) mod typed;
