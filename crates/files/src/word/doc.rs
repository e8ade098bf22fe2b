//! DOC (MS-DOC): a compound file with a `WordDocument` stream.

use super::compound::Compound;
use crate::FileError;
use crate::bytes::u16_le;

/// `wIdent` of Word 97 and later, and of Word 6 and 95 (MS-DOC 2.5.2).
const WORD_97: u16 = 0xA5EC;
const WORD_95: u16 = 0xA5DC;

/// Flags of the file information block at offset 10.
const IS_TEMPLATE: u16 = 0x0001;
const ENCRYPTED: u16 = 0x0100;
const TABLE_1: u16 = 0x0200;

/// Checks a compound file: a Word document without password and macros.
pub(crate) fn check(bytes: &[u8]) -> Result<(), FileError> {
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
    let document = stream("WORDDOCUMENT").ok_or(FileError::TypeUnsupported)?;
    let head = file.head(document).ok_or(FileError::Damaged)?;
    let identity = u16_le(head, 0).ok_or(FileError::Damaged)?;
    let flags = u16_le(head, 10).ok_or(FileError::Damaged)?;
    if identity != WORD_97 && identity != WORD_95 {
        return Err(FileError::Damaged);
    }
    if flags & ENCRYPTED != 0 {
        return Err(FileError::Encrypted);
    }
    // Macros of embedded sheets count as well, so the whole directory is looked at.
    // Word 95 keeps macros outside of storages, and in templates only.
    let is_vba =
        |name: &str| matches!(name, "MACROS" | "VBA" | "_VBA_PROJECT" | "_VBA_PROJECT_CUR");
    if file.entries().any(|entry| is_vba(&entry.name))
        || (identity == WORD_95 && flags & IS_TEMPLATE != 0)
    {
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
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{FileError, check};
    use crate::testing::{compound, compound_of, doc, word_stream};

    #[track_caller]
    fn refused(streams: &[(&str, &[u8])], expected: FileError) {
        assert_eq!(check(&compound(streams)), Err(expected));
    }

    #[test]
    fn documents_of_both_sector_sizes_pass() {
        assert_eq!(check(&doc()), Ok(()));
        let large = [
            ("/1Table", &[7; 9000][..]),
            ("/WordDocument", &word_stream(0xA5EC, 0x0200)),
        ];
        assert_eq!(check(&compound_of(cfb::Version::V4, &large)), Ok(()));
        let short = word_stream(0xA5EC, 0)[..100].to_vec();
        assert_eq!(
            check(&compound(&[("/WordDocument", &short), ("/0Table", b"x")])),
            Ok(())
        );
        let old = word_stream(0xA5DC, 0);
        assert_eq!(check(&compound(&[("/WordDocument", &old)])), Ok(()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let word = word_stream(0xA5EC, 0x0200);
        let table: (&str, &[u8]) = ("/1Table", &[0; 5000]);
        refused(&[("/Workbook", &[0; 5000])], FileError::TypeUnsupported);
        refused(
            &[("/ObjectPool/_1/WordDocument", &word)],
            FileError::TypeUnsupported,
        );
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
    fn what_stands_behind_the_end_is_refused() {
        let whole = doc();
        assert_eq!(
            check(&[whole.as_slice(), b"PK\x03\x04"].concat()),
            Err(FileError::TrailingData)
        );
        assert_eq!(check(&[whole.as_slice(), &[0; 700]].concat()), Ok(()));
        let beyond_the_table = [whole.as_slice(), &[1; 4096 * 1100]].concat();
        assert_eq!(check(&beyond_the_table), Err(FileError::TrailingData));
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
