//! What part of the country and of the state somebody answers for.

use serde::{Deserialize, Serialize};

use crate::region::Region;

/// A part of all appeals: each limit that is set must hold. Without limits it is everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Territory {
    /// The agency's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The unit's code, within the agency. A unit without an agency covers nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// Where an appeal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The agency that answers.
    pub agency: &'a str,
    /// The unit that has it; none until somebody gave it to one.
    pub unit: Option<&'a str>,
    /// The region.
    pub region: Region,
}

impl Territory {
    /// Everything.
    pub const EVERYWHERE: Territory = Territory {
        agency: None,
        unit: None,
        region: None,
    };

    /// Whether something in this place is seen from here. What no unit of the agency has yet is
    /// seen by all its units: somebody has to take it.
    pub fn covers(&self, place: Place<'_>) -> bool {
        let agency = match &self.agency {
            Some(agency) => agency == place.agency,
            None => self.unit.is_none(),
        };
        let unit = match (&self.unit, place.unit) {
            (Some(own), Some(unit)) => own == unit,
            _ => true,
        };
        agency && unit && self.region.is_none_or(|region| region == place.region)
    }

    /// Whether the other territory lies within this one: what somebody who answers for this one
    /// may hand out.
    pub fn contains(&self, other: &Territory) -> bool {
        fn within<T: PartialEq>(own: &Option<T>, other: &Option<T>) -> bool {
            own.is_none() || own == other
        }
        (self.unit.is_none() || self.agency.is_some())
            && within(&self.agency, &other.agency)
            && within(&self.unit, &other.unit)
            && within(&self.region, &other.region)
    }

    /// Whether it has no limit.
    pub fn is_everywhere(&self) -> bool {
        *self == Territory::EVERYWHERE
    }
}
