//! ИНН, the taxpayer's number.

use super::{ValueError, personal};
use crate::text;

/// Weights of the check digits (order of the Federal Tax Service of 29.06.2012
/// N ММВ-7-6/435@): of an organisation's tenth digit, of a person's eleventh and twelfth.
/// Each is a tail of the longest.
const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// An ИНН of an organisation (10 digits) or a person (12 digits).
#[derive(Clone, PartialEq, Eq)]
pub struct Inn(String);

personal!(Inn);

impl Inn {
    /// Reads an ИНН; spaces and dashes are tolerated.
    pub fn parse(text: &str) -> Result<Inn, ValueError> {
        let number = text::unspaced(text);
        let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
        let digits = digits.filter(|digits| matches!(digits.len(), 10 | 12));
        let Some(digits) = digits else {
            return Err(ValueError::new(
                "inn_format",
                "ИНН состоит из 10 или 12 цифр",
                "An INN has 10 or 12 digits",
            ));
        };
        // A number of zeros satisfies the arithmetic, but no tax office has the code 0000.
        let right = check_digits_fit(&digits) && digits.iter().any(|digit| *digit != 0);
        if !right {
            return Err(ValueError::new(
                "inn_check",
                "Проверьте ИНН: контрольные цифры не сходятся",
                "Check the INN: its check digits do not fit",
            ));
        }
        Ok(Inn(number))
    }
}

fn check_digits_fit(digits: &[u32]) -> bool {
    let first_check = if digits.len() == 10 { 9 } else { 10 };
    (first_check..digits.len()).all(|at| {
        let weights = WEIGHTS.iter().skip(WEIGHTS.len() - at);
        let sum: u32 = digits
            .iter()
            .zip(weights)
            .map(|(digit, weight)| digit * weight)
            .sum();
        digits.get(at) == Some(&(sum % 11 % 10))
    })
}
