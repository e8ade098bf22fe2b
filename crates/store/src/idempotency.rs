//! Requests that came with an idempotency key, for as long as their answers are kept.

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

/// Forgets keys older than `before`, in milliseconds.
pub async fn forget_requests(db: &impl Database, before: i64) -> Result<(), Error> {
    db.execute(
        "DELETE FROM idempotency WHERE created_at < ?1",
        vec![before.into()],
    )
    .await
    .map(drop)
}
