//! Requests that came with an idempotency key, for as long as their answers are kept.

use domain::AppealNumber;

use crate::account::stored;
use crate::database::{Database, Error};

/// What became of the request that came first with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The hash of what was asked.
    pub request_hash: Vec<u8>,
    /// The id of the appeal that was registered.
    pub appeal: String,
}

/// The request that came first with this key (its keyed hash).
pub async fn kept_request(db: &impl Database, key: [u8; 32]) -> Result<Option<Kept>, Error> {
    let sql = "SELECT request_hash, appeal FROM idempotency WHERE key = ?1";
    let rows = db.execute(sql, vec![key.into()]).await?;
    rows.first()
        .map(|row| {
            Ok(Kept {
                request_hash: row.blob(0)?.to_vec(),
                appeal: row.text(1)?.to_owned(),
            })
        })
        .transpose()
}

/// Which of these appeals was registered with exactly this request (its keyed hash), not before `since`, in
/// milliseconds.
pub async fn registered_as(
    db: &impl Database,
    numbers: &[AppealNumber],
    request_hash: [u8; 32],
    since: i64,
) -> Result<Option<AppealNumber>, Error> {
    let list: Vec<i64> = numbers.iter().map(|number| number.key()).collect();
    let list = serde_json::to_string(&list).map_err(|e| stored("numbers", e))?;
    let sql =
        "SELECT a.number FROM json_each(?1) AS wanted JOIN appeal AS a ON a.number = wanted.value
                 JOIN event AS e ON e.appeal = a.id AND e.seq = 1
               WHERE e.request_hash = ?2 AND a.created_at >= ?3 LIMIT 1";
    let parameters = vec![list.into(), request_hash.into(), since.into()];
    let rows = db.execute(sql, parameters).await?;
    let number = rows.first().map(|row| row.integer(0)).transpose()?;
    Ok(number.and_then(|number| numbers.iter().copied().find(|one| one.key() == number)))
}

/// Forgets keys older than `before`, in milliseconds.
pub async fn forget_requests(db: &impl Database, before: i64) -> Result<(), Error> {
    db.execute(
        "DELETE FROM idempotency WHERE created_at < ?1",
        vec![before.into()],
    )
    .await
    .map(drop)
}
