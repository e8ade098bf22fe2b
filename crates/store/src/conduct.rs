//! Marks for bad conduct, and the blocks that were set for an appeal.

use serde_json::Value as Json;

use crate::database::{Database, Error, Row};
use crate::participant::member;
use crate::private;

/// A mark with what was written about it.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkRow {
    /// The id, a UUIDv7.
    pub id: String,
    /// `spam`, `insult` or `threat`.
    pub conduct: String,
    /// Which event's text it is about.
    pub marked_seq: i64,
    /// `marked`, `contested`, `kept` or `lifted`.
    pub state: String,
    /// When it was made, in milliseconds.
    pub at: i64,
    /// Why.
    pub reason: String,
    /// What somebody wrote against it.
    pub appeal: String,
    /// What a supervisor decided, and why.
    pub explanation: String,
}

/// The marks of an appeal, the oldest first.
pub async fn of_appeal(db: &impl Database, appeal: &str) -> Result<Vec<MarkRow>, Error> {
    let sql = "SELECT m.id, m.conduct, m.marked_seq, m.state, m.at, m.appeal,
          m.seq, w.private, m.appealed_seq, a.private, m.decided_seq, d.private
        FROM conduct_mark AS m
        LEFT JOIN event AS w ON w.appeal = m.appeal AND w.seq = m.seq
        LEFT JOIN event AS a ON a.appeal = m.appeal AND a.seq = m.appealed_seq
        LEFT JOIN event AS d ON d.appeal = m.appeal AND d.seq = m.decided_seq
        WHERE m.appeal = ?1 ORDER BY m.at, m.id";
    let rows = db.execute(sql, vec![appeal.into()]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

fn read(db: &impl Database, row: &Row) -> Result<MarkRow, Error> {
    let appeal = row.text(5)?;
    let open = |seq: usize, private: usize| -> Result<Option<Json>, Error> {
        match (row.optional_integer(seq)?, row.optional_blob(private)?) {
            (Some(seq), Some(sealed)) => private::open(db.vault(), appeal, seq, sealed).map(Some),
            _ => Ok(None),
        }
    };
    Ok(MarkRow {
        id: row.text(0)?.to_owned(),
        conduct: row.text(1)?.to_owned(),
        marked_seq: row.integer(2)?,
        state: row.text(3)?.to_owned(),
        at: row.integer(4)?,
        reason: member(open(6, 7)?.as_ref(), "reason"),
        appeal: member(open(8, 9)?.as_ref(), "text"),
        explanation: member(open(10, 11)?.as_ref(), "explanation"),
    })
}

/// A block that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockRow {
    /// The id.
    pub id: String,
    /// When it ends by itself, in milliseconds.
    pub until: Option<i64>,
}

/// The blocks that were set for an appeal and hold at a time.
pub async fn blocks_of(db: &impl Database, appeal: &str, now: i64) -> Result<Vec<BlockRow>, Error> {
    let sql = "SELECT id, until FROM block
               WHERE appeal = ?1 AND lifted_at IS NULL AND (until IS NULL OR until > ?2)";
    let rows = db.execute(sql, vec![appeal.into(), now.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(BlockRow {
                id: row.text(0)?.to_owned(),
                until: row.optional_integer(1)?,
            })
        })
        .collect()
}
