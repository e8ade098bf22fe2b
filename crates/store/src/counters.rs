//! How many appeals are in each status: kept by triggers, so reading costs the same at any number.

use crate::database::{Database, Error};

/// The counters of one status of one agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The agency's code.
    pub agency: String,
    /// The status code.
    pub status: String,
    /// Appeals in this status.
    pub appeals: i64,
    /// Of these, appeals whose deadline has passed.
    pub overdue: i64,
}

/// All counters, or one agency's.
pub async fn counters(db: &impl Database, agency: Option<&str>) -> Result<Vec<Counter>, Error> {
    let sql = "SELECT agency, status, appeals, overdue FROM counter
               WHERE agency = ?1 OR ?1 IS NULL ORDER BY agency, status";
    db.execute(sql, vec![agency.into()])
        .await?
        .iter()
        .map(|row| {
            Ok(Counter {
                agency: row.text(0)?.to_owned(),
                status: row.text(1)?.to_owned(),
                appeals: row.integer(2)?,
                overdue: row.integer(3)?,
            })
        })
        .collect()
}
