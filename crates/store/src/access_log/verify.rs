//! The proof that the log is whole.

use super::{COLUMNS, Logged, head};
use crate::database::{Database, Error, Row};

/// Rows of one read.
const PAGE: i64 = 1_000;

/// Where the log ends: to be written down elsewhere, and asked for at the next proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last row's place.
    pub seq: i64,
    /// The last row's hash.
    pub hash: Vec<u8>,
}

impl Head {
    pub(super) fn read(row: &Row) -> Result<Self, Error> {
        Ok(Head {
            seq: row.integer(0)?,
            hash: row.blob(1)?.to_vec(),
        })
    }
}

/// What is wrong with the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A row is not where it should be.
    #[error("row {0} is missing, or rows were put in another order")]
    Missing(i64),
    /// A row is not what was written, or not behind what it was written behind.
    #[error("row {0} was changed, or the one before it was")]
    Changed(i64),
    /// The head speaks of rows that are not there.
    #[error("the log should end with row {0}: rows were taken from its end")]
    Cut(i64),
    /// There are rows behind the head, or a head that nobody with the key has written.
    #[error("the head of the log was changed")]
    Head,
    /// The row that was written down elsewhere is not, or no longer, part of the log.
    #[error("row {0} is not the one that was written down: the log was put back or written anew")]
    Expected(i64),
}

/// What a proof found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The rows that were looked at.
    pub rows: i64,
    /// The end of the log.
    pub head: Option<Head>,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

/// Looks at every row, and at the head. `expected` is a head that was written down elsewhere: somebody who
/// puts back an older file of the database is found by it alone.
pub async fn verify(db: &impl Database, expected: Option<&Head>) -> Result<Verdict, Error> {
    // First the head: rows that are written meanwhile are behind it and are not looked at.
    let head = head(db).await?;
    let end = head.as_ref().map_or(0, |head| head.seq);
    let verdict = |rows, fault| {
        Ok(Verdict {
            rows,
            head: head.clone(),
            fault,
        })
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM access_log WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT {PAGE}"
    );
    let (mut seq, mut previous) = (0, Vec::new());
    loop {
        let rows = db.execute(&sql, vec![seq.into(), end.into()]).await?;
        for row in &rows {
            let row = Logged::read(row)?;
            if row.seq != seq + 1 {
                return verdict(seq, Some(Fault::Missing(seq + 1)));
            }
            seq = row.seq;
            if row.hash != row.hash_after(db, &previous) {
                return verdict(seq, Some(Fault::Changed(seq)));
            }
            if expected.is_some_and(|head| head.seq == seq && head.hash != row.hash) {
                return verdict(seq, Some(Fault::Expected(seq)));
            }
            previous = row.hash;
        }
        if rows.is_empty() {
            break;
        }
    }
    let fault = if seq < end {
        Some(Fault::Cut(end))
    } else if !is_proved(db, head.as_ref(), &previous).await? {
        Some(Fault::Head)
    } else {
        let beyond = expected.filter(|head| head.seq > seq);
        beyond.map(|head| Fault::Expected(head.seq))
    };
    verdict(seq, fault)
}

/// Whether the head is one that was written with the key, is that of the last row, and whether no row is
/// there without a head.
async fn is_proved(db: &impl Database, head: Option<&Head>, last: &[u8]) -> Result<bool, Error> {
    let Some(head) = head else {
        let any = db
            .execute("SELECT 1 FROM access_log LIMIT 1", vec![])
            .await?;
        return Ok(any.is_empty());
    };
    let sql = "SELECT proof FROM access_log_head WHERE seq = ?1";
    let rows = db.execute(sql, vec![head.seq.into()]).await?;
    let Some(row) = rows.first() else {
        // Somebody has just written another row, whose own proof is looked at the next time.
        return Ok(head.hash == last);
    };
    Ok(head.hash == last && row.blob(0)? == proof(db, head.seq, &head.hash))
}

/// The keyed hash of a head. It is kept in the head alone, so that rows cannot be made a head again.
pub(super) fn proof(db: &impl Database, seq: i64, hash: &[u8]) -> [u8; 32] {
    db.vault()
        .mac("access log head", &[&seq.to_be_bytes(), hash])
}
