//! Files on their way in and out: bytes go to the key-value store chunk by chunk while they come, and
//! are looked at whole only once, when the last one is there.

mod head;
mod turn;
mod writer;

use axum::http::StatusCode;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::Text;
use files::{FileError, FileName, MAX_FILE_BYTES};
use futures::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use store::{Blobs, Upload, upload};
use uuid::Uuid;

use crate::capabilities::{blobs, database, keys};
use crate::keys::Purpose;
use crate::{Problem, body, idempotency};

use head::Head;
use turn::Turn;
use writer::Writer;

pub use writer::CHUNK_BYTES;

/// An upload and the token that its uploader keeps.
pub struct Uploaded {
    /// The upload.
    pub upload: Upload,
    /// The token, shown once.
    pub token: String,
    /// Whether this request began it; otherwise one with the same idempotency key did.
    pub is_new: bool,
}

/// What is known of a file before its bytes come.
pub struct Announced {
    /// The cleaned name.
    pub name: FileName,
    /// The declared type, or empty.
    pub declared_type: String,
    /// The size where it was told.
    pub size_bytes: Option<u64>,
    /// The caller's idempotency key.
    pub idempotency_key: Option<String>,
}

/// Begins an upload. With an idempotency key that was seen, the earlier upload comes back.
pub async fn begin(announced: &Announced, now: DateTime<Utc>) -> Result<Uploaded, Problem> {
    if announced
        .size_bytes
        .is_some_and(|size| size > MAX_FILE_BYTES)
    {
        return Err(refused(FileError::TooLarge));
    }
    let (db, keys) = (database().await?, keys().await?);
    let key = announced.idempotency_key.as_deref();
    let key_hash = key.map(|key| keys.hash(Purpose::IdempotencyKey, &[b"upload", key.as_bytes()]));
    // Two tries: between the look and the insert somebody else may have used the key.
    for _ in 0..2 {
        if let Some(hash) = key_hash
            && let Some(upload) = upload::by_idempotency_key(db, hash).await?
        {
            let token = keys.new_upload_token(&upload.id, key)?;
            return Ok(Uploaded {
                upload,
                token,
                is_new: false,
            });
        }
        let id = Uuid::now_v7().to_string();
        let token = keys.new_upload_token(&id, key)?;
        let new = upload::NewUpload {
            id: &id,
            token_hash: keys.upload_hash(&token),
            name: announced.name.as_str(),
            declared_type: &announced.declared_type,
            size_bytes: announced
                .size_bytes
                .and_then(|size| i64::try_from(size).ok()),
            idempotency_key: key_hash,
            at: now.timestamp_millis(),
        };
        if upload::create(db, new).await? {
            // Gone already when another request with the key has taken over.
            if let Some(upload) = upload::by_id(db, &id).await? {
                return Ok(Uploaded {
                    upload,
                    token,
                    is_new: true,
                });
            }
        }
    }
    Err(idempotency::in_flight())
}

