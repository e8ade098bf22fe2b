//! From text to stems and to what a typing error leaves of them.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

/// A longer word is no word.
const MAX_WORD_CHARS: usize = 40;

/// A text longer than this says what it is about in its beginning.
const MAX_CHARS: usize = 4_000;

/// Letters of a piece of a stem: with four most typing errors leave some piece whole, and a piece still
/// belongs to few words.
const PIECE: usize = 4;

/// The stem of each word, in order, in lower case and with `е` for `ё`; Snowball's Russian stems, English
/// ones for words of ASCII alone.
pub fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    let russian = Stemmer::create(Algorithm::Russian);
    let english = Stemmer::create(Algorithm::English);
    words(text).map(move |word| {
        let stemmer = if word.is_ascii() { &english } else { &russian };
        stemmer.stem(&word).into_owned()
    })
}

/// The words, in order, in lower case and with `е` for `ё`.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && word.chars().count() <= MAX_WORD_CHARS)
        .map(|word| word.to_lowercase().replace('ё', "е"))
}

/// What a text is known by: each of its stems once, and each piece of them once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Features {
    /// The stems, in alphabetical order.
    pub stems: Vec<String>,
    /// Hashes of the pieces.
    pub pieces: Vec<u32>,
}

impl Features {
    /// Of a text; numbers are left out, since they name houses and dates.
    pub fn of(text: &str) -> Features {
        let beginning: String = text.chars().take(MAX_CHARS).collect();
        let stems: BTreeSet<String> = stems(&beginning)
            .filter(|stem| stem.chars().any(char::is_alphabetic))
            .collect();
        let mut pieces: Vec<u32> = stems.iter().flat_map(|stem| pieces(stem)).collect();
        pieces.sort_unstable();
        pieces.dedup();
        Features {
            stems: stems.into_iter().collect(),
            pieces,
        }
    }
}

fn pieces(stem: &str) -> Vec<u32> {
    // Marks of the beginning and the end: «вод» as a word is not «вод» in «водитель».
    let letters: Vec<char> = std::iter::once('^')
        .chain(stem.chars())
        .chain(std::iter::once('$'))
        .collect();
    let piece = |letters: &[char]| hash(letters.iter().copied());
    letters.windows(PIECE).map(piece).collect()
}

/// What stands for a stem in the base model.
pub fn stem_hash(stem: &str) -> u32 {
    hash(stem.chars())
}

/// FNV-1a over the letters, 64 bits folded into 32: of some ten thousand features hardly two meet.
fn hash(letters: impl Iterator<Item = char>) -> u32 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mixed = letters.fold(OFFSET, |hash, letter| {
        (hash ^ u64::from(letter)).wrapping_mul(PRIME)
    });
    ((mixed >> 32) ^ (mixed & 0xffff_ffff)) as u32
}
