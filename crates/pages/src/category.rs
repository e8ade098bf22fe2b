use askama::Template;

use crate::shell::Shell;
use crate::values::Choice;

/// `/submit` without a category: what the appeal is about.
///
/// It leads on by `POST /submit`, so that what was written stays out of addresses; «Изменить тему» of the form
/// leads back here by `/submit?category=…&change=1`.
#[derive(Debug, Clone, Template)]
#[template(path = "categories.html", whitespace = "minimize")]
pub struct CategoriesView {
    /// The mark of who has opened it: drafts of others are not offered. Empty for nobody.
    pub opened_by: String,
    /// Language and address.
    pub shell: Shell,
    /// Categories by group, in the order of the catalogue.
    pub groups: Vec<CategoryGroup>,
    /// Code of the category chosen before («изменить»), or empty.
    pub selected: String,
    /// Number of the appeal that is repeated, or empty.
    pub repeat_of: String,
    /// The draft that waits on the server for somebody who has signed in.
    pub unsent: Option<Unsent>,
    /// What is wrong: an unknown category, or none chosen. Empty if nothing is.
    pub error: String,
    /// What was written to find the topic by, or empty.
    pub text: String,
    /// The topics that the text seems to be about; [`None`] where nobody asked.
    pub suggested: Option<Vec<Choice>>,
    /// Below this confidence, in per cent, the script offers no topic.
    pub worth_offering: u8,
}

/// An appeal that was begun and not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsent {
    /// Code of its category.
    pub category: String,
    /// Its title, or empty.
    pub title: String,
    /// When it was kept, in milliseconds.
    pub saved_at: i64,
}

/// A group of the catalogue: «Дороги».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryGroup {
    /// Its name in the page's language.
    pub name: String,
    /// Its categories.
    pub categories: Vec<CategoryChoice>,
}

/// A category as one can choose it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CategoryChoice {
    /// `roads.surface`.
    pub code: String,
    /// Its name in the page's language.
    pub name: String,
    /// Further words that the search finds it by, separated by spaces; may be empty.
    pub words: String,
}
