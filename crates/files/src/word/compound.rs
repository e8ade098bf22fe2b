//! Compound files (MS-CFB): sectors, their chains, and the directory.
//!
//! A reader of our own and a strict one: each sector belongs to at most one chain, so
//! reading takes no more steps than there are sectors whatever the file claims.

use super::unpack::Budget;
use crate::FileError;
use crate::bytes::{slice, u16_le, u32_le};
use crate::second_file::hides_second_file;

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const NO_ENTRY: u32 = 0xFFFF_FFFF;
const HEADER_FAT_SECTORS: usize = 109;
const ENTRY_BYTES: usize = 128;
const MINI_SECTOR: usize = 64;

/// Streams shorter than this live in the mini stream (2.2).
const MINI_CUTOFF: u64 = 4096;

/// An open compound file whose every stream was seen to be within the file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    claimed: Vec<bool>,
    entries: Vec<Entry>,
    /// The sectors of the mini stream.
    mini: Vec<usize>,
    /// Its allocation table (2.4).
    mini_fat: Vec<u32>,
}

/// An entry of the directory (2.6).
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Upper case: names differ in more than letter case (2.6.4).
    pub(super) name: String,
    kind: Kind,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unused,
    Storage,
    Stream,
    Root,
}

impl<'a> Compound<'a> {
    /// Reads the tables and walks every chain.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FileError> {
        let header = slice(bytes, 0, 512).ok_or(FileError::Truncated)?;
        let field = |at| u32_le(header, at).ok_or(FileError::Truncated);
        let sector = match (u16_le(header, 26), u16_le(header, 28), u16_le(header, 30)) {
            (Some(3), Some(0xFFFE), Some(9)) => 512,
            (Some(4), Some(0xFFFE), Some(12)) => 4096,
            _ => return Err(FileError::Damaged),
        };
        if u16_le(header, 32) != Some(6) || u64::from(field(56)?) != MINI_CUTOFF {
            return Err(FileError::Damaged);
        }
        let mut file = Self {
            bytes,
            sector,
            fat: vec![],
            claimed: vec![],
            entries: vec![],
            mini: vec![],
            mini_fat: vec![],
        };
        file.claimed = vec![false; bytes.len().div_ceil(sector)];
        file.read_fat(header, field(68)?)?;
        for at in file.chain(field(48)?)? {
            let sector = file.whole_sector(at)?;
            file.entries
                .extend(sector.chunks_exact(ENTRY_BYTES).map(Entry::read));
        }
        for at in file.chain(field(60)?)? {
            let table = file.whole_sector(at)?;
            file.mini_fat
                .extend(table.chunks_exact(4).filter_map(|n| u32_le(n, 0)));
        }
        file.walk_streams()?;
        Ok(file)
    }

    /// The allocation table: its sectors are listed in the header and, in a file larger
    /// than 6.8 MB, in a chain of sectors of their own (2.5).
    fn read_fat(&mut self, header: &[u8], first_list: u32) -> Result<(), FileError> {
        let mut listed: Vec<u32> = (0..HEADER_FAT_SECTORS)
            .filter_map(|n| u32_le(header, 76 + 4 * n))
            .collect();
        let mut next = first_list;
        // LibreOffice ends an empty list with FREE.
        while next != END_OF_CHAIN && next != FREE {
            let at = self.claim(next)?;
            let list = self.whole_sector(at)?;
            let (numbers, last) = list.split_at_checked(self.sector - 4).unwrap_or_default();
            listed.extend(numbers.chunks_exact(4).filter_map(|n| u32_le(n, 0)));
            next = u32_le(last, 0).ok_or(FileError::Damaged)?;
        }
        for number in listed.into_iter().filter(|number| *number != FREE) {
            let at = self.claim(number)?;
            let table = self.whole_sector(at)?;
            self.fat
                .extend(table.chunks_exact(4).filter_map(|n| u32_le(n, 0)));
        }
        Ok(())
    }

    /// Marks a sector as used and returns its index. Outside the file: cut off; used
    /// twice: damaged.
    fn claim(&mut self, number: u32) -> Result<usize, FileError> {
        let index = usize::try_from(number).map_err(|_| FileError::Truncated)?;
        let claimed = self.claimed.get_mut(index).ok_or(FileError::Truncated)?;
        if std::mem::replace(claimed, true) {
            return Err(FileError::Damaged);
        }
        Ok(index)
    }

    /// Claims the sectors of a chain, in order.
    fn chain(&mut self, first: u32) -> Result<Vec<usize>, FileError> {
        let mut sectors = Vec::new();
        let mut next = first;
        // A stream of no bytes begins at FREE in files of some writers.
        while next != END_OF_CHAIN && !(next == FREE && sectors.is_empty()) {
            let index = self.claim(next)?;
            sectors.push(index);
            next = *self.fat.get(index).ok_or(FileError::Damaged)?;
        }
        Ok(sectors)
    }

    /// The offset of a sector; the header takes the place of one (2.2).
    fn offset(&self, index: usize) -> usize {
        index.saturating_add(1).saturating_mul(self.sector)
    }

    fn whole_sector(&self, index: usize) -> Result<&'a [u8], FileError> {
        slice(self.bytes, self.offset(index), self.sector).ok_or(FileError::Truncated)
    }

    /// Every stream has to be within the file, though the last sector may be cut where
    /// the stream ends: some writers do not fill it.
    fn walk_streams(&mut self) -> Result<(), FileError> {
        for number in 0..self.entries.len() {
            let Some(entry) = self.entries.get(number) else {
                break;
            };
            let (kind, start, size) = (entry.kind, entry.start, entry.size);
            let in_sectors = match kind {
                Kind::Root => 0 < size,
                Kind::Stream => MINI_CUTOFF <= size,
                Kind::Unused | Kind::Storage => false,
            };
            if (kind == Kind::Root) != (number == 0) {
                return Err(FileError::Damaged);
            }
            if !in_sectors {
                continue;
            }
            let sectors = self.chain(start)?;
            let mut left = usize::try_from(size).map_err(|_| FileError::Truncated)?;
            for index in &sectors {
                let needed = left.min(self.sector);
                slice(self.bytes, self.offset(*index), needed).ok_or(FileError::Truncated)?;
                left -= needed;
            }
            if left != 0 {
                return Err(FileError::Damaged);
            }
            if kind == Kind::Root {
                self.mini = sectors;
            }
        }
        Ok(())
    }

    /// Where the file ends: behind the last sector that is not free. Free ones at the end
    /// belong to it if they are whole and the allocation table knows them.
    pub(super) fn end(&self) -> usize {
        let claimed = self.claimed.iter().rposition(|claimed| *claimed);
        let in_use = self.fat.iter().rposition(|next| *next != FREE);
        // The table may go on where the file does not.
        let last = claimed.max(in_use.filter(|last| *last < self.claimed.len()));
        let end = last.map_or(self.sector, |last| self.offset(last.saturating_add(1)));
        let behind = self.bytes.get(end..).unwrap_or_default();
        let known = self.bytes.len() <= self.offset(self.fat.len());
        if known && behind.len().is_multiple_of(self.sector) && !hides_second_file(behind) {
            return self.bytes.len();
        }
        end.min(self.bytes.len())
    }

    /// All entries in use, wherever they hang.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .filter(|entry| entry.kind != Kind::Unused)
    }

    /// The streams and storages directly below the root: a tree of siblings (2.6.4).
    pub(super) fn root(&self) -> Vec<&Entry> {
        let mut found = Vec::new();
        let mut seen = vec![false; self.entries.len()];
        let mut ahead: Vec<u32> = self
            .entries
            .first()
            .map(|root| root.child)
            .into_iter()
            .collect();
        while let Some(number) = ahead.pop() {
            let Ok(index) = usize::try_from(number) else {
                continue;
            };
            let (Some(entry), Some(seen)) = (self.entries.get(index), seen.get_mut(index)) else {
                continue;
            };
            if number == NO_ENTRY || std::mem::replace(seen, true) {
                continue;
            }
            found.push(entry);
            ahead.extend([entry.left, entry.right]);
        }
        found
    }

    /// A whole stream, put together.
    pub(super) fn stream(&self, entry: &Entry, budget: &mut Budget) -> Result<Vec<u8>, FileError> {
        let size = usize::try_from(entry.size).map_err(|_| FileError::Damaged)?;
        budget.spend(size, false)?;
        let in_mini = entry.size < MINI_CUTOFF;
        let (unit, table) = if in_mini {
            (MINI_SECTOR, &self.mini_fat)
        } else {
            (self.sector, &self.fat)
        };
        let mut stream = Vec::new();
        let mut next = entry.start;
        while stream.len() < size {
            let index = usize::try_from(next).map_err(|_| FileError::Damaged)?;
            let at = if in_mini {
                self.mini_offset(index)
            } else {
                Some(self.offset(index))
            };
            let length = unit.min(size - stream.len());
            let piece = at.and_then(|at| slice(self.bytes, at, length));
            stream.extend_from_slice(piece.ok_or(FileError::Damaged)?);
            next = table.get(index).copied().unwrap_or(END_OF_CHAIN);
        }
        Ok(stream)
    }

    /// The offset of a sector of the mini stream.
    fn mini_offset(&self, index: usize) -> Option<usize> {
        let at = index.checked_mul(MINI_SECTOR)?;
        let sector = *self.mini.get(at / self.sector)?;
        self.offset(sector).checked_add(at % self.sector)
    }

    /// Up to 64 first bytes of a stream.
    pub(super) fn head(&self, entry: &Entry) -> Option<&'a [u8]> {
        let length = MINI_SECTOR.min(usize::try_from(entry.size).ok()?);
        let start = usize::try_from(entry.start).ok()?;
        if MINI_CUTOFF <= entry.size {
            return slice(self.bytes, self.offset(start), length);
        }
        slice(self.bytes, self.mini_offset(start)?, length)
    }
}

impl Entry {
    /// Whether it is a stream.
    pub(super) fn is_stream(&self) -> bool {
        self.kind == Kind::Stream
    }

    fn read(bytes: &[u8]) -> Self {
        let number = |at| u32_le(bytes, at).unwrap_or(NO_ENTRY);
        // The length counts bytes and the terminator (2.6.1).
        let length = usize::from(u16_le(bytes, 64).unwrap_or(0)).clamp(2, 64) - 2;
        let units = bytes.get(..length).unwrap_or_default().chunks_exact(2);
        let name: Vec<u16> = units.filter_map(|unit| u16_le(unit, 0)).collect();
        let kind = match bytes.get(66) {
            Some(1) => Kind::Storage,
            Some(2) => Kind::Stream,
            Some(5) => Kind::Root,
            _ => Kind::Unused,
        };
        Self {
            name: String::from_utf16_lossy(&name).to_uppercase(),
            kind,
            left: number(68),
            right: number(72),
            child: number(76),
            start: number(116),
            // The high half is garbage in files of version 3 (2.6.3); no file is that large.
            size: number(120).into(),
        }
    }
}
