//! An early guess from the first bytes, so that an upload of something else stops at once.

use crate::{MediaType, SNIFF_BYTES, bytes};

/// What a file that begins with `first` claims to be, or `None` when it can be nothing
/// that is accepted. Give it [`SNIFF_BYTES`] bytes, or the whole of a shorter file.
///
/// A guess, not a check: a ZIP counts as DOCX and any compound file as DOC until
/// [`check`](crate::check()) has seen the whole.
#[must_use]
pub fn sniff(first: &[u8]) -> Option<MediaType> {
    let kinds: [(&[u8], MediaType); 6] = [
        (b"\xFF\xD8\xFF", MediaType::Jpeg),
        (b"\x89PNG\r\n\x1A\n", MediaType::Png),
        (b"GIF87a", MediaType::Gif),
        (b"GIF89a", MediaType::Gif),
        (b"PK\x03\x04", MediaType::Docx),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", MediaType::Doc),
    ];
    if let Some((_, kind)) = kinds
        .into_iter()
        .find(|(magic, _)| first.starts_with(magic))
    {
        return Some(kind);
    }
    pdf_header(first).map(|_| MediaType::Pdf)
}

/// Where `%PDF-` stands. Readers accept it anywhere in the first 1,024 bytes.
pub(crate) fn pdf_header(bytes: &[u8]) -> Option<usize> {
    bytes::find(bytes.get(..SNIFF_BYTES).unwrap_or(bytes), b"%PDF-")
}

#[cfg(test)]
mod tests {
    use super::{MediaType, sniff};

    #[test]
    fn the_first_bytes_tell_the_kind() {
        for (first, expected) in [
            (&b"%PDF-1.7\n"[..], Some(MediaType::Pdf)),
            (b"\xEF\xBB\xBF\r\n%PDF-1.4", Some(MediaType::Pdf)),
            (b"PK\x03\x04rest", Some(MediaType::Docx)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Some(MediaType::Doc)),
            (b"\xFF\xD8\xFF\xE0", Some(MediaType::Jpeg)),
            (b"\x89PNG\r\n\x1A\n", Some(MediaType::Png)),
            (b"GIF89a", Some(MediaType::Gif)),
            (b"GIF87a", Some(MediaType::Gif)),
            (b"GIF88a", None),
            (b"MZ\x90\x00", None),
            (b"\x7FELF", None),
            (b"<html>", None),
            (b"{\\rtf1", None),
            (b"PK\x05\x06", None),
            (b"Rar!\x1A\x07", None),
            (b"", None),
        ] {
            assert_eq!(sniff(first), expected, "{first:?}");
        }
    }

    #[test]
    fn a_pdf_header_is_looked_for_in_the_first_1024_bytes_only() {
        let mut late = vec![b' '; 1019];
        late.extend_from_slice(b"%PDF-1.7");
        assert_eq!(sniff(&late), Some(MediaType::Pdf));
        late.insert(0, b' ');
        assert_eq!(sniff(&late), None);
    }
}
