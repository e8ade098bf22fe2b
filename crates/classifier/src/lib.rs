//! Which category a text is of, and whether it tells of a danger: pure, small enough for every request.
//!
//! The base model is trained by the build from the texts in `data/`, which we wrote. What an installation
//! learns from confirmed categories is added to its counts ([`Learned`]): the store keeps it under keyed
//! hashes of the stems, so that this crate needs no key and the table tells no words.

pub mod classify;
pub mod model;
pub mod train;
pub mod urgency;
pub mod words;

pub mod score;
mod unpack;

pub use classify::{Classifier, Learned, Suggestion};
pub use model::Model;
pub use urgency::{Danger, danger};

use std::sync::LazyLock;

/// The model that the build made.
pub fn base() -> &'static Model {
    static BASE: LazyLock<Model> = LazyLock::new(|| {
        // The bytes are the build's own; a model that could not be read knows nothing and suggests nothing.
        unpack::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/base.bin"))).unwrap_or_default()
    });
    &BASE
}
