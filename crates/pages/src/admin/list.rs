use askama::Template;

use crate::admin::places;
use crate::desk::DeskShell;

/// A section's entries.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "admin/list.html", whitespace = "minimize")]
pub struct AdminListView {
    /// Around the page.
    pub desk: DeskShell,
    /// The section.
    pub title: String,
    /// What it is for, in a sentence or two.
    pub intro: String,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// What is shown this once: a label and a secret.
    pub secret: Option<(String, String)>,
    /// The words that the list is narrowed by; [`None`] where it is too short to search.
    pub words: Option<String>,
    /// Where a new entry is made: the address and the words of the button.
    pub add: Option<(String, String)>,
    /// The tables; a section has one as a rule.
    pub tables: Vec<AdminTable>,
    /// The address of the next page, or empty.
    pub next: String,
}

/// A table of entries.
#[derive(Debug, Clone, Default)]
pub struct AdminTable {
    /// What is in it; the page's own title where it is the only one.
    pub caption: String,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The entries.
    pub rows: Vec<AdminRow>,
    /// What is said of an empty one.
    pub empty: String,
}

/// An entry of a list.
#[derive(Debug, Clone, Default)]
pub struct AdminRow {
    /// Its own page; empty where it has none.
    pub href: String,
    /// A text for each column; the first leads to the page.
    pub cells: Vec<String>,
    /// Whether it is closed for what is new.
    pub is_closed: bool,
    /// What can be done with it here.
    pub action: Option<AdminAction>,
}

/// A button of a row.
#[derive(Debug, Clone, Default)]
pub struct AdminAction {
    /// Where it is sent.
    pub address: String,
    /// The words of the button.
    pub label: String,
    /// Of what: read out with the button.
    pub of: String,
}

impl AdminListView {
    fn places(&self) -> [(&'static str, &'static str); 14] {
        places(self.desk.shell.lang)
    }

    fn has_actions(&self, table: &AdminTable) -> bool {
        table.rows.iter().any(|row| row.action.is_some())
    }
}
