//! The client's side of SMTP.

mod lines;
mod session;

pub use session::Session;

use crate::tls::Trust;
use crate::wire::WireError;

/// How the connection is kept from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a mail server on this machine or in a private network.
    None,
    /// A plain beginning, then TLS, or nothing (RFC 3207).
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
}

/// A server and how it is spoken to.
#[derive(Clone)]
pub struct Server {
    /// Its name, for which its certificate must be.
    pub name: String,
    /// How the connection is secured.
    pub security: Security,
    /// Whose certificates are believed; needed unless there is no TLS.
    pub trust: Option<Trust>,
    /// Name and password of the sign-in. Sent over TLS alone, or to this machine itself.
    pub login: Option<(String, String)>,
    /// Whether a plain connection stays on this machine.
    pub is_local: bool,
    /// What we call ourselves: a domain of ours.
    pub hello: String,
}

/// Where a conversation stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The server's greeting and our hello.
    Hello,
    /// STARTTLS.
    StartTls,
    /// The sign-in.
    SignIn,
    /// The sender's address.
    Sender,
    /// The recipient's address.
    Recipient,
    /// The message itself.
    Data,
}

impl Stage {
    /// Whether a refusal here is about the message, not about us.
    const fn is_message(self) -> bool {
        matches!(self, Stage::Sender | Stage::Recipient | Stage::Data)
    }

    const fn word(self) -> &'static str {
        match self {
            Stage::Hello => "EHLO",
            Stage::StartTls => "STARTTLS",
            Stage::SignIn => "AUTH",
            Stage::Sender => "MAIL",
            Stage::Recipient => "RCPT",
            Stage::Data => "DATA",
        }
    }
}

/// Why a message was not handed over. A server's words are left out: they repeat addresses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The server refused.
    #[error("{} {code} {}.{}.{}", stage.word(), detail[0], detail[1], detail[2])]
    Refused {
        /// What was refused.
        stage: Stage,
        /// The reply code (RFC 5321, section 4.2).
        code: u16,
        /// The enhanced one (RFC 3463); zeroes where there is none.
        detail: [u8; 3],
    },
    /// The connection is of no more use.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// The other side speaks something else.
    #[error("{}: the server's answer is not SMTP", .0.word())]
    Nonsense(Stage),
    /// The server has no STARTTLS, and without it nothing is sent.
    #[error("the server offers no STARTTLS")]
    NoStartTls,
    /// The server offers no way of signing in that we know, or the connection would show the password.
    #[error("no way to sign in: PLAIN and LOGIN over TLS are known")]
    NoSignIn,
    /// The server does not take addresses beyond ASCII.
    #[error("the server does not take such addresses (SMTPUTF8)")]
    NoUnicode,
}

impl Failure {
    /// Whether trying the same message again is of no use: it was the message that was refused, for good
    /// (5yz). What is wrong with the server or with our place in it may be repaired, so that is never final.
    pub const fn is_final(&self) -> bool {
        match self {
            Failure::Refused { stage, code, .. } => stage.is_message() && *code >= 500,
            Failure::NoUnicode => true,
            _ => false,
        }
    }

    /// Whether the connection may go on with another message.
    pub const fn leaves_session(&self) -> bool {
        match self {
            // 421: the server closes the connection.
            Failure::Refused { stage, code, .. } => stage.is_message() && *code != 421,
            Failure::NoUnicode => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
