//! PDF (ISO 32000-1, 7.5): header, trailer, cross-references, no encryption.
//!
//! Objects are not read: that is a viewer's business, and its sandbox's. What is
//! checked is that the file is whole (its end points to cross-references that are
//! there) and that it can be opened without a password.

mod section;
mod token;

use crate::bytes::{find_last, slice};
use crate::limits::MAX_PDF_SECTIONS;
use crate::sniff::pdf_header;
use crate::{FileError, SNIFF_BYTES};
use section::Section;
use token::is_space;

/// `startxref`, a number and an end of line or two stand between it and `%%EOF`.
const STARTXREF_BYTES: usize = 256;

/// Checks the file from its end backwards: `%%EOF`, `startxref`, and every
/// cross-reference section that is reached from there.
pub(crate) fn check(bytes: &[u8]) -> Result<(), FileError> {
    let header = pdf_header(bytes).ok_or(FileError::TypeUnsupported)?;
    let mut ahead = vec![start_offset(bytes)?];
    let mut seen = Vec::new();
    let mut has_root = false;
    // Sections do not overlap, so reading them all takes at most the file's length;
    // one that is built to be read again and again runs out of fuel.
    let mut fuel = bytes.len().saturating_mul(2);
    while let Some(offset) = ahead.pop() {
        if seen.contains(&offset) {
            continue;
        }
        if MAX_PDF_SECTIONS <= seen.len() {
            return Err(FileError::Damaged);
        }
        seen.push(offset);
        // Offsets count from the header (Annex H, note 13), which some writers that put
        // something before it forget.
        let section = Section::read(bytes, offset.saturating_add(header), &mut fuel);
        let section = match section {
            Err(FileError::Damaged) if header != 0 => Section::read(bytes, offset, &mut fuel)?,
            section => section?,
        };
        if section.encrypted {
            return Err(FileError::Encrypted);
        }
        has_root |= section.has_root;
        ahead.extend(section.earlier);
    }
    if has_root {
        Ok(())
    } else {
        Err(FileError::Damaged)
    }
}

