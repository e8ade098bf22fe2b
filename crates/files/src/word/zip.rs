//! The directory of a ZIP archive (APPNOTE.TXT 6.3), as strictly as a document allows.
//!
//! Readers disagree about archives whose two directories differ, whose entries overlap
//! or whose names are paths; a document needs none of that, so all of it is refused.

use std::collections::BTreeSet;

use crate::FileError;
use crate::bytes::{find_all_back, slice, u16_le, u32_le};
use crate::limits::MAX_ZIP_ENTRIES;

const END_BYTES: usize = 22;
const CENTRAL_BYTES: usize = 46;
const LOCAL_BYTES: usize = 30;

/// What may follow an entry's data: its sizes and checksum, in the longest form (4.3.9).
const DESCRIPTOR_BYTES: usize = 24;

/// Flags: encrypted, sizes follow the data, strongly encrypted, masked directory.
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
const SIZES_FOLLOW: u16 = 1 << 3;

/// In a local header: the size stands in the ZIP64 field, which streaming writers add
/// to small entries too. The central directory has the real one.
const IN_ZIP64: u32 = 0xFFFF_FFFF;

/// An entry as the central directory describes it and the local header confirms.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    /// The name: relative, with forward slashes.
    pub(super) name: &'a str,
    /// The data as stored.
    pub(super) data: &'a [u8],
    /// Whether the data is deflated; otherwise it stands as it is.
    pub(super) deflated: bool,
    /// The size once unpacked, as claimed.
    pub(super) size: u64,
    /// The CRC-32 of the unpacked data, as claimed.
    pub(super) crc: u32,
    start: usize,
    end: usize,
}

/// An archive from its first entry to the end of its comment.
pub(super) struct Archive<'a> {
    /// Its entries, in the order of their data.
    pub(super) entries: Vec<Entry<'a>>,
    /// What belongs to no entry: the comment, and gaps too long to be a descriptor.
    pub(super) outside: Vec<&'a [u8]>,
    /// Where it ends.
    pub(super) end: usize,
}

/// Reads the directory and checks that its entries lie side by side.
pub(super) fn read(bytes: &[u8]) -> Result<Archive<'_>, FileError> {
    let end = End::find(bytes)?;
    if MAX_ZIP_ENTRIES < end.count {
        return Err(FileError::ExpandsTooMuch);
    }
    let mut entries = Vec::with_capacity(end.count);
    let mut names = BTreeSet::new();
    let mut at = end.directory;
    for _ in 0..end.count {
        let (entry, next) = entry(bytes, at)?;
        // OPC compares part names without regard to letter case (ISO 29500-2, 6.2.2.3).
        if next > end.at || !names.insert(entry.name.to_ascii_lowercase()) {
            return Err(FileError::Damaged);
        }
        entries.push(entry);
        at = next;
    }
    if at != end.at {
        return Err(FileError::Damaged);
    }
    let mut outside = side_by_side(bytes, &mut entries, end.directory)?;
    outside.push(bytes.get(end.at + END_BYTES..end.end).unwrap_or_default());
    Ok(Archive {
        entries,
        outside,
        end: end.end,
    })
}

/// The record at the end of the directory (4.3.16).
struct End {
    at: usize,
    directory: usize,
    count: usize,
    /// Behind the comment.
    end: usize,
}

impl End {
    /// Finds the last record that stands right behind the directory that it describes.
    /// Something may follow it; what that is, is not decided here.
    fn find(bytes: &[u8]) -> Result<Self, FileError> {
        let mut failure = FileError::Truncated;
        for at in find_all_back(bytes, b"PK\x05\x06") {
            match Self::read(bytes, at) {
                Some(end) if end.end <= bytes.len() => return Ok(end),
                // Its comment is cut off, or it is.
                Some(_) => {}
                None if bytes.len() < at.saturating_add(END_BYTES) => {}
                None => failure = FileError::Damaged,
            }
        }
        Err(failure)
    }

    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        let record = slice(bytes, at, END_BYTES)?;
        let one_disk = slice(record, 4, 4)? == [0; 4] && u16_le(record, 8) == u16_le(record, 10);
        let size = usize::try_from(u32_le(record, 12)?).ok()?;
        let directory = usize::try_from(u32_le(record, 16)?).ok()?;
        let comment = usize::from(u16_le(record, 20)?);
        let fits = one_disk && directory.checked_add(size)? == at;
        fits.then(|| Self {
            at,
            directory,
            count: u16_le(record, 10).unwrap_or_default().into(),
            end: at + END_BYTES + comment,
        })
    }
}

