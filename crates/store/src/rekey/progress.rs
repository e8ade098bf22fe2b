//! How far a part of the work is.

use crate::database::{Database, Error, Value};

/// How far a part is, under the key of today.
pub(super) struct Progress {
    part: String,
    /// The key columns of the last row that was looked at.
    pub(super) after: Vec<Value>,
    /// Rows that were looked at.
    pub(super) seen: i64,
    total: i64,
    /// Whether there are no more.
    pub(super) done: bool,
}

impl Progress {
    /// Reads it; at first, counts the rows.
    pub(super) async fn read(
        db: &impl Database,
        part: &str,
        table: &'static str,
    ) -> Result<Self, Error> {
        let sql =
            "SELECT after_1, after_2, seen, total, done FROM rekey WHERE key = ?1 AND part = ?2";
        let key = db.vault().key_id().to_vec();
        let rows = db.execute(sql, vec![key.into(), part.into()]).await?;
        let mut progress = Progress {
            part: part.to_owned(),
            after: Vec::new(),
            seen: 0,
            total: 0,
            done: false,
        };
        if let Some(row) = rows.first() {
            let after = [row.value(0), row.value(1)].into_iter();
            progress.after = after.filter(|v| **v != Value::Null).cloned().collect();
            progress.seen = row.integer(2)?;
            progress.total = row.integer(3)?;
            progress.done = row.boolean(4)?;
        } else {
            let count = db
                .execute(&format!("SELECT count(*) FROM {table}"), vec![])
                .await?;
            progress.total = count.first().ok_or(Error::Column(0))?.integer(0)?;
        }
        Ok(progress)
    }

    pub(super) async fn write(&self, db: &impl Database) -> Result<(), Error> {
        let sql = "INSERT INTO rekey (key, part, after_1, after_2, seen, total, done)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (key, part) DO UPDATE SET after_1 = ?3, after_2 = ?4, seen = ?5, total = ?6, done = ?7";
        let mut after = self.after.iter().cloned();
        let mut next = || after.next().unwrap_or(Value::Null);
        let parameters = vec![
            db.vault().key_id().to_vec().into(),
            self.part.as_str().into(),
            next(),
            next(),
            self.seen.into(),
            self.total.into(),
            self.done.into(),
        ];
        db.execute(sql, parameters).await.map(drop)
    }

    /// Goes on with a part that was at its end: so many rows are left.
    pub(super) fn again(&mut self, left: i64) {
        self.done = false;
        self.seen = 0;
        self.total = left;
    }

    /// Rows that are still to be looked at; more may have come since they were counted.
    pub(super) fn remaining(&self) -> i64 {
        if self.done {
            0
        } else {
            (self.total - self.seen).max(1)
        }
    }
}
