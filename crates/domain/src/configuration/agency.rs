//! Agencies as data.

use serde::{Deserialize, Serialize};

use super::{Item, Kind};
use crate::category::Agency;
use crate::codes::UnknownCode;
use crate::lang::Text;

/// An agency that answers appeals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgencyItem {
    /// The stable code.
    pub code: String,
    /// The name in Russian.
    pub name_ru: String,
    /// The name in English.
    pub name_en: String,
    /// `local`, `regional` or `federal`.
    pub instance: String,
    /// The agency to which its answers may be taken.
    pub superior: Option<String>,
    /// Whether it takes new appeals.
    pub active: bool,
}

impl Item for AgencyItem {
    const KIND: Kind = Kind::Agency;

    fn key(&self) -> String {
        self.code.clone()
    }

    fn agency(&self) -> Option<&str> {
        Some(&self.code)
    }
}

impl TryFrom<AgencyItem> for Agency {
    type Error = UnknownCode;

    fn try_from(item: AgencyItem) -> Result<Agency, UnknownCode> {
        Ok(Agency {
            code: item.code,
            name: Text::new(item.name_ru, item.name_en),
            instance: item.instance.parse()?,
            superior: item.superior,
            active: item.active,
        })
    }
}
