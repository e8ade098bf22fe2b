//! The number of an appeal: `YYYY-NNNNNNN-C`.

use std::fmt;
use std::str::FromStr;

use crate::text::{self, is_dash};

/// The first and the last year a number may name. Four digits are printed; the range is
/// wide enough for ever and narrow enough to refuse what is no year.
const YEARS: std::ops::RangeInclusive<u16> = 2000..=2999;

/// Seven digits: ten million appeals a year less one, some thirty a second of every
/// working day, which is above what a whole country sends.
const MAX_ORDINAL: u32 = 9_999_999;

/// How far the year stands to the left of the ordinal in [`AppealNumber::key`].
const YEAR_STEP: i64 = 10_000_000;

/// The operation table of a totally anti-symmetric quasigroup of order ten, from
/// H. M. Damm's thesis (Marburg, 2004). It catches every single wrong digit and every
/// swap of neighbours.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The number that an applicant gets at once and finds the appeal by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppealNumber {
    year: u16,
    ordinal: u32,
}

/// Why a string is not the number of an appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// It has not the form `YYYY-NNNNNNN-C`.
    #[error("an appeal number looks like 2026-0000001-3")]
    Format,
    /// The check digit does not fit: a digit is wrong or two are swapped.
    #[error("the check digit of the appeal number does not fit")]
    CheckDigit,
    /// The year or the ordinal is outside the range.
    #[error("the year or the ordinal of the appeal number is out of range")]
    Range,
}

impl AppealNumber {
    /// Stands for the number of an appeal that has none yet, in a state that nobody keeps.
    pub(crate) const UNKNOWN: AppealNumber = AppealNumber {
        year: *YEARS.start(),
        ordinal: 1,
    };

    /// The number of the appeal that was registered as the `ordinal`-th (from 1) of a year.
    pub fn new(year: u16, ordinal: u32) -> Result<AppealNumber, NumberError> {
        if YEARS.contains(&year) && (1..=MAX_ORDINAL).contains(&ordinal) {
            Ok(AppealNumber { year, ordinal })
        } else {
            Err(NumberError::Range)
        }
    }

    /// Reads a number as people write it: with «№» before it, spaces around it, any kind of
    /// dash, spaces in their place, or neither.
    pub fn parse(text: &str) -> Result<AppealNumber, NumberError> {
        let mut digits = [0u8; 12];
        let mut count = 0;
        for c in without_sign(&text::value(text, &[])).chars() {
            if let Some(digit) = c.to_digit(10) {
                *digits.get_mut(count).ok_or(NumberError::Format)? = digit as u8;
                count += 1;
            } else if !((is_dash(c) || c.is_whitespace()) && (count == 4 || count == 11)) {
                return Err(NumberError::Format);
            }
        }
        let (body, check) = digits.split_at(11);
        if count != 12 {
            return Err(NumberError::Format);
        }
        if check != [damm(body)] {
            return Err(NumberError::CheckDigit);
        }
        let (year, ordinal) = body.split_at(4);
        AppealNumber::new(value(year) as u16, value(ordinal))
    }

    /// The year of registration.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Which appeal of the year it is, from 1.
    pub const fn ordinal(self) -> u32 {
        self.ordinal
    }

    /// The number without its check digit as one integer, year × 10 000 000 + ordinal:
    /// the key of the row, in order of registration.
    pub const fn key(self) -> i64 {
        self.year as i64 * YEAR_STEP + self.ordinal as i64
    }

    /// The number of a row by its key.
    pub fn from_key(key: i64) -> Option<AppealNumber> {
        let year = u16::try_from(key.div_euclid(YEAR_STEP)).ok()?;
        let ordinal = u32::try_from(key.rem_euclid(YEAR_STEP)).ok()?;
        AppealNumber::new(year, ordinal).ok()
    }

    fn check_digit(self) -> u8 {
        let mut digits = [0u8; 11];
        let mut rest = self.key();
        for digit in digits.iter_mut().rev() {
            *digit = (rest % 10) as u8;
            rest /= 10;
        }
        damm(&digits)
    }
}

impl fmt::Display for AppealNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:07}-{}",
            self.year,
            self.ordinal,
            self.check_digit()
        )
    }
}

impl FromStr for AppealNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        AppealNumber::parse(text)
    }
}

crate::codes::serde_as_text!(AppealNumber);

pub(crate) fn damm(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |interim, &digit| {
        DAMM.get(usize::from(interim))
            .and_then(|row| row.get(usize::from(digit)))
            .copied()
            .unwrap_or_default()
    })
}

