//! Dates of birth.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::ValueError;

/// Nobody alive was born before it.
const FIRST_YEAR: i32 = 1900;

/// A date of birth: a real date, in the past, not before 1900.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// Reads `2000-12-31` or `31.12.2000`. `today` is the date where the applicant is.
    pub fn parse(text: &str, today: NaiveDate) -> Result<BirthDate, ValueError> {
        let date = parse_date(text).ok_or(ValueError::new(
            "birth_date_format",
            "Укажите существующую дату в виде ДД.ММ.ГГГГ",
            "Give a real date as YYYY-MM-DD",
        ))?;
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

/// A date in the two usual forms, with four digits of the year: ISO 8601 and ДД.ММ.ГГГГ.
pub(crate) fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let split = |separator| {
        let mut parts = text.split(separator);
        let three = (parts.next()?, parts.next()?, parts.next()?);
        parts.next().is_none().then_some(three)
    };
    let (year, month, day) = match (split('-'), split('.')) {
        (Some(ymd), _) => ymd,
        (_, Some((day, month, year))) => (year, month, day),
        _ => return None,
    };
    if year.len() != 4 || !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
        return None;
    }
    let number = |digits: &str| -> Option<u32> {
        let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
        all_digits.then(|| digits.parse().ok())?
    };
    NaiveDate::from_ymd_opt(number(year)?.try_into().ok()?, number(month)?, number(day)?)
}
