//! Unpacking within a budget.

use std::io::{self, Read};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::zip::Entry;
use crate::FileError;
use crate::MAX_EXPANDED_BYTES;
use crate::limits::{FREE_EXPANDED_BYTES, MAX_EXPANSION, MAX_XML_EVENTS, MAX_ZIP_ENTRIES};

/// How many bytes may still be unpacked, and how many entries looked at, of an archive and
/// of all archives within it.
pub(super) struct Budget {
    /// Bytes of anything.
    left: u64,
    /// Bytes of what is not a picture.
    left_in_proportion: u64,
    entries: usize,
    /// Elements, texts and ends of XML that may still be read.
    pub(super) events: usize,
}

impl Budget {
    /// The budget of a file of `length` bytes.
    pub(super) fn of(length: usize) -> Self {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let in_proportion = length
            .saturating_mul(MAX_EXPANSION)
            .max(FREE_EXPANDED_BYTES);
        Self {
            left: MAX_EXPANDED_BYTES,
            left_in_proportion: in_proportion.min(MAX_EXPANDED_BYTES),
            entries: 2 * MAX_ZIP_ENTRIES,
            events: MAX_XML_EVENTS,
        }
    }

    /// Takes the entries of one more archive into account.
    pub(super) fn spend_entries(&mut self, count: usize) -> Result<(), FileError> {
        let left = self.entries.checked_sub(count);
        self.entries = left.ok_or(FileError::ExpandsTooMuch)?;
        Ok(())
    }

    /// Refuses at once what already says that it will not fit.
    pub(super) fn expect(
        &self,
        claimed: impl Iterator<Item = (u64, bool)>,
    ) -> Result<(), FileError> {
        let (mut total, mut in_proportion) = (0_u64, 0_u64);
        for (size, is_picture) in claimed {
            total = total.saturating_add(size);
            in_proportion = in_proportion.saturating_add(if is_picture { 0 } else { size });
        }
        if total <= self.left && in_proportion <= self.left_in_proportion {
            Ok(())
        } else {
            Err(FileError::ExpandsTooMuch)
        }
    }

    /// Takes bytes into account that were unpacked or put together.
    pub(super) fn spend(&mut self, bytes: usize, is_picture: bool) -> Result<(), FileError> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let in_proportion = if is_picture { 0 } else { bytes };
        let left = self.left.checked_sub(bytes);
        let left_in_proportion = self.left_in_proportion.checked_sub(in_proportion);
        self.left = left.ok_or(FileError::ExpandsTooMuch)?;
        self.left_in_proportion = left_in_proportion.ok_or(FileError::ExpandsTooMuch)?;
        Ok(())
    }

    /// Unpacks a whole entry into memory.
    pub(super) fn unpack(&mut self, entry: &Entry<'_>) -> Result<Vec<u8>, FileError> {
        self.expect(std::iter::once((entry.size, false)))?;
        let mut part = Part::new(entry, self, false);
        let mut bytes = Vec::new();
        let read = part.read_to_end(&mut bytes);
        part.finish(read.map(drop))?;
        Ok(bytes)
    }
}

/// The first bytes of an entry once unpacked, at most `length`; fewer of a damaged one.
pub(super) fn head(entry: &Entry<'_>, length: usize) -> Vec<u8> {
    let mut head = Vec::new();
    let limit = u64::try_from(length).unwrap_or(u64::MAX);
    // What came before the damage is there; that it is damaged is found when it is unpacked.
    let _ = PackedData::of(entry).take(limit).read_to_end(&mut head);
    head
}

/// An entry's data on its way out of the archive.
enum PackedData<'a> {
    Stored(&'a [u8]),
    Deflated(Box<DeflateDecoder<&'a [u8]>>),
}

impl<'a> PackedData<'a> {
    fn of(entry: &Entry<'a>) -> Self {
        if entry.deflated {
            Self::Deflated(Box::new(DeflateDecoder::new(entry.data)))
        } else {
            Self::Stored(entry.data)
        }
    }

    /// Whether nothing is left of the data.
    fn is_empty(&self) -> bool {
        match self {
            Self::Stored(rest) => rest.is_empty(),
            Self::Deflated(decoder) => decoder.get_ref().is_empty(),
        }
    }
}

impl Read for PackedData<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stored(rest) => rest.read(buffer),
            Self::Deflated(decoder) => decoder.read(buffer),
        }
    }
}

/// An entry that is unpacked while it is read, within a budget, and held against what the
/// directory claims of it: a lying size or checksum is damage.
pub(super) struct Part<'a> {
    packed: PackedData<'a>,
    /// None of an entry that is unpacked once more.
    budget: Option<&'a mut Budget>,
    is_picture: bool,
    claimed_size: u64,
    claimed_crc: u32,
    size: u64,
    crc: Crc,
    failure: Option<FileError>,
}

impl<'a> Part<'a> {
    pub(super) fn new(entry: &Entry<'a>, budget: &'a mut Budget, is_picture: bool) -> Self {
        Self {
            budget: Some(budget),
            is_picture,
            ..Self::again(entry)
        }
    }

    /// An entry that was unpacked within a budget before.
    pub(super) fn again(entry: &Entry<'a>) -> Self {
        Self {
            packed: PackedData::of(entry),
            budget: None,
            is_picture: false,
            claimed_size: entry.size,
            claimed_crc: entry.crc,
            size: 0,
            crc: Crc::new(),
            failure: None,
        }
    }

    /// Unpacks what is left, forgets it, and says whether all of it was as claimed. `read`
    /// is what whoever read until now made of it.
    pub(super) fn finish(mut self, read: io::Result<()>) -> Result<(), FileError> {
        let read = read.and_then(|()| io::copy(&mut self, &mut io::sink()).map(drop));
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let sum_fits = self.crc.sum() == self.claimed_crc || cfg!(fuzzing);
        let as_claimed = self.size == self.claimed_size && sum_fits;
        if read.is_ok() && as_claimed && self.packed.is_empty() {
            Ok(())
        } else {
            Err(FileError::Damaged)
        }
    }

    fn take_into_account(&mut self, piece: &[u8]) -> Result<(), FileError> {
        if let Some(budget) = &mut self.budget {
            budget.spend(piece.len(), self.is_picture)?;
        }
        let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.size = self.size.saturating_add(length);
        // More than it claims: there is no need to see how much more.
        if self.claimed_size < self.size {
            return Err(FileError::Damaged);
        }
        self.crc.update(piece);
        Ok(())
    }
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.failure.is_some() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let length = self.packed.read(buffer)?;
        let piece = buffer.get(..length).unwrap_or_default();
        if let Err(failure) = self.take_into_account(piece) {
            self.failure = Some(failure);
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(length)
    }
}
