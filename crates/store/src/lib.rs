//! The journal and its read models: all SQL of the project is here and in `schema/`.
//!
//! Invariants:
//! - a command is one INSERT of events, and carries what follows from them: triggers copy it in the same statement, and
//!   decide nothing;
//! - `event` only grows;
//! - every statement stands for itself: requests share a connection, so there is no BEGIN;
//! - every list is read along an index, from a cursor on.

mod appeal;
mod blobs;
mod counters;
mod database;
mod executors;
mod idempotency;
mod key;
mod learned;
mod list;
mod private;
mod rating;
mod reader;
mod search;

pub mod access_log;
pub mod account;
pub mod api_key;
pub mod block;
pub mod conduct;
pub mod configuration;
pub mod draft;
pub mod factor;
pub mod journal;
pub mod keeping;
pub mod limits;
pub mod migrations;
pub mod notice;
pub mod objection;
pub mod one_time;
pub mod outbox;
pub mod participant;
pub mod queue;
pub mod read_model;
pub mod rekey;
pub mod related;
pub mod saved_filter;
pub mod session;
pub mod staff;
pub mod task;
pub mod timer;
pub mod upload;
pub mod version;

#[cfg(feature = "native")]
mod native;
#[cfg(feature = "spin")]
mod spin;

pub use appeal::{AppealRow, Hidden, appeal, appeal_by_id};
pub use blobs::Sealed;
pub use counters::{Counter, counters};
pub use database::{Blobs, Connection, Database, Error, Row, Value};
pub use executors::executors;
pub use idempotency::{
    KeptRequest, forget_requests, keep_answer, kept_request, mark_request, registered_as,
    same_request, unmark_request,
};
pub use key::{kept_server_key, server_key};
pub use learned::learned;
pub use list::{Cursor, Filter, Order, list, statement as list_statement};
#[cfg(feature = "native")]
pub use native::{Native, NativeBlobs, NativeConnection, pause};
pub use rating::{RatingRow, rating};
pub use reader::agencies_of;
#[cfg(feature = "spin")]
pub use spin::{Spin, SpinBlobs, SpinConnection};
pub use upload::Upload;
pub use vault::Vault;
