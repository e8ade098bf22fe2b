//! What the black-box tests share: the instance, calls to it, and samples to send.
//!
//! The suite speaks HTTP only and knows nothing of the code behind it. It runs against an instance of its
//! own, or against the one that `OTKLIK_BASE_URL` names.

pub mod appeal;
pub mod archive;
pub mod attachment;
pub mod call;
pub mod document;
pub mod form;
pub mod image;
pub mod mail_server;
pub mod mailbox;
pub mod page;
pub mod person;
pub mod proof;
pub mod server;
pub mod staff;
pub mod target;
pub mod traces;
pub mod tus;
pub mod unique;
pub mod wire;
