use askama::Template;

use crate::cabinet::places;
use crate::moment::Moment;
use crate::shell::Shell;

/// `/cabinet/notifications`: of what to tell and how, and what was sent. Sent by
/// `POST /cabinet/notifications` with a value `event:channel` of `notify` for each box.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "cabinet/notifications.html", whitespace = "minimize")]
pub struct NotificationsView {
    /// Language and address.
    pub shell: Shell,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// Kinds of news with the channels that tell of them.
    pub settings: Vec<NotifySetting>,
    /// What was sent, newest first.
    pub rows: Vec<NotificationRow>,
}

/// A kind of news and its channels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotifySetting {
    /// Code of the event.
    pub code: String,
    /// What it is, in the page's language.
    pub label: String,
    /// Channels: code, label, whether it is on.
    pub channels: Vec<(String, String, bool)>,
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
    /// When it was delivered; an empty text while it is not.
    pub delivered: Moment,
}

impl NotificationsView {
    fn places(&self) -> [(&'static str, &'static str); 5] {
        places(&self.shell)
    }
}
