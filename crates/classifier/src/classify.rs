//! Suggestions: the base model, the category tree's own words, and what an installation has learnt.

use std::collections::HashMap;

use crate::model::Model;
use crate::score::{Added, groups, probabilities, scores};
use crate::words::{Features, stem_hash, stems};

/// What the words of a category's own name, hints and keywords count: as if this many texts had them.
const NAMED: f64 = 3.0;

/// A category that a text may be of.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The category's code.
    pub category: String,
    /// How probable it is, from 0 to 1.
    pub confidence: f64,
}

/// What confirmed categories have taught of the stems of one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Learned {
    /// For each stem, in the order of [`Features::stems`], the categories in which it came.
    pub stems: Vec<Vec<(String, f64)>>,
    /// All counts of each category.
    pub totals: Vec<(String, f64)>,
}

/// Classifies texts into the categories of a tree.
#[derive(Debug, Clone)]
pub struct Classifier<'a> {
    model: &'a Model,
    /// The model's categories, then those that only the tree has.
    places: Vec<String>,
    groups: Vec<u16>,
    /// Which of them the tree has.
    offered: Vec<bool>,
    named: HashMap<u32, Vec<(u16, f64)>>,
    named_totals: Vec<f64>,
}

impl<'a> Classifier<'a> {
    /// A classifier into the given categories, each by its code with the texts that name it.
    pub fn new<'t>(
        model: &'a Model,
        categories: impl IntoIterator<Item = (&'t str, String)>,
    ) -> Classifier<'a> {
        let mut found = Classifier {
            model,
            places: model.categories.clone(),
            groups: Vec::new(),
            offered: vec![false; model.categories.len()],
            named: HashMap::new(),
            named_totals: vec![0.0; model.categories.len()],
        };
        for (code, words) in categories {
            let at = found.place(code).unwrap_or_else(|| {
                found.places.push(code.to_owned());
                found.offered.push(false);
                found.named_totals.push(0.0);
                found.places.len() - 1
            });
            let Ok(place) = u16::try_from(at) else {
                continue;
            };
            if let Some(offered) = found.offered.get_mut(at) {
                *offered = true;
            }
            let mut words: Vec<String> = stems(&words).collect();
            words.sort_unstable();
            words.dedup();
            for stem in words {
                let named = found.named.entry(stem_hash(&stem)).or_default();
                named.push((place, NAMED));
                if let Some(total) = found.named_totals.get_mut(at) {
                    *total += NAMED;
                }
            }
        }
        found.groups = groups(&found.places);
        found
    }

    /// The likeliest categories, the likeliest first, at most `most` of them.
    pub fn suggest(&self, features: &Features, learned: &Learned, most: usize) -> Vec<Suggestion> {
        let added = self.added(features, learned);
        let mut scores = scores(self.model, features, &added, &self.groups);
        for (score, offered) in scores.iter_mut().zip(&self.offered) {
            if !offered {
                *score = f64::NEG_INFINITY;
            }
        }
        let found = probabilities(&scores, f64::from(self.model.sharpness));
        // Of a text without one known word all categories are equally likely; the calibration is of other texts.
        let tells = tell_apart(&scores);
        let mut suggestions: Vec<Suggestion> = found
            .into_iter()
            .zip(&self.places)
            .zip(&self.offered)
            .filter(|(_, offered)| **offered)
            .map(|((probability, category), _)| Suggestion {
                category: category.clone(),
                confidence: match tells {
                    true => self.model.calibrated(probability),
                    false => probability,
                },
            })
            .collect();
        suggestions.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
        suggestions.truncate(most);
        suggestions
    }

    fn place(&self, code: &str) -> Option<usize> {
        self.places.iter().position(|known| known == code)
    }

    fn added(&self, features: &Features, learned: &Learned) -> Added {
        let mut totals = self.named_totals.clone();
        for (code, count) in &learned.totals {
            let total = self.place(code).and_then(|at| totals.get_mut(at));
            if let Some(total) = total {
                *total += count;
            }
        }
        let place = |code: &str| self.place(code).and_then(|at| u16::try_from(at).ok());
        let stems = features.stems.iter().enumerate().map(|(at, stem)| {
            let named = self.named.get(&stem_hash(stem));
            let mut counts: Vec<(u16, f64)> = named.cloned().unwrap_or_default();
            let learned = learned.stems.get(at).map_or(&[][..], Vec::as_slice);
            // A category that is gone has taught nothing of those that are left.
            let known = learned.iter();
            for (place, count) in known.filter_map(|(code, count)| Some((place(code)?, *count))) {
                match counts.iter_mut().find(|(known, _)| *known == place) {
                    Some((_, sum)) => *sum += count,
                    None => counts.push((place, count)),
                }
            }
            counts
        });
        Added {
            stems: stems.collect(),
            totals,
        }
    }
}

/// Whether the scores of what is offered tell one category from another.
fn tell_apart(scores: &[f64]) -> bool {
    let mut offered = scores.iter().filter(|score| score.is_finite());
    let first = offered.next();
    offered.any(|score| Some(score) != first)
}