fn value(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |value, &digit| value * 10 + u32::from(digit))
}

/// The number without the sign that papers and letters put before one.
pub(crate) fn without_sign(text: &str) -> &str {
    ["№", "No.", "No", "N", "#"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign))
        .unwrap_or(text)
        .trim_start()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{AppealNumber, NumberError};

    #[track_caller]
    fn check(text: &str, expected: Result<(u16, u32), NumberError>) {
        let found = AppealNumber::parse(text).map(|n| (n.year(), n.ordinal()));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let number = AppealNumber::new(2026, 1).unwrap().to_string();
        check(&number, Ok((2026, 1)));
        check(&format!("  {number}\n"), Ok((2026, 1)));
        check(&number.replace('-', "–"), Ok((2026, 1)));
        check(&number.replace('-', ""), Ok((2026, 1)));
        check(&number.replace('-', " "), Ok((2026, 1)));
        check(&format!("\u{202a}{number}\u{202c}"), Ok((2026, 1)));
        check(&format!("№ {number}."), Ok((2026, 1)));
        check(&format!("№\u{a0}{number},"), Ok((2026, 1)));
        check(&format!("No. {number}"), Ok((2026, 1)));
        check(&format!("Nomer {number}"), Err(NumberError::Format));
        check("", Err(NumberError::Format));
        check("2026-0000001", Err(NumberError::Format));
        check("2026-0000001-", Err(NumberError::Format));
        check("20-260000001-3", Err(NumberError::Format));
        check("٢٠٢٦-٠٠٠٠٠٠١-٣", Err(NumberError::Format));
        check(&format!("{number}0"), Err(NumberError::Format));
        check(&format!("{number}' OR 1=1"), Err(NumberError::Format));
        check("0000-0000000-0", Err(NumberError::Range));
    }

    #[test]
    fn the_published_example_of_damm_holds() {
        // H. M. Damm's own example: 572 has the check digit 4.
        assert_eq!(super::damm(&[5, 7, 2]), 4);
    }

    /// Every number made from a valid one by one wrong digit or one swap of neighbours,
    /// over the whole of its twelve digits.
    fn spoilt(number: AppealNumber) -> Vec<String> {
        let text = number.to_string().replace('-', "");
        let digits: Vec<char> = text.chars().collect();
        let mut all = Vec::new();
        for at in 0..digits.len() {
            for wrong in '0'..='9' {
                let mut other = digits.clone();
                other[at] = wrong;
                all.push(other.iter().collect::<String>());
            }
            let mut other = digits.clone();
            other.swap(at, (at + 1).min(digits.len() - 1));
            all.push(other.iter().collect());
        }
        all.retain(|other| *other != text);
        all
    }

    #[test]
    fn every_wrong_digit_and_every_swap_is_caught() {
        let samples = [1, 2, 9, 10, 12, 99, 1234567, 7654321, 9090909, 9_999_999];
        for year in [2000, 2020, 2026, 2027, 2111, 2789, 2999] {
            for ordinal in samples.into_iter().chain((3..10_000_000).step_by(99_991)) {
                let number = AppealNumber::new(year, ordinal).unwrap();
                for other in spoilt(number) {
                    assert!(AppealNumber::parse(&other).is_err(), "{number} -> {other}");
                }
            }
        }
    }

    #[test]
    fn keys_outside_the_range_are_no_numbers() {
        for key in [0, -1, i64::MIN, i64::MAX, 20_260_000_000, 30_000_000_001] {
            assert_eq!(AppealNumber::from_key(key), None, "{key}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn a_number_survives_printing_and_its_key(year in 2000u16..3000, ordinal in 1u32..10_000_000) {
            let number = AppealNumber::new(year, ordinal).unwrap();
            prop_assert_eq!(AppealNumber::parse(&number.to_string()), Ok(number));
            prop_assert_eq!(AppealNumber::from_key(number.key()), Some(number));
        }

        #[test]
        fn numbers_sort_as_their_keys(a in 20_000_000_001i64..29_999_999_999, b in 20_000_000_001i64..29_999_999_999) {
            if let (Some(x), Some(y)) = (AppealNumber::from_key(a), AppealNumber::from_key(b)) {
                prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            }
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC*|[0-9–-]{0,20}") {
            if let Ok(number) = AppealNumber::parse(&text) {
                prop_assert_eq!(AppealNumber::parse(&number.to_string()), Ok(number));
            }
        }
    }
}
