//! An early look at what comes.

use files::FileName;
use store::Upload;

use super::refused;
use crate::Problem;

/// The first bytes of a file, which tell a kind that is not accepted before the rest comes.
pub(super) struct Head<'a> {
    upload: &'a Upload,
    first: Option<Vec<u8>>,
}

impl<'a> Head<'a> {
    pub(super) fn new(upload: &'a Upload) -> Self {
        Head {
            upload,
            first: (upload.received_bytes == 0).then(Vec::new),
        }
    }

    pub(super) fn check(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let Some(first) = &mut self.first else {
            return Ok(());
        };
        let missing = files::SNIFF_BYTES.saturating_sub(first.len());
        first.extend(bytes.iter().take(missing));
        if first.len() < files::SNIFF_BYTES {
            return Ok(());
        }
        if files::sniff(first).is_none() {
            let name = FileName::clean(&self.upload.name).map_err(refused)?;
            return Err(refused(files::not_accepted(first, &name)));
        }
        self.first = None;
        Ok(())
    }
}
