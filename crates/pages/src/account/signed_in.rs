use askama::Template;

use crate::shell::Shell;

/// Signed in, in a tab beside a page that waits: the way back to it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/signed_in.html", whitespace = "minimize")]
pub struct SignedInView {
    /// Language and address.
    pub shell: Shell,
}
