use askama::Template;

use crate::shell::Shell;

/// Where the look-up form leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LookupFor {
    /// To the card of an appeal.
    #[default]
    Status,
    /// To its receipt: sent as `next=receipt`.
    Receipt,
}

/// `/status`: number and access code. Sent by `POST /status` as `number` and
/// `access_code`.
///
/// Also shown in place of a receipt or a card that this device has no access to.
#[derive(Debug, Clone, Template)]
#[template(path = "lookup.html", whitespace = "minimize")]
pub struct LookupView {
    /// Language and address.
    pub shell: Shell,
    /// What was typed or stands in the address, or empty.
    pub number: String,
    /// Why it failed. One text for an unknown number, a wrong code and another's
    /// appeal; `None` when nothing was asked yet. An empty text stands for the usual one.
    pub error: Option<String>,
    /// Where it leads.
    pub wanted: LookupFor,
}

impl LookupView {
    fn message(&self) -> Option<&str> {
        match self.error.as_deref() {
            Some("") => Some(self.shell.t(
                "Обращение не найдено. Проверьте номер и код: они должны быть с одной квитанции.",
                "No such appeal. Check the number and the code: both must be from one receipt.",
            )),
            other => other,
        }
    }

    fn is_receipt(&self) -> bool {
        self.wanted == LookupFor::Receipt
    }
}
