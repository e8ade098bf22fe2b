//! The queue of the desk: a page costs the same among ten thousand appeals and among a million.
//!
//! A page walks along one index, chosen here, and looks at a bounded number of rows on the way. Where so many
//! do not hold a page of what is asked for, the page is shorter and its cursor says where to go on.

mod counters;
mod walk;

use domain::Status;
use domain::access::Territory;

use crate::appeal::{AppealRow, COLUMNS, read};
use crate::database::{Database, Error, Row};

use walk::Walk;

pub use counters::{QueueCounters, queue_counters};
pub use walk::queue_statement;

/// Rows that a page looks at: some milliseconds of work. Indexes are chosen so that a page needs about as many
/// rows as it has; only rare combinations of filters need more.
pub const WALK: i64 = 10_000;

/// Who has the appeals that are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Holder {
    /// Whoever.
    #[default]
    Anybody,
    /// Nobody yet.
    Nobody,
    /// This account.
    Account(String),
}

/// What the queue is narrowed to; an empty filter shows all that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// The status; all open ones where there is none, and all whatever where words are looked for.
    pub status: Option<Status>,
    /// Who has it.
    pub holder: Holder,
    /// Only those whose deadline has passed.
    pub overdue: bool,
    /// Only those whose answer waits for a supervisor.
    pub approval: bool,
    /// Only those whose applicant is to be called now.
    pub to_call: bool,
    /// The category's code.
    pub category: Option<String>,
    /// The agency's code.
    pub agency: Option<String>,
    /// The unit's code.
    pub unit: Option<String>,
    /// 0 normal, 1 high, 2 urgent.
    pub priority: Option<i64>,
    /// Words to be found in the title, the text and the fields; newest first then.
    pub words: Option<String>,
    /// The number of one appeal, as a key.
    pub number: Option<i64>,
    /// Whether the reader sees personal data masked: words then find no telephone and no address.
    pub masked: bool,
    /// What the reader may see at all.
    pub territory: Territory,
}

/// Where a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCursor {
    /// The rank of the last row that was looked at.
    pub rank: i64,
    /// Its number, as a key.
    pub number: i64,
}

/// What the queue knows of an appeal beside the appeal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Whether its answer waits for a supervisor.
    pub approval: bool,
    /// Whether the applicant wrote and nobody acted since.
    pub replied: bool,
    /// When the applicant was to be called, in milliseconds, until somebody has.
    pub call_at: Option<i64>,
}

/// A page of the queue.
#[derive(Clone, Debug, Default)]
pub struct QueuePage {
    /// Its appeals.
    pub appeals: Vec<AppealRow>,
    /// Of each appeal, in the same order.
    pub marks: Vec<Mark>,
    /// Where the next one begins.
    pub next: Option<QueueCursor>,
}

/// A page: at most `limit` appeals after the cursor.
pub async fn queue(
    db: &impl Database,
    filter: &QueueFilter,
    after: Option<QueueCursor>,
    limit: usize,
) -> Result<QueuePage, Error> {
    let Some((sql, parameters)) = queue_statement(db.vault(), filter, after, limit) else {
        return Ok(QueuePage::default());
    };
    let mut found = db
        .execute(&sql, parameters)
        .await?
        .iter()
        .map(Found::read)
        .collect::<Result<Vec<_>, _>>()?;
    let next = if found.len() > limit {
        found.truncate(limit);
        found.last().map(|last| last.place)
    } else {
        walked(db, filter, after).await?
    };
    let numbers: Vec<i64> = found.iter().map(|found| found.place.number).collect();
    let mut rows = appeals(db, &numbers).await?;
    let mut page = QueuePage {
        next,
        ..QueuePage::default()
    };
    for found in found {
        let is_it = |row: &AppealRow| row.number.key() == found.place.number;
        if let Some(at) = rows.iter().position(is_it) {
            page.appeals.push(rows.swap_remove(at));
            page.marks.push(found.mark);
        }
    }
    Ok(page)
}

/// A row of the walk.
struct Found {
    place: QueueCursor,
    mark: Mark,
}

impl Found {
    fn read(row: &Row) -> Result<Found, Error> {
        Ok(Found {
            place: QueueCursor {
                number: row.integer(0)?,
                rank: row.integer(1)?,
            },
            mark: mark(row, 2)?,
        })
    }
}

fn mark(row: &Row, first: usize) -> Result<Mark, Error> {
    Ok(Mark {
        approval: row.boolean(first)?,
        replied: row.boolean(first + 1)?,
        call_at: row.optional_integer(first + 2)?,
    })
}

/// Where the walk ended, if it did before the queue.
async fn walked(
    db: &impl Database,
    filter: &QueueFilter,
    after: Option<QueueCursor>,
) -> Result<Option<QueueCursor>, Error> {
    let Some(walk) = Walk::along(db.vault(), filter, after) else {
        return Ok(None);
    };
    let (sql, parameters) = walk.sql("q.number, q.rank", 1, WALK - 1);
    let rows = db.execute(&sql, parameters).await?;
    let place = |row: &Row| {
        Ok(QueueCursor {
            number: row.integer(0)?,
            rank: row.integer(1)?,
        })
    };
    rows.first().map(place).transpose()
}

/// The appeals with these numbers, in no order.
pub async fn appeals(db: &impl Database, numbers: &[i64]) -> Result<Vec<AppealRow>, Error> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: serde_json::Value = numbers.iter().copied().collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM appeal a WHERE a.number IN (SELECT value FROM json_each(?1))"
    );
    let rows = db.execute(&sql, vec![numbers.to_string().into()]).await?;
    rows.iter().map(|row| read(db.vault(), row)).collect()
}
