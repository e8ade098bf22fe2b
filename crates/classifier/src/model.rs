//! The base model: how often each feature came in the texts of each category.

/// Counts by feature and category, in two blocks: stems, and pieces of stems.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// The categories' codes; entries name them by their place.
    pub categories: Vec<String>,
    /// How often each stem came.
    pub stems: Block,
    /// How often each piece of a stem came.
    pub pieces: Block,
    /// What scores are multiplied by to become logarithms of probabilities.
    pub sharpness: f32,
    /// How often a suggestion of a probability turns out right: rising pairs, found by isotonic regression.
    pub calibration: Vec<(f32, f32)>,
}

impl Model {
    /// How much a probability is to be trusted: between the two known ones around it, and never more than
    /// the best that was seen.
    pub fn calibrated(&self, probability: f64) -> f64 {
        let mut before = (0.0, 0.0);
        let known = self.calibration.iter();
        for after in known.map(|(from, to)| (f64::from(*from), f64::from(*to))) {
            if probability <= after.0 {
                let width = (after.0 - before.0).max(f64::EPSILON);
                let part = (probability - before.0) / width;
                return before.1 + part * (after.1 - before.1);
            }
            before = after;
        }
        before.1
    }
}

/// One kind of features.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// Hashes, ascending.
    pub hashes: Vec<u32>,
    /// Where the entries of each hash begin; the next one's beginning is their end.
    pub starts: Vec<u32>,
    /// Categories with their counts.
    pub entries: Vec<Entry>,
    /// All counts of each category.
    pub totals: Vec<u32>,
}

/// How often a feature came in the texts of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The place of the category.
    pub category: u16,
    /// In how many of its texts.
    pub count: u16,
}

impl Block {
    /// The categories in which a feature came; none for an unknown one.
    pub fn find(&self, hash: u32) -> &[Entry] {
        let range = || {
            let at = self.hashes.binary_search(&hash).ok()?;
            let start = usize::try_from(*self.starts.get(at)?).ok()?;
            let end = match self.starts.get(at + 1) {
                Some(end) => usize::try_from(*end).ok()?,
                None => self.entries.len(),
            };
            self.entries.get(start..end)
        };
        range().unwrap_or_default()
    }
}
