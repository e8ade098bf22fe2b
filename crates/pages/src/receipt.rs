use askama::Template;

use crate::deadline::DeadlineView;
use crate::moment::Moment;
use crate::shell::Shell;

/// `/receipt/{number}`: the appeal is registered.
#[derive(Debug, Clone, Template)]
#[template(path = "receipt.html", whitespace = "minimize")]
pub struct ReceiptView {
    /// Language and address.
    pub shell: Shell,
    /// Number of the appeal.
    pub number: String,
    /// The access code while the server can still show it, else empty.
    pub access_code: String,
    /// When it was registered.
    pub created: Moment,
    /// Label of its status.
    pub status: String,
    /// Category in the page's language.
    pub category: String,
    /// Name of the agency that answers.
    pub agency: String,
    /// By when, and why.
    pub deadline: DeadlineView,
    /// Names of the files that were taken.
    pub files: Vec<String>,
    /// What the applicant still has to send, by name; usually empty.
    pub missing: Vec<String>,
}
