//! Rules of routing as data.

use serde::{Deserialize, Serialize};

use super::{Item, Kind};
use crate::codes::UnknownCode;
use crate::region::Region;
use crate::routing::Rule;

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
}

impl RoutingRuleItem {
    /// The rule with this id that it stands for.
    pub fn rule(self, id: String) -> Result<Rule, UnknownCode> {
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
