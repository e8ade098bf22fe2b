//! Where the objects of a file are: its cross-reference sections (ISO 32000-1, 7.5.4 to
//! 7.5.8), or, where these are wrong, what a walk over the file finds. Every reader
//! rebuilds a table that way, and half of the files with a wrong one are from office
//! programs and gateways that shift bytes.

use std::collections::HashMap;

use super::object::{self, Dictionary, Object};
use super::stream;
use super::token::{Lexer, Token, is_delimiter, is_space};
use crate::bytes::{find, find_all, find_all_back, find_last, slice};
use crate::limits::{MAX_PDF_OBJECTS, MAX_PDF_SECTIONS};

/// Blanks and digits that are looked at before the word `obj`.
const MAX_NUMBER_BYTES: usize = 16;

/// Bytes of an object that tell its type when a table is rebuilt.
const TYPE_BYTES: usize = 2048;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At an offset of the file.
    At(usize),
    /// In the object stream of this number.
    In(u32),
}

/// The places of all objects, and what the trailers say.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) places: HashMap<u32, Place>,
    /// The catalogue, as the newest trailer has it.
    pub(super) root: Option<u32>,
    /// The encryption dictionary or its number, if any trailer names one.
    pub(super) encryption: Option<Object>,
    /// The first part of the file's identifier.
    pub(super) id: Vec<u8>,
}

impl Table {
    /// Reads the sections from `start` on. Offsets count from `base`.
    pub(super) fn read(bytes: &[u8], start: usize, base: usize) -> Option<Self> {
        let mut table = Self::default();
        let mut ahead = vec![start];
        let mut seen = Vec::new();
        // Sections do not overlap, so reading them all takes at most the file's length;
        // one that is built to be read again and again runs out of fuel.
        let mut fuel = bytes.len().saturating_mul(2);
        while let Some(offset) = ahead.pop() {
            if seen.contains(&offset) {
                continue;
            }
            if MAX_PDF_SECTIONS <= seen.len() {
                return None;
            }
            seen.push(offset);
            let at = offset.checked_add(base)?;
            // No more than the fuel that is left is read, however far the tokens go on.
            let window = bytes.get(..at.checked_add(fuel)?.min(bytes.len()))?;
            let mut lexer = Lexer::new(window, at);
            let trailer = match lexer.next()? {
                Token::Word(b"xref") => table.section(&mut lexer, base)?,
                Token::Integer(_) => table.stream(window, &mut lexer, base)?,
                _ => return None,
            };
            fuel = fuel.saturating_sub(lexer.offset().saturating_sub(at));
            table.add_trailer(&trailer);
            // The stream that stands beside a section is older than it and newer than the
            // section before (7.5.8.4). Some writers put `/Prev 0` where there is none.
            for key in [&b"Prev"[..], b"XRefStm"] {
                match trailer.integer(key) {
                    None | Some(0) => {}
                    Some(offset) => ahead.push(usize::try_from(offset).ok()?),
                }
            }
        }
        table.root.is_some().then_some(table)
    }

    /// 7.5.4 and 7.5.5: entries of numbers and `n` or `f`, then `trailer` and a dictionary.
    fn section(&mut self, lexer: &mut Lexer<'_>, base: usize) -> Option<Dictionary> {
        let mut number = 0_u32;
        loop {
            let first = match lexer.next()? {
                Token::Integer(first) => first,
                Token::Word(b"trailer") => break,
                _ => return None,
            };
            let Token::Integer(_) = lexer.next()? else {
                return None;
            };
            let mut ahead = lexer.clone();
            match ahead.next()? {
                Token::Word(b"n") => {
                    let at = usize::try_from(first).ok()?.checked_add(base)?;
                    self.add(number, Some(Place::At(at)))?;
                }
                Token::Word(b"f") => self.add(number, None)?,
                // The head of a subsection.
                _ => {
                    number = u32::try_from(first).ok()?;
                    continue;
                }
            }
            *lexer = ahead;
            number = number.checked_add(1)?;
        }
        trailer(lexer)
    }

