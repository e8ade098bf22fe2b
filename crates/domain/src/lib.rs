//! The rules of Otklik, pure: no input or output, no clock, no randomness.
//!
//! Everything that comes from outside is parsed here into types that prove their own
//! validity, and every change of an appeal is decided here as a list of journal events.
//! `serde` is derived for the journal's payloads only: the journal's vocabulary is this
//! crate's vocabulary. Wire formats, SQL and HTTP codes live elsewhere.

mod codes;

pub mod access;
pub mod access_code;
pub mod actor;
pub mod appeal;
pub mod appeal_type;
pub mod applicant;
pub mod calendar;
pub mod category;
pub mod configuration;
pub mod date;
pub mod deadline;
pub mod decide;
pub mod effects;
pub mod event;
pub mod hint;
pub mod lang;
pub mod likeness;
pub mod login;
pub mod notice;
pub mod number;
pub mod objection;
pub mod participant;
pub mod placeholder;
pub mod read_model;
pub mod region;
pub mod routing;
pub mod rules;
pub mod staff;
pub mod status;
pub mod text;
pub mod timer;

pub use access_code::AccessCode;
pub use actor::Actor;
pub use appeal::{FieldError, NewAppeal, RawAppeal, UploadedFile, check};
pub use appeal_type::AppealType;
pub use codes::UnknownCode;
pub use deadline::{Deadline, DeadlineClass};
pub use decide::{AppealState, Command, Refusal, decide};
pub use effects::Effects;
pub use event::Event;
pub use lang::{Lang, Text};
pub use login::Login;
pub use number::AppealNumber;
pub use region::Region;
pub use rules::Rules;
pub use status::Status;
pub use timer::{Timer, TimerKind};
