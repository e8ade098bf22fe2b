use askama::Template;

use crate::admin::places;
use crate::desk::DeskShell;
use crate::moment::Moment;
use crate::values::{Choice, Values};

/// `/desk/admin/history`: who changed what and when.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "admin/history.html", whitespace = "minimize")]
pub struct AdminHistoryView {
    /// Around the page.
    pub desk: DeskShell,
    /// What the list is narrowed by: `kind`, `item`.
    pub values: Values,
    /// The kinds of entries.
    pub kinds: Vec<Choice>,
    /// The changes, the newest first.
    pub changes: Vec<Change>,
    /// The address of the next page, or empty.
    pub next: String,
}

/// A change.
#[derive(Debug, Clone)]
pub struct Change {
    /// When.
    pub at: Moment,
    /// Who, and as what.
    pub who: String,
    /// What kind of entry.
    pub kind: String,
    /// The entry.
    pub name: String,
    /// Its page, or empty.
    pub href: String,
    /// What was done: «добавлено», «изменено», «убрано».
    pub what: String,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// A member that differs.
#[derive(Debug, Clone, Default)]
pub struct Difference {
    /// Its name.
    pub member: String,
    /// What it was, or empty.
    pub before: String,
    /// What it is since, or empty.
    pub after: String,
}

impl AdminHistoryView {
    fn places(&self) -> [(&'static str, &'static str); 14] {
        places(self.desk.shell.lang)
    }
}
