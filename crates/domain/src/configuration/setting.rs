//! Figures and choices with defaults, as data.

use serde::{Deserialize, Serialize};

use super::{Item, Kind};

/// A setting that differs from its default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingItem {
    /// The code.
    pub code: String,
    /// The value as text.
    pub value: String,
}

impl Item for SettingItem {
    const KIND: Kind = Kind::Setting;

    fn key(&self) -> String {
        self.code.clone()
    }

    fn agency(&self) -> Option<&str> {
        None
    }
}
