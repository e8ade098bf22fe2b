use askama::Template;

use crate::cabinet::places;
use crate::moment::Moment;
use crate::shell::Shell;

/// `/cabinet/accesses`: who opened the person's data.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "cabinet/accesses.html", whitespace = "minimize")]
pub struct AccessesView {
    /// Language and address.
    pub shell: Shell,
    /// Readings, newest first.
    pub rows: Vec<AccessRow>,
    /// Query of the next page (`cursor=…`), or empty.
    pub next: String,
}

/// A reading of personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessRow {
    /// When.
    pub at: Moment,
    /// Who, as the applicant may know it: role and agency.
    pub who: String,
    /// Number of the appeal, or empty.
    pub number: String,
    /// What was read, in the page's language.
    pub what: String,
    /// Why, in the page's language.
    pub why: String,
}

impl AccessesView {
    fn places(&self) -> [(&'static str, &'static str); 6] {
        places(&self.shell)
    }
}
