//! `Content-Disposition`, in (RFC 6266, RFC 7578) and out (RFC 6266, RFC 8187).

use std::fmt::Write as _;

use crate::FileName;

/// A longer header is read up to here: three bytes for each percent-encoded octet of
/// the longest name of any file system come to 765.
const MAX_HEADER_BYTES: usize = 8 * 1024;

/// What an incoming `Content-Disposition` says, uncleaned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentDisposition {
    /// `attachment`, `form-data` and so on, in lower case.
    pub kind: String,
    /// The name of the form's field (RFC 7578, 4.2).
    pub field: Option<String>,
    /// The name of the file: `filename*` where it can be read, else `filename`. Give it
    /// to [`FileName::clean`].
    pub filename: Option<String>,
}

impl ContentDisposition {
    /// Reads the header. What cannot be understood is left out, as RFC 6266, 4.3 asks,
    /// and of a parameter given twice the first counts: there is no input it fails on.
    #[must_use]
    pub fn parse(value: &[u8]) -> Self {
        let text = String::from_utf8_lossy(value.get(..MAX_HEADER_BYTES).unwrap_or(value));
        let (kind, mut rest) = text.split_once(';').unwrap_or((&text, ""));
        let kind = kind.trim().to_ascii_lowercase();
        let (mut field, mut plain, mut extended) = (None, None, None);
        while let Some((name, value, tail)) = parameter(rest) {
            rest = tail;
            match name.as_str() {
                "name" => field = field.or(Some(value)),
                "filename" => plain = plain.or(Some(value)),
                "filename*" => extended = extended.or_else(|| extended_value(&value)),
                _ => {}
            }
        }
        if kind == "form-data" {
            field = field.map(|v| form_unescape(&v));
            plain = plain.map(|v| form_unescape(&v));
        }
        Self {
            kind,
            field,
            filename: extended.or(plain),
        }
    }
}

impl FileName {
    /// The header of a download: `attachment` with the name twice, in ASCII for the
    /// oldest clients and exactly for all others (RFC 6266, appendix D).
    #[must_use]
    pub fn content_disposition(&self) -> String {
        let name = self.as_str();
        // Some clients unescape `%41` and `\"` in a plain name, some do not: neither is sent.
        let plain = |c| matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%');
        let ascii: String = name
            .chars()
            .map(|c| if plain(c) { c } else { '_' })
            .collect();
        let mut header = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''");
        for byte in name.bytes() {
            // RFC 8187, 3.2.1: attr-char.
            if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
                header.push(char::from(byte));
            } else {
                // Writing to a `String` cannot fail.
                let _ = write!(header, "%{byte:02X}");
            }
        }
        header
    }
}

/// The next parameter: its name in lower case, its value, and what follows.
fn parameter(text: &str) -> Option<(String, String, &str)> {
    let (before, rest) = text.split_once('=')?;
    // What stands before the last `;` is a parameter without a value: it is skipped.
    let name = before
        .rsplit(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let rest = rest.trim_start_matches([' ', '\t']);
    let (value, tail) = match rest.strip_prefix('"') {
        Some(quoted) => quoted_string(quoted),
        None => {
            let (value, tail) = rest.split_once(';').unwrap_or((rest, ""));
            (value.trim().to_owned(), tail)
        }
    };
    Some((name, value, tail))
}

/// The value of a quoted string and what follows its closing quote; without one it
/// reaches to the end. Only `\"` and `\\` are escapes: old browsers send Windows paths.
fn quoted_string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return (value, chars.as_str()),
            '\\' if chars.as_str().starts_with(['"', '\\']) => value.extend(chars.next()),
            _ => value.push(c),
        }
    }
    (value, "")
}

/// RFC 8187, 3.2: `UTF-8'language'percent-encoded`; other charsets are not required.
fn extended_value(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let charset = parts.next()?;
    let (_language, encoded) = (parts.next()?, parts.next()?);
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut bytes = encoded.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let (high, low) = (hex(bytes.next()?)?, hex(bytes.next()?)?);
            decoded.push(high << 4 | low);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|d| u8::try_from(d).ok())
}