    /// 7.5.8: `N G obj << /Type /XRef … >> stream … endstream`, all of it within the file.
    fn stream(&mut self, bytes: &[u8], lexer: &mut Lexer<'_>, base: usize) -> Option<Dictionary> {
        if !matches!(lexer.next()?, Token::Integer(_)) || lexer.next()? != Token::Word(b"obj") {
            return None;
        }
        let trailer = trailer(lexer)?;
        if trailer.name(b"Type") != Some(b"XRef") {
            return None;
        }
        let length = usize::try_from(trailer.integer(b"Length")?).ok()?;
        let data = stream::data(bytes, lexer, Some(length))?;
        let rows = stream::decoded(&trailer, data)?;
        let Some(Object::Array(widths)) = trailer.get(b"W") else {
            return None;
        };
        let [a, b, c] = [0, 1, 2].map(|at| match widths.get(at) {
            Some(Object::Integer(width @ 0..=8)) => usize::try_from(*width).ok(),
            _ => None,
        });
        let widths = [a?, b?, c?];
        let row: usize = widths.iter().sum();
        if row == 0 {
            return None;
        }
        let mut rows = rows.chunks_exact(row);
        for (first, count) in subsections(&trailer)? {
            for number in (first..).take(count) {
                let Some(row) = rows.next() else {
                    return Some(trailer);
                };
                self.add(number, place(row, widths, base)?)?;
            }
        }
        Some(trailer)
    }

    /// Adds an object unless a newer section has it; [`None`] says that it is free.
    fn add(&mut self, number: u32, place: Option<Place>) -> Option<()> {
        if MAX_PDF_OBJECTS <= self.places.len() {
            return None;
        }
        // Free entries count as well: an older section may still have the object.
        let place = place.unwrap_or(Place::At(usize::MAX));
        self.places.entry(number).or_insert(place);
        Some(())
    }

    fn add_trailer(&mut self, trailer: &Dictionary) {
        if let (None, Some(Object::Reference(root))) = (self.root, trailer.get(b"Root")) {
            self.root = Some(*root);
        }
        if let (None, Some(encryption)) = (&self.encryption, trailer.get(b"Encrypt")) {
            self.encryption = Some(encryption.clone());
        }
        if let (true, Some(Object::Array(id))) = (self.id.is_empty(), trailer.get(b"ID"))
            && let Some(Object::String(first)) = id.first()
        {
            self.id.clone_from(first);
        }
    }

    /// Finds the objects of a file by their beginnings; of two with one number the later
    /// counts. [`None`] when the end of the file, with a trailer, is not there.
    pub(super) fn rebuild(bytes: &[u8]) -> Option<RebuiltTable> {
        let mut table = Self::default();
        let found: Vec<(u32, usize)> = find_all(bytes, b"obj")
            .filter_map(|at| beginning(bytes, at))
            .take(MAX_PDF_OBJECTS)
            .collect();
        let mut rebuilt = RebuiltTable::default();
        let mut fuel = bytes.len().saturating_mul(2);
        let mut last_object = 0;
        let mut last_trailer = find_last(bytes, b"startxref").unwrap_or(0);
        for at in find_all_back(bytes, b"trailer") {
            let mut lexer = Lexer::new(bytes, at.saturating_add(b"trailer".len()));
            if let Some(trailer) = trailer(&mut lexer) {
                table.add_trailer(&trailer);
                last_trailer = last_trailer.max(at);
            }
            fuel = fuel.checked_sub(lexer.offset().saturating_sub(at))?;
        }
        let ends = found.iter().skip(1).map(|(_, at)| *at);
        let ends: Vec<usize> = ends.chain([bytes.len()]).collect();
        for ((number, at), end) in found.into_iter().zip(ends) {
            table.places.insert(number, Place::At(at));
            let end = end.min(at.saturating_add(TYPE_BYTES));
            let head = bytes.get(at..end).unwrap_or_default();
            let end = find(head, b"endobj").unwrap_or(head.len());
            let head = head.get(..end).unwrap_or_default();
            if find(head, b"/XRef").is_some() {
                let mut lexer = Lexer::new(bytes, at);
                if let Some(Object::Dictionary(trailer)) = numbered(&mut lexer, number)
                    && trailer.name(b"Type") == Some(b"XRef")
                    && stream::data(bytes, &mut lexer, None).is_some()
                {
                    // The newest comes last.
                    rebuilt.streams.push(trailer);
                    last_trailer = last_trailer.max(at);
                }
                fuel = fuel.checked_sub(lexer.offset().saturating_sub(at))?;
                continue;
            }
            last_object = last_object.max(at);
            if find(head, b"/ObjStm").is_some() {
                rebuilt.object_streams.push(number);
            }
            if find(head, b"/Catalog").is_some() {
                rebuilt.catalogues.push(number);
            }
        }
        for trailer in std::mem::take(&mut rebuilt.streams).iter().rev() {
            table.add_trailer(trailer);
        }
        rebuilt.table = table;
        (last_object < last_trailer).then_some(rebuilt)
    }
}

