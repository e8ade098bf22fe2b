//! A file held whole, and what is kept of it.

use files::Checked;
use sha2::{Digest, Sha256};
use store::{Blobs, Upload};

use super::{hex, writer};
use crate::capabilities::blobs;
use crate::{Problem, idempotency};

/// All bytes that came, and where each chunk of them ends.
pub(super) struct Whole {
    pub(super) bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Whole {
    pub(super) async fn read(upload: &Upload) -> Result<Self, Problem> {
        let store = blobs().await?;
        let size = usize::try_from(upload.received_bytes).unwrap_or(0);
        let mut whole = Whole {
            bytes: Vec::with_capacity(size),
            ends: Vec::new(),
        };
        for key in &upload.chunks {
            let chunk = store.get(key).await?;
            // Gone when another request with the same key has taken over meanwhile.
            whole
                .bytes
                .extend(chunk.ok_or_else(idempotency::in_flight)?);
            whole.ends.push(whole.bytes.len());
        }
        Ok(whole)
    }
}

/// A good file, without its bytes.
pub(super) struct FileToKeep {
    pub(super) checked: Checked,
    pub(super) sha256: String,
    pub(super) cut: Option<CutTail>,
}

/// What is to be done about bytes behind a file's end.
pub(super) struct CutTail {
    /// SHA-256 in hex of all that came.
    pub(super) received_sha256: String,
    /// The chunks that stay as they are.
    kept: Vec<String>,
    /// Where the last one begins, of which a part stays, and that part.
    last: (usize, Vec<u8>),
}

impl FileToKeep {
    pub(super) fn new(checked: Checked, upload: &Upload, whole: &Whole) -> Self {
        let length = checked.length;
        let file = whole.bytes.get(..length).unwrap_or(&whole.bytes);
        let sha256 = hex(&Sha256::digest(file));
        let cut = (length < whole.bytes.len()).then(|| {
            let full = whole.ends.iter().take_while(|end| **end <= length).count();
            let kept = upload.chunks.iter().take(full);
            let start = full.checked_sub(1).and_then(|last| whole.ends.get(last));
            let start = start.copied().unwrap_or_default();
            CutTail {
                received_sha256: hex(&Sha256::digest(&whole.bytes)),
                kept: kept.cloned().collect(),
                last: (start, file.get(start..).unwrap_or_default().to_vec()),
            }
        });
        FileToKeep {
            checked,
            sha256,
            cut,
        }
    }
}

impl CutTail {
    /// Writes the part of a chunk that stays, and gives the keys of what is kept.
    pub(super) async fn keep(&self, upload: &Upload) -> Result<Vec<String>, Problem> {
        let (start, part) = &self.last;
        let mut kept = self.kept.clone();
        if !part.is_empty() {
            let key = writer::chunk_key(&upload.id, *start as u64)?;
            blobs().await?.set(&key, part.clone()).await?;
            kept.push(key);
        }
        Ok(kept)
    }
}
