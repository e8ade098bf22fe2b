//! One appeal as a formal act.

use chrono::{DateTime, FixedOffset};

use super::face::Faces;
use super::grid::Grid;
use super::layout::{Layout, PORTRAIT};
use super::table;
use super::write::{About, write};
use crate::{Cell, Column, DocumentError, Language};

const TITLE: f32 = 15.0;
const NUMBER: f32 = 10.5;
const HEADING: f32 = 11.0;
const TEXT: f32 = 9.5;
const TABLE: f32 = 8.0;

/// Label and value take a third and two thirds of the line.
const FACT_WIDTHS: [u16; 2] = [1, 2];

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// «Заявитель», «Срок».
    pub label: String,
    /// What it is.
    pub value: Cell,
}

impl Fact {
    /// A fact.
    pub fn new(label: impl Into<String>, value: Cell) -> Self {
        Self {
            label: label.into(),
            value,
        }
    }
}

/// A part of an act under its heading. One without content says so with `empty`.
#[derive(Debug, Clone)]
pub enum Section {
    /// Labels and values: the rating, the applicant.
    Facts {
        /// The heading.
        heading: String,
        /// The facts.
        facts: Vec<Fact>,
    },
    /// Running text: the appeal itself, the answer. Line breaks begin paragraphs.
    Text {
        /// The heading.
        heading: String,
        /// The text.
        text: String,
    },
    /// A table: the journal, the attachments.
    Table {
        /// The heading.
        heading: String,
        /// The columns.
        columns: Vec<Column>,
        /// The rows.
        rows: Vec<Vec<Cell>>,
        /// What to say when there are no rows.
        empty: String,
    },
}

/// An appeal as a document, in the words of the caller.
#[derive(Debug, Clone)]
pub struct Act {
    /// The heading: «Акт по обращению».
    pub title: String,
    /// The number of the appeal, with the word before it: «№ 2026-0000001-5».
    pub number: String,
    /// What comes first: status, dates, agency, applicant.
    pub facts: Vec<Fact>,
    /// The rest, in order.
    pub sections: Vec<Section>,
    /// The language of the words.
    pub language: Language,
    /// When the document is made.
    pub created: DateTime<FixedOffset>,
}

/// The act as a PDF.
///
/// # Errors
/// [`DocumentError::TooManyRows`] for a table beyond
/// [`MAX_PDF_ROWS`](super::MAX_PDF_ROWS); [`DocumentError::Pdf`] when the library refuses.
pub fn act(act: &Act) -> Result<Vec<u8>, DocumentError> {
    let faces = Faces::load()?;
    let mut layout = Layout::new(&faces, PORTRAIT);
    layout.heading(1, &act.title, TITLE);
    layout.paragraph(&act.number, NUMBER);
    layout.gap(8.0);
    facts(&mut layout, &act.facts, act.language);
    for section in &act.sections {
        layout.gap(14.0);
        match section {
            Section::Facts {
                heading,
                facts: those,
            } => {
                layout.heading(2, heading, HEADING);
                layout.gap(3.0);
                facts(&mut layout, those, act.language);
            }
            Section::Text { heading, text } => {
                layout.heading(2, heading, HEADING);
                for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
                    layout.gap(3.0);
                    layout.paragraph(paragraph, TEXT);
                }
            }
            Section::Table {
                heading,
                columns,
                rows,
                empty,
            } => {
                layout.heading(2, heading, HEADING);
                layout.gap(3.0);
                if rows.is_empty() {
                    layout.paragraph(empty, TEXT);
                } else {
                    table::put(
                        &mut layout,
                        columns,
                        act.language,
                        TABLE,
                        rows.iter().cloned(),
                    )?;
                }
            }
        }
    }
    let title = format!("{} {}", act.title, act.number);
    let document = layout.finish(&title, act.language);
    let about = About {
        title: &title,
        language: act.language,
        created: act.created,
    };
    write(&document, &faces, &about)
}

fn facts(layout: &mut Layout<'_>, facts: &[Fact], language: Language) {
    let mut grid = Grid::start(layout, &FACT_WIDTHS, &[], TEXT);
    for fact in facts {
        grid.row(layout, &[&fact.label, &fact.value.display(language)]);
    }
    grid.finish(layout);
}
