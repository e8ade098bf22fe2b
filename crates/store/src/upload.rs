//! Uploads: files that came or are coming, before and after an appeal takes them.

use serde::de::DeserializeOwned;

use crate::database::{Database, Error, Row, Value};

/// An upload as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    /// Its id, a UUIDv7.
    pub id: String,
    /// The keyed hash of the token that its uploader holds.
    pub token_hash: Vec<u8>,
    /// The cleaned name, for display.
    pub name: String,
    /// The type that the uploader declared, or empty.
    pub declared_type: String,
    /// The size in bytes; [`None`] while it is not known.
    pub size_bytes: Option<i64>,
    /// The bytes that have come.
    pub received_bytes: i64,
    /// The keys of the bytes' chunks, in order.
    pub chunks: Vec<String>,
    /// The type that the content has; set when the file was checked.
    pub media_type: Option<String>,
    /// SHA-256 of the content in hex; set when the file was checked.
    pub sha256: Option<String>,
    /// Whether the file came whole and was found good.
    pub is_ready: bool,
    /// The appeal that took it.
    pub appeal: Option<String>,
    /// When it began, in milliseconds.
    pub created_at: i64,
}

const COLUMNS: &str = "id, token_hash, name, declared_type, size_bytes, received_bytes, chunks, \
    media_type, sha256, state, appeal, created_at";

/// A new upload.
pub struct NewUpload<'a> {
    /// Its id, a UUIDv7.
    pub id: &'a str,
    /// The keyed hash of its token.
    pub token_hash: [u8; 32],
    /// The cleaned name.
    pub name: &'a str,
    /// The declared type, or empty.
    pub declared_type: &'a str,
    /// The size where it was told.
    pub size_bytes: Option<i64>,
    /// The keyed hash of the idempotency key.
    pub idempotency_key: Option<[u8; 32]>,
    /// Now, in milliseconds.
    pub at: i64,
}

/// Notes that a file is coming. `false`: there is an upload with this idempotency key already.
pub async fn create(db: &impl Database, new: NewUpload<'_>) -> Result<bool, Error> {
    let done = db
        .execute(
            "INSERT INTO upload (id, token_hash, name, declared_type, size_bytes, state, created_at, idempotency_key)
             VALUES (?1, ?2, ?3, ?4, ?5, 'receiving', ?6, ?7)",
            vec![
                new.id.into(),
                new.token_hash.into(),
                new.name.into(),
                new.declared_type.into(),
                new.size_bytes.into(),
                new.at.into(),
                new.idempotency_key.into(),
            ],
        )
        .await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("upload.idempotency_key") => Ok(false),
        Err(error) => Err(error),
    }
}

/// The upload with this id.
pub async fn by_id(db: &impl Database, id: &str) -> Result<Option<Upload>, Error> {
    one(db, "id = ?1", id.into()).await
}

/// The upload that was made with this idempotency key.
pub async fn by_idempotency_key(
    db: &impl Database,
    key: [u8; 32],
) -> Result<Option<Upload>, Error> {
    one(db, "idempotency_key = ?1", key.into()).await
}

async fn one(db: &impl Database, filter: &str, value: Value) -> Result<Option<Upload>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM upload WHERE {filter} AND state <> 'removed'");
    db.execute(&sql, vec![value])
        .await?
        .first()
        .map(read)
        .transpose()
}