/// What a walk over a file found.
#[derive(Debug, Default)]
pub(super) struct RebuiltTable {
    pub(super) table: Table,
    /// Objects that seem to hold others.
    pub(super) object_streams: Vec<u32>,
    /// Objects that seem to be the catalogue.
    pub(super) catalogues: Vec<u32>,
    streams: Vec<Dictionary>,
}

/// The number and the offset of the object whose word `obj` stands at `word`.
fn beginning(bytes: &[u8], word: usize) -> Option<(u32, usize)> {
    let follows = bytes.get(word + 3).copied().unwrap_or(b' ');
    if !is_space(follows) && !is_delimiter(follows) && !follows.is_ascii_digit() {
        return None;
    }
    let start = word.saturating_sub(2 * MAX_NUMBER_BYTES);
    let before = bytes.get(start..word)?;
    let (before, blanks) = without_end(before, is_space);
    let (before, generation) = without_end(before, |byte| byte.is_ascii_digit());
    let (before, more_blanks) = without_end(before, is_space);
    let (before, digits) = without_end(before, |byte| byte.is_ascii_digit());
    if blanks == 0 || generation == 0 || more_blanks == 0 || digits == 0 {
        return None;
    }
    let at = start + before.len();
    let digits = std::str::from_utf8(slice(bytes, at, digits)?).ok()?;
    Some((digits.parse().ok()?, at))
}

/// Bytes without those at their end that are `like`, and how many these are.
fn without_end(bytes: &[u8], like: impl Fn(u8) -> bool) -> (&[u8], usize) {
    let count = bytes.iter().rev().take_while(|byte| like(**byte)).count();
    let rest = bytes.get(..bytes.len().saturating_sub(count));
    (rest.unwrap_or_default(), count)
}

/// The dictionary that comes next.
fn trailer(lexer: &mut Lexer<'_>) -> Option<Dictionary> {
    match object::read(lexer)? {
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    }
}

/// The object that comes next, if it has this number.
pub(super) fn numbered(lexer: &mut Lexer<'_>, number: u32) -> Option<Object> {
    let told = lexer.next()? == Token::Integer(number.into());
    let generation = matches!(lexer.next()?, Token::Integer(_));
    if !told || !generation || lexer.next()? != Token::Word(b"obj") {
        return None;
    }
    object::read(lexer)
}

/// First numbers and counts of a stream's rows (table 17).
fn subsections(trailer: &Dictionary) -> Option<Vec<(u32, usize)>> {
    let numbers = match trailer.get(b"Index") {
        Some(Object::Array(numbers)) => numbers.clone(),
        _ => vec![
            Object::Integer(0),
            Object::Integer(trailer.integer(b"Size")?),
        ],
    };
    let pairs = numbers.chunks_exact(2).map(|pair| match pair {
        [Object::Integer(first), Object::Integer(count)] => {
            Some((u32::try_from(*first).ok()?, usize::try_from(*count).ok()?))
        }
        _ => None,
    });
    pairs.collect()
}

/// A row of a cross-reference stream (table 18).
fn place(row: &[u8], [kind, first, _]: [usize; 3], base: usize) -> Option<Option<Place>> {
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0_u64, |n, byte| n << 8 | u64::from(*byte))
    };
    let (told, rest) = row.split_at_checked(kind)?;
    let value = number(rest.get(..first)?);
    Some(match if kind == 0 { 1 } else { number(told) } {
        1 => Some(Place::At(usize::try_from(value).ok()?.checked_add(base)?)),
        2 => Some(Place::In(u32::try_from(value).ok()?)),
        // Free, or of a kind that is not known and counts as null.
        _ => None,
    })
}
