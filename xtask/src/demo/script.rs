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
    #[serde(default)]
    pub(super) transitions: Vec<Transition>,
    /// The body of `PUT /api/v1/appeals/{number}/rating`.
    pub(super) rating: Option<Value>,
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

/// Compiled in, so that what runs is what was built.
pub(super) fn entries() -> Result<Vec<Entry>> {
    serde_json::from_str(include_str!("../../demo/appeals.json")).context("xtask/demo/appeals.json")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn values(pick: impl Fn(&Entry) -> Vec<String>) -> BTreeSet<String> {
        entries().unwrap().iter().flat_map(pick).collect()
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
        let titles = values(|entry| vec![entry.title().to_owned()]);
        assert_eq!(titles.len(), entries().unwrap().len());
    }
}
