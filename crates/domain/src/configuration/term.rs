//! Terms of the classes of deadlines as data.

use serde::{Deserialize, Serialize};

use super::check::codes_of;
use super::{Configuration, Faults, Item, Kind};
use crate::codes::UnknownCode;
use crate::deadline::DeadlineClass;
use crate::rules::Term;

/// A working year; the law's own terms are tens of days.
const MAX_WORKING_DAYS: i64 = 250;

/// A month.
const MAX_HOURS: i64 = 720;

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

    fn check(&self, _: &str, now: &Configuration, faults: &mut Faults) {
        faults.number("/working_days", self.working_days, 1, MAX_WORKING_DAYS);
        if let Some(hours) = self.first_response_hours {
            faults.number("/first_response_hours", hours, 1, MAX_HOURS);
        }
        let Ok(class) = self.code.parse::<DeadlineClass>() else {
            faults.one_of("/code", &self.code, &codes_of!(DeadlineClass));
            return;
        };
        let longest = DeadlineClass::Complex;
        let days = |class| i64::from(now.rules.term(class).working_days);
        let others = DeadlineClass::ALL.iter().filter(|c| **c != longest);
        let is_wrong = if class == longest {
            others
                .map(|c| days(*c))
                .any(|days| days > self.working_days)
        } else {
            self.working_days > days(longest)
        };
        if is_wrong {
            faults.add(
                "/working_days",
                "term_longer_than_extended",
                "Ни один срок не может быть длиннее продлённого",
                "No term can be longer than the extended one",
            );
        }
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
