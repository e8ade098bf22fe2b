use askama::Template;

use crate::moment::Moment;
use crate::shell::Shell;

/// The call that the applicant waits for, on the desk's card. Sent by `POST /api/v1/appeals/{number}/call` with
/// `outcome` and `again_at`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "desk/call.html", whitespace = "minimize")]
pub struct CallView {
    /// Language and address.
    pub shell: Shell,
    /// The number.
    pub number: String,
    /// The version that the page shows.
    pub version: i64,
    /// When.
    pub at: Moment,
    /// Whether it is time.
    pub is_due: bool,
    /// Whether the reader may say what came of it.
    pub can_work: bool,
    /// The time that was typed and refused; none where nothing was.
    pub again_at: Option<String>,
}
