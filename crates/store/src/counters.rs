//! How many appeals are in each status: kept by triggers, so reading costs the same at any number.

use crate::database::{Database, Error};

/// The counters of one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The status code.
    pub status: String,
    /// Appeals in this status.
    pub appeals: i64,
    /// Of these, appeals whose deadline has passed.
    pub overdue: i64,
}

/// The counters of all agencies together, or of one; statuses without appeals may be missing.
pub async fn counters(db: &impl Database, agency: Option<&str>) -> Result<Vec<Counter>, Error> {
    let sql = "SELECT status, sum(appeals), sum(overdue) FROM counter
               WHERE agency = ?1 OR ?1 IS NULL GROUP BY status";
    db.execute(sql, vec![agency.into()])
        .await?
        .iter()
        .map(|row| {
            Ok(Counter {
                status: row.text(0)?.to_owned(),
                appeals: row.integer(1)?,
                overdue: row.integer(2)?,
            })
        })
        .collect()
}
