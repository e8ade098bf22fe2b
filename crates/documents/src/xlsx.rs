//! XLSX spreadsheets.

mod limits;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use self::limits::{clean, sheet_name};
use crate::cell::local;
use crate::{Cell, Column, DocumentError, Language};

/// Rows of one spreadsheet, the header not counted: a workbook is held in memory whole,
/// about 2 kB for a row of ten columns, and a component has tens of megabytes.
pub const MAX_XLSX_ROWS: u32 = 20_000;

/// The largest number that Excel shows with all its digits: it keeps fifteen.
const MAX_INTEGER: u64 = 999_999_999_999_999;

/// A spreadsheet in the making: one sheet, its header frozen and filtered.
pub struct Xlsx {
    sheet: Worksheet,
    columns: u16,
    rows: u32,
    properties: DocProperties,
    date: Format,
    moment: Format,
}

impl Xlsx {
    /// A spreadsheet with a header. `title` names the sheet (cut to what Excel allows)
    /// and the document; dates are shown as `language` writes them.
    ///
    /// # Errors
    /// [`DocumentError::Xlsx`] for more columns than Excel has (16,384).
    pub fn new(
        title: &str,
        columns: &[Column],
        language: Language,
        created: DateTime<FixedOffset>,
    ) -> Result<Self, DocumentError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(sheet_name(title))?;
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin);
        for (at, column) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(0, at, clean(&column.label), &header)?;
            sheet.set_column_width(at, column.width.clamp(4, 255))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let (date, moment) = match language {
            Language::Ru => ("dd.mm.yyyy", "dd.mm.yyyy hh:mm"),
            Language::En => ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"),
        };
        let mut properties = DocProperties::new().set_title(title);
        if let Some(created) = excel_time(local(&created)) {
            properties = properties.set_creation_datetime(&created);
        }
        Ok(Self {
            sheet,
            columns: u16::try_from(columns.len()).unwrap_or(u16::MAX),
            rows: 0,
            properties,
            date: Format::new().set_num_format(date),
            moment: Format::new().set_num_format(moment),
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`DocumentError::TooManyRows`] beyond [`MAX_XLSX_ROWS`].
    pub fn push_row(&mut self, cells: &[Cell]) -> Result<(), DocumentError> {
        if MAX_XLSX_ROWS <= self.rows {
            return Err(DocumentError::TooManyRows {
                limit: MAX_XLSX_ROWS,
            });
        }
        self.rows += 1;
        for (at, cell) in (0_u16..).zip(cells) {
            self.write(at, cell)?;
        }
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// [`DocumentError::Xlsx`] when the library refuses.
    pub fn finish(mut self) -> Result<Vec<u8>, DocumentError> {
        if let Some(last) = self.columns.checked_sub(1) {
            self.sheet.autofilter(0, 0, self.rows, last)?;
        }
        let mut workbook = Workbook::new();
        workbook.set_properties(&self.properties);
        workbook.push_worksheet(self.sheet);
        Ok(workbook.save_to_buffer()?)
    }

    fn write(&mut self, column: u16, cell: &Cell) -> Result<(), DocumentError> {
        let row = self.rows;
        match cell {
            // `write_string` and nothing cleverer: text is never a formula or a link.
            Cell::Text(text) => self.sheet.write_string(row, column, clean(text))?,
            Cell::Integer(number) if number.unsigned_abs() <= MAX_INTEGER => {
                self.sheet.write_number(row, column, *number as f64)?
            }
            Cell::Integer(number) => self.sheet.write_string(row, column, number.to_string())?,
            Cell::DateTime(moment) => match serial(local(moment)) {
                Some(serial) => {
                    self.sheet
                        .write_number_with_format(row, column, serial, &self.moment)?
                }
                None => self.sheet.write_string(row, column, moment.to_rfc3339())?,
            },
            Cell::Date(day) => match serial(day.and_time(chrono::NaiveTime::MIN)) {
                Some(serial) => self
                    .sheet
                    .write_number_with_format(row, column, serial, &self.date)?,
                None => self.sheet.write_string(row, column, day.to_string())?,
            },
            Cell::Empty => return Ok(()),
        };
        Ok(())
    }
}

/// Days since 1899-12-30, the time of day as a fraction. Excel takes 1900 for a leap
/// year, so what lies before March of it, and what lies after 9999, has no number.
fn serial(moment: NaiveDateTime) -> Option<f64> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(chrono::NaiveTime::MIN);
    let first = NaiveDate::from_ymd_opt(1900, 3, 1)?;
    if moment.date() < first || 9999 < moment.year() {
        return None;
    }
    Some(moment.signed_duration_since(epoch).num_milliseconds() as f64 / 86_400_000.0)
}

