//! The number of an objection: the appeal's own, its ordinal there, and a check digit over both.

use std::fmt;
use std::str::FromStr;

use crate::number::{AppealNumber, NumberError, damm};
use crate::text;

/// An applicant objects to an answer once an instance, and answers to one appeal are few: two digits hold
/// what ever happens, and a loop of somebody's program ends at them.
pub const MAX_ORDINAL: u16 = 99;

/// `YYYY-NNNNNNN-C-K-D`: whoever reads it knows the appeal; `D` is Damm's check digit over all digits
/// before it, so that a wrong digit or two swapped ones are told from another objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectionNumber {
    appeal: AppealNumber,
    ordinal: u16,
}

impl ObjectionNumber {
    /// The number of an appeal's `ordinal`-th objection, from 1.
    pub fn new(appeal: AppealNumber, ordinal: u16) -> Result<ObjectionNumber, NumberError> {
        if (1..=MAX_ORDINAL).contains(&ordinal) {
            Ok(ObjectionNumber { appeal, ordinal })
        } else {
            Err(NumberError::Range)
        }
    }

    /// Reads a number as it is written; the spaces and dashes that people put are the appeal's number's.
    pub fn parse(text: &str) -> Result<ObjectionNumber, NumberError> {
        let text = text::value(text, &[]);
        let (rest, check) = split(&text).ok_or(NumberError::Format)?;
        let (appeal, ordinal) = split(rest).ok_or(NumberError::Format)?;
        let appeal = AppealNumber::parse(appeal)?;
        if ordinal.is_empty() || ordinal.starts_with('0') || !digits(ordinal) || !digits(check) {
            return Err(NumberError::Format);
        }
        let ordinal = ordinal.parse().map_err(|_| NumberError::Range)?;
        let number = ObjectionNumber::new(appeal, ordinal)?;
        match check.parse() == Ok(number.check_digit()) {
            true => Ok(number),
            false => Err(NumberError::CheckDigit),
        }
    }

    /// The appeal whose answer is objected to.
    pub const fn appeal(self) -> AppealNumber {
        self.appeal
    }

    /// Which of the appeal's objections it is, from 1.
    pub const fn ordinal(self) -> u16 {
        self.ordinal
    }

    fn check_digit(self) -> u8 {
        let text = format!("{}{}", self.appeal, self.ordinal);
        let digits: Vec<u8> = text
            .chars()
            .filter_map(|c| c.to_digit(10))
            .filter_map(|digit| u8::try_from(digit).ok())
            .collect();
        damm(&digits)
    }
}

/// The part before the last dash and the part behind it.
fn split(text: &str) -> Option<(&str, &str)> {
    text.rsplit_once(text::is_dash)
}

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

impl fmt::Display for ObjectionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.appeal, self.ordinal, self.check_digit())
    }
}

impl FromStr for ObjectionNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        ObjectionNumber::parse(text)
    }
}

crate::codes::serde_as_text!(ObjectionNumber);

#[cfg(test)]
mod tests {
    use super::*;

    fn number(ordinal: u16) -> ObjectionNumber {
        let appeal = AppealNumber::new(2026, 123).unwrap();
        ObjectionNumber::new(appeal, ordinal).unwrap()
    }

    #[test]
    fn a_number_reads_back_and_begins_with_the_appeals() {
        for ordinal in [1, 9, 10, 99] {
            let text = number(ordinal).to_string();
            assert!(text.starts_with(&number(ordinal).appeal().to_string()));
            assert_eq!(ObjectionNumber::parse(&text), Ok(number(ordinal)));
            assert_eq!(
                ObjectionNumber::parse(&format!(" {} ", text.replace('-', "–"))),
                Ok(number(ordinal))
            );
        }
        let appeal = number(1).appeal();
        for ordinal in [0, 100] {
            assert_eq!(
                ObjectionNumber::new(appeal, ordinal),
                Err(NumberError::Range)
            );
        }
    }

    #[test]
    fn every_wrong_digit_and_every_swap_of_neighbours_is_caught() {
        let text = number(12).to_string();
        for (at, kept) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            for wrong in ('0'..='9').filter(|digit| *digit != kept) {
                let mut changed = text.clone();
                changed.replace_range(at..=at, &wrong.to_string());
                assert!(ObjectionNumber::parse(&changed).is_err(), "{changed}");
            }
        }
        let digits: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| c.is_ascii_digit())
            .map(|(at, _)| at)
            .collect();
        for pair in digits.windows(2) {
            let mut changed: Vec<char> = text.chars().collect();
            changed.swap(pair[0], pair[1]);
            let changed: String = changed.into_iter().collect();
            if changed != text {
                assert!(ObjectionNumber::parse(&changed).is_err(), "{changed}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let appeal = number(1).appeal();
        for text in [
            String::new(),
            appeal.to_string(),
            format!("{appeal}-1"),
            format!("{appeal}--1"),
            format!("{appeal}-01-1"),
            format!("{appeal}-1-1-1"),
            format!("{appeal}-x-1"),
        ] {
            assert!(ObjectionNumber::parse(&text).is_err(), "{text:?}");
        }
    }
}
