//! What every component does with HTTP: the context of a request, problems, limits, who is calling,
//! and the capabilities that an instance keeps between requests.

pub mod address;
pub mod attached;
pub mod auth;
pub mod body;
pub mod cabinet;
pub mod capabilities;
pub mod card;
pub mod client;
pub mod conditional;
pub mod configuration;
pub mod context;
pub mod cookies;
pub mod cursor;
pub mod deadline;
pub mod desk;
pub mod entry;
pub mod filter;
pub mod form;
pub mod idempotency;
mod kept;
pub mod keys;
pub mod limits;
pub mod messages;
pub mod multipart;
pub mod objection;
pub mod outbound;
pub mod present;
pub mod problem;
pub mod proof;
pub mod query;
pub mod reply;
pub mod secrets;
pub mod serve;
pub mod session;
pub mod state;
pub mod time;
pub mod uploads;
pub mod views;
pub mod ways;

pub use context::Context;
pub use problem::Problem;
pub use reply::Answer;
pub use serve::serve;
