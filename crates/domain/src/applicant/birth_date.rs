//! Dates of birth.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::ValueError;
use crate::date;

/// Nobody alive was born before it.
const FIRST_YEAR: i32 = 1900;

/// A date of birth: a real date, in the past, not before 1900.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// Reads a date, see [`date::parse`]. `today` is the date where the applicant is.
    pub fn parse(text: &str, today: NaiveDate) -> Result<BirthDate, ValueError> {
        let date = date::parse(text).map_err(|fault| ValueError {
            code: "birth_date_format",
            text: fault.text(),
        })?;
        if date.year() < FIRST_YEAR {
            return Err(ValueError::new(
                "birth_date_too_early",
                "Дата рождения не может быть раньше 01.01.1900",
                "A date of birth cannot be before 1900-01-01",
            ));
        }
        if date >= today {
            return Err(ValueError::new(
                "birth_date_future",
                "Дата рождения должна быть в прошлом",
                "A date of birth must be in the past",
            ));
        }
        Ok(BirthDate(date))
    }

    /// The date.
    pub const fn date(self) -> NaiveDate {
        self.0
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(…)")
    }
}
