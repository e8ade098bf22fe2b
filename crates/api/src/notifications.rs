//! Notifications: what somebody was told, and what they wish to be told.

use chrono::{DateTime, Utc};
use domain::appeal::FieldError;
use domain::notice::{Group, Quiet};
use serde::Serialize;
use serde_json::Value;

use crate::json::Object;

/// Ways that a person may choose among; in the service itself they are told of everything.
const CHANNELS: [&str; 2] = ["email", "sms"];

/// Something that somebody was told.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationItem {
    /// Its id, a UUID.
    pub id: String,
    /// The appeal.
    pub number: String,
    /// Of what: `question`, `answer`, `new_appeal` …
    pub topic: String,
    /// The same in the caller's language.
    pub title: String,
    /// To whom: `applicant`, `participant` or `staff`.
    pub to: String,
    /// `inbox`, `email` or `sms`.
    pub channel: String,
    /// When it was told, or is to be.
    pub at: DateTime<Utc>,
    /// When it was delivered.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When it was given up.
    pub failed_at: Option<DateTime<Utc>>,
    /// Until when it is put off: it is night where the person lives, or much went to their address lately.
    pub held_until: Option<DateTime<Utc>>,
    /// When it was read; of letters nobody knows.
    pub read_at: Option<DateTime<Utc>>,
}

/// What somebody was told, newest first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notifications {
    /// The newest hundred.
    pub items: Vec<NotificationItem>,
    /// How many in the service itself were not read, a hundred at most.
    pub unread: i64,
}

/// What somebody wishes to be told, and when not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationSettings {
    /// `group:channel`; null while nothing is chosen, which means everything by e-mail.
    pub notify: Option<Vec<String>>,
    /// The groups that there are for the caller.
    pub groups: Vec<String>,
    /// `HH:MM-HH:MM` by the clock of one's region, in which no letters go out.
    pub quiet: Option<String>,
    /// Where letters go. Another address is given and confirmed as a contact of the kind `news_email`.
    pub address: Option<String>,
}

/// A choice, as it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedSettings {
    /// `group:channel`.
    pub notify: Vec<String>,
    /// When to send nothing.
    pub quiet: Option<Quiet>,
    /// Whether letters go to the address to sign in with again.
    pub main_address: bool,
}

/// Reads a choice: `{notify: [...], quiet: "22:00-08:00"|null, main_address: true}`.
pub fn settings_request(value: Value, groups: &[Group]) -> (WantedSettings, Vec<FieldError>) {
    let mut faults = Vec::new();
    let (mut notify, mut hours) = (Vec::new(), None);
    let mut main_address = false;
    if let Some(mut root) = Object::root(value, &mut faults) {
        notify = root.texts("notify");
        hours = root.nullable_text("quiet");
        main_address = root.boolean("main_address");
        root.finish();
    }
    for (index, one) in notify.iter().enumerate() {
        if !is_known(one, groups) {
            faults.push(FieldError::new(
                format!("/notify/{index}"),
                "notify_unknown",
                "Такого выбора нет: группа:канал",
                "There is no such choice: group:channel",
            ));
        }
    }
    let quiet = hours
        .filter(|text| !text.is_empty())
        .map(|text| text.parse());
    if let Some(Err(_)) = quiet {
        faults.push(FieldError::new(
            "/quiet",
            "quiet_invalid",
            "Два разных времени: 22:00-08:00",
            "Two different times: 22:00-08:00",
        ));
    }
    let wanted = WantedSettings {
        notify,
        quiet: quiet.and_then(Result::ok),
        main_address,
    };
    (wanted, faults)
}

/// Whether a choice is one of these groups by a channel.
pub fn is_known(choice: &str, groups: &[Group]) -> bool {
    choice.split_once(':').is_some_and(|(group, channel)| {
        groups.iter().any(|known| known.as_str() == group) && CHANNELS.contains(&channel)
    })
}