/// The three escapes that browsers use in the names of a form (WHATWG HTML, multipart
/// form data); other percent signs are meant as they stand.
fn form_unescape(value: &str) -> String {
    value
        .replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ContentDisposition, FileName};

    #[track_caller]
    fn check(header: &[u8], filename: Option<&str>) {
        assert_eq!(
            ContentDisposition::parse(header).filename.as_deref(),
            filename
        );
    }

    #[test]
    fn the_name_is_read_as_clients_write_it() {
        check(b"attachment; filename=a.pdf", Some("a.pdf"));
        check(b"attachment; filename=\"a b; c.pdf\"", Some("a b; c.pdf"));
        check(
            b"ATTACHMENT;FILENAME = \"q\\\"uote\\\\.pdf\" ;x=1",
            Some("q\"uote\\.pdf"),
        );
        check(
            b"attachment; filename=\"C:\\fakepath\\a.pdf\"",
            Some("C:\\fakepath\\a.pdf"),
        );
        check(
            "form-data; name=\"f\"; filename=\"акт %22А%22 50%.pdf\"".as_bytes(),
            Some("акт \"А\" 50%.pdf"),
        );
        check(
            b"attachment; filename*=UTF-8''%D0%B0%20b.pdf",
            Some("а b.pdf"),
        );
        check(
            b"attachment; filename*=utf-8'ru'%d0%b0.pdf; filename=x.pdf",
            Some("а.pdf"),
        );
        check(
            b"attachment; filename=x.pdf; filename*=UTF-8''y.pdf",
            Some("y.pdf"),
        );
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        for (header, filename) in [
            (&b""[..], None),
            (b"attachment", None),
            (b"attachment; filename", None),
            (b"attachment; flag; filename=a.pdf", Some("a.pdf")),
            (b"attachment; filename=\"open", Some("open")),
            (b"attachment; filename=a; filename=b", Some("a")),
            (b"attachment; filename=a; filename*=UTF-8''%zz", Some("a")),
            (b"attachment; filename=a; filename*=UTF-8''%F", Some("a")),
            (
                b"attachment; filename=a; filename*=UTF-8''%FF%FE",
                Some("a"),
            ),
            (b"attachment; filename=a; filename*=KOI8-R''%C1", Some("a")),
            (b"attachment; filename=a; filename*=b", Some("a")),
            (b"attachment; filename=\"\xFF.pdf\"", Some("\u{FFFD}.pdf")),
            (b"=;=;=\"", None),
        ] {
            check(header, filename);
        }
    }

    #[test]
    fn a_field_of_a_form_has_its_name() {
        let parsed = ContentDisposition::parse(b"form-data; name=\"files\"; filename=\"a.pdf\"");
        assert_eq!(
            (parsed.kind.as_str(), parsed.field.as_deref()),
            ("form-data", Some("files"))
        );
    }

    #[test]
    fn the_header_of_a_download_is_ascii_and_exact() {
        let name = FileName::clean("Акт 100% 'A'.pdf").unwrap();
        assert_eq!(
            name.content_disposition(),
            "attachment; filename=\"___ 100_ 'A'.pdf\"; filename*=UTF-8''%D0%90%D0%BA%D1%82%20100%25%20%27A%27.pdf"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_sent_is_read_back(raw in "\\PC{1,80}") {
            if let Ok(name) = FileName::clean(&raw) {
                let header = name.content_disposition();
                prop_assert!(header.bytes().all(|b| (b' '..=b'~').contains(&b)));
                let parsed = ContentDisposition::parse(header.as_bytes());
                prop_assert_eq!(parsed.filename.as_deref(), Some(name.as_str()));
            }
        }

        #[test]
        fn no_header_panics(value in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = ContentDisposition::parse(&value);
        }
    }
}
