//! A list as a table on landscape pages.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use super::face::Faces;
use super::grid::Grid;
use super::layout::{LANDSCAPE, Layout};
use super::write::{About, write};
use crate::{Cell, Column, DocumentError, Language};

/// Rows of one table: a document is held in memory whole, about 28 kB for a row of ten
/// columns while it is written, and nobody reads more than some hundred and fifty pages.
pub const MAX_PDF_ROWS: u32 = 2_000;

const TITLE: f32 = 13.0;
const SUBTITLE: f32 = 8.5;
const TEXT: f32 = 7.5;

/// The head of a table.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// The heading, also the document's title and in the footer of each page.
    pub title: &'a str,
    /// What stands below: filters, who asked and when. May be empty.
    pub subtitle: &'a str,
    /// The columns.
    pub columns: &'a [Column],
    /// The language of the words around the data.
    pub language: Language,
    /// When the document is made.
    pub created: DateTime<FixedOffset>,
}

/// The table with `rows` as a PDF.
///
/// # Errors
/// [`DocumentError::TooManyRows`] beyond [`MAX_PDF_ROWS`]; [`DocumentError::Pdf`] when
/// the library refuses.
pub fn table(
    head: &Table<'_>,
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> Result<Vec<u8>, DocumentError> {
    let faces = Faces::load()?;
    let mut layout = Layout::new(&faces, LANDSCAPE);
    layout.heading(1, head.title, TITLE);
    if !head.subtitle.is_empty() {
        layout.paragraph(head.subtitle, SUBTITLE);
    }
    layout.gap(6.0);
    put(&mut layout, head.columns, head.language, TEXT, rows)?;
    let document = layout.finish(head.title, head.language);
    let about = About {
        title: head.title,
        language: head.language,
        created: head.created,
    };
    write(&document, &faces, &about)
}

/// Puts a table with its header into a layout.
pub(super) fn put(
    layout: &mut Layout<'_>,
    columns: &[Column],
    language: Language,
    size: f32,
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> Result<(), DocumentError> {
    let widths: Vec<u16> = columns.iter().map(|column| column.width).collect();
    let labels: Vec<&str> = columns.iter().map(|column| column.label.as_str()).collect();
    let mut grid = Grid::start(layout, &widths, &labels, size);
    for (number, row) in (0_u32..).zip(rows) {
        if MAX_PDF_ROWS <= number {
            return Err(DocumentError::TooManyRows {
                limit: MAX_PDF_ROWS,
            });
        }
        let cells: Vec<Cow<'_, str>> = row.iter().map(|cell| cell.display(language)).collect();
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        grid.row(layout, &cells);
    }
    grid.finish(layout);
    Ok(())
}
