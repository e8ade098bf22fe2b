//! What tables are made of.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

/// The language of a document: how dates are written, how pages are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Russian: 22.11.2026 14:05, «стр. 1 из 3».
    Ru,
    /// English: 2026-11-22 14:05, “page 1 of 3”.
    En,
}

/// A column: its name and its width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in the header.
    pub label: String,
    /// The width in characters: exact in a spreadsheet, in proportion on paper.
    pub width: u16,
}

impl Column {
    /// A column of `width` characters.
    pub fn new(label: impl Into<String>, width: u16) -> Self {
        Self {
            label: label.into(),
            width,
        }
    }
}

/// A value in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text, possibly a stranger's. It is never a formula or a link.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A moment, shown in the time of its own offset.
    DateTime(DateTime<FixedOffset>),
    /// A day.
    Date(NaiveDate),
    /// Nothing.
    Empty,
}

impl Cell {
    /// The value as people read it.
    pub(crate) fn display(&self, language: Language) -> Cow<'_, str> {
        let (date, time) = match language {
            Language::Ru => ("%d.%m.%Y", "%d.%m.%Y %H:%M"),
            Language::En => ("%Y-%m-%d", "%Y-%m-%d %H:%M"),
        };
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::DateTime(moment) => Cow::Owned(local(moment).format(time).to_string()),
            Self::Date(day) => Cow::Owned(day.format(date).to_string()),
            Self::Empty => Cow::Borrowed(""),
        }
    }
}

/// The clock time at the moment's offset. At the edges of the calendar, where that
/// would be no date, it stays UTC.
pub(crate) fn local(moment: &DateTime<FixedOffset>) -> NaiveDateTime {
    let utc = moment.naive_utc();
    utc.checked_add_offset(*moment.offset()).unwrap_or(utc)
}

#[cfg(test)]
mod tests {
    use super::{Cell, DateTime, FixedOffset, Language, NaiveDate};

    #[track_caller]
    fn check(cell: &Cell, ru: &str, en: &str) {
        assert_eq!(cell.display(Language::Ru), ru);
        assert_eq!(cell.display(Language::En), en);
    }

    #[test]
    fn values_are_written_as_the_language_writes_them() {
        let moment = DateTime::parse_from_rfc3339("2026-11-22T21:05:59+03:00").unwrap();
        check(
            &Cell::DateTime(moment),
            "22.11.2026 21:05",
            "2026-11-22 21:05",
        );
        let day = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
        check(&Cell::Date(day), "02.01.2026", "2026-01-02");
        check(&Cell::Integer(-5), "-5", "-5");
        check(&Cell::Text("ё".to_owned()), "ё", "ё");
        check(&Cell::Empty, "", "");
    }

    #[test]
    fn the_edges_of_the_calendar_do_not_panic() {
        let east = FixedOffset::east_opt(14 * 3600).unwrap();
        for utc in [chrono::NaiveDateTime::MAX, chrono::NaiveDateTime::MIN] {
            let moment = DateTime::from_naive_utc_and_offset(utc, east);
            assert!(!Cell::DateTime(moment).display(Language::Ru).is_empty());
        }
    }
}
