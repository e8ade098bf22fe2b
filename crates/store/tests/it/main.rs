//! The store on real SQLite files.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod access_log;
mod accounts;
mod commands;
mod configuration;
mod drafts;
mod fold;
mod idempotency;
mod keeping;
mod learning;
mod limits;
mod lists;
mod migrations;
mod notices;
mod objections;
mod provisional;
mod queue;
mod rebuild;
mod rekey;
mod related;
mod staff;
mod support;
mod timers;
mod uploads;
