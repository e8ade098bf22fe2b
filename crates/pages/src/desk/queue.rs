use askama::Template;

use crate::deadline::DeadlineView;
use crate::desk::DeskShell;
use crate::values::{Choice, Fault, Values};

/// `/desk`: the queue. What is shown follows from the address alone.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "desk/queue.html", whitespace = "minimize")]
pub struct QueueView {
    /// Around the page.
    pub desk: DeskShell,
    /// Something that has just been done, or empty.
    pub notice: String,
    /// What became of each appeal of a bulk command; empty without one.
    pub results: Vec<BulkLine>,
    /// The filters as they stand in the address.
    pub values: Values,
    /// What is wrong with them.
    pub faults: Vec<Fault>,
    /// Ready views with their counters.
    pub views: Vec<QueueTab>,
    /// The filters that the reader keeps.
    pub saved: Vec<SavedTab>,
    /// Statuses to choose from.
    pub statuses: Vec<Choice>,
    /// Categories to choose from.
    pub categories: Vec<Choice>,
    /// Units to choose from; none where the agency has none.
    pub units: Vec<Choice>,
    /// Priorities to choose from.
    pub priorities: Vec<Choice>,
    /// Whom appeals can be assigned to.
    pub staff: Vec<Choice>,
    /// Where appeals can be forwarded to.
    pub agencies: Vec<Choice>,
    /// The page of the queue.
    pub rows: Vec<QueueRow>,
    /// Query of the next page, or empty.
    pub next: String,
    /// Whether this is not the first page.
    pub is_later: bool,
    /// Query of the same filters without the cursor; may be empty.
    pub query: String,
    /// What the page's script compares, to tell that the queue has changed.
    pub counters: String,
}

/// A ready view of the queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueTab {
    /// Its address.
    pub url: String,
    /// Its name.
    pub label: String,
    /// How many appeals there are in it.
    pub count: i64,
    /// Whether it is the one that is shown.
    pub is_current: bool,
    /// Whether any is too many.
    pub is_bad: bool,
}

/// A filter that somebody keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedTab {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Whether it is the one that is shown.
    pub is_current: bool,
}

/// What became of one appeal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkLine {
    /// The number.
    pub number: String,
    /// What stands in the way; empty when it was done.
    pub error: String,
}

/// An appeal in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// The number.
    pub number: String,
    /// The title.
    pub title: String,
    /// Category in the page's language.
    pub category: String,
    /// Where it is: agency or unit; may be empty.
    pub place: String,
    /// Code of the priority.
    pub priority: String,
    /// The priority in the page's language.
    pub priority_label: String,
    /// Whether it is a hint that waits for a person.
    pub is_hint: bool,
    /// By when, and why.
    pub deadline: DeadlineView,
    /// How much is left, in short: «2 дн. 4 ч».
    pub left: String,
    /// `late`, `soon`, `calm` or `still`; decides the colour.
    pub pace: &'static str,
    /// Who has it, or empty.
    pub assignee: String,
    /// Whether that is the reader.
    pub is_mine: bool,
    /// Code of the status.
    pub status: String,
    /// The status in the page's language.
    pub status_label: String,
    /// Whether its answer waits for a supervisor.
    pub approval: bool,
    /// Whether the applicant wrote and nobody acted since.
    pub replied: bool,
    /// When the applicant was to be called, once it is time; empty else.
    pub call: String,
}

impl QueueView {
    /// The filters that a form does not show but keeps: those of the ready views.
    fn kept(&self) -> Vec<(&'static str, &str)> {
        let views = [
            "mine",
            "unassigned",
            "overdue",
            "awaits_approval",
            "to_call",
            "agency",
        ];
        let kept = views.into_iter().map(|name| (name, self.values.get(name)));
        kept.filter(|(_, value)| !value.is_empty()).collect()
    }

    fn is_narrowed(&self) -> bool {
        ["q", "status", "category", "unit", "priority"]
            .iter()
            .any(|name| !self.values.get(name).is_empty())
    }

    /// `/desk` with the filters that are on.
    pub fn here(&self) -> String {
        match self.query.as_str() {
            "" => "/desk".to_owned(),
            query => format!("/desk?{query}"),
        }
    }

    /// Whether the filter that is shown is worth keeping and not kept yet.
    fn can_keep(&self) -> bool {
        !self.query.is_empty()
            && !self.saved.iter().any(|one| one.is_current)
            && !self.views.iter().any(|one| one.is_current)
    }

    fn done(&self) -> usize {
        self.results
            .iter()
            .filter(|one| one.error.is_empty())
            .count()
    }

    fn failed(&self) -> Vec<&BulkLine> {
        self.results
            .iter()
            .filter(|one| !one.error.is_empty())
            .collect()
    }

    fn errors(&self) -> Vec<(String, &str)> {
        let faults = self.faults.iter();
        faults
            .map(|fault| (fault.id(), fault.text.as_str()))
            .collect()
    }
}
