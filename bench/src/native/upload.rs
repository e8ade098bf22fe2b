//! As `components/attachments`'s upload of a whole file.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use files::{ContentDisposition, FileError, FileName, MAX_FILE_BYTES};
use futures::StreamExt;
use sha2::{Digest, Sha256};
use store::{Blobs, Upload, upload};
use uuid::Uuid;
use web::keys::random;
use web::reply::{json, with};
use web::uploads::{CHUNK_BYTES, refused};
use web::{Answer, Context, Problem, body};

use super::Shared;
use super::capabilities::Capabilities;

pub(super) async fn create(State(capabilities): Shared, context: Context, body: Body) -> Answer {
    let header = context.headers.get("content-disposition");
    let header = header.map(|value| value.as_bytes()).unwrap_or_default();
    let given = ContentDisposition::parse(header)
        .filename
        .unwrap_or_default();
    let name = FileName::clean(&given).map_err(refused)?;
    let size: Option<i64> = context.header("content-length").parse().ok();
    if size.is_some_and(|size| size.unsigned_abs() > MAX_FILE_BYTES) {
        return Err(refused(FileError::TooLarge));
    }
    let (id, token) = begin(&capabilities, &context, &name, size).await?;
    receive(&capabilities, &id, &name, body).await?;
    let upload = complete(&capabilities, &id, name).await?;
    let answer = api::AttachmentCreated {
        id: upload.id.clone(),
        upload_token: token,
        name: upload.name.clone(),
        media_type: upload.media_type.clone().unwrap_or_default(),
        size_bytes: upload.size_bytes.unwrap_or_default(),
        sha256: upload.sha256.clone().unwrap_or_default(),
    };
    let location = format!("/api/v1/attachments/{}", upload.id);
    with(json(StatusCode::CREATED, &answer)?, "location", &location)
}

async fn begin(
    capabilities: &Capabilities,
    context: &Context,
    name: &FileName,
    size_bytes: Option<i64>,
) -> Result<(String, String), Problem> {
    let id = Uuid::now_v7().to_string();
    let token = web::keys::token(24)?;
    let token_hash = capabilities.keys.upload_hash(&token);
    let name = name.clone();
    let (key, at) = (id.clone(), context.now.timestamp_millis());
    let create = async move |db| {
        let new = upload::NewUpload {
            id: &key,
            token_hash,
            name: name.as_str(),
            size_bytes,
            at,
        };
        upload::create(&db, new).await
    };
    capabilities.write(create).await??;
    Ok((id, token))
}

/// Writes the body in chunks while it comes.
async fn receive(
    capabilities: &Capabilities,
    id: &str,
    name: &FileName,
    body: Body,
) -> Result<(), Problem> {
    let mut stream = body.into_data_stream();
    let (mut pending, mut offset) = (Vec::with_capacity(CHUNK_BYTES), 0);
    let mut head = true;
    while let Some(bytes) = stream.next().await {
        let mut bytes = bytes.map_err(body::broken)?;
        if offset + (pending.len() + bytes.len()) as u64 > MAX_FILE_BYTES {
            return Err(refused(FileError::TooLarge));
        }
        while !bytes.is_empty() {
            let room = CHUNK_BYTES - pending.len();
            pending.extend_from_slice(&bytes.split_to(room.min(bytes.len())));
            if head && pending.len() >= files::SNIFF_BYTES {
                head = false;
                files::sniff(&pending)
                    .ok_or_else(|| refused(files::not_accepted(&pending, name)))?;
            }
            if pending.len() == CHUNK_BYTES {
                let chunk = std::mem::replace(&mut pending, Vec::with_capacity(CHUNK_BYTES));
                offset += write(capabilities, id, offset, chunk).await?;
            }
        }
    }
    if !pending.is_empty() {
        write(capabilities, id, offset, pending).await?;
    }
    Ok(())
}

async fn write(
    capabilities: &Capabilities,
    id: &str,
    offset: u64,
    chunk: Vec<u8>,
) -> Result<u64, Problem> {
    let length = chunk.len() as u64;
    let nonce = hex(random()?.get(..8).unwrap_or_default());
    let key = format!("attachment/{id}/{offset}-{nonce}");
    let stored = key.clone();
    capabilities
        .blobs(async move |blobs| blobs.set(&stored, chunk).await)
        .await??;
    let id = id.to_owned();
    let (from, bytes) = (signed(offset), signed(length));
    let append = async move |db| upload::append(&db, &id, from, bytes, &key).await;
    capabilities.write(append).await??;
    Ok(length)
}

/// Reads the file back whole and checks it.
async fn complete(
    capabilities: &Arc<Capabilities>,
    id: &str,
    name: FileName,
) -> Result<Upload, Problem> {
    let db = capabilities.reader().await?;
    let found = upload::by_id(&db, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let check = async move |blobs: store::Sealed<store::NativeBlobs>| {
        let mut whole = Vec::with_capacity(usize::try_from(found.received_bytes).unwrap_or(0));
        for key in &found.chunks {
            let chunk = blobs.get(key).await?;
            whole.extend(chunk.ok_or_else(|| Problem::internal("a chunk is gone"))?);
        }
        let checked = files::check(&whole, &name).map_err(refused)?;
        Ok::<_, Problem>((
            checked,
            hex(&Sha256::digest(&whole)),
            signed(whole.len() as u64),
        ))
    };
    let (checked, sha256, size_bytes) = capabilities.blobs(check).await??;
    let key = id.to_owned();
    let finish = async move |db| {
        let finished = upload::Finished {
            name: checked.name.as_str(),
            received_bytes: size_bytes,
            size_bytes,
            media_type: checked.media_type.mime(),
            sha256: &sha256,
            // What is measured has nothing behind its end.
            cut: None,
        };
        upload::finish(&db, &key, finished).await
    };
    capabilities.write(finish).await??;
    upload::by_id(&db, id).await?.ok_or_else(Problem::not_found)
}

fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
