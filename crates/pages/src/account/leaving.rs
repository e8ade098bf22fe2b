use askama::Template;

use crate::shell::Shell;

/// The answer to `POST /sign-in/oidc`: on the way to somebody else who knows the person. It is a page and
/// not a redirect, for a form may only lead to our own addresses (CSP `form-action 'self'`), redirects
/// included; the header `Refresh` goes on by itself.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "account/leaving.html", whitespace = "minimize")]
pub struct LeavingView {
    /// Language and address; the address is `/sign-in`.
    pub shell: Shell,
    /// The provider's name.
    pub name: String,
    /// Where to.
    pub location: String,
}
