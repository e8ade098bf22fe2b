//! PDF (ISO 32000): header, trailer, cross-references, whether a password is asked for, and
//! whether there is a page.
//!
//! Other objects are not read: that is a viewer's business, and its sandbox's. Viewers
//! rebuild a table of cross-references that is wrong, and so it is done here; what has lost
//! its end is refused all the same, since nobody would notice which pages are missing.

mod document;
mod encryption;
mod object;
mod stream;
mod table;
mod token;

use crate::bytes::{find, find_all, find_last};
use crate::second_file::hides_second_file;
use crate::sniff::pdf_header;
use crate::{FileError, Foreign};
use document::Document;
use table::Table;
use token::{Lexer, Token, is_space};

/// `startxref`, a number and an end of line or two stand between it and `%%EOF`.
const STARTXREF_BYTES: usize = 256;

const MARKER: &[u8] = b"%%EOF";

/// Checks the file and gives its length: what stands behind its last `%%EOF` is not part of
/// it, unless that is a part of the document whose own end is missing.
pub(crate) fn check(bytes: &[u8]) -> Result<usize, FileError> {
    let header = pdf_header(bytes).ok_or(FileError::unsupported(Foreign::Unknown))?;
    if hides_before_header(bytes.get(..header).unwrap_or_default()) || has_second_pdf(bytes, header)
    {
        return Err(FileError::SecondFile);
    }
    let end = end(bytes);
    if let Some((_, Some(start))) = end {
        // Offsets count from the header (Annex H, note 13), which some writers that put
        // something before it forget.
        let bases: &[usize] = if header == 0 { &[0] } else { &[header, 0] };
        for base in bases {
            let Some(table) = Table::read(bytes, start, *base) else {
                continue;
            };
            if Document::open(bytes, table)?.has_pages(true) {
                return Ok(end.map_or(bytes.len(), |(end, _)| end));
            }
        }
    }
    let rebuilt = Table::rebuild(bytes).ok_or(FileError::Truncated)?;
    if !Document::open_rebuilt(bytes, rebuilt)?.has_pages(false) {
        return Err(FileError::Damaged);
    }
    Ok(end.map_or(bytes.len(), |(end, _)| end))
}

