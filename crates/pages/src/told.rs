//! What people were told about an appeal, on its card.

use askama::Template;

use crate::moment::Moment;
use crate::shell::Shell;

/// The part of a card.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "told.html", whitespace = "minimize")]
pub struct ToldView {
    /// Language and address.
    pub shell: Shell,
    /// When the applicant is to be called; an empty text where they do not wish it.
    pub call: Moment,
    /// What was told, newest first.
    pub rows: Vec<ToldRow>,
}

/// Somebody was told something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToldRow {
    /// When.
    pub at: Moment,
    /// Of what, in the page's language.
    pub what: String,
    /// To whom: «заявителю»; empty where that is the reader.
    pub to: &'static str,
    /// How it goes: «почта».
    pub channel: String,
    /// How far it has come.
    pub state: Delivery,
}

/// How far something has come on its way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Delivery {
    /// It waits.
    #[default]
    Waiting,
    /// It was put off until then.
    Held(Moment),
    /// It is there.
    Delivered(Moment),
    /// It can't be delivered.
    Failed(Moment),
    /// It was read.
    Read(Moment),
}

impl ToldView {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.call.text.is_empty()
    }
}
