//! What is sent: appeals, and what happened to them.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

/// One appeal and its story.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The body of `POST /api/v1/appeals`.
    pub(super) appeal: Value,
    /// Who of the people of `/demo` sends it; nobody known without.
    pub(super) sender: Option<String>,
    /// What these people do to it.
    #[serde(default)]
    pub(super) steps: Vec<Step>,
    #[serde(default)]
    pub(super) transitions: Vec<Transition>,
    /// The body of `PUT /api/v1/appeals/{number}/rating`.
    pub(super) rating: Option<Value>,
}

/// A call of somebody of `/demo`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) by: String,
    pub(super) method: String,
    /// Below `/api/v1/appeals/{number}/`.
    pub(super) path: String,
    pub(super) body: Option<Value>,
}

/// A body of `POST /api/v1/appeals/{number}/transitions`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Transition {
    pub(super) to: String,
    pub(super) comment: String,
}

impl Entry {
    pub(super) fn title(&self) -> &str {
        self.appeal["title"].as_str().unwrap_or_default()
    }
}

/// Appeals of many people to many agencies. Compiled in, so that what runs is what was built.
pub(super) fn appeals() -> Result<Vec<Entry>> {
    serde_json::from_str(include_str!("../../demo/appeals.json")).context("xtask/demo/appeals.json")
}

/// Appeals of one person to one agency: what the people of `/demo` have to do.
pub(super) fn work() -> Result<Vec<Entry>> {
    serde_json::from_str(include_str!("../../demo/work.json")).context("xtask/demo/work.json")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn values(pick: impl Fn(&Entry) -> Vec<String>) -> BTreeSet<String> {
        appeals().unwrap().iter().flat_map(pick).collect()
    }

    #[test]
    fn the_data_is_varied() {
        let categories = values(|entry| vec![entry.appeal["category"].to_string()]);
        assert!(categories.len() >= 30, "{}", categories.len());
        let types = values(|entry| vec![entry.appeal["type"].to_string()]);
        assert_eq!(types.len(), 5, "{types:?}");
        let statuses = values(|entry| {
            entry
                .transitions
                .iter()
                .map(|step| step.to.clone())
                .collect()
        });
        assert_eq!(statuses.len(), 7, "{statuses:?}");
    }

    #[test]
    fn titles_differ_so_that_no_two_rows_look_alike() {
        let (appeals, work) = (appeals().unwrap(), work().unwrap());
        let titles: BTreeSet<&str> = appeals.iter().chain(&work).map(Entry::title).collect();
        assert_eq!(titles.len(), appeals.len() + work.len());
    }
}