/// The entry at `at` of the central directory, and where the next one stands.
fn entry(bytes: &[u8], at: usize) -> Result<(Entry<'_>, usize), FileError> {
    let damaged = FileError::Damaged;
    let central = slice(bytes, at, CENTRAL_BYTES).ok_or(damaged)?;
    let short = |at| u16_le(central, at).map(usize::from).ok_or(damaged);
    let long = |at| u32_le(central, at).ok_or(damaged);
    let flags = u16_le(central, 8).ok_or(damaged)?;
    if !central.starts_with(b"PK\x01\x02") || short(34)? != 0 {
        return Err(damaged);
    }
    if flags & ENCRYPTED != 0 {
        return Err(FileError::Encrypted);
    }
    let (name_length, extra, comment) = (short(28)?, short(30)?, short(32)?);
    let raw_name = slice(bytes, at + CENTRAL_BYTES, name_length).ok_or(damaged)?;
    let name = std::str::from_utf8(raw_name)
        .ok()
        .filter(|name| is_plain(name))
        .ok_or(damaged)?;
    let method = short(10)?;
    let (crc, packed, size) = (long(16)?, long(20)?, long(24)?);
    let start = usize::try_from(long(42)?).map_err(|_| damaged)?;

    let local = slice(bytes, start, LOCAL_BYTES).ok_or(damaged)?;
    let local_name = u16_le(local, 26).map(usize::from).ok_or(damaged)?;
    let local_extra = u16_le(local, 28).map(usize::from).ok_or(damaged)?;
    let local_flags = u16_le(local, 6).ok_or(damaged)?;
    let agrees = |at: usize, claimed: u32| {
        let said = u32_le(local, at);
        let follows = local_flags & SIZES_FOLLOW != 0 && said == Some(0);
        follows || said == Some(claimed) || (at != 14 && said == Some(IN_ZIP64))
    };
    let same = local.starts_with(b"PK\x03\x04")
        && local_flags & ENCRYPTED == 0
        && u16_le(local, 8).map(usize::from) == Some(method)
        && slice(bytes, start + LOCAL_BYTES, local_name) == Some(raw_name)
        && agrees(14, crc)
        && agrees(18, packed)
        && agrees(22, size);
    if !same || !matches!(method, 0 | 8) || (method == 0 && packed != size) {
        return Err(damaged);
    }
    let data_at = start + LOCAL_BYTES + local_name + local_extra;
    let packed = usize::try_from(packed).map_err(|_| damaged)?;
    let data = slice(bytes, data_at, packed).ok_or(damaged)?;
    let end = data_at + packed;
    let entry = Entry {
        name,
        data,
        deflated: method == 8,
        size: size.into(),
        crc,
        start,
        end,
    };
    Ok((entry, at + CENTRAL_BYTES + name_length + extra + comment))
}

/// Puts the entries in the order of their data and gives the gaps between them. Entries
/// that share bytes are how one bomb is unpacked a thousand times.
fn side_by_side<'a>(
    bytes: &'a [u8],
    entries: &mut [Entry<'_>],
    directory: usize,
) -> Result<Vec<&'a [u8]>, FileError> {
    entries.sort_by_key(|entry| entry.start);
    if entries.first().is_none_or(|first| first.start != 0) {
        return Err(FileError::Damaged);
    }
    let mut gaps = Vec::new();
    let mut free_from = 0;
    let starts = entries.iter().map(|entry| (entry.start, entry.end));
    for (start, end) in starts.chain([(directory, directory)]) {
        let gap = bytes.get(free_from..start).ok_or(FileError::Damaged)?;
        if DESCRIPTOR_BYTES < gap.len() {
            gaps.push(gap);
        }
        free_from = end;
    }
    Ok(gaps)
}

/// A name that is not a path out of the archive.
fn is_plain(name: &str) -> bool {
    let name = name.strip_suffix('/').unwrap_or(name);
    !name.contains(['\\', ':'])
        && !name.contains(|c: char| c.is_control())
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
