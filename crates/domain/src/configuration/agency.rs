//! Agencies as data.

use serde::{Deserialize, Serialize};

use super::check::codes_of;
use super::{Configuration, Faults, Item, Kind};
use crate::category::{Agency, Instance};
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

    fn check(&self, _: &str, now: &Configuration, faults: &mut Faults) {
        faults.code("/code", &self.code);
        faults.names("/name", &self.name_ru, &self.name_en);
        faults.one_of("/instance", &self.instance, &codes_of!(Instance));
        if let Some(code) = self.superior.as_deref() {
            self.check_superior(code, now, faults);
        }
        if !self.active
            && let Some(text) = self.needed(now)
        {
            faults.add_text("/active", "agency_needed", text);
        }
    }

    fn needed(&self, now: &Configuration) -> Option<Text> {
        let code = Some(self.code.as_str());
        let mut categories = now.catalogue.open();
        if categories.any(|category| category.agency.as_deref() == code) {
            return Some(Text::fixed(
                "Ведомство отвечает за категории. Сначала передайте их другому.",
                "The agency answers for categories. Give them to another first.",
            ));
        }
        let mut rules = now.routing.iter();
        rules.any(|rule| rule.agency == self.code).then(|| {
            Text::fixed(
                "К ведомству ведут правила маршрута. Сначала измените их.",
                "Routing rules lead to the agency. Change them first.",
            )
        })
    }

    fn closed(self) -> Option<Self> {
        Some(AgencyItem {
            active: false,
            ..self
        })
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

impl AgencyItem {
    /// Whoever stands above must exist, stand as high or higher, and not stand below as well.
    fn check_superior(&self, code: &str, now: &Configuration, faults: &mut Faults) {
        let at = "/superior";
        let Some(superior) = now.catalogue.agency(code) else {
            faults.add(
                at,
                "agency_unknown",
                "Такого ведомства нет",
                "There is no such agency",
            );
            return;
        };
        let own = self.instance.parse::<Instance>();
        if own.is_ok_and(|own| superior.instance < own) {
            faults.add(
                at,
                "superior_lower",
                "Вышестоящее ведомство не может быть уровнем ниже",
                "The superior agency cannot be of a lower instance",
            );
        }
        let mut above = Some(superior);
        // As many steps as there are agencies lead to the top, or go round.
        for _ in 0..=now.catalogue.agencies().count() {
            let Some(agency) = above else { return };
            if agency.code == self.code {
                break;
            }
            let next = agency.superior.as_deref();
            above = next.and_then(|code| now.catalogue.agency(code));
        }
        faults.add(
            at,
            "superior_cycle",
            "Так ведомство подчинялось бы самому себе",
            "The agency would stand above itself",
        );
    }
}
