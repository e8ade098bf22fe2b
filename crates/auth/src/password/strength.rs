//! How many guesses a password stands, as bits.
//!
//! The idea is that of zxcvbn (Wheeler, USENIX Security 2016): a password is as strong as the shortest
//! description of it in a guesser's terms, words, rows of the keyboard, years, repetitions. zxcvbn's own
//! crate cannot be used here: for wasm it takes the time from a browser's `performance`, and its lists know
//! no Russian.

use super::normalise;
use super::words::{ROWS, WORDS};

/// A password that needs no more guesses than 2^25 (some 30 million) is tried early, whoever's it is.
const COMMON_BITS: f64 = 25.0;

/// Weaker ones fall to a patient guesser who has stolen the hashes and the pepper.
const FAIR_BITS: f64 = 36.0;

/// Twelve characters of some thought.
const GOOD_BITS: f64 = 50.0;

/// Beyond what anybody would spend on one account.
const STRONG_BITS: f64 = 64.0;

/// Longer passwords are measured by their beginning, which keeps the time bounded.
const MEASURED_CHARS: usize = 64;

/// Steps of a row that make it a choice of the finger and not of chance.
const ROW: usize = 3;

/// A measure for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Tried among the first: not accepted.
    Common,
    /// Accepted, could be better.
    Weak,
    /// Enough for most.
    Fair,
    /// Good.
    Good,
    /// Nothing to add.
    Strong,
}

impl Strength {
    /// The stable code, which is also the meter's state in the page.
    pub const fn code(self) -> &'static str {
        match self {
            Strength::Common => "common",
            Strength::Weak => "weak",
            Strength::Fair => "fair",
            Strength::Good => "good",
            Strength::Strong => "strong",
        }
    }

    /// The measure as a share of the meter: 0 to 4.
    pub const fn score(self) -> u8 {
        self as u8
    }
}

/// How strong a password is.
pub fn strength(password: &str) -> Strength {
    match bits(&normalise(password)) {
        bits if bits < COMMON_BITS => Strength::Common,
        bits if bits < FAIR_BITS => Strength::Weak,
        bits if bits < GOOD_BITS => Strength::Fair,
        bits if bits < STRONG_BITS => Strength::Good,
        _ => Strength::Strong,
    }
}

pub(super) fn is_common(password: &str) -> bool {
    bits(password) < COMMON_BITS
}

/// The cheapest way to describe the password, by dynamic programming over its characters: `best[n]` is the
/// price of the first n.
fn bits(password: &str) -> f64 {
    let chars: Vec<char> = password.chars().take(MEASURED_CHARS).collect();
    let small: Vec<char> = chars
        .iter()
        .flat_map(|c| c.to_lowercase().take(1))
        .collect();
    let plain: Vec<char> = small.iter().map(|c| letter(*c)).collect();
    let mut best = vec![0.0];
    for end in 1..=chars.len() {
        let mut least = f64::INFINITY;
        for (start, before) in best.iter().enumerate() {
            let piece = Piece {
                chars: chars.get(start..end).unwrap_or_default(),
                small: small.get(start..end).unwrap_or_default(),
                plain: plain.get(start..end).unwrap_or_default(),
            };
            least = least.min(before + piece.price());
        }
        best.push(least);
    }
    best.last().copied().unwrap_or_default()
}

/// A part of a password: as typed, in small letters, and with digits and signs read as letters.
struct Piece<'a> {
    chars: &'a [char],
    small: &'a [char],
    plain: &'a [char],
}

