//! Uploads: files that came or are coming, before and after an appeal takes them.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use vault::Vault;

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
    /// The size in bytes; [`None`] while it is not known.
    pub size_bytes: Option<i64>,
    /// The bytes that have come; more than the size when what stood behind the file's end was cut off.
    pub received_bytes: i64,
    /// The keys of the bytes' chunks, in order.
    pub chunks: Vec<String>,
    /// The type that the content has; set when the file was checked.
    pub media_type: Option<String>,
    /// SHA-256 of the content in hex; set when the file was checked.
    pub sha256: Option<String>,
    /// SHA-256 in hex of all that came; set when the file was checked.
    pub received_sha256: Option<String>,
    /// Whether the file came whole and was found good.
    pub is_ready: bool,
    /// The appeal that took it.
    pub appeal: Option<String>,
    /// When it began, in milliseconds.
    pub created_at: i64,
}

const COLUMNS: &str = "id, token_hash, private, size_bytes, received_bytes, chunks, media_type, state, \
    appeal, created_at";

/// What could tell of a person: people put names into names of files, and the hash of a known document
/// shows who has it.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Private {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    /// Of all that came, where that was more.
    #[serde(skip_serializing_if = "Option::is_none")]
    received_sha256: Option<String>,
}

impl Private {
    fn seal(&self, vault: &Vault, id: &str) -> Result<Vec<u8>, Error> {
        Ok(vault.seal(json(self).as_bytes(), &place(id))?)
    }

    fn open(vault: &Vault, id: &str, sealed: &[u8]) -> Result<Self, Error> {
        let plain = vault.open(sealed, &place(id))?;
        serde_json::from_slice(&plain).map_err(|error| Error::Stored {
            what: "upload",
            cause: error.to_string(),
        })
    }
}

fn place(id: &str) -> String {
    vault::place("upload.private", id)
}

/// A new upload.
pub struct NewUpload<'a> {
    /// Its id, a UUIDv7.
    pub id: &'a str,
    /// The keyed hash of its token.
    pub token_hash: [u8; 32],
    /// The cleaned name.
    pub name: &'a str,
    /// The size where it was told.
    pub size_bytes: Option<i64>,
    /// Now, in milliseconds.
    pub at: i64,
}

/// Notes that a file is coming.
pub async fn create(db: &impl Database, new: NewUpload<'_>) -> Result<(), Error> {
    let private = Private {
        name: new.name.to_owned(),
        ..Private::default()
    };
    let sql = "INSERT INTO upload (id, token_hash, private, size_bytes, state, created_at)
               VALUES (?1, ?2, ?3, ?4, 'receiving', ?5)";
    let parameters = vec![
        new.id.into(),
        new.token_hash.into(),
        private.seal(db.vault(), new.id)?.into(),
        new.size_bytes.into(),
        new.at.into(),
    ];
    db.execute(sql, parameters).await.map(drop)
}

/// The upload with this id.
pub async fn by_id(db: &impl Database, id: &str) -> Result<Option<Upload>, Error> {
    one(db, "id = ?1", id.into()).await
}

async fn one(db: &impl Database, filter: &str, value: Value) -> Result<Option<Upload>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM upload WHERE {filter} AND state <> 'removed'");
    db.execute(&sql, vec![value])
        .await?
        .first()
        .map(|row| read(db.vault(), row))
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
        .map(|row| read(db.vault(), row))
        .collect()
}

/// The files of an appeal, in the order in which they came; erased ones are gone.
pub async fn of_appeal(db: &impl Database, appeal: &str) -> Result<Vec<Upload>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM upload WHERE appeal = ?1 AND state <> 'removed' ORDER BY id"
    );
    db.execute(&sql, vec![appeal.into()])
        .await?
        .iter()
        .map(|row| read(db.vault(), row))
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
    /// The bytes that had come when it was checked.
    pub received_bytes: i64,
    /// The size in bytes.
    pub size_bytes: i64,
    /// The type of the content.
    pub media_type: &'a str,
    /// SHA-256 of the content in hex.
    pub sha256: &'a str,
    /// What is kept of what came, where it is not all.
    pub cut: Option<Cut<'a>>,
}

/// A file behind whose end something stood that is not kept.
pub struct Cut<'a> {
    /// The keys of its chunks, in order.
    pub chunks: &'a [String],
    /// SHA-256 in hex of all that came.
    pub received_sha256: &'a str,
}

/// Marks an upload as whole and good. `false`: it is no longer what was checked.
pub async fn finish(db: &impl Database, id: &str, found: Finished<'_>) -> Result<bool, Error> {
    let private = Private {
        name: found.name.to_owned(),
        sha256: Some(found.sha256.to_owned()),
        received_sha256: found.cut.as_ref().map(|cut| cut.received_sha256.to_owned()),
    };
    let rows = db
        .execute(
            "UPDATE upload SET state = 'ready', size_bytes = ?3, media_type = ?4, private = ?5,
               chunks = coalesce(?6, chunks)
             WHERE id = ?1 AND state = 'receiving' AND received_bytes = ?2 RETURNING 1",
            vec![
                id.into(),
                found.received_bytes.into(),
                found.size_bytes.into(),
                found.media_type.into(),
                private.seal(db.vault(), id)?.into(),
                found.cut.map(|cut| json(&cut.chunks)).into(),
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

fn read(vault: &Vault, row: &Row) -> Result<Upload, Error> {
    let id = row.text(0)?;
    // Nothing is left of it when it was erased.
    let private = row.optional_blob(2)?;
    let private = private.map(|sealed| Private::open(vault, id, sealed));
    let Private {
        name,
        sha256,
        received_sha256,
    } = private.transpose()?.unwrap_or_default();
    Ok(Upload {
        id: id.to_owned(),
        token_hash: row.blob(1)?.to_vec(),
        name,
        size_bytes: row.optional_integer(3)?,
        received_bytes: row.integer(4)?,
        chunks: parse(row.text(5)?, "chunks")?,
        media_type: row.optional_text(6)?.map(str::to_owned),
        received_sha256: received_sha256.or_else(|| sha256.clone()),
        sha256,
        is_ready: row.text(7)? == "ready",
        appeal: row.optional_text(8)?.map(str::to_owned),
        created_at: row.integer(9)?,
    })
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Reads the keys of chunks as the column holds them.
pub(crate) fn chunks(text: &str) -> Result<Vec<String>, Error> {
    parse(text, "chunks")
}

fn parse<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Stored {
        what,
        cause: error.to_string(),
    })
}
