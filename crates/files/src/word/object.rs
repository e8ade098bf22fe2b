//! Objects in documents: packages and compound files, in each other as deep as Word puts
//! them and no deeper; and files that somebody dragged in, which a click opens.

use super::compound::{Compound, Entry};
use super::package::Package;
use super::unpack::Budget;
use crate::FileError;
use crate::bytes::{find, find_all, slice, u16_le, u32_le};
use crate::second_file::{is_executable, is_program, object_hides_file};

/// A table in a document in a presentation in a document: more levels are a game.
const MAX_LEVELS: usize = 5;

const PACKAGE: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether something that begins so is looked into.
pub(super) fn is_container(head: &[u8]) -> bool {
    head.starts_with(PACKAGE) || head.starts_with(COMPOUND)
}

/// Checks an object: no macros, no programs, and nothing in it that has them.
pub(super) fn check(object: &[u8], budget: &mut Budget, level: usize) -> Result<(), FileError> {
    if MAX_LEVELS < level {
        return Err(FileError::ExpandsTooMuch);
    }
    if object.starts_with(PACKAGE) {
        Package::open(object, budget)?.check_embedded(budget, level + 1)
    } else if object.starts_with(COMPOUND) {
        match Compound::open(object) {
            Ok(file) => check_compound(&file, budget, level),
            Err(_) => check_broken(object),
        }
    } else if is_program(object) {
        Err(FileError::Program)
    } else {
        Ok(())
    }
}

/// Checks everything in a compound file, wherever in its directory it hangs.
pub(super) fn check_compound(
    file: &Compound<'_>,
    budget: &mut Budget,
    level: usize,
) -> Result<(), FileError> {
    if file.entries().any(|entry| is_vba(&entry.name)) {
        return Err(FileError::Macros);
    }
    // What is enciphered cannot be looked into, and Excel has a password that it tries by itself.
    if file.entries().any(|entry| entry.name == "ENCRYPTEDPACKAGE") {
        return Err(FileError::Encrypted);
    }
    for entry in file.entries().filter(|entry| entry.is_stream()) {
        let head = file.head(entry).unwrap_or_default();
        let named = matches!(
            entry.name.as_str(),
            "\u{1}OLE10NATIVE" | "WORKBOOK" | "BOOK" | "POWERPOINT DOCUMENT"
        );
        if named || is_container(head) || head.starts_with(b"MZ") || is_program(head) {
            let stream = file.stream(entry, budget)?;
            check_stream(entry, &stream, budget, level)?;
        }
    }
    Ok(())
}

fn check_stream(
    entry: &Entry,
    stream: &[u8],
    budget: &mut Budget,
    level: usize,
) -> Result<(), FileError> {
    match entry.name.as_str() {
        "\u{1}OLE10NATIVE" => check_packaged_file(stream, budget, level),
        "WORKBOOK" | "BOOK" => check_workbook(stream),
        "POWERPOINT DOCUMENT" if has_presentation_macros(stream) => Err(FileError::Macros),
        _ => check(stream, budget, level + 1),
    }
}

/// The storages of VBA (MS-OVBA 2.2.1, MS-DOC, MS-XLS).
fn is_vba(name: &str) -> bool {
    matches!(
        name,
        "MACROS" | "VBA" | "_VBA_PROJECT" | "_VBA_PROJECT_CUR" | "VBAPROJECT"
    )
}

/// A compound file that we cannot read and Word perhaps can: the names in its directory
/// stand in it as they are.
fn check_broken(object: &[u8]) -> Result<(), FileError> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(object, &wide).is_some()
    };
    if has("_VBA_PROJECT") || has("VBA\0") || has("Macros\0") {
        Err(FileError::Macros)
    } else if has("Ole10Native") || object_hides_file(object) {
        Err(FileError::Damaged)
    } else {
        Ok(())
    }
}

/// `\1Ole10Native` of the class Package: a file that was dragged into the document, with its
/// name and its path, as the packager of Windows writes it.
fn check_packaged_file(stream: &[u8], budget: &mut Budget, level: usize) -> Result<(), FileError> {
    // Of other classes it is data of their own.
    if object_hides_file(stream) {
        return Err(FileError::Program);
    }
    let Some(dragged) = PackagedFile::read(stream) else {
        return Ok(());
    };
    if dragged.names.iter().any(|name| is_executable(name)) {
        return Err(FileError::Program);
    }
    check(dragged.content, budget, level + 1)
}

struct PackagedFile<'a> {
    names: Vec<String>,
    content: &'a [u8],
}

impl<'a> PackagedFile<'a> {
    fn read(stream: &'a [u8]) -> Option<Self> {
        // The length, and what kind of a thing follows: 2 is a file with its names.
        if u16_le(stream, 4)? != 2 {
            return None;
        }
        let mut at = 6;
        let mut names = Vec::new();
        for _ in 0..2 {
            names.push(terminated(stream, &mut at)?);
        }
        at = at.checked_add(4)?;
        let length = usize::try_from(u32_le(stream, at)?).ok()?;
        let path = slice(stream, at.checked_add(4)?, length)?;
        names.push(
            String::from_utf8_lossy(path)
                .trim_end_matches('\0')
                .to_owned(),
        );
        at = at.checked_add(4)?.checked_add(length)?;
        let length = usize::try_from(u32_le(stream, at)?).ok()?;
        let content = stream.get(at.checked_add(4)?..)?;
        Some(Self {
            names,
            content: content.get(..length).unwrap_or(content),
        })
    }
}

fn terminated(bytes: &[u8], at: &mut usize) -> Option<String> {
    let rest = bytes.get(*at..)?;
    let length = rest.iter().position(|byte| *byte == 0)?;
    *at = at.checked_add(length)?.checked_add(1)?;
    Some(String::from_utf8_lossy(rest.get(..length)?).into_owned())
}

/// No sheets of Excel 4 macros, by the records that announce sheets (MS-XLS 2.4.28), and
/// no password (2.4.117).
fn check_workbook(workbook: &[u8]) -> Result<(), FileError> {
    const FILE_PASS: u16 = 0x002F;
    const BOUND_SHEET: u16 = 0x0085;
    const MACRO_SHEET: u8 = 1;
    let mut at = 0;
    while let (Some(record), Some(length)) = (u16_le(workbook, at), u16_le(workbook, at + 2)) {
        let kind = workbook.get(at + 9);
        match record {
            FILE_PASS => return Err(FileError::Encrypted),
            BOUND_SHEET if 6 <= length && kind == Some(&MACRO_SHEET) => {
                return Err(FileError::Macros);
            }
            _ => at += 4 + usize::from(length),
        }
    }
    Ok(())
}

/// What says that a presentation has macros (MS-PPT 2.4.10, `VBAInfoAtom`).
fn has_presentation_macros(presentation: &[u8]) -> bool {
    find_all(presentation, b"\x02\0\0\x04\x0C\0\0\0")
        .any(|at| u32_le(presentation, at + 12).is_some_and(|has_macros| has_macros != 0))
}
