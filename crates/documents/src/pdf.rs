//! PDF documents: a table of a list, and one appeal as an act.
//!
//! They are PDF/A-2a and PDF/UA-1: fonts are embedded, the language, the structure and
//! the reading order are in the file, so that an archive can keep them and a screen
//! reader can read them.

mod act;
mod face;
mod grid;
mod layout;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod wrap;
mod write;

pub use act::{Act, Fact, Section, act};
pub use table::{MAX_PDF_ROWS, Table, table};
