//! Chunks on their way to the key-value store.

use bytes::BytesMut;
use files::FileError;
use store::{Blobs, Sealed, SpinBlobs, Upload, upload};

use super::{hex, offset_conflict, refused};
use crate::Problem;
use crate::capabilities::database;
use crate::keys::random;

/// Bytes of one value in the key-value store. The host holds a value whole, sixteen requests of an
/// instance may each hold one, and each costs a write to disk: a mebibyte is between the two.
pub const CHUNK_BYTES: usize = 1024 * 1024;

/// A resumable upload may come in pieces of any size; more than this many are somebody's game.
const MAX_CHUNKS: usize = 128;

/// Gathers bytes to chunks and writes them.
pub(super) struct Writer<'a> {
    id: &'a str,
    store: &'a Sealed<SpinBlobs>,
    pub(super) offset: u64,
    chunks: usize,
    pending: BytesMut,
}

impl<'a> Writer<'a> {
    pub(super) fn new(upload: &'a Upload, store: &'a Sealed<SpinBlobs>) -> Self {
        let offset = upload.received_bytes.unsigned_abs();
        Writer {
            id: &upload.id,
            store,
            offset,
            chunks: upload.chunks.len(),
            pending: BytesMut::new(),
        }
    }

    /// Where the upload ends, with what is not written yet.
    pub(super) fn end(&self) -> u64 {
        self.offset + self.pending.len() as u64
    }

    pub(super) async fn push(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.pending.extend_from_slice(bytes);
        while self.pending.len() >= CHUNK_BYTES {
            let chunk = self.pending.split_to(CHUNK_BYTES);
            self.write(&chunk).await?;
        }
        Ok(())
    }

    pub(super) async fn flush(&mut self) -> Result<(), Problem> {
        let rest = self.pending.split();
        if rest.is_empty() {
            Ok(())
        } else {
            self.write(&rest).await
        }
    }

    async fn write(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        if self.chunks >= MAX_CHUNKS {
            return Err(refused(FileError::TooLarge));
        }
        let key = chunk_key(self.id, self.offset)?;
        self.store.set(&key, chunk.to_vec()).await?;
        let (offset, length) = (signed(self.offset), signed(chunk.len() as u64));
        if !upload::append(database().await?, self.id, offset, length, &key).await? {
            self.store.delete(&key).await?;
            return Err(offset_conflict(offset));
        }
        self.offset += chunk.len() as u64;
        self.chunks += 1;
        Ok(())
    }
}

/// A key of its own for every try: a slower request at the same offset must not be able to write over bytes
/// that were checked.
pub(super) fn chunk_key(id: &str, offset: u64) -> Result<String, Problem> {
    let nonce = hex(random()?.get(..8).unwrap_or_default());
    Ok(format!("attachment/{id}/{offset}-{nonce}"))
}

/// Sizes are far below what a signed integer holds.
fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