/// Where the file ends, and the offset that `startxref` names there. Nothing when its end
/// is missing: there is no `%%EOF`, or another part of a document follows the last one.
fn end(bytes: &[u8]) -> Option<(usize, Option<usize>)> {
    let marker = find_last(bytes, MARKER)?;
    let behind = bytes.get(marker + MARKER.len()..)?;
    let parts: [&[u8]; 4] = [b"endobj", b" obj", b"xref", b"trailer"];
    if parts.iter().any(|word| find(behind, word).is_some()) {
        return None;
    }
    let line_end = match behind {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    // A signature covers the file to its last byte, blanks behind the end included.
    let end = if behind.iter().all(|byte| is_space(*byte)) {
        bytes.len()
    } else {
        marker + MARKER.len() + line_end
    };
    let window = bytes.get(marker.saturating_sub(STARTXREF_BYTES)..marker)?;
    let start = || {
        let keyword = find_last(window, b"startxref")?;
        let number = window.get(keyword + b"startxref".len()..)?;
        match Lexer::new(number, 0).next() {
            Some(Token::Integer(offset)) => usize::try_from(offset).ok(),
            _ => None,
        }
    };
    Some((end, start()))
}

/// Before the header a line or a byte order mark may stand, but nothing that another
/// program would take the file for.
fn hides_before_header(before: &[u8]) -> bool {
    let text = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
    text.trim_ascii_start().starts_with(b"<") || hides_second_file(before)
}

/// Whether a second PDF begins behind the end of the first. An attached one begins a stream.
fn has_second_pdf(bytes: &[u8], header: usize) -> bool {
    let Some(end) = find(bytes, MARKER) else {
        return false;
    };
    find_all(bytes, b"%PDF-")
        .filter(|at| header.max(end) < *at)
        .any(|at| {
            let before = bytes.get(..at).unwrap_or_default();
            !before.trim_ascii_end().ends_with(b"stream")
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use lopdf::encryption::crypt_filters::{
        Aes128CryptFilter, Aes256CryptFilter, CryptFilter, Rc4CryptFilter,
    };
    use lopdf::{EncryptionState, EncryptionVersion, Permissions};

    use super::{FileError, check};
    use crate::testing::{PAGE, locked, pdf, pdf_of, pdf_packed, pdf_with_streams};

    fn text(file: Vec<u8>) -> String {
        String::from_utf8(file).unwrap()
    }

    fn start(whole: &str) -> usize {
        whole.rfind("xref\n0").unwrap()
    }

    /// With another number behind `startxref`.
    fn moved(to: &str) -> Vec<u8> {
        let whole = text(pdf(""));
        let start = start(&whole);
        let moved = whole.replace(&format!("startxref\n{start}"), &format!("startxref\n{to}"));
        moved.into_bytes()
    }

    /// A saved-again file: a second section whose `/Prev` leads to the first, or beside it.
    fn updated(beside: usize, trailer: &str) -> Vec<u8> {
        let first = text(pdf(""));
        let (start, next) = (start(&first) + beside, first.len());
        format!(
            "{first}xref\n0 0\ntrailer\n<< /Size 4 /Root 1 0 R /Prev {start} {trailer} >>\nstartxref\n{next}\n%%EOF"
        )
        .into_bytes()
    }

    fn replaced(file: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
        let at = file.windows(old.len()).position(|at| at == old).unwrap();
        [&file[..at], new, &file[at + old.len()..]].concat()
    }

    #[track_caller]
    fn passes(file: &[u8], length: usize) {
        assert_eq!(check(file), Ok(length), "{}", file.escape_ascii());
    }

    #[test]
    fn whole_files_pass() {
        let shifted = [b"\xEF\xBB\xBF junk \n".as_slice(), &pdf("")].concat();
        // Offsets of `shifted` count from its header; here from the first byte.
        let absolute = [b"%!junk\n".as_slice(), &pdf("")].concat();
        let absolute = text(absolute);
        let at = start(&absolute);
        let absolute = absolute.replace(&format!("\n{}\n%%EOF", at - 7), &format!("\n{at}\n%%EOF"));
        for file in [
            pdf(""),
            pdf("/Encrypt null"),
            pdf("/ID [<00ff> (a\\)(b)c)] /Info << /Encrypt 1 0 R >>"),
            pdf_with_streams(""),
            pdf_with_streams("/DecodeParms << /Columns 4 /Predictor 12 >>"),
            pdf_packed(None),
            updated(0, ""),
            shifted,
            absolute.into_bytes(),
            // No page at all, which some programs write, is whole as well.
            pdf_of(&[PAGE[0], "<< /Type /Pages /Kids [] /Count 0 >>"], ""),
            // A tree with branches, one of them empty.
            pdf_of(
                &[
                    PAGE[0],
                    "<< /Type /Pages /Kids [4 0 R 5 0 R] /Count 1 >>",
                    "<< /Parent 5 0 R >>",
                    "<< /Type /Pages /Kids [] >>",
                    "<< /Type /Pages /Kids 6 0 R >>",
                    "[3 0 R]",
                ],
                "",
            ),
        ] {
            passes(&file, file.len());
        }
    }

    #[test]
    fn what_stands_behind_the_end_is_not_part_of_it() {
        let whole = pdf("");
        for (behind, kept) in [
            (&b"\r\n\r\n\0\0"[..], 6),
            (b"--4f2a8c0e6b1d--\r\n", 0),
            (b"% printed by the accounting system\n", 0),
            (&[0xFF; 600], 0),
            (&[b'x'; 5000], 0),
            (b"\0\0\0<td>old page</td>", 0),
        ] {
            passes(&[&whole, behind].concat(), whole.len() + kept);
        }
    }

    #[test]
    fn a_table_that_readers_rebuild_is_no_fault() {
        let whole = text(pdf(""));
        let start = start(&whole);
        let packed = pdf_packed(None);
        let beside = |file: &[u8]| {
            let at = file
                .windows(9)
                .rposition(|word| word == b"startxref")
                .unwrap();
            let mut file = file.to_vec();
            file[at + 10] = b'9';
            file
        };
        let update = updated(0, "");
        for file in [
            whole.replace('\n', "\r\n").into_bytes(),
            moved(&(start + 1).to_string()),
            moved(&(start - 1).to_string()),
            moved("0"),
            moved("-5"),
            moved("abc"),
            moved("99999"),
            moved("18446744073709551615"),
            moved("4294967295"),
            whole.replace("xref\n0 4", "xref0 4").into_bytes(),
            whole.replace(" 65535 f", "\u{1A}65535 f").into_bytes(),
            whole.replace("0000000009", "0000000010").into_bytes(),
            whole
                .replace("0 4\n0000000000", "1 4\n0000000000")
                .into_bytes(),
            whole.replace("%%EOF\n", "").into_bytes(),
            whole
                .replace(&format!("startxref\n{start}\n"), "")
                .into_bytes(),
            whole.replace("/Root 1 0 R", "/Root 9 0 R").into_bytes(),
            whole.replace("/Root", "/Prev 77 /Root").into_bytes(),
            whole.replace("2 0 obj", "2  0\nobj").into_bytes(),
            updated(7, ""),
            update[..update.len() - 6].to_vec(),
            replaced(&pdf_with_streams(""), b"/W [1 2 1]", b"/W [1 9 1]"),
            replaced(&pdf_with_streams(""), b"/Size 5", b"/Size 2"),
            beside(&pdf_with_streams("")),
            beside(&packed),
        ] {
            passes(&file, file.len());
        }
    }

    #[test]
    fn of_two_objects_with_one_number_the_later_counts() {
        // The old tree of pages leads nowhere; the new one stands behind it.
        let old = text(pdf("")).replace("[3 0 R]", "[9 0 R]");
        let file = format!(
            "{old}2 0 obj\n{}\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF",
            PAGE[1]
        );
        passes(file.as_bytes(), file.len());
    }

    fn filters(filter: impl CryptFilter + 'static) -> BTreeMap<Vec<u8>, Arc<dyn CryptFilter>> {
        let filter: Arc<dyn CryptFilter> = Arc::new(filter);
        BTreeMap::from([(b"StdCF".to_vec(), filter)])
    }

    /// Files that the `lopdf` crate locks, in every way that there is.
    fn locked_files(user_password: &str) -> Vec<Vec<u8>> {
        let (owner_password, permissions) = ("owner", Permissions::empty());
        let name = || b"StdCF".to_vec();
        let lock = |version: EncryptionVersion<'_>| EncryptionState::try_from(version).unwrap();
        let mut files = vec![locked(|document| {
            lock(EncryptionVersion::V1 {
                document,
                owner_password,
                user_password,
                permissions,
            })
        })];
        for key_length in [40, 64, 128] {
            files.push(locked(|document| {
                lock(EncryptionVersion::V2 {
                    document,
                    owner_password,
                    user_password,
                    key_length,
                    permissions,
                })
            }));
        }
        for encrypt_metadata in [true, false] {
            for crypt_filters in [filters(Rc4CryptFilter), filters(Aes128CryptFilter)] {
                files.push(locked(|document| {
                    lock(EncryptionVersion::V4 {
                        document,
                        encrypt_metadata,
                        crypt_filters: crypt_filters.clone(),
                        stream_filter: name(),
                        string_filter: name(),
                        owner_password,
                        user_password,
                        permissions,
                    })
                }));
            }
        }
        files.push(locked(|_| {
            #[expect(
                deprecated,
                reason = "Acrobat 9 wrote it, and people still have such files"
            )]
            lock(EncryptionVersion::R5 {
                encrypt_metadata: true,
                crypt_filters: filters(Aes256CryptFilter),
                file_encryption_key: &[7; 32],
                stream_filter: name(),
                string_filter: name(),
                owner_password,
                user_password,
                permissions,
            })
        }));
        files.push(locked(|_| {
            lock(EncryptionVersion::V5 {
                encrypt_metadata: true,
                crypt_filters: filters(Aes256CryptFilter),
                file_encryption_key: &[7; 32],
                stream_filter: name(),
                string_filter: name(),
                owner_password,
                user_password,
                permissions,
            })
        }));
        files
    }

    #[test]
    fn a_file_that_asks_nobody_for_a_password_passes() {
        for file in locked_files("") {
            passes(&file, file.len());
            // Readers rebuild a table whether or not a file is encrypted.
            let at = file
                .windows(9)
                .rposition(|word| word == b"startxref")
                .unwrap();
            let beside = [&file[..at], b"startxref\n7\n%%EOF"].concat();
            passes(&beside, beside.len());
        }
    }

    #[test]
    fn a_file_that_asks_for_a_password_is_refused() {
        for file in locked_files("secret") {
            assert_eq!(
                check(&file),
                Err(FileError::Encrypted),
                "{}",
                file.escape_ascii()
            );
        }
    }

    #[test]
    fn objects_in_an_encrypted_stream_are_found() {
        let dictionary = "<< /Filter /Standard /V 1 /R 2 /P -4 \
             /O <000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f> \
             /U <USER> >>";
        let (user, seal) = super::encryption::tests::locked_with_40_bits();
        let dictionary = dictionary.replace("USER", &user);
        let file = pdf_packed(Some((&dictionary, &seal)));
        passes(&file, file.len());
        let other = dictionary.replace("/P -4", "/P -8");
        assert_eq!(
            check(&pdf_packed(Some((&other, &seal)))),
            Err(FileError::Encrypted)
        );
        // Its key is right, but the objects are not enciphered with it.
        let plain = pdf_packed(Some((&dictionary, &|data| data.to_vec())));
        assert_eq!(check(&plain), Err(FileError::Damaged));
    }

    #[test]
    fn what_only_attached_files_are_enciphered_with_asks_nobody() {
        let lock = |event: &str, filter: &str| {
            pdf(&format!(
                "/Encrypt << /Filter /Standard /V 4 /R 4 /P -4 /StmF /{filter} /StrF /{filter} \
                 /O <{0}> /U <{0}> /EFF /StdCF \
                 /CF << /StdCF << /CFM /AESV2 /AuthEvent /{event} >> >> >>",
                "00".repeat(32)
            ))
        };
        let file = lock("EFOpen", "Identity");
        passes(&file, file.len());
        for file in [lock("DocOpen", "Identity"), lock("EFOpen", "StdCF")] {
            assert_eq!(check(&file), Err(FileError::Encrypted));
        }
    }

    #[test]
    fn encryption_is_found_wherever_it_is_named() {
        for file in [
            pdf("/Encrypt 5 0 R"),
            pdf("/Encrypt 1 0 R"),
            pdf("/Encrypt << /Filter /Standard >>"),
            pdf("/Encrypt << /Filter /Adobe.PubSec /V 4 >>"),
            pdf("/Encrypt << /Filter /Standard /V 9 /R 9 >>"),
            pdf("/Encr#79pt 5 0 R"),
            pdf("/Encrypt null /Encrypt 5 0 R"),
            pdf("/Comment (>>) /Encrypt 5 0 R"),
            pdf("/X <</Y [<<>>]>>%>>\n/Encrypt 5 0 R"),
            pdf_with_streams("/Encrypt 5 0 R"),
            updated(0, "/Encrypt 5 0 R"),
            updated(7, "/Encrypt 5 0 R"),
        ] {
            assert_eq!(
                check(&file),
                Err(FileError::Encrypted),
                "{}",
                file.escape_ascii()
            );
        }
        // The newest section says nothing of it, an earlier one does.
        let first = text(pdf("/Encrypt 9 0 R"));
        let hidden = format!(
            "{first}xref\n0 0\ntrailer\n<</Root 1 0 R/Prev {}>>\nstartxref\n{}\n%%EOF",
            start(&first),
            first.len()
        );
        assert_eq!(check(hidden.as_bytes()), Err(FileError::Encrypted));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let whole = text(pdf(""));
        let without = |object: &str, other: &str| whole.replace(object, other);
        for (file, expected) in [
            ("%PDF-1.7\n".to_owned(), FileError::Truncated),
            ("%PDF-1.7\n%%EOF".to_owned(), FileError::Truncated),
            (
                without("trailer", "tailer!").replace("startxref", "start"),
                FileError::Truncated,
            ),
            (without("/Catalog", "/Nothing"), FileError::Damaged),
            (without("/Pages 2 0 R", "/Pages 9 0 R"), FileError::Damaged),
            (without("[3 0 R]", "[9 0 R]"), FileError::Damaged),
            (without("/Type /Page ", "/Type /Pgae "), FileError::Damaged),
            (without("[3 0 R]", "[2 0 R]"), FileError::Damaged),
            (
                without("/Type /Pages", "/Type /Pages <<"),
                FileError::Damaged,
            ),
            (
                text(pdf_of(&[PAGE[0], "<< /Type /Pages /Kids [] >>"], ""))
                    .replace("startxref", "s"),
                FileError::Damaged,
            ),
        ] {
            assert_eq!(check(file.as_bytes()), Err(expected), "{file}");
        }
    }

    #[test]
    fn another_file_before_the_head_or_a_second_one_behind_is_refused() {
        let whole = pdf("");
        for before in [
            &b"\x7FELF\x02\x01\x01\0\0\0"[..],
            b"MZ\x90\0",
            b"#!/bin/sh\n",
            b"\r\n<html><script>",
            b"\xEF\xBB\xBF<?php ?>",
            b"{\\rtf1 ",
            b"Rar!\x1A\x07\0",
        ] {
            let file = [before, &whole].concat();
            assert_eq!(
                check(&file),
                Err(FileError::SecondFile),
                "{}",
                before.escape_ascii()
            );
        }
        assert_eq!(check(&whole.repeat(2)), Err(FileError::SecondFile));
        let junk = [&whole[..], &[0xFF; 600], &whole].concat();
        assert_eq!(check(&junk), Err(FileError::SecondFile));
        // An attached file is an object like others.
        let attached = format!(
            "<< /Length {} >>\nstream\n{}endstream",
            whole.len(),
            text(whole)
        );
        let file = pdf_of(&[PAGE[0], PAGE[1], PAGE[2], &attached, &attached], "");
        passes(&file, file.len());
    }

    #[test]
    fn sections_in_a_circle_end() {
        let whole = text(pdf(""));
        let start = start(&whole);
        let circle = whole.replace("/Root", &format!("/Prev {start} /XRefStm {start} /Root"));
        passes(circle.as_bytes(), circle.len());
    }

    #[test]
    fn reading_the_same_bytes_from_many_places_runs_out_of_fuel() {
        // Each section begins a little further into one long run of blanks, so that all
        // share one table: 200 times 100 kB were it not for the fuel.
        let mut file = b"%PDF-1.7\n".to_vec();
        let blanks = file.len();
        file.extend(vec![b' '; 1000]);
        file.extend(b"xref\n");
        file.extend(b"0 0\n".repeat(25_000));
        file.extend(b"trailer <</Root 1 0 R");
        for at in 0..200 {
            file.extend(format!("/Prev {}", blanks + at).into_bytes());
        }
        file.extend(format!(">>\nstartxref\n{blanks}\n%%EOF").into_bytes());
        assert_eq!(check(&file), Err(FileError::Damaged));
        // Each trailer holds all that follow it in a string.
        let nested = [
            &b"%PDF-1.7\n1 0 obj 1 endobj "[..],
            &b"trailer<</A(".repeat(100_000),
        ]
        .concat();
        assert!(check(&nested).is_err());
        let objects = [
            &b"%PDF-1.7\n"[..],
            &b"1 0 obj <</XRef ".repeat(100_000),
            b"startxref",
        ]
        .concat();
        assert!(check(&objects).is_err());
    }

    #[test]
    fn it_is_refused_when_its_end_is_cut_off() {
        for whole in [pdf(""), pdf_with_streams(""), pdf_packed(None)] {
            let trailer = |word: &[u8]| whole.windows(word.len()).rposition(|at| at == word);
            // A table's trailer, or the stream that is one, has to be there.
            let needed = trailer(b"trailer")
                .or_else(|| trailer(b"stream\r\n"))
                .unwrap();
            for length in 8..needed {
                assert!(check(&whole[..length]).is_err(), "{length}");
            }
        }
    }
}