/// The uploads with these ids, in no order; unknown ids are left out.
pub async fn by_ids(db: &impl Database, ids: &[String]) -> Result<Vec<Upload>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM upload WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'ready'"
    );
    db.execute(&sql, vec![json(&ids).into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The files of an appeal, in the order in which they came.
pub async fn of_appeal(db: &impl Database, appeal: &str) -> Result<Vec<Upload>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM upload WHERE appeal = ?1 ORDER BY id");
    db.execute(&sql, vec![appeal.into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Adds a chunk of `bytes` at `offset`. `false`: the offset is no longer where the upload stands, or it
/// is no longer being received: somebody else went on with it, and the chunk is not part of it.
pub async fn append(
    db: &impl Database,
    id: &str,
    offset: i64,
    bytes: i64,
    key: &str,
) -> Result<bool, Error> {
    let rows = db
        .execute(
            "UPDATE upload SET received_bytes = received_bytes + ?3, chunks = json_insert(chunks, '$[#]', ?4)
             WHERE id = ?1 AND received_bytes = ?2 AND state = 'receiving'
               AND (size_bytes IS NULL OR received_bytes + ?3 <= size_bytes) RETURNING 1",
            vec![id.into(), offset.into(), bytes.into(), key.into()],
        )
        .await?;
    Ok(!rows.is_empty())
}

/// What the check of a whole file found.
pub struct Finished<'a> {
    /// The name, with the extension of the content.
    pub name: &'a str,
    /// The size in bytes.
    pub size_bytes: i64,
    /// The type of the content.
    pub media_type: &'a str,
    /// SHA-256 of the content in hex.
    pub sha256: &'a str,
}

/// Marks an upload as whole and good. `false`: it is no longer what was checked.
pub async fn finish(db: &impl Database, id: &str, found: Finished<'_>) -> Result<bool, Error> {
    let rows = db
        .execute(
            "UPDATE upload SET state = 'ready', size_bytes = ?2, media_type = ?3, sha256 = ?4, name = ?5
             WHERE id = ?1 AND state = 'receiving' AND received_bytes = ?2 RETURNING 1",
            vec![
                id.into(),
                found.size_bytes.into(),
                found.media_type.into(),
                found.sha256.into(),
                found.name.into(),
            ],
        )
        .await?;
    Ok(!rows.is_empty())
}

/// Gives up an upload that no appeal took; the keys of its chunks come back, to be deleted. Empty also
/// when an appeal took it: then it stays.
pub async fn remove(db: &impl Database, id: &str) -> Result<Option<Vec<String>>, Error> {
    let rows = db
        .execute(
            "UPDATE upload SET state = 'removed', idempotency_key = NULL
             WHERE id = ?1 AND appeal IS NULL RETURNING chunks",
            vec![id.into()],
        )
        .await?;
    rows.first()
        .map(|row| parse(row.text(0)?, "chunks"))
        .transpose()
}

/// Gives up an upload that is not ready; the keys of its chunks come back. [`None`] when it is ready or gone.
pub async fn give_up(db: &impl Database, id: &str) -> Result<Option<Vec<String>>, Error> {
    let rows = db
        .execute(
            "UPDATE upload SET state = 'removed', idempotency_key = NULL
             WHERE id = ?1 AND state = 'receiving' RETURNING chunks",
            vec![id.into()],
        )
        .await?;
    rows.first()
        .map(|row| parse(row.text(0)?, "chunks"))
        .transpose()
}

/// Uploads that nobody used and that are older than `before`, at most `limit`: id and chunks.
pub async fn unused(
    db: &impl Database,
    before: i64,
    limit: i64,
) -> Result<Vec<(String, Vec<String>)>, Error> {
    let sql = "SELECT id, chunks FROM upload WHERE appeal IS NULL AND created_at < ?1
               ORDER BY created_at LIMIT ?2";
    let rows = db.execute(sql, vec![before.into(), limit.into()]).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), parse(row.text(1)?, "chunks")?)))
        .collect()
}

/// Forgets an upload whose chunks are gone.
pub async fn forget(db: &impl Database, id: &str) -> Result<(), Error> {
    let sql = "DELETE FROM upload WHERE id = ?1 AND appeal IS NULL AND state = 'removed'";
    db.execute(sql, vec![id.into()]).await.map(drop)
}

fn read(row: &Row) -> Result<Upload, Error> {
    Ok(Upload {
        id: row.text(0)?.to_owned(),
        token_hash: row.blob(1)?.to_vec(),
        name: row.text(2)?.to_owned(),
        declared_type: row.text(3)?.to_owned(),
        size_bytes: row.optional_integer(4)?,
        received_bytes: row.integer(5)?,
        chunks: parse(row.text(6)?, "chunks")?,
        media_type: row.optional_text(7)?.map(str::to_owned),
        sha256: row.optional_text(8)?.map(str::to_owned),
        is_ready: row.text(9)? == "ready",
        appeal: row.optional_text(10)?.map(str::to_owned),
        created_at: row.integer(11)?,
    })
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn parse<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Stored {
        what,
        cause: error.to_string(),
    })
}
