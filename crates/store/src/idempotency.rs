//! Requests that came with an idempotency key, and their answers, for as long as these are kept.

use domain::AppealNumber;

use crate::account::stored;
use crate::database::{Database, Error, Row};

/// What became of the request that came first with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRequest {
    /// The keyed hash of the key.
    pub key: [u8; 32],
    /// The keyed hash of what was asked.
    pub request_hash: [u8; 32],
    /// The id of the appeal that it was about; empty where it was about none.
    pub appeal: String,
    /// When it came, in milliseconds.
    pub created_at: i64,
    /// The answer, sealed under a key that is not in the database; [`None`] while there is none.
    pub answer: Option<Vec<u8>>,
}

const COLUMNS: &str = "key, request_hash, appeal, created_at, answer";

/// The request that came first with this key.
pub async fn kept_request(db: &impl Database, key: [u8; 32]) -> Result<Option<KeptRequest>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM idempotency WHERE key = ?1");
    let rows = db.execute(&sql, vec![key.into()]).await?;
    rows.first().map(read).transpose()
}

/// The latest request that asked the same, whatever its key, since then (milliseconds).
pub async fn same_request(
    db: &impl Database,
    request_hash: [u8; 32],
    since: i64,
) -> Result<Option<KeptRequest>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM idempotency WHERE request_hash = ?1 AND created_at >= ?2
         ORDER BY created_at DESC LIMIT 1"
    );
    let rows = db
        .execute(&sql, vec![request_hash.into(), since.into()])
        .await?;
    rows.first().map(read).transpose()
}

/// Marks a key as used by a request that begins. `false`: it is used.
pub async fn mark_request(
    db: &impl Database,
    key: [u8; 32],
    request_hash: [u8; 32],
    at: i64,
) -> Result<bool, Error> {
    let sql =
        "INSERT INTO idempotency (key, request_hash, appeal, created_at) VALUES (?1, ?2, '', ?3)
               ON CONFLICT (key) DO NOTHING RETURNING created_at";
    let parameters = vec![key.into(), request_hash.into(), at.into()];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// Frees the key of a request that was refused.
pub async fn unmark_request(db: &impl Database, key: [u8; 32]) -> Result<(), Error> {
    let sql = "DELETE FROM idempotency WHERE key = ?1 AND answer IS NULL";
    db.execute(sql, vec![key.into()]).await.map(drop)
}

/// Keeps the answer of a request that was done; the first one stays.
pub async fn keep_answer(db: &impl Database, kept: &KeptRequest) -> Result<(), Error> {
    let sql = "INSERT INTO idempotency (key, request_hash, appeal, created_at, answer)
               VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (key) DO UPDATE SET answer = excluded.answer WHERE answer IS NULL";
    let parameters = vec![
        kept.key.into(),
        kept.request_hash.into(),
        kept.appeal.as_str().into(),
        kept.created_at.into(),
        kept.answer.clone().into(),
    ];
    db.execute(sql, parameters).await.map(drop)
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

/// Forgets keys older than `before`, in milliseconds, with their answers.
pub async fn forget_requests(db: &impl Database, before: i64) -> Result<(), Error> {
    db.execute(
        "DELETE FROM idempotency WHERE created_at < ?1",
        vec![before.into()],
    )
    .await
    .map(drop)
}

fn read(row: &Row) -> Result<KeptRequest, Error> {
    let hash = |at| -> Result<[u8; 32], Error> {
        let bytes = row.blob(at)?;
        bytes.try_into().map_err(|_| Error::Column(at))
    };
    Ok(KeptRequest {
        key: hash(0)?,
        request_hash: hash(1)?,
        appeal: row.text(2)?.to_owned(),
        created_at: row.integer(3)?,
        answer: row.optional_blob(4)?.map(<[u8]>::to_vec),
    })
}
