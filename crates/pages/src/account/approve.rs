use askama::Template;

use crate::moment::Moment;
use crate::shell::Shell;

/// `/approve`: a signed-in phone lets another device in.
///
/// A scanned code comes in the address's fragment, which no server sees; static/fragment.js puts it into the
/// form. Sent as `short_code`: first to `POST /api/v1/session/qr/look`, then to `…/approve`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/approve.html", whitespace = "minimize")]
pub struct ApproveView {
    /// Language and address.
    pub shell: Shell,
    /// How far it is.
    pub stage: Approve,
}

/// How far an approval is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approve {
    /// The code is asked for; with what was wrong with the last one, or empty.
    Ask(String),
    /// Who asks is shown.
    Look(Asker),
    /// It is approved.
    Done,
}

impl Default for Approve {
    fn default() -> Self {
        Approve::Ask(String::new())
    }
}

/// The device that wants to be let in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asker {
    /// The code, to be sent back.
    pub short_code: String,
    /// «Chrome, Windows».
    pub device: String,
    /// Its network, or what else is known of the place; may be empty.
    pub place: String,
    /// When it asked.
    pub at: Moment,
}

impl ApproveView {
    fn error(&self) -> &str {
        match &self.stage {
            Approve::Ask(error) => error,
            Approve::Look(_) | Approve::Done => "",
        }
    }
}
