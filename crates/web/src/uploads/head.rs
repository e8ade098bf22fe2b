//! An early look at what comes.

use files::FileError;
use store::Upload;

use super::refused;
use crate::Problem;

/// The first bytes of a file, which tell a kind that is not accepted before the rest comes.
pub(super) struct Head(Option<Vec<u8>>);

impl Head {
    pub(super) fn new(upload: &Upload) -> Self {
        Head((upload.received_bytes == 0).then(Vec::new))
    }

    pub(super) fn check(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let Some(head) = &mut self.0 else {
            return Ok(());
        };
        let missing = files::SNIFF_BYTES.saturating_sub(head.len());
        head.extend(bytes.iter().take(missing));
        if head.len() < files::SNIFF_BYTES {
            return Ok(());
        }
        let known = files::sniff(head).is_some();
        self.0 = None;
        if known {
            Ok(())
        } else {
            Err(refused(FileError::TypeUnsupported))
        }
    }
}
