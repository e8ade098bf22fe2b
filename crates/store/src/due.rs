//! What is due: running deadlines that have passed.

use domain::AppealNumber;

use crate::appeal::number;
use crate::database::{Database, Error};

/// Appeals whose running deadline passed before `now` and that are not marked yet, earliest first.
pub async fn overdue(db: &impl Database, now: i64, limit: i64) -> Result<Vec<AppealNumber>, Error> {
    let sql = "SELECT number FROM appeal WHERE clock = 'running' AND overdue = 0 AND due_at < ?1
               ORDER BY due_at LIMIT ?2";
    let rows = db.execute(sql, vec![now.into(), limit.into()]).await?;
    rows.iter().map(|row| number(row.integer(0)?)).collect()
}