/// The offset that `startxref` names at the end of the file.
fn start_offset(bytes: &[u8]) -> Result<usize, FileError> {
    let blank = bytes
        .iter()
        .rev()
        .take_while(|byte| is_space(**byte))
        .count();
    let end = bytes.len().saturating_sub(blank);
    let tail_start = end.saturating_sub(SNIFF_BYTES);
    let tail = bytes.get(tail_start..end).unwrap_or_default();
    // Readers look for `%%EOF` in the last 1,024 bytes; a file without it is cut off,
    // one that goes on behind it hides something.
    let marker = find_last(tail, b"%%EOF").ok_or(FileError::Truncated)?;
    if marker + b"%%EOF".len() != tail.len() {
        return Err(FileError::TrailingData);
    }
    let marker = tail_start + marker;
    let window_start = marker.saturating_sub(STARTXREF_BYTES);
    let window = slice(bytes, window_start, marker - window_start).unwrap_or_default();
    let keyword = find_last(window, b"startxref").ok_or(FileError::Damaged)?;
    let number = window
        .get(keyword + b"startxref".len()..)
        .unwrap_or_default();
    match token::Lexer::new(number, 0).next() {
        Some(token::Token::Integer(offset)) => {
            usize::try_from(offset).map_err(|_| FileError::Damaged)
        }
        _ => Err(FileError::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::{FileError, check};
    use crate::testing::{pdf, pdf_with_streams};

    fn text(file: Vec<u8>) -> String {
        String::from_utf8(file).unwrap()
    }

    /// A saved-again file: a second section whose `/Prev` leads to the first.
    fn updated(trailer: &str) -> Vec<u8> {
        let first = text(pdf(""));
        let start = first.find("xref\n").unwrap();
        let next = first.len();
        format!(
            "{first}\nxref\n0 0\ntrailer\n<< /Size 3 /Root 1 0 R /Prev {start} {trailer} >>\nstartxref\n{}\n%%EOF",
            next + 1
        )
        .into_bytes()
    }

    #[test]
    fn whole_files_pass() {
        let shifted = [b"\xEF\xBB\xBF junk \n".as_slice(), &pdf("")].concat();
        // Offsets of `shifted` count from its header; here from the first byte.
        let body = text(pdf(""));
        let start = body.find("xref\n").unwrap();
        let absolute = body.replace(
            &format!("startxref\n{start}"),
            &format!("startxref\n{}", start + 7),
        );
        for file in [
            pdf(""),
            pdf("/Encrypt null"),
            pdf("/ID [<00ff> (a\\)(b)c)] /Info << /Encrypt 1 0 R >>"),
            pdf_with_streams(""),
            pdf_with_streams("/DecodeParms << /Columns 4 /Predictor 12 >>"),
            updated(""),
            shifted,
            [b"%!junk\n".as_slice(), absolute.as_bytes()].concat(),
            [pdf("").as_slice(), b"\r\n\r\n\0\0"].concat(),
        ] {
            assert_eq!(check(&file), Ok(()), "{}", String::from_utf8_lossy(&file));
        }
    }

    #[test]
    fn encryption_is_found_wherever_it_is_named() {
        for file in [
            pdf("/Encrypt 5 0 R"),
            pdf("/Encrypt << /Filter /Standard >>"),
            pdf("/Encr#79pt 5 0 R"),
            pdf("/Encrypt null /Encrypt 5 0 R"),
            pdf("/Comment (>>) /Encrypt 5 0 R"),
            pdf("/X <</Y [<<>>]>>%>>\n/Encrypt 5 0 R"),
            pdf_with_streams("/Encrypt 5 0 R"),
            updated("/Encrypt 5 0 R"),
        ] {
            assert_eq!(
                check(&file),
                Err(FileError::Encrypted),
                "{}",
                String::from_utf8_lossy(&file)
            );
        }
        // The newest section says nothing of it, an earlier one does.
        let first = text(pdf("/Encrypt 9 0 R"));
        let start = first.find("xref\n").unwrap();
        let hidden = format!(
            "{first}\nxref\n0 0\ntrailer\n<</Root 1 0 R/Prev {start}>>\nstartxref\n{}\n%%EOF",
            first.len() + 1
        );
        assert_eq!(check(hidden.as_bytes()), Err(FileError::Encrypted));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let whole = text(pdf(""));
        let start = whole.find("xref\n").unwrap();
        let moved =
            |to: &str| whole.replace(&format!("startxref\n{start}"), &format!("startxref\n{to}"));
        for (file, expected) in [
            ("%PDF-1.7\n".to_owned(), FileError::Truncated),
            ("%PDF-1.7\n%%EOF".to_owned(), FileError::Damaged),
            (whole.clone() + "<html>", FileError::TrailingData),
            (whole.clone() + &"x".repeat(2000), FileError::Truncated),
            (moved("0"), FileError::Damaged),
            (moved("-5"), FileError::Damaged),
            (moved("abc"), FileError::Damaged),
            (moved("99999"), FileError::Damaged),
            (moved("18446744073709551615"), FileError::Damaged),
            (moved("4294967295"), FileError::Damaged),
            (whole.replace("trailer", "tailer!"), FileError::Damaged),
            (whole.replace("/Root", "/Riot"), FileError::Damaged),
            (whole.replace("/Root", "/Prev 77 /Root"), FileError::Damaged),
            (
                whole.replace(">>\nstartxref", "\nstartxref"),
                FileError::Damaged,
            ),
            (
                text(pdf_with_streams("")).replace("/XRef", "/XObj"),
                FileError::Damaged,
            ),
            (
                text(pdf_with_streams("")).replace("endstream", "endstr3am"),
                FileError::Damaged,
            ),
        ] {
            assert_eq!(check(file.as_bytes()), Err(expected), "{file}");
        }
    }

    #[test]
    fn sections_in_a_circle_end() {
        let whole = text(pdf(""));
        let start = whole.find("xref\n").unwrap();
        let circle = whole.replace("/Root", &format!("/Prev {start} /XRefStm {start} /Root"));
        assert_eq!(check(circle.as_bytes()), Ok(()));
    }

    #[test]
    fn reading_the_same_table_from_many_places_runs_out_of_fuel() {
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
    }

    #[test]
    fn it_is_refused_when_cut_anywhere() {
        for whole in [pdf(""), pdf_with_streams("")] {
            for length in 8..whole.len() - 1 {
                assert!(check(&whole[..length]).is_err(), "{length}");
            }
        }
    }
}
