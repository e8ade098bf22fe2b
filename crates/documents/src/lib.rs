//! Exports: rows in, bytes out.
//!
//! [`Csv`] streams in constant memory and has no limit; [`Xlsx`] and [`pdf`] hold a
//! document in memory and have limits that say so. Nothing here knows of appeals, SQL
//! or HTTP: the caller brings the words of its language, the rows and the time.
//!
//! The same input gives the same bytes: the time of creation is an argument.

mod cell;
mod csv;
mod error;
pub mod pdf;
mod xlsx;

pub use cell::{Cell, Column, Language};
pub use csv::{Csv, Dialect};
pub use error::DocumentError;
pub use xlsx::{MAX_XLSX_ROWS, Xlsx};
