//! Complement naive Bayes (Rennie et al., 2003): a category is the likelier, the rarer a text's features are
//! in the texts of all the others. Categories with few texts and with many are then judged alike.

use crate::model::{Block, Entry, Model};
use crate::words::{Features, stem_hash};

/// Seen in no text is not impossible: this much is added to every count.
const SMOOTHING: f64 = 2.0;

/// What a piece of a stem says beside the stem: found on the training texts, where values from 0.3 to 0.7 do
/// about as well.
const PIECE_WEIGHT: f64 = 0.5;

/// Counts beside the model's own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Added {
    /// For each stem of the text the categories in which it came, with counts.
    pub stems: Vec<Vec<(u16, f64)>>,
    /// All counts of each category.
    pub totals: Vec<f64>,
}

/// How well each category fits, as logarithms of probabilities that are still to be sharpened; `categories`
/// is how many there are, the model's own first.
pub fn scores(model: &Model, features: &Features, added: &Added, categories: usize) -> Vec<f64> {
    let mut stems = Sums::new(&model.stems, &added.totals, categories);
    for (at, stem) in features.stems.iter().enumerate() {
        let more = added.stems.get(at).map_or(&[][..], Vec::as_slice);
        stems.add(model.stems.find(stem_hash(stem)), more);
    }
    let mut pieces = Sums::new(&model.pieces, &[], categories);
    for piece in &features.pieces {
        pieces.add(model.pieces.find(*piece), &[]);
    }
    // Pieces are not learnt: the more was learnt of whole stems, the less they say.
    let learnt: f64 = added.totals.iter().sum();
    let own: f64 = model.stems.totals.iter().copied().map(f64::from).sum();
    let weight = PIECE_WEIGHT * own.max(1.0) / (own.max(1.0) + learnt);
    // Features of one text depend on each other: with each one the certainty grows less.
    let evidence = (stems.known + weight * pieces.known).max(1.0).sqrt();
    let both = stems.finish().into_iter().zip(pieces.finish());
    both.map(|(stem, piece)| (stem + weight * piece) / evidence)
        .collect()
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
    /// What a feature adds to a category whose texts never had it.
    absent: Vec<f64>,
    scores: Vec<f64>,
    known: f64,
}

impl Sums {
    fn new(block: &Block, more: &[f64], categories: usize) -> Sums {
        let own = |at: usize| block.totals.get(at).copied().map_or(0.0, f64::from);
        let totals: Vec<f64> = (0..categories)
            .map(|at| own(at) + more.get(at).copied().unwrap_or_default())
            .collect();
        let all: f64 = totals.iter().sum();
        let vocabulary = block.hashes.len() as f64 * SMOOTHING;
        Sums {
            absent: totals
                .iter()
                .map(|total| (all - total + vocabulary).max(SMOOTHING).ln())
                .collect(),
            scores: vec![0.0; categories],
            known: 0.0,
        }
    }

    fn add(&mut self, entries: &[Entry], more: &[(u16, f64)]) {
        let mut counts: Vec<(u16, f64)> = entries
            .iter()
            .map(|entry| (entry.category, f64::from(entry.count)))
            .collect();
        for (category, count) in more {
            match counts.iter_mut().find(|(known, _)| known == category) {
                Some((_, sum)) => *sum += count,
                None => counts.push((*category, *count)),
            }
        }
        let total: f64 = counts.iter().map(|(_, count)| count).sum();
        if total <= 0.0 {
            return;
        }
        self.known += 1.0;
        for (category, count) in counts {
            let elsewhere = (total - count).max(0.0) + SMOOTHING;
            if let Some(score) = self.scores.get_mut(usize::from(category)) {
                *score += ((total + SMOOTHING) / elsewhere).ln();
            }
        }
    }

    fn finish(self) -> Vec<f64> {
        let Sums {
            absent,
            scores,
            known,
        } = self;
        let pairs = scores.into_iter().zip(absent);
        pairs
            .map(|(score, absent)| score + known * absent)
            .collect()
    }
}
