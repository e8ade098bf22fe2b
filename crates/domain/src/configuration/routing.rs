//! Rules of routing as data.

use serde::{Deserialize, Serialize};

use super::check::codes_of;
use super::{Configuration, Faults, Item, Kind};
use crate::codes::UnknownCode;
use crate::region::Region;
use crate::routing::{Rule, Strategy};

/// Rules are tens, not thousands; there is room to put one between two others.
const MAX_POSITION: i64 = 1_000_000;

/// Codes of services in registers are shorter.
const MAX_SERVICE_CODE_CHARS: usize = 50;

/// Where appeals go that a rule fits; of several rules the first holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoutingRuleItem {
    /// Rules are asked in this order.
    pub position: i64,
    /// The category, or a group for all of its categories; none for any.
    pub category: Option<String>,
    /// The region's code; none for any.
    pub region: Option<String>,
    /// The service code of Open311; none for any.
    pub service_code: Option<String>,
    /// The agency that gets the appeal.
    pub agency: String,
    /// The unit that gets it.
    pub unit: Option<String>,
    /// The account of who gets it.
    pub assignee: Option<String>,
    /// `none` or `least_loaded`: whether somebody of the unit with the least work gets it.
    pub strategy: String,
    /// Whether the rule is asked.
    pub active: bool,
}

impl Item for RoutingRuleItem {
    const KIND: Kind = Kind::RoutingRule;

    fn key(&self) -> String {
        String::new()
    }

    fn agency(&self) -> Option<&str> {
        Some(&self.agency)
    }

    fn rule(&self) -> Option<&RoutingRuleItem> {
        Some(self)
    }

    fn check(&self, _: &str, now: &Configuration, faults: &mut Faults) {
        faults.number("/position", self.position, 0, MAX_POSITION);
        let category = self.category.as_deref();
        if category.is_some_and(|code| now.catalogue.category(code).is_none()) {
            faults.add(
                "/category",
                "category_unknown",
                "Такой категории нет",
                "There is no such category",
            );
        }
        if let Some(region) = &self.region {
            faults.region("/region", region);
        }
        if let Some(code) = &self.service_code {
            faults.line("/service_code", code, 1, MAX_SERVICE_CODE_CHARS);
        }
        faults.agency("/agency", &self.agency, now);
        let unit = self.unit.as_deref();
        if unit.is_some_and(|unit| !now.has_unit(&self.agency, unit)) {
            faults.add(
                "/unit",
                "unit_unknown",
                "У ведомства нет такого действующего подразделения",
                "The agency has no such active unit",
            );
        }
        faults.one_of("/strategy", &self.strategy, &codes_of!(Strategy));
        if self.assignee.is_some() && self.strategy == Strategy::LeastLoaded.as_str() {
            faults.add(
                "/strategy",
                "strategy_and_assignee",
                "Исполнитель назван: выбирать наименее занятого не из кого",
                "An executor is named: there is nobody to choose from",
            );
        }
    }
}

impl RoutingRuleItem {
    /// The rule with this id that it stands for.
    pub fn named(self, id: String) -> Result<Rule, UnknownCode> {
        let region = self.region.as_deref().map(Region::parse);
        Ok(Rule {
            id,
            category: self.category,
            region: region
                .transpose()
                .map_err(|_| UnknownCode { what: "region" })?,
            service_code: self.service_code,
            agency: self.agency,
            unit: self.unit,
            assignee: self.assignee,
            strategy: self.strategy.parse()?,
        })
    }
}
