//! News in the service itself, and what somebody wishes to be told: the same for citizens and staff.

use askama::Template;

use crate::cabinet::NotificationRow;
use crate::desk::DeskShell;
use crate::moment::Moment;
use crate::told::Delivery;

/// What somebody was told, newest first. A form opens an appeal and marks its news as read.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// Where the forms go.
    pub action: &'static str,
    /// How much was not read.
    pub unread: i64,
    /// What there is.
    pub items: Vec<NewsRow>,
}

/// A piece of news.
#[derive(Debug, Clone, Default)]
pub struct NewsRow {
    /// Its id.
    pub id: String,
    /// The appeal.
    pub number: String,
    /// What it is, in the page's language.
    pub title: String,
    /// When.
    pub at: Moment,
    /// When it was read; an empty text while it was not.
    pub read: Moment,
}

/// What somebody wishes to be told.
#[derive(Debug, Clone, Default)]
pub struct NotifySettings {
    /// Kinds of news with the channels that tell of them.
    pub groups: Vec<NotifySetting>,
    /// `HH:MM`, or nothing.
    pub quiet_from: String,
    /// `HH:MM`, or nothing.
    pub quiet_until: String,
    /// Where letters go; empty where no address is known.
    pub address: String,
    /// Whether that is another one than the address to sign in with.
    pub is_other: bool,
}

/// A kind of news and its channels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotifySetting {
    /// Code of the kind.
    pub code: String,
    /// What it is, in the page's language.
    pub label: String,
    /// Channels: code, label, whether it is on.
    pub channels: Vec<(String, String, bool)>,
}

/// `/desk/notifications`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "desk/notifications.html", whitespace = "minimize")]
pub struct DeskNotificationsView {
    /// What is around the page.
    pub desk: DeskShell,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// What the person was told.
    pub news: News,
    /// What they wish to be told.
    pub settings: NotifySettings,
    /// What was sent, newest first.
    pub rows: Vec<NotificationRow>,
}
