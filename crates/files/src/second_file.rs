//! Whether a file hides another one: an archive, a program or a document that some usual
//! program opens instead of what was checked, or finds behind it.

use crate::MediaType;
use crate::bytes::{find, find_all, slice, u16_le, u32_le};

/// Programs look for the end of a ZIP archive in the last 64 KiB and as much as the record
/// itself takes; `unzip` reads a little more.
const ZIP_END_WINDOW: usize = 67_000;

/// Bytes of a record at the end of a ZIP archive.
const ZIP_END_BYTES: usize = 22;

/// Some readers of PDF look for its header in the first 1,024 bytes, MuPDF in four times as many.
const PDF_HEADER_WINDOW: usize = 4096 + 8;

/// Archives that are found wherever they begin: the programs for them look for these.
const ARCHIVES: [&[u8]; 5] = [
    b"Rar!\x1A\x07\0",
    b"Rar!\x1A\x07\x01\0",
    b"7z\xBC\xAF\x27\x1C\0",
    b"MSCF\0\0\0\0",
    b"\xFD7zXZ\0",
];

/// What would be another file at the beginning of foreign bytes.
const BEGINNINGS: [&[u8]; 14] = [
    b"\x1F\x8B\x08",
    b"BZh",
    b"\x28\xB5\x2F\xFD",
    b"\xCA\xFE\xBA\xBE",
    b"\xCF\xFA\xED\xFE",
    b"\xCE\xFA\xED\xFE",
    b"\xFE\xED\xFA\xCE",
    b"\xFE\xED\xFA\xCF",
    b"#!",
    b"{\\rtf",
    b"MZ",
    b"\x60\xEA",
    b"L\0\0\0\x01\x14\x02\0",
    b"AT&TFORM",
];

