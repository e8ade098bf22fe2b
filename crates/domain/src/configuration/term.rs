//! Terms of the classes of deadlines as data.

use serde::{Deserialize, Serialize};

use super::{Item, Kind};
use crate::codes::UnknownCode;
use crate::deadline::DeadlineClass;
use crate::rules::Term;

/// The term of a class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeadlineClassItem {
    /// The code, one of `domain::deadline::DeadlineClass`.
    pub code: String,
    /// The term in working days.
    pub working_days: i64,
    /// Within how many hours there must be a first response; none where no such term holds.
    pub first_response_hours: Option<i64>,
}

impl Item for DeadlineClassItem {
    const KIND: Kind = Kind::DeadlineClass;

    fn key(&self) -> String {
        self.code.clone()
    }

    fn agency(&self) -> Option<&str> {
        None
    }
}

impl DeadlineClassItem {
    /// The class and the term that it has. `support_hours` is the setting for classes that respond first.
    pub fn term(&self, support_hours: u16) -> Result<(DeadlineClass, Term), UnknownCode> {
        let class: DeadlineClass = self.code.parse()?;
        let hours = self
            .first_response_hours
            .and_then(|h| u16::try_from(h).ok());
        let own = class.responds_first().then_some(support_hours);
        let term = Term {
            working_days: u16::try_from(self.working_days).unwrap_or_default(),
            first_response_hours: hours.or(own),
        };
        Ok((class, term))
    }
}
