//! Counting, and fitting what makes confidence true.

use std::collections::BTreeMap;

use crate::model::{Block, Entry, Model};
use crate::score::{Added, groups, probabilities, scores};
use crate::words::{Features, stem_hash};

/// Parts into which the texts fall for the fitting: each is judged by a model of the others.
const FOLDS: usize = 5;

/// Trains a model on texts with their categories; its confidence is fitted by cross-validation, on texts
/// that the judging model has not seen.
pub fn train(examples: &[(String, String)]) -> Model {
    let documents: Vec<Document<'_>> = examples
        .iter()
        .map(|(text, category)| (Features::of(text), category.as_str()))
        .collect();
    let mut model = count(documents.iter());
    let judged = judged(&documents);
    let sharpness = sharpness(&judged);
    model.calibration = calibration(&judged, sharpness);
    model.sharpness = sharpness as f32;
    model
}

/// A text's features and its category.
type Document<'a> = (Features, &'a str);

fn count<'a>(documents: impl Iterator<Item = &'a Document<'a>> + Clone) -> Model {
    let mut categories: Vec<String> = documents
        .clone()
        .map(|(_, category)| (*category).to_owned())
        .collect();
    categories.sort_unstable();
    categories.dedup();
    let place = |code: &str| {
        let at = categories.binary_search_by(|known| known.as_str().cmp(code));
        at.ok().and_then(|at| u16::try_from(at).ok())
    };
    let (mut stems, mut pieces) = (Counts::default(), Counts::default());
    for (features, category) in documents {
        let Some(place) = place(category) else {
            continue;
        };
        for stem in &features.stems {
            stems.add(stem_hash(stem), place);
        }
        for piece in &features.pieces {
            pieces.add(*piece, place);
        }
    }
    Model {
        stems: stems.block(categories.len()),
        pieces: pieces.block(categories.len()),
        sharpness: 1.0,
        calibration: Vec::new(),
        categories,
    }
}

/// Counts while they grow.
#[derive(Default)]
struct Counts(BTreeMap<u32, BTreeMap<u16, u16>>);

impl Counts {
    fn add(&mut self, hash: u32, category: u16) {
        let count = self.0.entry(hash).or_default().entry(category).or_default();
        *count = count.saturating_add(1);
    }

    fn block(self, categories: usize) -> Block {
        let mut block = Block {
            totals: vec![0; categories],
            ..Block::default()
        };
        for (hash, counts) in self.0 {
            block.hashes.push(hash);
            let start = u32::try_from(block.entries.len()).unwrap_or(u32::MAX);
            block.starts.push(start);
            for (category, count) in counts {
                block.entries.push(Entry { category, count });
                if let Some(total) = block.totals.get_mut(usize::from(category)) {
                    *total += u32::from(count);
                }
            }
        }
        block
    }
}

/// The scores of each text by a model that has not seen it, with the place of its own category.
fn judged(documents: &[Document<'_>]) -> Vec<(Vec<f64>, usize)> {
    let mut judged: Vec<(Vec<f64>, usize)> = Vec::new();
    for fold in 0..FOLDS {
        let seen = |seen: bool| {
            let all = documents.iter().enumerate();
            all.filter(move |(at, _)| (at % FOLDS != fold) == seen)
                .map(|(_, document)| document)
        };
        let model = count(seen(true));
        let groups = groups(&model.categories);
        for (features, category) in seen(false) {
            let place = model.categories.iter().position(|code| code == category);
            let scores = scores(&model, features, &Added::default(), &groups);
            judged.extend(place.map(|place| (scores, place)));
        }
    }
    judged
}

/// The sharpness under which the texts' own categories are the most probable.
fn sharpness(judged: &[(Vec<f64>, usize)]) -> f64 {
    let mut best = (f64::INFINITY, 1.0);
    for step in 0..=STEPS {
        let sharpness = LEAST * (MOST / LEAST).powf(f64::from(step) / f64::from(STEPS));
        let loss = judged.iter().map(|(scores, place)| {
            let found = probabilities(scores, sharpness);
            let own = found.get(*place).copied().unwrap_or_default();
            -own.max(f64::MIN_POSITIVE).ln()
        });
        let loss: f64 = loss.sum();
        if loss < best.0 {
            best = (loss, sharpness);
        }
    }
    best.1
}

/// Where the sharpness is looked for, and in how many steps of a few per cent each.
const LEAST: f64 = 0.1;
const MOST: f64 = 100.0;
const STEPS: u16 = 120;

/// Groups of equal size of the suggestions, by their probability.
const GROUPS: usize = 25;

/// How many suggestions of a text are looked at.
const SUGGESTED: usize = 3;

/// How often suggestions of a probability are right: groups of like probability, joined where a later one is
/// right less often than an earlier one (the pool of adjacent violators).
fn calibration(judged: &[(Vec<f64>, usize)], sharpness: f64) -> Vec<(f32, f32)> {
    let mut pairs: Vec<(f64, bool)> = Vec::new();
    for (scores, place) in judged {
        let found = probabilities(scores, sharpness);
        let mut found: Vec<(f64, bool)> = found
            .into_iter()
            .enumerate()
            .map(|(at, probability)| (probability, at == *place))
            .collect();
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        pairs.extend(found.into_iter().take(SUGGESTED));
    }
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = pairs.len().div_ceil(GROUPS).max(1);
    // The sum of probabilities, how many were right, and how many there are.
    let mut pools: Vec<(f64, f64, f64)> = Vec::new();
    for group in pairs.chunks(size) {
        let sum = group.iter().map(|(probability, _)| probability).sum();
        let right = group.iter().filter(|(_, right)| *right).count();
        let mut pool: (f64, f64, f64) = (sum, right as f64, group.len() as f64);
        while let Some(before) = pools.pop_if(|before| before.1 / before.2 >= pool.1 / pool.2) {
            pool = (pool.0 + before.0, pool.1 + before.1, pool.2 + before.2);
        }
        pools.push(pool);
    }
    let pairs = pools.into_iter();
    pairs
        .map(|(sum, right, count)| ((sum / count) as f32, (right / count) as f32))
        .collect()
}
