//! Webhooks as data. Their secrets are kept elsewhere, sealed.

use serde::{Deserialize, Serialize};

use super::{Configuration, Faults, Item, Kind};

/// Longer addresses don't survive common software.
const MAX_URL_CHARS: usize = 2_000;

/// What can be heard of: kinds of the journal that an applicant sees too.
pub const WEBHOOK_EVENTS: [&str; 7] = [
    "appeal_registered",
    "status_changed",
    "message_written",
    "deadline_passed",
    "forwarded",
    "rating_given",
    "rating_revised",
];

/// Where a program wants to hear of events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WebhookItem {
    /// What it is called in the list.
    pub name: String,
    /// The agency whose appeals it hears of; none for all.
    pub agency: Option<String>,
    /// The address.
    pub url: String,
    /// Kinds of events.
    pub events: Vec<String>,
    /// Whether anything is sent.
    pub active: bool,
}

impl Item for WebhookItem {
    const KIND: Kind = Kind::Webhook;

    fn key(&self) -> String {
        String::new()
    }

    fn agency(&self) -> Option<&str> {
        self.agency.as_deref()
    }

    fn check(&self, _: &str, now: &Configuration, faults: &mut Faults) {
        faults.name("/name", &self.name);
        if let Some(agency) = &self.agency {
            faults.agency("/agency", agency, now);
        }
        let rest = self.url.strip_prefix("https://").unwrap_or_default();
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_plain = |c: char| c.is_ascii_graphic();
        // A name in the address would be a secret in a list.
        if host.is_empty()
            || host.contains('@')
            || self.url.len() > MAX_URL_CHARS
            || !self.url.chars().all(is_plain)
        {
            faults.add(
                "/url",
                "url_format",
                "Адрес вида https://host/path, без имени и пароля",
                "An address like https://host/path, without a name and a password",
            );
        }
        if self.events.is_empty() {
            faults.add(
                "/events",
                "required",
                "Выберите хотя бы одно событие",
                "Choose at least one event",
            );
        }
        for (index, event) in self.events.iter().enumerate() {
            faults.one_of(&format!("/events/{index}"), event, &WEBHOOK_EVENTS);
        }
    }

    fn closed(self) -> Option<Self> {
        Some(WebhookItem {
            active: false,
            ..self
        })
    }
}
