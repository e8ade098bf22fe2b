//! Routing: which agency and unit an appeal goes to, and who is to answer it, by rules that are data.
//!
//! The rules are looked through in their order, and the first that fits decides. Where none does, the
//! category's own agency answers, and nobody in particular.

mod explain;

use crate::category::Catalogue;
use crate::codes::codes;
use crate::region::Region;

codes! {
    /// How an appeal finds its executor where a rule names none.
    pub enum Strategy, "strategy" {
        /// It waits in the queue until somebody takes it.
        None = "none",
        /// It goes to the executor of the place who has the fewest open appeals.
        LeastLoaded = "least_loaded",
    }
}

/// A line of the rules. What is [`None`] among the conditions fits everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The stable identifier.
    pub id: String,
    /// A category; a group's code fits all its categories.
    pub category: Option<String>,
    /// A region.
    pub region: Option<Region>,
    /// What the appeal's own field [`SERVICE_CODE`] says.
    pub service_code: Option<String>,
    /// The agency it goes to.
    pub agency: String,
    /// The unit of that agency.
    pub unit: Option<String>,
    /// The account of the executor.
    pub assignee: Option<String>,
    /// How an executor is found where none is named.
    pub strategy: Strategy,
}

/// The field of a category that holds the code of the public service that an appeal is about.
pub const SERVICE_CODE: &str = "service_code";

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// The category's code.
    pub category: &'a str,
    /// The code of its group.
    pub group: Option<&'a str>,
    /// The region.
    pub region: Region,
    /// The code of the service.
    pub service_code: Option<&'a str>,
}

impl<'a> Matter<'a> {
    /// What an appeal of this category is to the rules.
    pub fn new(
        catalogue: &'a Catalogue,
        category: &'a str,
        region: Region,
        service_code: Option<&'a str>,
    ) -> Matter<'a> {
        let found = catalogue.category(category);
        Matter {
            category,
            group: found.and_then(|category| category.parent.as_deref()),
            region,
            service_code: service_code.map(str::trim).filter(|code| !code.is_empty()),
        }
    }
}

/// Where an appeal goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// The agency.
    pub agency: String,
    /// The unit.
    pub unit: Option<String>,
    /// The account of the executor.
    pub assignee: Option<String>,
    /// Whether the executor with the fewest open appeals is to be looked for.
    pub least_loaded: bool,
    /// The rule that decided; none where the category's own agency answers.
    pub rule: Option<String>,
}

impl Rule {
    /// Whether all conditions fit. A service's code may be written in any case.
    pub fn fits(&self, matter: &Matter<'_>) -> bool {
        let category = self.category.as_deref();
        let service = self.service_code.as_deref();
        category.is_none_or(|code| code == matter.category || Some(code) == matter.group)
            && self.region.is_none_or(|region| region == matter.region)
            && service.is_none_or(|code| {
                let given = matter.service_code;
                given.is_some_and(|given| given.eq_ignore_ascii_case(code.trim()))
            })
    }

    fn route(&self) -> Route {
        Route {
            agency: self.agency.clone(),
            unit: self.unit.clone(),
            assignee: self.assignee.clone(),
            least_loaded: self.assignee.is_none() && self.strategy == Strategy::LeastLoaded,
            rule: Some(self.id.clone()),
        }
    }
}

/// Where an appeal goes that comes in, or whose category was changed: the first rule that fits decides,
/// else the category's agency answers.
pub fn route(rules: &[Rule], matter: &Matter<'_>, own_agency: &str) -> Route {
    let rule = rules.iter().find(|rule| rule.fits(matter));
    rule.map_or_else(
        || Route {
            agency: own_agency.to_owned(),
            ..Route::default()
        },
        Rule::route,
    )
}

/// Where in `agency` an appeal goes that is forwarded to it: the first rule that fits and leads there names
/// the unit and the executor.
pub fn within(rules: &[Rule], matter: &Matter<'_>, agency: &str) -> Route {
    let leads = |rule: &&Rule| rule.agency == agency && rule.fits(matter);
    let rule = rules.iter().find(leads);
    rule.map_or_else(
        || Route {
            agency: agency.to_owned(),
            ..Route::default()
        },
        Rule::route,
    )
}

/// Where an appeal goes that repeats one of this place: to whoever worked on that one, if they still may; else to
/// the one of the place who has the fewest. Where nobody had it, or nobody is there, it waits in the place's queue.
pub fn repeat(
    agency: &str,
    unit: Option<&str>,
    executor: Option<&str>,
    executors: &[(String, u64)],
) -> Route {
    let assignee = executor.and_then(|executor| {
        let is_there = executors.iter().any(|(account, _)| account == executor);
        match is_there {
            true => Some(executor),
            false => least_loaded(executors),
        }
    });
    Route {
        agency: agency.to_owned(),
        unit: unit.map(str::to_owned),
        assignee: assignee.map(str::to_owned),
        ..Route::default()
    }
}

/// Of executors with their open appeals the one who has the fewest; of equals the first by account, so that
/// two instances choose alike.
pub fn least_loaded(executors: &[(String, u64)]) -> Option<&str> {
    let least = executors
        .iter()
        .min_by_key(|(account, open)| (open, account));
    least.map(|(account, _)| account.as_str())
}

#[cfg(test)]
mod tests;
