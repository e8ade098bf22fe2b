//! Units of agencies as data.

use serde::{Deserialize, Serialize};

use super::{Configuration, Faults, Item, Kind};
use crate::lang::Text;
use crate::routing::Rule;

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
        format!("{}:{}", self.agency, self.code)
    }

    fn agency(&self) -> Option<&str> {
        Some(&self.agency)
    }

    fn check(&self, _: &str, now: &Configuration, faults: &mut Faults) {
        faults.agency("/agency", &self.agency, now);
        faults.code("/code", &self.code);
        faults.names("/name", &self.name_ru, &self.name_en);
    }

    fn needed(&self, now: &Configuration) -> Option<Text> {
        let leads = |rule: &Rule| {
            rule.agency == self.agency && rule.unit.as_deref() == Some(self.code.as_str())
        };
        now.routing.iter().any(leads).then(|| {
            Text::fixed(
                "В подразделение ведут правила маршрута. Сначала измените их.",
                "Routing rules lead to the unit. Change them first.",
            )
        })
    }

    fn closed(self) -> Option<Self> {
        Some(UnitItem {
            active: false,
            ..self
        })
    }
}
