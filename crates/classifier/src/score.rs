//! Complement naive Bayes (Rennie et al., 2003): a category is the likelier, the rarer a text's features are
//! in the texts of all the others. Categories with few texts and with many are then judged alike.

use crate::model::{Block, Entry, Model};
use crate::words::{Features, stem_hash};

// The numbers below were found by cross-validation on the training texts alone; their neighbours do about as well.

/// Seen in no text is not impossible: this much is added to every count of a category.
const SMOOTHING: f64 = 4.0;

/// The same of a group of categories, which has many more texts.
const GROUP_SMOOTHING: f64 = 1.0;

/// What a piece of a stem says beside the stem.
const PIECE_WEIGHT: f64 = 0.5;

/// What a stem says of a category through its group: «автобус» is of all of transport, in whichever of its
/// categories it has been seen.
const GROUP_WEIGHT: f64 = 0.5;

/// Features of one text depend on each other: with each one the certainty grows, and by less than the one before.
const DEPENDENCE: f64 = 0.35;

/// Counts beside the model's own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Added {
    /// For each stem of the text the categories in which it came, with counts.
    pub stems: Vec<Vec<(u16, f64)>>,
    /// All counts of each category.
    pub totals: Vec<f64>,
}

/// The group of each category, by the beginning of its code.
pub fn groups(categories: &[String]) -> Vec<u16> {
    let group = |code: &str| code.split('.').next().unwrap_or_default().to_owned();
    let mut known: Vec<String> = Vec::new();
    let places = categories.iter().map(|code| {
        let group = group(code);
        let at = known.iter().position(|one| *one == group);
        let at = at.unwrap_or_else(|| {
            known.push(group);
            known.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    });
    places.collect()
}

/// How well each category fits, as logarithms of probabilities that are still to be sharpened; `groups` are the
/// groups of the categories, the model's own first.
pub fn scores(model: &Model, features: &Features, added: &Added, groups: &[u16]) -> Vec<f64> {
    let totals = totals(&model.stems, &added.totals, groups.len());
    let mut stems = Sums::new(&totals, model.stems.hashes.len(), SMOOTHING);
    let of_groups = folded(totals.iter().copied().zip(0..), groups);
    let of_groups: Vec<f64> = of_groups.into_iter().map(|(_, total)| total).collect();
    let mut whole = Sums::new(&of_groups, model.stems.hashes.len(), GROUP_SMOOTHING);
    for (at, stem) in features.stems.iter().enumerate() {
        let more = added.stems.get(at).map_or(&[][..], Vec::as_slice);
        let counts = counts(model.stems.find(stem_hash(stem)), more);
        whole.add(&folded(
            counts.iter().map(|(place, count)| (*count, *place)),
            groups,
        ));
        stems.add(&counts);
    }
    let of_pieces = self::totals(&model.pieces, &[], groups.len());
    let mut pieces = Sums::new(&of_pieces, model.pieces.hashes.len(), SMOOTHING);
    for piece in &features.pieces {
        pieces.add(&counts(model.pieces.find(*piece), &[]));
    }
    // Pieces are not learnt: the more was learnt of whole stems, the less they say.
    let learnt: f64 = added.totals.iter().sum();
    let own: f64 = model.stems.totals.iter().copied().map(f64::from).sum();
    let weight = PIECE_WEIGHT * own.max(1.0) / (own.max(1.0) + learnt);
    let evidence = (stems.known + weight * pieces.known).max(1.0);
    let evidence = evidence.powf(DEPENDENCE);
    let whole = whole.finish();
    let both = stems.finish().into_iter().zip(pieces.finish());
    let all = both.zip(groups).map(|((stem, piece), group)| {
        let group = whole.get(usize::from(*group)).copied().unwrap_or_default();
        (stem + weight * piece + GROUP_WEIGHT * group) / evidence
    });
    all.collect()
}

/// All counts of each category, the model's and those beside them.
fn totals(block: &Block, more: &[f64], categories: usize) -> Vec<f64> {
    let own = |at: usize| block.totals.get(at).copied().map_or(0.0, f64::from);
    let more = |at: usize| more.get(at).copied().unwrap_or_default();
    (0..categories).map(|at| own(at) + more(at)).collect()
}

/// In how many texts of which categories a feature came.
fn counts(entries: &[Entry], more: &[(u16, f64)]) -> Vec<(u16, f64)> {
    let own = entries.iter();
    let mut counts: Vec<(u16, f64)> = own
        .map(|entry| (entry.category, f64::from(entry.count)))
        .collect();
    for (category, count) in more {
        add_to(&mut counts, *category, *count);
    }
    counts
}

/// Counts of categories as counts of their groups, in the order in which groups first come.
fn folded(counts: impl Iterator<Item = (f64, u16)>, groups: &[u16]) -> Vec<(u16, f64)> {
    let mut folded = Vec::new();
    for (count, category) in counts {
        if let Some(group) = groups.get(usize::from(category)) {
            add_to(&mut folded, *group, count);
        }
    }
    folded
}

fn add_to(counts: &mut Vec<(u16, f64)>, place: u16, count: f64) {
    match counts.iter_mut().find(|(known, _)| *known == place) {
        Some((_, sum)) => *sum += count,
        None => counts.push((place, count)),
    }
}

/// Probabilities of scores.
pub fn probabilities(scores: &[f64], sharpness: f64) -> Vec<f64> {
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = scores
        .iter()
        .map(|score| ((score - best) * sharpness).exp())
        .collect();
    let sum: f64 = raised.iter().sum();
    raised.iter().map(|value| value / sum).collect()
}

/// The sums over one kind of features.
struct Sums {
    smoothing: f64,
    /// What a feature adds to a category whose texts never had it.
    absent: Vec<f64>,
    scores: Vec<f64>,
    known: f64,
}

impl Sums {
    fn new(totals: &[f64], vocabulary: usize, smoothing: f64) -> Sums {
        let all: f64 = totals.iter().sum();
        let vocabulary = vocabulary as f64 * smoothing;
        let absent = |total: &f64| (all - total + vocabulary).max(smoothing).ln();
        Sums {
            smoothing,
            absent: totals.iter().map(absent).collect(),
            scores: vec![0.0; totals.len()],
            known: 0.0,
        }
    }

    fn add(&mut self, counts: &[(u16, f64)]) {
        let total: f64 = counts.iter().map(|(_, count)| count).sum();
        if total <= 0.0 {
            return;
        }
        self.known += 1.0;
        for (category, count) in counts {
            let elsewhere = (total - count).max(0.0) + self.smoothing;
            if let Some(score) = self.scores.get_mut(usize::from(*category)) {
                *score += ((total + self.smoothing) / elsewhere).ln();
            }
        }
    }

    fn finish(self) -> Vec<f64> {
        let pairs = self.scores.into_iter().zip(self.absent);
        pairs
            .map(|(score, absent)| score + self.known * absent)
            .collect()
    }
}
