//! Signs of a danger in a text: a hint for a person, who confirms it or doesn't.
//!
//! The rules are `data/dangers.txt`: groups of words that must come near each other. A word of a rule is the
//! beginning of a word of the text, or all of it where it ends with `.`: «газ.» is not «газета».

use std::sync::LazyLock;

use crate::words::words;

/// What is in danger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Danger {
    /// Life.
    Life,
    /// Health.
    Health,
    /// Rights that are violated now.
    Rights,
}

impl Danger {
    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Danger::Life => "life",
            Danger::Health => "health",
            Danger::Rights => "rights",
        }
    }
}

/// The greatest danger of which a text tells.
pub fn danger(text: &str) -> Option<Danger> {
    // A longer text has told of it by then; the form allows 10,000 characters.
    const MAX_WORDS: usize = 800;
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let lines = include_str!("../data/dangers.txt").lines();
        lines.filter_map(Rule::read).collect()
    });
    let words: Vec<String> = words(text).take(MAX_WORDS).collect();
    RULES
        .iter()
        .filter(|rule| rule.fits(&words))
        .map(|rule| rule.danger)
        .min()
}

type Words = Vec<&'static str>;

struct Rule {
    danger: Danger,
    /// In how many words on end all groups are found.
    within: usize,
    /// One word of each group.
    groups: Vec<Words>,
    /// Words that say, before or among them, that it is not so.
    unless: Words,
}

/// Words before the first of a rule's that can still turn it round.
const BEFORE: usize = 2;

impl Rule {
    /// A line of the table; none for a remark.
    fn read(line: &'static str) -> Option<Rule> {
        let (head, rule) = line.split_once(": ")?;
        let (danger, within) = head.split_once(' ')?;
        let danger = [Danger::Life, Danger::Health, Danger::Rights]
            .into_iter()
            .find(|known| known.as_str() == danger)?;
        let (groups, unless) = rule.split_once('!').unwrap_or((rule, ""));
        let words = |text: &'static str| text.split_whitespace().collect();
        Some(Rule {
            danger,
            within: within.parse().ok()?,
            groups: groups.split('|').map(words).collect(),
            unless: words(unless),
        })
    }

    fn fits(&self, words: &[String]) -> bool {
        (0..words.len()).any(|at| {
            let window = words.iter().skip(at).take(self.within);
            let around = words
                .iter()
                .skip(at.saturating_sub(BEFORE))
                .take(self.within + BEFORE.min(at));
            let has = |group: &Words| window.clone().any(|word| is_one_of(word, group));
            let begins = |word: &String| self.groups.iter().any(|group| is_one_of(word, group));
            words.get(at).is_some_and(begins)
                && self.groups.iter().all(has)
                && !around.clone().any(|word| is_one_of(word, &self.unless))
        })
    }
}

fn is_one_of(word: &str, group: &[&str]) -> bool {
    group
        .iter()
        .any(|beginning| match beginning.strip_suffix('.') {
            Some(whole) => word == whole,
            None => word.starts_with(beginning),
        })
}

#[cfg(test)]
mod tests;
