//! The terms of the classes of deadlines.

use std::collections::BTreeMap;

use crate::deadline::DeadlineClass;

/// How long a class gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Working days to the answer.
    pub working_days: u16,
    /// Hours to the first response, where there is such a term. They are hours of the clock, nights and holidays
    /// included: support is there at any time, and «within 24 hours» means that to whoever reads it.
    pub first_response_hours: Option<u16>,
}

/// The terms that were changed; the others are the class's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(BTreeMap<DeadlineClass, Term>);

impl Terms {
    /// Gives a class another term. One of no days is not taken: nobody answers in no time.
    pub fn set(&mut self, class: DeadlineClass, term: Term) {
        if term.working_days > 0 {
            self.0.insert(class, term);
        }
    }

    /// The term of a class; `hours` is the setting for support.
    pub fn get(&self, class: DeadlineClass, hours: u16) -> Term {
        let own = || Term {
            working_days: class.working_days(),
            first_response_hours: class.responds_first().then_some(hours),
        };
        self.0.get(&class).copied().unwrap_or_else(own)
    }
}
