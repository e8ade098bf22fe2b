//! All categories and agencies, found by code.

use std::collections::HashMap;

use crate::category::{Agency, Category};

/// The tree of categories with its agencies, in the order of the data.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    agencies: HashMap<String, Agency>,
    categories: Vec<Category>,
    by_code: HashMap<String, usize>,
}

impl Catalogue {
    /// Builds the catalogue; of two categories with one code the later is found.
    pub fn new(
        agencies: impl IntoIterator<Item = Agency>,
        categories: impl IntoIterator<Item = Category>,
    ) -> Catalogue {
        let categories: Vec<Category> = categories.into_iter().collect();
        let by_code = categories.iter().enumerate();
        Catalogue {
            agencies: agencies
                .into_iter()
                .map(|agency| (agency.code.clone(), agency))
                .collect(),
            by_code: by_code
                .map(|(at, category)| (category.code.clone(), at))
                .collect(),
            categories,
        }
    }

    /// A category or group by its code.
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.by_code
            .get(code)
            .and_then(|at| self.categories.get(*at))
    }

    /// An agency by its code.
    pub fn agency(&self, code: &str) -> Option<&Agency> {
        self.agencies.get(code)
    }

    /// All agencies, in no order.
    pub fn agencies(&self) -> impl Iterator<Item = &Agency> {
        self.agencies.values()
    }

    /// Groups and categories, those that take no new appeals too, in the order of the data.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// Groups and categories that take new appeals.
    pub fn open(&self) -> impl Iterator<Item = &Category> {
        let is_open = |category: &&Category| self.is_open(category);
        self.categories.iter().filter(is_open)
    }

    /// The groups that take new appeals.
    pub fn groups(&self) -> impl Iterator<Item = &Category> {
        self.open().filter(|category| category.is_group())
    }

    /// The categories of a group that take new appeals.
    pub fn children<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a Category> {
        let of_group = move |category: &&Category| category.parent.as_deref() == Some(group);
        self.open().filter(of_group)
    }

    /// Whether a category takes new appeals: it and its group are active.
    pub fn is_open(&self, category: &Category) -> bool {
        let group = category
            .parent
            .as_deref()
            .and_then(|code| self.category(code));
        category.active && group.is_none_or(|group| group.active)
    }
}
