//! Russian telephone numbers.

use super::{ValueError, personal};
use crate::text::{self, is_dash};

/// A number in the Russian numbering zone, kept in E.164: `+7` and ten digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

personal!(Phone);

impl Phone {
    /// Reads a number as people write it: `+7 912 345-67-89`, `8 (912) 345-67-89`,
    /// `79123456789`, `9123456789`, or the link `tel:+79123456789`.
    pub fn parse(text: &str) -> Result<Phone, ValueError> {
        let text = text::value(text, &["tel:"]);
        let (international, rest) = match text.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let mut digits = String::with_capacity(11);
        for c in rest.chars() {
            if c.is_ascii_digit() {
                digits.push(c);
            } else if !(c.is_whitespace() || is_dash(c) || matches!(c, '(' | ')' | '.')) {
                return Err(Self::format_error());
            }
        }
        let subscriber = match (digits.len(), international) {
            (11, true) => digits.strip_prefix('7'),
            (11, false) => digits.strip_prefix(['7', '8']),
            (10, false) => Some(digits.as_str()),
            _ => None,
        };
        match subscriber {
            Some(subscriber) => Ok(Phone(format!("+7{subscriber}"))),
            None => Err(Self::format_error()),
        }
    }

    const fn format_error() -> ValueError {
        ValueError::new(
            "phone_format",
            "Укажите номер в виде +7 912 345-67-89: +7 и десять цифр",
            "Give the number as +7 912 345-67-89: +7 and ten digits",
        )
    }
}