impl Piece<'_> {
    fn price(&self) -> f64 {
        let alone = match self.chars {
            [one] => brute(*one),
            _ => f64::INFINITY,
        };
        let whole = [self.word(), self.row(), self.year(), self.repetition()];
        whole.into_iter().flatten().fold(alone, f64::min)
    }

    /// A word of the list, and a bit or two for how it is dressed up.
    fn word(&self) -> Option<f64> {
        let is = |chars: &[char]| {
            WORDS
                .iter()
                .any(|word| word.chars().eq(chars.iter().copied()))
        };
        let disguised = if is(self.small) {
            0.0
        } else if is(self.plain) {
            1.5
        } else {
            return None;
        };
        Some((WORDS.len() as f64).log2() + self.capitals() + disguised)
    }

    /// A stretch of a row, forwards or backwards: which row, where it begins, how long it is.
    fn row(&self) -> Option<f64> {
        if self.small.len() < ROW {
            return None;
        }
        let follows = |row: &str| {
            let row: Vec<char> = row.chars().collect();
            let backwards: Vec<char> = row.iter().rev().copied().collect();
            [row, backwards].iter().any(|row| {
                row.windows(self.small.len())
                    .any(|stretch| stretch == self.small)
            })
        };
        let found = ROWS.iter().any(|row| follows(row));
        found.then(|| 6.0 + (self.small.len() as f64).log2() / 2.0 + self.capitals())
    }

    /// A year of a living person or of the calendar.
    fn year(&self) -> Option<f64> {
        let text: String = match self.small.len() {
            4 => self.small.iter().collect(),
            _ => return None,
        };
        let year = text.parse::<u16>().ok()?;
        (1930..=2040).contains(&year).then_some(6.0)
    }

    /// One part over and over: the part, and how often.
    fn repetition(&self) -> Option<f64> {
        let length = self.small.len();
        (1..=length / 2)
            .filter(|part| length.is_multiple_of(*part))
            .find_map(|part| {
                let first = self.small.get(..part)?;
                let repeated = self.small.chunks(part).all(|chunk| chunk == first);
                // A pair of equal letters is no saving; the part is priced as random characters.
                let price: f64 = first.iter().map(|c| brute(*c)).sum();
                (repeated && length > 2)
                    .then(|| price + ((length / part) as f64).log2() + self.capitals())
            })
    }

    /// A capital at the beginning is what everybody does; more of them are more choices.
    fn capitals(&self) -> f64 {
        let capitals = self.chars.iter().filter(|c| c.is_uppercase()).count();
        match (
            capitals,
            self.chars.first().is_some_and(|c| c.is_uppercase()),
        ) {
            (0, _) => 0.0,
            (1, true) => 0.5,
            (all, _) if all == self.chars.len() => 1.0,
            (some, _) => 1.0 + some as f64,
        }
    }
}

/// A character that nothing foretells.
fn brute(c: char) -> f64 {
    match c {
        // People who need a sign take one of three.
        '!' | '.' | '@' => 3.0,
        '0'..='9' => 10f64.log2(),
        c if c.is_alphabetic() => 26f64.log2() + if c.is_uppercase() { 0.8 } else { 0.0 },
        _ => 30f64.log2(),
    }
}

/// The letter that a digit or sign is written for.
const fn letter(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Strength, strength};

    #[test]
    fn the_measure_follows_what_a_guesser_tries() {
        use Strength::*;
        for (password, expected) in [
            ("", Common),
            ("password", Common),
            ("Password2024!", Common),
            ("aaaaaaaaaaaa", Common),
            ("abcabcabcabc", Common),
            ("qwertyuiop", Common),
            ("0987654321", Common),
            ("ЙЦУКЕН", Common),
            ("Natasha!Sergey!1985", Weak),
            ("kV7$pQ2!", Weak),
            ("Тихий-Омут-1974", Good),
            ("kV7$pQ2!mZx4", Good),
            ("kV7$pQ2!mZx4%tR9", Strong),
        ] {
            assert_eq!(strength(password), expected, "{password:?}");
        }
    }

    #[test]
    fn another_character_never_makes_a_random_password_weaker() {
        let password = "kV7$pQ2!mZx4%tR9";
        let grades: Vec<_> = (0..=password.len())
            .map(|end| strength(password.split_at(end).0))
            .collect();
        assert!(grades.is_sorted(), "{grades:?}");
        assert_eq!(grades.last(), Some(&Strength::Strong));
    }

    #[test]
    fn a_long_password_takes_no_longer() {
        assert_eq!(
            strength(&"kV7$pQ2!mZx4%tR9".repeat(10_000)),
            Strength::Strong
        );
    }
}
