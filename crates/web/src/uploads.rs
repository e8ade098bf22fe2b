//! Files on their way in and out: bytes go to the key-value store chunk by chunk while they come, and
//! are looked at whole only once, when the last one is there.

mod head;
mod turn;
mod whole;
mod writer;

use axum::http::StatusCode;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::Text;
use files::{FileError, FileName, MAX_FILE_BYTES};
use futures::{Stream, StreamExt};
use store::{Blobs, Upload, upload};
use uuid::Uuid;

use crate::capabilities::{blobs, database, keys};
use crate::keys::token;
use crate::{Problem, body};

use head::Head;
use turn::Turn;
use whole::{FileToKeep, Whole};
use writer::Writer;

pub use writer::CHUNK_BYTES;

/// An upload and the token that its uploader keeps.
pub struct Uploaded {
    /// The upload.
    pub upload: Upload,
    /// The token, shown once.
    pub token: String,
}

/// What is known of a file before its bytes come.
pub struct Announced {
    /// The cleaned name.
    pub name: FileName,
    /// The size where it was told.
    pub size_bytes: Option<u64>,
}

/// The bytes of an upload's token: 192 bits, and no padding in base64.
const TOKEN_BYTES: usize = 24;

/// Begins an upload.
pub async fn begin(announced: &Announced, now: DateTime<Utc>) -> Result<Uploaded, Problem> {
    if announced
        .size_bytes
        .is_some_and(|size| size > MAX_FILE_BYTES)
    {
        return Err(refused(FileError::TooLarge));
    }
    let (db, keys) = (database().await?, keys().await?);
    let id = Uuid::now_v7().to_string();
    let token = token(TOKEN_BYTES)?;
    let new = upload::NewUpload {
        id: &id,
        token_hash: keys.upload_hash(&token),
        name: announced.name.as_str(),
        size_bytes: announced
            .size_bytes
            .and_then(|size| i64::try_from(size).ok()),
        at: now.timestamp_millis(),
    };
    upload::create(db, new).await?;
    let upload = upload::by_id(db, &id).await?;
    let upload = upload.ok_or_else(|| Problem::internal("an upload that has begun is gone"))?;
    Ok(Uploaded { upload, token })
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

/// Checks an upload whose bytes are all there, cuts off what stands behind the file's end, and marks it as
/// ready. A bad file is removed.
pub async fn complete(id: &str) -> Result<Upload, Problem> {
    let db = database().await?;
    let upload = upload::by_id(db, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    if upload.is_ready {
        return Ok(upload);
    }
    let name = FileName::clean(&upload.name).map_err(refused)?;
    let checked = {
        let _turn = Turn::take().await;
        let whole = Whole::read(&upload).await?;
        files::check(&whole.bytes, &name).map(|checked| FileToKeep::new(checked, &upload, &whole))
    };
    let file = match checked {
        Ok(file) => file,
        Err(error) => {
            give_up(id).await?;
            return Err(refused(error));
        }
    };
    let kept = match &file.cut {
        Some(cut) => Some(cut.keep(&upload).await?),
        None => None,
    };
    let found = upload::Finished {
        name: file.checked.name.as_str(),
        received_bytes: upload.received_bytes,
        size_bytes: i64::try_from(file.checked.length).map_err(Problem::internal)?,
        media_type: file.checked.media_type.mime(),
        sha256: &file.sha256,
        cut: file
            .cut
            .as_ref()
            .zip(kept.as_deref())
            .map(|(cut, chunks)| upload::Cut {
                chunks,
                received_sha256: &cut.received_sha256,
            }),
    };
    let is_finished = upload::finish(db, id, found).await?;
    if let Some(kept) = &kept {
        // Of the chunks before and after the cut those go that nothing names any more.
        let (old, new) = (upload.chunks.iter(), kept.iter());
        if is_finished {
            delete(old.filter(|key| !kept.contains(key))).await?;
        } else {
            delete(new.filter(|key| !upload.chunks.contains(key))).await?;
        }
    }
    if !is_finished {
        return Err(offset_conflict(upload.received_bytes));
    }
    upload::by_id(db, id).await?.ok_or_else(Problem::not_found)
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
    delete(chunks.iter()).await?;
    upload::forget(database().await?, id).await?;
    Ok(true)
}

async fn delete(chunks: impl Iterator<Item = &String>) -> Result<(), Problem> {
    let store = blobs().await?;
    for key in chunks {
        store.delete(key).await?;
    }
    Ok(())
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
        FileError::TypeUnsupported { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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

#[cfg(test)]
mod tests {
    use files::MediaType;

    #[test]
    fn the_pages_offer_what_is_accepted() {
        let extensions = MediaType::ALL.iter().flat_map(|kind| kind.extensions());
        let extensions = extensions.map(|extension| format!(".{extension}"));
        let types = MediaType::ALL.iter().map(|kind| kind.mime().to_owned());
        let accepted: Vec<String> = extensions.chain(types).collect();
        assert_eq!(pages::ACCEPTED_FILES, accepted.join(","));
    }
}
