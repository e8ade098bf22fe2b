//! Figures and choices with defaults, as data.

use serde::{Deserialize, Serialize};

use super::check::codes_of;
use super::{Configuration, Faults, Item, Kind};
use crate::rules::Setting;

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

    fn check(&self, _: &str, _: &Configuration, faults: &mut Faults) {
        let Ok(setting) = self.code.parse::<Setting>() else {
            faults.one_of("/code", &self.code, &codes_of!(Setting));
            return;
        };
        if let Err(error) = setting.check(&self.value) {
            faults.add_text("/value", "value_unknown", error.text());
        }
    }
}
