use askama::Template;

use crate::cabinet::places;
use crate::moment::Moment;
use crate::news::{News, NotifySettings};
use crate::shell::Shell;
use crate::told::Delivery;

/// `/cabinet/notifications`: of what to tell and how, and what was sent. Sent by
/// `POST /cabinet/notifications` with a value `event:channel` of `notify` for each box.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "cabinet/notifications.html", whitespace = "minimize")]
pub struct NotificationsView {
    /// Language and address.
    pub shell: Shell,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// What the person was told.
    pub news: News,
    /// What they wish to be told.
    pub settings: NotifySettings,
    /// What was sent, newest first.
    pub rows: Vec<NotificationRow>,
}

/// A message that was sent or is on its way. Never its text: it may hold a code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotificationRow {
    /// When it was written.
    pub at: Moment,
    /// What it is about, in the page's language.
    pub what: String,
    /// How it goes: «почта».
    pub channel: String,
    /// How far it has come.
    pub state: Delivery,
    /// By which it can be asked for again; empty where it can't.
    pub again: String,
}

impl NotificationsView {
    fn places(&self) -> [(&'static str, &'static str); 6] {
        places(&self.shell)
    }
}