/// Whether bytes that are no part of a file, being before its head or behind its end, hold
/// another one. Anything else there may be cut off and forgotten.
pub(crate) fn hides_second_file(outside: &[u8]) -> bool {
    let first = outside.trim_ascii_start();
    BEGINNINGS.iter().any(|magic| first.starts_with(magic))
        || has_archive(outside)
        || zip_entries(outside).next().is_some()
        || zip_ends(outside).next().is_some()
        || has_tar(outside)
        || has_disc(outside, 0..=outside.len())
        || has_program(outside)
        || find(outside, b"%PDF-").is_some()
        || find(outside, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").is_some()
}

/// Whether a usual program opens a whole file of this kind as one of another kind.
pub(crate) fn opens_as_another_kind(file: &[u8], kind: MediaType) -> bool {
    let head = file.get(..PDF_HEADER_WINDOW).unwrap_or(file);
    if has_archive(file) || has_tar_at(file, 0) || has_disc(file, 0x8000..=0x9000) {
        return true;
    }
    match kind {
        MediaType::Pdf => has_zip(file),
        MediaType::Jpeg | MediaType::Png | MediaType::Gif => {
            has_zip(file) || find(head, b"%PDF-").is_some()
        }
        // What archive it is has been looked at, and that there is no second one.
        MediaType::Docx => find(head, b"%PDF-").is_some(),
        // Word itself keeps archives of XML within its streams.
        MediaType::Doc => find(head, b"%PDF-").is_some() || has_foreign_zip(file),
    }
}

fn has_archive(bytes: &[u8]) -> bool {
    ARCHIVES.iter().any(|magic| find(bytes, magic).is_some())
}

fn has_zip(bytes: &[u8]) -> bool {
    zip_entries(bytes).next().is_some() || zip_ends(bytes).next().is_some()
}

/// Where entries of a ZIP archive begin. Four bytes come by chance in any photo, so the
/// header behind them has to make sense (APPNOTE 4.3.7).
fn zip_entries(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    find_all(bytes, b"PK\x03\x04").filter(|at| {
        let makes_sense = || {
            let version = *bytes.get(at + 4)?;
            let method = u16_le(bytes, at + 8)?;
            let name = usize::from(u16_le(bytes, at + 26)?);
            let name = slice(bytes, at + 30, name)?;
            let known = matches!(method, 0..=20 | 93..=99);
            let printable = !name.is_empty() && name.iter().all(|byte| b' ' <= *byte);
            Some(version <= 63 && known && printable)
        };
        makes_sense().unwrap_or(false)
    })
}

/// Where ZIP archives end that a program would find from the end of `bytes`: the record
/// leads to a directory, either by its size or by its place (APPNOTE 4.3.16).
fn zip_ends(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let window = bytes.len().saturating_sub(ZIP_END_WINDOW);
    let last = bytes.get(window..).unwrap_or_default();
    find_all(last, b"PK\x05\x06")
        .map(move |at| window + at)
        .filter(|at| zip_directory(bytes, *at).is_some())
}

/// The directory of the ZIP archive whose end stands at `at`.
fn zip_directory(bytes: &[u8], at: usize) -> Option<&[u8]> {
    slice(bytes, at, ZIP_END_BYTES)?;
    let size = usize::try_from(u32_le(bytes, at + 12)?).ok()?;
    let place = usize::try_from(u32_le(bytes, at + 16)?).ok()?;
    let by_size = at.checked_sub(size).and_then(|start| bytes.get(start..at));
    let by_place = bytes.get(place..at);
    // A large archive says in another record where its directory is.
    let large = slice(bytes, at.saturating_sub(20), 4) == Some(b"PK\x06\x07");
    [by_size, by_place]
        .into_iter()
        .flatten()
        .find(|directory| directory.starts_with(b"PK\x01\x02"))
        .or(if large { Some(&[]) } else { None })
}

/// In a DOC: whether a program that looks for ZIP archives finds one that is not a package
/// of Office. Themes, charts and embedded documents are such packages, and are found often.
fn has_foreign_zip(bytes: &[u8]) -> bool {
    zip_ends(bytes).any(|at| {
        let directory = zip_directory(bytes, at).unwrap_or_default();
        let mut is_package = false;
        for entry in find_all(directory, b"PK\x01\x02") {
            let length = u16_le(directory, entry + 28).unwrap_or_default();
            let name = slice(directory, entry + 46, length.into()).unwrap_or_default();
            if is_executable(&String::from_utf8_lossy(name)) {
                return true;
            }
            // The second is how OpenDocument begins, in which LibreOffice keeps its objects.
            is_package |= name == b"[Content_Types].xml" || name == b"mimetype";
        }
        !is_package
    })
}

/// A tape archive somewhere: its header has a checksum of its own (POSIX `pax`, ustar).
fn has_tar(bytes: &[u8]) -> bool {
    find_all(bytes, b"ustar").any(|at| at.checked_sub(257).is_some_and(|at| has_tar_at(bytes, at)))
}

fn has_tar_at(bytes: &[u8], at: usize) -> bool {
    let is_header = || {
        let header = slice(bytes, at, 512)?;
        let (before, rest) = header.split_at_checked(148)?;
        let (sum, after) = rest.split_at_checked(8)?;
        let digits = std::str::from_utf8(sum).ok()?.trim_matches([' ', '\0']);
        let told = u32::from_str_radix(digits, 8).ok()?;
        let blank = 8 * u32::from(b' ');
        let found = before
            .iter()
            .chain(after)
            .map(|byte| u32::from(*byte))
            .sum::<u32>()
            + blank;
        Some(found == told)
    };
    is_header().unwrap_or(false)
}

/// The image of a disc whose descriptor begins in a range (ECMA-119, 6.7.1).
fn has_disc(bytes: &[u8], places: std::ops::RangeInclusive<usize>) -> bool {
    find_all(bytes, b"\x01CD001\x01").any(|at| places.contains(&at))
}

/// A program for Windows, Linux or a phone.
fn has_program(bytes: &[u8]) -> bool {
    let elf = find_all(bytes, b"\x7FELF")
        .any(|at| matches!(slice(bytes, at + 4, 3), Some([1 | 2, 1 | 2, 1])));
    elf || find_all(bytes, b"MZ").any(|at| {
        let header = u32_le(bytes, at + 60).and_then(|place| usize::try_from(place).ok());
        let place = header.and_then(|place| at.checked_add(place));
        place.is_some_and(|place| slice(bytes, place, 4) == Some(b"PE\0\0"))
    })
}

/// What Windows, macOS or Linux would run, whatever it is: programs and scripts, shortcuts,
/// installers, and archives, which may hold any of these.
pub(crate) fn is_executable(name: &str) -> bool {
    const EXTENSIONS: [&str; 76] = [
        "7z",
        "ace",
        "action",
        "ade",
        "adp",
        "apk",
        "app",
        "appimage",
        "application",
        "appref-ms",
        "appx",
        "arj",
        "bat",
        "cab",
        "chm",
        "class",
        "cmd",
        "com",
        "command",
        "cpl",
        "deb",
        "desktop",
        "diagcab",
        "dll",
        "dmg",
        "elf",
        "exe",
        "gadget",
        "gz",
        "hlp",
        "hta",
        "inf",
        "ins",
        "iqy",
        "iso",
        "isp",
        "jar",
        "jnlp",
        "js",
        "jse",
        "library-ms",
        "lnk",
        "mde",
        "msc",
        "msh",
        "msi",
        "msix",
        "msp",
        "mst",
        "osx",
        "pif",
        "pkg",
        "ps1",
        "psm1",
        "py",
        "rar",
        "rb",
        "reg",
        "rpm",
        "scf",
        "scr",
        "sct",
        "settingcontent-ms",
        "sh",
        "shb",
        "shs",
        "slk",
        "tar",
        "url",
        "vb",
        "vbe",
        "vbs",
        "vhd",
        "wsf",
        "wsh",
        "xll",
    ];
    // Windows drops blanks and dots at the end of a name.
    let name = name.trim_end_matches(|c: char| c == '.' || c == '\0' || c.is_whitespace());
    let extension = name.rsplit('.').next().unwrap_or_default();
    name.contains('.')
        && EXTENSIONS
            .iter()
            .any(|one| one.eq_ignore_ascii_case(extension))
}

/// Whether an object in a document is a program, or an archive that is not looked into, by
/// its first bytes.
pub(crate) fn is_program(object: &[u8]) -> bool {
    let known: [&[u8]; 6] = [
        b"\x7FELF",
        b"\xCA\xFE\xBA\xBE",
        b"L\0\0\0\x01\x14\x02\0",
        b"Rar!\x1A\x07",
        b"7z\xBC\xAF\x27\x1C",
        b"MSCF\0\0\0\0",
    ];
    // Of two bytes nothing can be said: an embedded font is noise.
    let dos =
        object.starts_with(b"MZ") && (has_program(object) || find(object, b"DOS mode").is_some());
    dos || known.iter().any(|magic| object.starts_with(magic))
}

/// Whether data of an object has a program or an archive anywhere in it.
pub(crate) fn object_hides_file(data: &[u8]) -> bool {
    has_program(data) || has_archive(data)
}
