//! Dates as people type them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::lang::Text;
use crate::text::{self, is_dash};

/// How a date that is no date was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no date")]
pub enum DateFault {
    /// It is none.
    Format,
    /// Its year has two digits, and both centuries are possible.
    ShortYear,
}

impl DateFault {
    /// The message for people.
    pub const fn text(self) -> Text {
        match self {
            DateFault::Format => Text::fixed(
                "Укажите существующую дату в виде ДД.ММ.ГГГГ",
                "Give a real date as YYYY-MM-DD",
            ),
            DateFault::ShortYear => Text::fixed(
                "Укажите год четырьмя цифрами: ДД.ММ.ГГГГ",
                "Give the year in four digits: YYYY-MM-DD",
            ),
        }
    }
}

/// Reads a date with four digits of the year: day, month and year with any separator or, as the keyboards of phones
/// have none, without; or ISO 8601.
pub fn parse(text: &str) -> Result<NaiveDate, DateFault> {
    let text = text::value(text, &[]);
    // «31.05.1990 г.»
    let text = ["года", "г"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(&text);
    let is_between = |c: char| c.is_whitespace() || is_dash(c) || matches!(c, '.' | '/' | ',');
    let mut parts = text.split(is_between).filter(|part| !part.is_empty());
    let (day, month, year) = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) if year.len() == 4 => (day, month, year),
        (Some(day), Some(month), Some(year), None) => (day, month, year),
        (Some(together), None, None, None) => together
            .split_at_checked(2)
            .and_then(|(day, rest)| {
                rest.split_at_checked(2)
                    .map(|(month, year)| (day, month, year))
            })
            .ok_or(DateFault::Format)?,
        _ => return Err(DateFault::Format),
    };
    let number = |digits: &str, most: usize| {
        let fits = digits.len() <= most && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| digits.parse::<u32>().ok())?
    };
    let date = |year: u32| {
        let year = i32::try_from(year).ok()?;
        NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)
    };
    match (year.len(), number(year, 4)) {
        (4, Some(year)) => date(year).ok_or(DateFault::Format),
        // The year 2000 has every day that a date can have.
        (2, Some(_)) if date(2000).is_some() => Err(DateFault::ShortYear),
        _ => Err(DateFault::Format),
    }
}

/// A date and a time, `2026-05-31T14:05` or `31.05.2026 14:05`, by whatever clocks.
pub fn parse_moment(text: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.trim().rsplit_once(['T', ' '])?;
    let time = ["%H:%M", "%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(time, format).ok())?;
    Some(parse(day).ok()?.and_time(time))
}

/// A date as it is written in Russian, `31.05.1990`; what is no date stays as it is.
pub fn shown(text: &str) -> String {
    match parse(text) {
        Ok(date) => date.format("%d.%m.%Y").to_string(),
        Err(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{DateFault, parse, parse_moment};

    #[test]
    fn a_date_is_read_with_any_separator_or_none() {
        for text in [
            "31.05.1990",
            "31051990",
            "31/05/1990",
            "31-05-1990",
            "31\u{2011}05\u{2013}1990",
            "31 05 1990",
            "31. 5. 1990",
            "31,05,1990",
            "31.05.1990 г.",
            "31.05.1990г",
            "31.05.1990.",
            "\u{202a}31.05.1990\u{202c}",
            "1990-05-31",
            "1990.05.31",
        ] {
            let read = parse(text).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Ok("1990-05-31"), "{text:?}");
        }
    }

    #[test]
    fn a_moment_is_a_date_and_a_time() {
        for text in [
            "1990-05-31T14:05",
            "1990-05-31 14:05:00",
            "31.05.1990 14:05",
            "31051990 14:05",
            "31.05.1990, 14:05",
        ] {
            let read = parse_moment(text).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), Some("1990-05-31 14:05:00"), "{text:?}");
        }
        for text in [
            "31.05.1990",
            "14:05",
            "31.05.1990 25:05",
            "31.05.90 14:05",
            "",
        ] {
            assert_eq!(parse_moment(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (text, fault) in [
            ("31.05.90", DateFault::ShortYear),
            ("310590", DateFault::ShortYear),
            ("29.02.1991", DateFault::Format),
            ("31.06.90", DateFault::Format),
            ("31051", DateFault::Format),
            ("310519900", DateFault::Format),
            ("19900531", DateFault::Format),
            ("31.05", DateFault::Format),
            ("031.05.1990", DateFault::Format),
            ("31.05.1990.12", DateFault::Format),
            ("31.05.199O", DateFault::Format),
            ("вчера", DateFault::Format),
            ("٣١051990", DateFault::Format),
            ("", DateFault::Format),
        ] {
            assert_eq!(parse(text), Err(fault), "{text:?}");
        }
    }
}
