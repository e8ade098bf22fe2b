//! CSV (RFC 4180), a row at a time.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use crate::cell::local;
use crate::{Cell, Column};

/// How values and rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 4180 as programs read it: commas, ISO 8601 with the offset.
    Standard,
    /// As Excel with Russian settings opens it by a double click: semicolons,
    /// `22.11.2026 14:05:00`. Ask for the BOM as well, or it takes UTF-8 for windows-1251.
    RussianExcel,
}

/// A writer of rows. It keeps nothing: a file of any length takes constant memory.
#[derive(Debug, Clone, Copy)]
pub struct Csv {
    dialect: Dialect,
}

impl Csv {
    /// A writer of `dialect`.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect }
    }

    /// The first line, after a byte order mark if `bom` asks for one.
    #[must_use]
    pub fn header(&self, columns: &[Column], bom: bool) -> Vec<u8> {
        let start: &[u8] = if bom { b"\xEF\xBB\xBF" } else { b"" };
        self.record(start, columns.iter().map(|column| defuse(&column.label)))
    }

    /// One line.
    #[must_use]
    pub fn row(&self, cells: &[Cell]) -> Vec<u8> {
        self.record(b"", cells.iter().map(|cell| self.field(cell)))
    }

    fn record<'a>(&self, start: &[u8], fields: impl Iterator<Item = Cow<'a, str>>) -> Vec<u8> {
        let mut line = start.to_vec();
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .delimiter(match self.dialect {
                Dialect::Standard => b',',
                Dialect::RussianExcel => b';',
            })
            .buffer_capacity(512)
            .flexible(true)
            .from_writer(&mut line);
        // Writing to memory does not fail, and `flexible` takes records of any length.
        let _ = writer.write_record(fields.map(Cow::into_owned).map(String::into_bytes));
        let _ = writer.flush();
        drop(writer);
        line
    }

    fn field<'a>(&self, cell: &'a Cell) -> Cow<'a, str> {
        match (cell, self.dialect) {
            (Cell::Text(text), _) => defuse(text),
            (Cell::Integer(number), _) => number.to_string().into(),
            (Cell::DateTime(moment), Dialect::Standard) => format!(
                "{}{}",
                local(moment).format("%Y-%m-%dT%H:%M:%S"),
                moment.offset()
            )
            .into(),
            (Cell::DateTime(moment), Dialect::RussianExcel) => {
                local(moment).format("%d.%m.%Y %H:%M:%S").to_string().into()
            }
            (Cell::Date(day), Dialect::Standard) => day.format("%Y-%m-%d").to_string().into(),
            (Cell::Date(day), Dialect::RussianExcel) => day.format("%d.%m.%Y").to_string().into(),
            (Cell::Empty, _) => "".into(),
        }
    }
}

/// OWASP, CSV injection: a spreadsheet takes what begins with one of these for a
/// formula, even within quotes; an apostrophe makes it text.
fn defuse(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use proptest::prelude::*;

    use super::{Cell, Column, Csv, Dialect};

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[track_caller]
    fn check(dialect: Dialect, cells: &[Cell], expected: &str) {
        assert_eq!(
            String::from_utf8(Csv::new(dialect).row(cells)).unwrap(),
            expected
        );
    }

    #[test]
    fn rows_are_quoted_where_they_must_be() {
        let row = [
            text("a"),
            text("b,c"),
            text("d\"e"),
            text("f;g"),
            text("h\r\ni"),
            Cell::Empty,
        ];
        check(
            Dialect::Standard,
            &row,
            "a,\"b,c\",\"d\"\"e\",f;g,\"h\r\ni\",\r\n",
        );
        check(
            Dialect::RussianExcel,
            &row,
            "a;b,c;\"d\"\"e\";\"f;g\";\"h\r\ni\";\r\n",
        );
        check(Dialect::Standard, &[Cell::Empty], "\"\"\r\n");
    }

    #[test]
    fn numbers_and_dates_are_written_for_their_reader() {
        let moment = DateTime::parse_from_rfc3339("2026-11-22T00:05:06+03:00").unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        let row = [Cell::Integer(-7), Cell::DateTime(moment), Cell::Date(day)];
        check(
            Dialect::Standard,
            &row,
            "-7,2026-11-22T00:05:06+03:00,2026-11-02\r\n",
        );
        check(
            Dialect::RussianExcel,
            &row,
            "-7;22.11.2026 00:05:06;02.11.2026\r\n",
        );
    }

    #[test]
    fn text_is_never_a_formula() {
        for formula in [
            "=1+1", "+7 999", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1",
        ] {
            let line =
                String::from_utf8(Csv::new(Dialect::Standard).row(&[text(formula)])).unwrap();
            assert!(line.trim_start_matches('"').starts_with('\''), "{line}");
        }
        check(
            Dialect::Standard,
            &[text("a=1"), text("'=1"), text(" -")],
            "a=1,'=1, -\r\n",
        );
        let label = [Column::new("=cmd()", 5)];
        assert_eq!(
            Csv::new(Dialect::Standard).header(&label, false),
            b"'=cmd()\r\n"
        );
    }

    #[test]
    fn the_header_may_begin_with_a_mark() {
        let columns = [Column::new("Номер", 10), Column::new("Дата", 10)];
        let csv = Csv::new(Dialect::RussianExcel);
        assert_eq!(
            csv.header(&columns, true),
            "\u{FEFF}Номер;Дата\r\n".as_bytes()
        );
        assert_eq!(csv.header(&columns, false), "Номер;Дата\r\n".as_bytes());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read_back(texts in proptest::collection::vec("\\PC{0,20}|[\",;\r\n=a]{0,6}", 1..5)) {
            let cells: Vec<Cell> = texts.iter().map(|t| text(t)).collect();
            let line = Csv::new(Dialect::Standard).row(&cells);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_slice());
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(record.len(), texts.len());
            for (read, written) in record.iter().zip(&texts) {
                prop_assert!(read == written || read.strip_prefix('\'') == Some(written));
            }
        }
    }
}
