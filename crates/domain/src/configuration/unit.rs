//! Units of agencies as data.

use serde::{Deserialize, Serialize};

use super::{Item, Kind};

/// A unit of an agency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UnitItem {
    /// The agency's code.
    pub agency: String,
    /// The code, the agency's own.
    pub code: String,
    /// The name in Russian.
    pub name_ru: String,
    /// The name in English.
    pub name_en: String,
    /// Whether it takes appeals.
    pub active: bool,
}

impl Item for UnitItem {
    const KIND: Kind = Kind::Unit;

    fn key(&self) -> String {
        format!("{}/{}", self.agency, self.code)
    }

    fn agency(&self) -> Option<&str> {
        Some(&self.agency)
    }
}
