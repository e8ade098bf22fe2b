//! Unpacking within a budget.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::zip::Entry;
use crate::FileError;
use crate::MAX_EXPANDED_BYTES;
use crate::limits::{FREE_EXPANDED_BYTES, MAX_EXPANSION};

/// Data is unpacked through a window of this size and forgotten.
const WINDOW_BYTES: usize = 64 * 1024;

/// How many bytes may still be unpacked.
pub(super) struct Budget {
    left: u64,
}

impl Budget {
    /// The budget of an archive of `length` bytes.
    pub(super) fn of(length: usize) -> Self {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let in_proportion = length
            .saturating_mul(MAX_EXPANSION)
            .max(FREE_EXPANDED_BYTES);
        Self {
            left: in_proportion.min(MAX_EXPANDED_BYTES),
        }
    }

    /// Refuses at once what already says that it will not fit.
    pub(super) fn expect(&self, claimed: impl Iterator<Item = u64>) -> Result<(), FileError> {
        let total = claimed.fold(0, u64::saturating_add);
        if total <= self.left {
            Ok(())
        } else {
            Err(FileError::ExpandsTooMuch)
        }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), FileError> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or(FileError::ExpandsTooMuch)?;
        Ok(())
    }

    /// Unpacks an entry, gives each piece to `sink`, and compares what came out with
    /// what the directory claims: a lying size or checksum is damage.
    pub(super) fn unpack(
        &mut self,
        entry: &Entry<'_>,
        mut sink: impl FnMut(&[u8]) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        let mut crc = Crc::new();
        let mut size = 0_u64;
        let mut piece = |bytes: &[u8]| {
            self.spend(bytes.len())?;
            size = size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            // More than it claims: there is no need to see how much more.
            if entry.size < size {
                return Err(FileError::Damaged);
            }
            crc.update(bytes);
            sink(bytes)
        };
        if entry.deflated {
            inflate(entry.data, &mut piece)?;
        } else {
            piece(entry.data)?;
        }
        if size == entry.size && crc.sum() == entry.crc {
            Ok(())
        } else {
            Err(FileError::Damaged)
        }
    }
}

/// Inflates all of `data`; what is left of it behind the last block is damage.
fn inflate(
    data: &[u8],
    piece: &mut impl FnMut(&[u8]) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let mut inflater = Decompress::new(false);
    let mut window = vec![0; WINDOW_BYTES];
    let mut rest = data;
    loop {
        let (consumed, produced) = (inflater.total_in(), inflater.total_out());
        let status = inflater
            .decompress(rest, &mut window, FlushDecompress::None)
            .map_err(|_| FileError::Damaged)?;
        let consumed = usize::try_from(inflater.total_in() - consumed).unwrap_or(usize::MAX);
        let produced = usize::try_from(inflater.total_out() - produced).unwrap_or(usize::MAX);
        rest = rest.get(consumed..).ok_or(FileError::Damaged)?;
        piece(window.get(..produced).ok_or(FileError::Damaged)?)?;
        match status {
            Status::StreamEnd if rest.is_empty() => return Ok(()),
            Status::StreamEnd => return Err(FileError::Damaged),
            _ if consumed == 0 && produced == 0 => return Err(FileError::Damaged),
            _ => {}
        }
    }
}