/// Takes bytes in at the upload's offset until the stream ends, keeping what came even if it breaks
/// off. Refuses at the first byte over the limit. Gives the new offset.
pub async fn receive<E: std::fmt::Display>(
    upload: &Upload,
    mut stream: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<u64, Problem> {
    let limit = upload
        .size_bytes
        .map_or(MAX_FILE_BYTES, |size| size.unsigned_abs());
    let mut writer = Writer::new(upload, blobs().await?);
    let mut head = Head::new(upload);
    loop {
        match stream.next().await {
            Some(Ok(bytes)) => {
                if writer.end() + bytes.len() as u64 > limit {
                    return Err(refused(FileError::TooLarge));
                }
                head.check(&bytes)?;
                writer.push(&bytes).await?;
            }
            Some(Err(error)) => {
                writer.flush().await?;
                return Err(body::broken(error));
            }
            None => break,
        }
    }
    writer.flush().await?;
    Ok(writer.offset)
}

/// Checks an upload whose bytes are all there, and marks it as ready. A bad file is removed.
pub async fn complete(id: &str) -> Result<Upload, Problem> {
    let db = database().await?;
    let upload = upload::by_id(db, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    if upload.is_ready {
        return Ok(upload);
    }
    let name = FileName::clean(&upload.name).map_err(refused)?;
    let (checked, sha256, size) = {
        let _turn = Turn::take().await;
        let bytes = whole(&upload).await?;
        let checked = files::check(&bytes, &name, Some(&upload.declared_type));
        (checked, hex(&Sha256::digest(&bytes)), bytes.len())
    };
    match checked {
        Ok(checked) => {
            let size = i64::try_from(size).map_err(Problem::internal)?;
            let found = upload::Finished {
                name: checked.name.as_str(),
                size_bytes: size,
                media_type: checked.media_type.mime(),
                sha256: &sha256,
            };
            if !upload::finish(db, id, found).await? {
                return Err(offset_conflict(upload.received_bytes));
            }
            upload::by_id(db, id).await?.ok_or_else(Problem::not_found)
        }
        Err(error) => {
            give_up(id).await?;
            Err(refused(error))
        }
    }
}

/// Removes an upload that no appeal took, with its bytes. `false` when there is none, or one took it.
pub async fn discard(id: &str) -> Result<bool, Problem> {
    let chunks = upload::remove(database().await?, id).await?;
    sweep(id, chunks).await
}

/// Removes an upload that did not become ready; one that did stays. Meant for the request that failed it.
pub async fn give_up(id: &str) -> Result<bool, Problem> {
    let chunks = upload::give_up(database().await?, id).await?;
    sweep(id, chunks).await
}

async fn sweep(id: &str, chunks: Option<Vec<String>>) -> Result<bool, Problem> {
    let Some(chunks) = chunks else {
        return Ok(false);
    };
    let store = blobs().await?;
    for key in &chunks {
        store.delete(key).await?;
    }
    upload::forget(database().await?, id).await?;
    Ok(true)
}

/// The upload with this id and token; the same answer for a wrong id and a wrong token.
pub async fn authorised(id: &str, token: &str) -> Result<Upload, Problem> {
    let upload = match Uuid::parse_str(id) {
        Ok(uuid) => upload::by_id(database().await?, &uuid.to_string()).await?,
        Err(_) => None,
    };
    let given = keys().await?.upload_hash(token);
    let fits = |upload: &Upload| crate::keys::same(&given, &upload.token_hash);
    upload.filter(fits).ok_or_else(Problem::not_found)
}

/// Somebody else went on with this upload, or the caller is behind.
pub fn offset_conflict(offset: i64) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "upload_offset_conflict",
        Text::fixed(
            "Загрузка стоит на другом месте",
            "The upload stands elsewhere",
        ),
        Text::new(
            format!("Принято байт: {offset}. Продолжайте с этого места."),
            format!("Bytes received: {offset}. Go on from there."),
        ),
    )
}

/// A file that is not taken, as a problem.
pub fn refused(error: FileError) -> Problem {
    let status = match error {
        FileError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        FileError::TypeUnsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let title = Text::fixed("Файл не принят", "The file is not accepted");
    Problem::new(
        status,
        error.code(),
        title,
        Text::new(error.text_ru(), error.text_en()),
    )
}

async fn whole(upload: &Upload) -> Result<Vec<u8>, Problem> {
    let store = blobs().await?;
    let mut bytes = Vec::with_capacity(usize::try_from(upload.received_bytes).unwrap_or(0));
    for key in &upload.chunks {
        let chunk = store.get(key).await?;
        // Gone when another request with the same key has taken over meanwhile.
        bytes.extend(chunk.ok_or_else(idempotency::in_flight)?);
    }
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256, in hex, of a body that is only compared; bounded like a file.
pub async fn hash<E: std::fmt::Display>(
    mut stream: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<String, Problem> {
    let mut hash = Sha256::new();
    let mut size = 0;
    while let Some(bytes) = stream.next().await {
        let bytes = bytes.map_err(body::broken)?;
        size += bytes.len() as u64;
        if size > MAX_FILE_BYTES {
            return Err(refused(FileError::TooLarge));
        }
        hash.update(&bytes);
    }
    Ok(hex(&hash.finalize()))
}

/// The bytes of a file, chunk by chunk.
pub fn bytes(chunks: Vec<String>) -> impl Stream<Item = Result<Vec<u8>, store::Error>> + Send {
    futures::stream::iter(chunks).then(|key| async move {
        let missing = || store::Error::Stored {
            what: "attachment",
            cause: "a chunk is gone".to_owned(),
        };
        let away = |problem: Problem| store::Error::Unavailable(problem.cause.unwrap_or_default());
        let store = blobs().await.map_err(away)?;
        store.get(&key).await?.ok_or_else(missing)
    })
}
