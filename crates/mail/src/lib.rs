//! Letters, and the way to a mail server.
//!
//! A [`Letter`] becomes a MIME message; a [`Session`] hands messages to a server by SMTP (RFC 5321), with
//! STARTTLS (RFC 3207) or TLS from the first byte (RFC 8314) and a sign-in (RFC 4954). Bytes go over a [`Wire`],
//! so that the same code runs over sockets of WASI and, in tests, over a script.

mod letter;
mod smtp;
mod tls;
mod wire;

pub use letter::{Letter, LetterError, Mailbox, Message};
pub use smtp::{Failure, Security, Server, Session, Stage};
pub use tls::{Trust, TrustError};
pub use wire::{Wire, WireError};
