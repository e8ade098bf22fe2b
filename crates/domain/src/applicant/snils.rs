//! СНИЛС, the number of a person's pension insurance account.

use super::{ValueError, personal};
use crate::text;

/// Numbers up to 001-001-998 were given out without a check number.
const LAST_UNCHECKED: u32 = 1_001_998;

/// A СНИЛС: eleven digits, of which the last two are the check number.
#[derive(Clone, PartialEq, Eq)]
pub struct Snils(String);

personal!(Snils);

impl Snils {
    /// Reads a СНИЛС, with or without its spaces and hyphens.
    pub fn parse(text: &str) -> Result<Snils, ValueError> {
        let number = text::unspaced(text);
        let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
        let Some(digits) = digits.filter(|digits| digits.len() == 11) else {
            return Err(ValueError::new(
                "snils_format",
                "СНИЛС состоит из 11 цифр",
                "A SNILS has 11 digits",
            ));
        };
        let (body, check) = digits.split_at(9);
        let value = body.iter().fold(0, |value, digit| value * 10 + digit);
        let found = check.iter().fold(0, |value, digit| value * 10 + digit);
        // The weights fall from 9 to 1; 100 and 101 are written as 00.
        let sum: u32 = body
            .iter()
            .zip((1..=9).rev())
            .map(|(digit, weight)| digit * weight)
            .sum();
        let right = value > LAST_UNCHECKED && found == sum % 101 % 100;
        let unchecked = (1..=LAST_UNCHECKED).contains(&value);
        if !right && !unchecked {
            return Err(ValueError::new(
                "snils_check",
                "Проверьте СНИЛС: контрольное число не сходится",
                "Check the SNILS: its check number does not fit",
            ));
        }
        Ok(Snils(number))
    }

    /// The usual form, `112-233-445 95`.
    pub fn grouped(&self) -> String {
        let mut grouped = String::with_capacity(14);
        for (at, digit) in self.0.chars().enumerate() {
            match at {
                3 | 6 => grouped.push('-'),
                9 => grouped.push(' '),
                _ => {}
            }
            grouped.push(digit);
        }
        grouped
    }
}
