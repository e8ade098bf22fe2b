//! A letter as a MIME message.

use std::time::SystemTime;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{MessageBuilder, MultiPart, SinglePart};

pub use lettre::message::Mailbox;

/// A letter to one person.
pub struct Letter<'a> {
    /// The same on every try, so that whoever gets it twice shows it once (RFC 5322, section 3.6.4): what stands
    /// between the angle brackets.
    pub id: &'a str,
    /// Who writes.
    pub from: &'a Mailbox,
    /// The address of the person.
    pub to: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// What it says, plain.
    pub text: &'a str,
    /// The same as HTML; may be empty.
    pub html: &'a str,
    /// `ru` or `en`.
    pub lang: &'a str,
    /// Where the person turns such letters off; may be empty.
    pub unsubscribe: &'a str,
    /// When it was written.
    pub date: SystemTime,
}

/// A message and its way: addresses that stand in an envelope as they are.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) bytes: Vec<u8>,
}

// Who is written to, and what, stay out of logs.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Message(…)")
    }
}

impl Message {
    /// What is sent, headers and body.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A letter that can't be.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// The address is none.
    #[error("the address can't be written to")]
    Address,
    /// Anything else.
    #[error("the letter can't be put together: {0}")]
    Other(String),
}

impl Letter<'_> {
    /// The message: headers and body, with what RFC 3834 and RFC 2369 expect of a program's letters. RFC 8058's single
    /// click is left out: its address would be a key to the settings, and mailboxes are read by others too.
    ///
    /// # Errors
    /// When the address is none.
    pub fn message(&self) -> Result<Message, LetterError> {
        let to: lettre::Address = self.to.parse().map_err(|_| LetterError::Address)?;
        let header = |name: &'static str, value: &str| {
            HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
        };
        let mut builder = MessageBuilder::new()
            .message_id(Some(format!("<{}>", self.id)))
            .date(self.date)
            .from(self.from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(self.subject)
            .raw_header(header("Content-Language", self.lang))
            // No out-of-office notes in return.
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if !self.unsubscribe.is_empty() {
            let address = format!("<{}>", self.unsubscribe);
            builder = builder.raw_header(header("List-Unsubscribe", &address));
        }
        let message = if self.html.is_empty() {
            builder.singlepart(SinglePart::plain(self.text.to_owned()))
        } else {
            builder.multipart(MultiPart::alternative_plain_html(
                self.text.to_owned(),
                self.html.to_owned(),
            ))
        };
        let message = message.map_err(|error| LetterError::Other(error.to_string()))?;
        Ok(Message {
            from: self.from.email.to_string(),
            to: to.to_string(),
            bytes: message.formatted(),
        })
    }
}
