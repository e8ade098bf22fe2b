//! Sealing again: what earlier keys have sealed and hashed goes over to the key of today, a bounded step at
//! a time, while the service runs.
//!
//! A row is written only if it is still what was read, so whoever else writes it wins, and a step may run
//! twice at once. Rows are walked along their primary keys; how far, is kept in the table `rekey`.

mod columns;
mod progress;
mod work;

use crate::blobs::Sealed;
use crate::database::{Blobs, Database, Error};

pub use columns::{COLUMNS, Column, Form, JOURNAL};
use progress::Progress;

/// What a step did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Values that were sealed again.
    pub resealed: i64,
    /// Rows that are still to be looked at.
    pub remaining: i64,
    /// Whether nothing is left that an earlier key has sealed: it may be taken away.
    pub done: bool,
}

/// Rows of a step: together they take some tens of milliseconds of the database's writer.
const ROWS: i64 = 200;

/// Uploads of a step: one may have 64 MiB of chunks.
const UPLOADS: i64 = 2;

/// A part of the work.
#[derive(Clone, Copy)]
enum Part {
    Journal,
    Chunks,
    Column(&'static Column),
}

impl Part {
    fn all() -> impl Iterator<Item = Part> {
        [Part::Journal, Part::Chunks]
            .into_iter()
            .chain(COLUMNS.iter().map(Part::Column))
    }

    fn name(self) -> String {
        match self {
            Part::Journal => "event.private".to_owned(),
            Part::Chunks => "key-value".to_owned(),
            Part::Column(column) => column.name(),
        }
    }

    fn table(self) -> &'static str {
        match self {
            Part::Journal => "event",
            Part::Chunks => "upload",
            Part::Column(column) => column.table,
        }
    }
}

/// Does a step of the work, and says what is left. When it says that all is done, every value has been
/// looked at once more.
pub async fn step<B: Blobs>(db: &impl Database, blobs: &Sealed<B>) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut has_worked = false;
    for part in Part::all() {
        let mut progress = Progress::read(db, &part.name(), part.table()).await?;
        if !has_worked && !progress.done {
            has_worked = true;
            let (seen, resealed) = match part {
                Part::Journal => work::journal(db, &mut progress, ROWS).await?,
                Part::Chunks => work::chunks(db, blobs, &mut progress, UPLOADS).await?,
                Part::Column(column) => work::column(db, column, &mut progress, ROWS).await?,
            };
            progress.seen += seen;
            progress.done = seen == 0;
            report.resealed += resealed;
            progress.write(db).await?;
        }
        report.remaining += progress.remaining();
    }
    if has_worked {
        return Ok(report);
    }
    // An instance that still has the earlier key may have written behind our back.
    for part in Part::all() {
        let mut progress = Progress::read(db, &part.name(), part.table()).await?;
        let left = work::left(db, part, &progress).await?;
        if left > 0 {
            if !matches!(part, Part::Chunks) {
                progress.after.clear();
            }
            progress.again(left);
            progress.write(db).await?;
            report.remaining += left;
        }
    }
    report.done = report.remaining == 0;
    Ok(report)
}
