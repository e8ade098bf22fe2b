//! The collections of items, as their addresses name them.

use domain::configuration::Kind;
use web::Problem;

/// A collection: the last part of its address and the kind of its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Collection {
    /// `/api/v1/admin/{code}`.
    pub(crate) code: &'static str,
    /// What its items are.
    pub(crate) kind: Kind,
}

/// Every collection, in the order of the menu.
pub(crate) const ALL: [Collection; 10] = [
    of(Kind::Category, "categories"),
    of(Kind::Agency, "agencies"),
    of(Kind::Unit, "units"),
    of(Kind::RoutingRule, "routing-rules"),
    of(Kind::DeadlineClass, "deadline-classes"),
    of(Kind::CalendarDay, "calendar-days"),
    of(Kind::CalendarYear, "calendar-years"),
    of(Kind::Setting, "settings"),
    of(Kind::AnswerTemplate, "templates"),
    of(Kind::Webhook, "webhooks"),
];

const fn of(kind: Kind, code: &'static str) -> Collection {
    Collection { code, kind }
}

impl Collection {
    /// The collection at an address; an unknown one is not found.
    pub(crate) fn at(code: &str) -> Result<Collection, Problem> {
        let mut all = ALL.into_iter();
        all.find(|collection| collection.code == code)
            .ok_or_else(Problem::not_found)
    }

    /// Whether the installation gives the keys: nothing is added and nothing goes.
    pub(crate) fn is_fixed(self) -> bool {
        matches!(self.kind, Kind::DeadlineClass | Kind::Setting)
    }
}
