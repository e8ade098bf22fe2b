//! DOC (MS-DOC): a compound file with a `WordDocument` stream.

use super::compound::Compound;
use super::object;
use super::unpack::Budget;
use crate::bytes::u16_le;
use crate::{FileError, Foreign};

/// `wIdent` of Word 97 and later, and of Word 6 and 95 (MS-DOC 2.5.2).
const WORD_97: u16 = 0xA5EC;
const WORD_95: u16 = 0xA5DC;

/// Flags of the file information block at offset 10.
const IS_TEMPLATE: u16 = 0x0001;
const ENCRYPTED: u16 = 0x0100;
const TABLE_1: u16 = 0x0200;

/// Checks a compound file: a Word document without password, macros and programs. Gives its
/// length.
pub(crate) fn check(bytes: &[u8]) -> Result<usize, FileError> {
    let file = Compound::open(bytes)?;
    let root = file.root();
    let stream = |name: &str| {
        root.iter()
            .find(|entry| entry.is_stream() && entry.name == name)
    };
    // A DOCX with a password is a compound file around the encrypted archive (MS-OFFCRYPTO).
    if stream("ENCRYPTEDPACKAGE").is_some() {
        return Err(FileError::Encrypted);
    }
    let other = || {
        let known = [
            ("WORKBOOK", Foreign::OldSpreadsheet),
            ("BOOK", Foreign::OldSpreadsheet),
            ("POWERPOINT DOCUMENT", Foreign::OldPresentation),
            ("__PROPERTIES_VERSION1.0", Foreign::OutlookMessage),
        ];
        let found = known.into_iter().find(|(name, _)| stream(name).is_some());
        FileError::unsupported(found.map_or(Foreign::Unknown, |(_, kind)| kind))
    };
    let document = stream("WORDDOCUMENT").ok_or_else(other)?;
    let head = file.head(document).ok_or(FileError::Damaged)?;
    let identity = u16_le(head, 0).ok_or(FileError::Damaged)?;
    let flags = u16_le(head, 10).ok_or(FileError::Damaged)?;
    if identity != WORD_97 && identity != WORD_95 {
        return Err(FileError::Damaged);
    }
    if flags & ENCRYPTED != 0 {
        return Err(FileError::Encrypted);
    }
    // Macros of embedded sheets count as well. Word 95 keeps macros outside of storages, and
    // in templates only.
    object::check_compound(&file, &mut Budget::of(bytes.len()), 1)?;
    if identity == WORD_95 && flags & IS_TEMPLATE != 0 {
        return Err(FileError::Macros);
    }
    let table = if flags & TABLE_1 != 0 {
        "1TABLE"
    } else {
        "0TABLE"
    };
    if identity == WORD_97 && stream(table).is_none() {
        return Err(FileError::Damaged);
    }
    Ok(file.end())
}

#[cfg(test)]
mod tests {
    use super::{FileError, Foreign, check};
    use crate::testing::{Zip, compound, compound_of, doc, doc_with, docx, word_stream};

    #[track_caller]
    fn refused(streams: &[(&str, &[u8])], expected: FileError) {
        assert_eq!(check(&compound(streams)), Err(expected));
    }

    #[track_caller]
    fn passes(file: &[u8]) {
        assert_eq!(check(file), Ok(file.len()));
    }

    #[test]
    fn documents_of_both_sector_sizes_pass() {
        passes(&doc());
        let large = [
            ("/1Table", &[7; 9000][..]),
            ("/WordDocument", &word_stream(0xA5EC, 0x0200)),
        ];
        passes(&compound_of(cfb::Version::V4, &large));
        let short = word_stream(0xA5EC, 0)[..100].to_vec();
        passes(&compound(&[("/WordDocument", &short), ("/0Table", b"x")]));
        passes(&compound(&[("/WordDocument", &word_stream(0xA5DC, 0))]));
        // Word keeps archives of its own in streams: a theme, a chart, a document.
        passes(&doc_with(&[("/Data", &[&[0; 5000][..], &docx()].concat())]));
        passes(&doc_with(&[("/ObjectPool/_1/Package", &docx())]));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let word = word_stream(0xA5EC, 0x0200);
        let table: (&str, &[u8]) = ("/1Table", &[0; 5000]);
        for (stream, found) in [
            ("/Workbook", Foreign::OldSpreadsheet),
            ("/Book", Foreign::OldSpreadsheet),
            ("/PowerPoint Document", Foreign::OldPresentation),
            ("/__properties_version1.0", Foreign::OutlookMessage),
            ("/ObjectPool/_1/WordDocument", Foreign::Unknown),
        ] {
            refused(&[(stream, &word)], FileError::unsupported(found));
        }
        refused(
            &[
                ("/EncryptedPackage", &[0; 5000]),
                ("/EncryptionInfo", &[0; 9]),
            ],
            FileError::Encrypted,
        );
        refused(
            &[("/WordDocument", &word_stream(0xA5EC, 0x0300)), table],
            FileError::Encrypted,
        );
        refused(
            &[("/WordDocument", &word_stream(0xA5DC, 0x0100))],
            FileError::Encrypted,
        );
        refused(
            &[("/WordDocument", &word), table, ("/Macros/VBA/dir", b"x")],
            FileError::Macros,
        );
        refused(
            &[
                ("/WordDocument", &word),
                table,
                ("/ObjectPool/_1/_VBA_PROJECT_CUR/vba/dir", b"x"),
            ],
            FileError::Macros,
        );
        refused(
            &[("/WordDocument", &word_stream(0xA5DC, 1))],
            FileError::Macros,
        );
        refused(&[("/WordDocument", &word)], FileError::Damaged);
        refused(
            &[("/WordDocument", &word_stream(0x0000, 0)), table],
            FileError::Damaged,
        );
        refused(&[("/WordDocument", b"\xEC"), table], FileError::Damaged);
    }

    #[test]
    fn what_stands_behind_the_end_is_not_part_of_it() {
        let whole = doc();
        for behind in [&b"\n"[..], b"text", &[0; 700], &[1; 4096 * 1100]] {
            assert_eq!(check(&[&whole, behind].concat()), Ok(whole.len()));
        }
        // Free sectors that the allocation table knows belong to the file, unless they hide one.
        let free = [whole.as_slice(), &[0; 1024]].concat();
        assert_eq!(check(&free), Ok(free.len()));
        let mut hidden = Zip::new().add("run.js", b"x").build();
        hidden.resize(512, 0);
        assert_eq!(
            check(&[whole.as_slice(), &hidden].concat()),
            Ok(whole.len())
        );
    }

    #[test]
    fn it_is_refused_when_cut_anywhere() {
        let whole = doc();
        // The end of the last sector is padding in this file.
        let needed = whole.iter().rposition(|byte| *byte != 0).unwrap();
        for length in (8..needed).step_by(61) {
            assert_eq!(
                check(&whole[..length]),
                Err(FileError::Truncated),
                "{length}"
            );
        }
    }

    #[test]
    fn chains_that_cross_or_turn_back_are_damaged() {
        let whole = doc();
        let sector = 512;
        // The allocation table is the first sector the header lists.
        let fat = (usize::from(whole[76]) + 1) * sector;
        let mut refusals = 0;
        for entry in 0..8 {
            let mut file = whole.clone();
            let at = fat + entry * 4;
            file[at..at + 4].copy_from_slice(&u32::try_from(entry).unwrap().to_le_bytes());
            refusals += usize::from(check(&file).is_err());
        }
        // Those of the tables themselves are not followed.
        assert!(5 <= refusals, "{refusals}");
    }
}