fn excel_time(moment: NaiveDateTime) -> Option<ExcelDateTime> {
    let year = u16::try_from(moment.year()).ok()?;
    let (month, day) = (
        u8::try_from(moment.month()).ok()?,
        u8::try_from(moment.day()).ok()?,
    );
    let (hour, minute) = (
        u16::try_from(moment.hour()).ok()?,
        u8::try_from(moment.minute()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day)
        .and_then(|date| date.and_hms(hour, minute, moment.second()))
        .ok()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader};
    use chrono::{DateTime, NaiveDate};

    use super::{Cell, Column, DocumentError, Language, MAX_XLSX_ROWS, Xlsx};

    fn start(title: &str) -> Xlsx {
        let created = DateTime::parse_from_rfc3339("2026-11-22T10:00:00+03:00").unwrap();
        let columns = [Column::new("Номер", 16), Column::new("Создано", 17)];
        Xlsx::new(title, &columns, Language::Ru, created).unwrap()
    }

    fn read(bytes: Vec<u8>) -> Vec<Vec<Data>> {
        let mut workbook: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = workbook.worksheet_range_at(0).unwrap().unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn what_is_written_is_read_back_with_its_type() {
        let mut xlsx = start("Обращения");
        let moment = DateTime::parse_from_rfc3339("2026-11-22T18:00:00+03:00").unwrap();
        xlsx.push_row(&[text("2026-0000001-5"), Cell::DateTime(moment)])
            .unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        xlsx.push_row(&[Cell::Integer(-42), Cell::Date(day)])
            .unwrap();
        xlsx.push_row(&[Cell::Empty, Cell::Integer(i64::MAX)])
            .unwrap();
        let rows = read(xlsx.finish().unwrap());
        assert_eq!(
            rows[0],
            [Data::String("Номер".into()), Data::String("Создано".into())]
        );
        assert_eq!(rows[1][0], Data::String("2026-0000001-5".into()));
        let Data::DateTime(moment) = &rows[1][1] else {
            panic!("{:?}", rows[1])
        };
        assert_eq!(moment.as_f64(), 46348.75);
        assert_eq!(rows[2][0], Data::Float(-42.0));
        let Data::DateTime(day) = &rows[2][1] else {
            panic!("{:?}", rows[2])
        };
        assert_eq!(day.as_f64(), 46348.0);
        assert_eq!(rows[3], [Data::Empty, Data::String(i64::MAX.to_string())]);
    }

    #[test]
    fn text_is_never_a_formula_or_a_link() {
        let mut xlsx = start("=1");
        for value in [
            "=HYPERLINK(\"http://x\")",
            "{=1}",
            "http://example.org",
            "+7",
            "'x",
            "a\nb",
        ] {
            xlsx.push_row(&[text(value), text("")]).unwrap();
        }
        let bytes = xlsx.finish().unwrap();
        let mut workbook: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(&bytes)).unwrap();
        let formulas = workbook.worksheet_formula("=1").unwrap();
        assert!(formulas.used_cells().next().is_none());
        let rows = read(bytes);
        assert_eq!(rows[1][0], Data::String("=HYPERLINK(\"http://x\")".into()));
        assert_eq!(rows[6][0], Data::String("a\nb".into()));
    }

    #[test]
    fn days_that_excel_does_not_know_are_text() {
        let mut xlsx = start("x");
        for (year, month, day) in [(1900, 2, 28), (1800, 1, 1), (10_000, 1, 1)] {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            xlsx.push_row(&[Cell::Date(day), Cell::Empty]).unwrap();
        }
        let rows = read(xlsx.finish().unwrap());
        assert_eq!(rows[1][0], Data::String("1900-02-28".into()));
        assert_eq!(rows[2][0], Data::String("1800-01-01".into()));
        assert_eq!(rows[3][0], Data::String("+10000-01-01".into()));
    }

    #[test]
    fn odd_and_long_text_and_titles_are_taken() {
        for title in ["", "'''", "history", "а: б/в [1]", "я".repeat(50).as_str()] {
            let mut xlsx = start(title);
            xlsx.push_row(&[text(&"я".repeat(40_000)), text("_x0041_ \u{1}\u{FFFF}")])
                .unwrap();
            let rows = read(xlsx.finish().unwrap());
            assert_eq!(rows[1][0], Data::String("я".repeat(32_766) + "…"));
        }
    }

    #[test]
    fn one_row_too_many_is_refused_with_the_limit() {
        let mut xlsx = start("x");
        for _ in 0..MAX_XLSX_ROWS {
            xlsx.push_row(&[]).unwrap();
        }
        let error = xlsx.push_row(&[]).unwrap_err();
        assert!(matches!(
            error,
            DocumentError::TooManyRows {
                limit: MAX_XLSX_ROWS
            }
        ));
        assert!(error.to_string().contains("CSV"));
    }

    #[test]
    fn the_same_rows_make_the_same_bytes() {
        let make = || {
            let mut xlsx = start("Обращения");
            xlsx.push_row(&[text("a"), text("b")]).unwrap();
            xlsx.finish().unwrap()
        };
        assert_eq!(make(), make());
    }
}
