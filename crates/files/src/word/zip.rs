//! The directory of a ZIP archive (APPNOTE.TXT 6.3), as strictly as a document allows.
//!
//! Readers disagree about archives whose two directories differ, whose entries overlap
//! or whose names are paths; a document needs none of that, so all of it is refused.

use std::collections::BTreeSet;

use crate::FileError;
use crate::bytes::{find_last, slice, u16_le, u32_le};
use crate::limits::MAX_ZIP_ENTRIES;

const END_BYTES: usize = 22;
const MAX_COMMENT: usize = 65_535;
const CENTRAL_BYTES: usize = 46;
const LOCAL_BYTES: usize = 30;

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

/// Reads the directory and checks that its entries lie side by side.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry<'_>>, FileError> {
    let end_at = end_of_directory(bytes)?;
    let end = slice(bytes, end_at, END_BYTES).ok_or(FileError::Truncated)?;
    let count = u16_le(end, 10).map(usize::from).ok_or(FileError::Damaged)?;
    let size = u32_le(end, 12)
        .and_then(|n| usize::try_from(n).ok())
        .ok_or(FileError::Damaged)?;
    let start = u32_le(end, 16)
        .and_then(|n| usize::try_from(n).ok())
        .ok_or(FileError::Damaged)?;
    let one_disk = slice(end, 4, 4) == Some(&[0; 4]) && u16_le(end, 8) == u16_le(end, 10);
    if !one_disk || start.checked_add(size) != Some(end_at) {
        return Err(FileError::Damaged);
    }
    if MAX_ZIP_ENTRIES < count {
        return Err(FileError::ExpandsTooMuch);
    }
    let mut found = Vec::with_capacity(count);
    let mut names = BTreeSet::new();
    let mut at = start;
    for _ in 0..count {
        let (entry, next) = entry(bytes, at)?;
        // OPC compares part names without regard to letter case (ISO 29500-2, 6.2.2.3).
        if next > end_at || !names.insert(entry.name.to_ascii_lowercase()) {
            return Err(FileError::Damaged);
        }
        found.push(entry);
        at = next;
    }
    if at != end_at {
        return Err(FileError::Damaged);
    }
    side_by_side(&mut found, start)?;
    Ok(found)
}

/// Where the end record stands: it and its comment end with the file.
fn end_of_directory(bytes: &[u8]) -> Result<usize, FileError> {
    let window_start = bytes.len().saturating_sub(END_BYTES + MAX_COMMENT);
    let mut window = bytes.get(window_start..).unwrap_or_default();
    let mut found_any = false;
    while let Some(at) = find_last(window, b"PK\x05\x06") {
        found_any = true;
        let at_in_file = window_start + at;
        let comment = u16_le(bytes, at_in_file.saturating_add(20)).map(usize::from);
        if comment.is_some_and(|length| at_in_file + END_BYTES + length == bytes.len()) {
            return Ok(at_in_file);
        }
        window = window.get(..at).unwrap_or_default();
    }
    let whole = found_any && bytes.get(window_start..).is_some_and(ends_early);
    Err(if whole {
        FileError::TrailingData
    } else {
        FileError::Truncated
    })
}

/// Whether an end record is complete and something follows it.
fn ends_early(window: &[u8]) -> bool {
    find_last(window, b"PK\x05\x06")
        .and_then(|at| Some(at + END_BYTES + usize::from(u16_le(window, at + 20)?)))
        .is_some_and(|end| end < window.len())
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

/// Entries that share bytes are how one bomb is unpacked a thousand times.
fn side_by_side(entries: &mut [Entry<'_>], directory: usize) -> Result<(), FileError> {
    entries.sort_by_key(|entry| entry.start);
    let mut free_from = 0;
    for entry in entries.iter() {
        if entry.start < free_from {
            return Err(FileError::Damaged);
        }
        free_from = entry.end;
    }
    let begins = entries.first().is_some_and(|first| first.start == 0);
    if begins && free_from <= directory {
        Ok(())
    } else {
        Err(FileError::Damaged)
    }
}

/// A name that is not a path out of the archive.
fn is_plain(name: &str) -> bool {
    let name = name.strip_suffix('/').unwrap_or(name);
    !name.contains(['\\', ':'])
        && !name.contains(|c: char| c.is_control())
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
