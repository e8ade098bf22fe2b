//! Webhooks as data. Their secrets are kept elsewhere, sealed.

use serde::{Deserialize, Serialize};

use super::{Item, Kind};

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
}
