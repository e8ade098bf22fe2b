use askama::Template;

use crate::shell::Shell;
use crate::values::Row;

/// The start page.
#[derive(Debug, Clone, Template)]
#[template(path = "home.html", whitespace = "minimize")]
pub struct HomeView {
    /// Language and address.
    pub shell: Shell,
    /// Deadlines by class: «Справки и документы» — «5 рабочих дней».
    pub deadlines: Vec<Row>,
}
