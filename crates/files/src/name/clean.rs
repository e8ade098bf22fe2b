//! A name that may be shown and offered for saving.

use std::fmt;

use icu_normalizer::ComposingNormalizer;

use crate::{FileError, MAX_NAME_BYTES, MediaType};

/// A cleaned name for display and download; never a path on this or any machine.
///
/// It has no path, no control or invisible characters, none of the characters that
/// Windows refuses, no dots or spaces at its ends, is not a device's name, is in
/// Unicode's form NFC and at most [`MAX_NAME_BYTES`] long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// Cleans a name that a stranger chose.
    ///
    /// # Errors
    /// [`FileError::NameInvalid`] when nothing is left.
    pub fn clean(raw: &str) -> Result<Self, FileError> {
        // Old browsers send the whole path: `C:\fakepath\photo.jpg`.
        let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
        let visible: String = last.chars().filter(|c| !is_invisible(*c)).collect();
        // macOS sends «й» as «и» with a breve; composed, it is searched and shown alike.
        let composed = ComposingNormalizer::new_nfc().normalize(&visible);
        let visible: String = composed
            .chars()
            .map(|c| if is_forbidden(c) { '_' } else { c })
            .collect();
        let words: Vec<&str> = visible.split_whitespace().collect();
        let name = trim(&words.join(" ")).to_owned();
        if name.is_empty() {
            return Err(FileError::NameInvalid);
        }
        let name = if is_device(&name) {
            format!("_{name}")
        } else {
            name
        };
        Ok(Self(shorten(&name)))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The extension without its dot: up to ten ASCII letters and digits after the last
    /// dot. «Справка от 01.02» and «фото.Москва» have none.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        split(&self.0).1
    }

    /// The same name with an extension of `media_type`: its own if it is one, else the usual
    /// one, which takes the place of another accepted kind's or is appended to a name
    /// without. `None` for a name that is of neither kind.
    pub(crate) fn with_extension_of(&self, media_type: MediaType) -> Option<Self> {
        let (stem, extension) = split(&self.0);
        let stem = match extension {
            None => self.0.as_str(),
            // What a browser or a mail program calls a file whose kind it did not know.
            Some(extension) if says_nothing(extension) => {
                return Self(trim(stem).to_owned()).with_extension_of(media_type);
            }
            Some(extension) if MediaType::from_extension(extension) == Some(media_type) => {
                return Some(self.clone());
            }
            Some(extension) if MediaType::from_extension(extension).is_some() => stem,
            // A phone that turned a picture into another kind may have left the name as it was.
            Some(extension) if media_type.is_image() && is_picture(extension) => stem,
            Some(_) => return None,
        };
        let stem = trim(stem);
        let extension = media_type.extension();
        Some(Self(shorten(&format!("{stem}.{extension}"))))
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Stem and extension.
fn split(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && !extension.is_empty()
                && extension.len() <= 10
                && extension.bytes().all(|b| b.is_ascii_alphanumeric())
                // A date's year or a version is not an extension; no known one begins with a digit.
                && !extension.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            (stem, Some(extension))
        }
        _ => (name, None),
    }
}

fn says_nothing(extension: &str) -> bool {
    let known = [
        "bin", "dat", "tmp", "temp", "file", "part", "download", "unknown",
    ];
    known.iter().any(|one| one.eq_ignore_ascii_case(extension))
}

/// Extensions of pictures that are not accepted themselves, or of JPEG and unheard of.
fn is_picture(extension: &str) -> bool {
    let known = [
        "heic", "heif", "hif", "avif", "webp", "bmp", "dib", "tif", "tiff", "jp2", "jxl", "svg",
        "pjp", "pjpeg",
    ];
    known.iter().any(|one| one.eq_ignore_ascii_case(extension))
}

/// Windows drops dots and spaces at the end, Unix hides what begins with a dot.
fn trim(name: &str) -> &str {
    name.trim_matches(|c: char| c == '.' || c.is_whitespace())
}

/// Characters that change how the others look without being seen themselves, the
/// bidirectional controls first: `photo<RLO>gpj.exe` reads as `photoexe.jpg`.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// What Windows does not allow in a name, and what Unicode leaves without a meaning.
fn is_forbidden(c: char) -> bool {
    matches!(
        c,
        '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\u{E000}'..='\u{F8FF}'
    ) || '\u{F0000}' <= c
}

/// Windows opens a device for these names whatever the extension.
fn is_device(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_uppercase();
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) {
        return true;
    }
    let digit = stem
        .strip_prefix("COM")
        .or_else(|| stem.strip_prefix("LPT"));
    digit.is_some_and(|d| {
        matches!(d.chars().next(), Some('0'..='9' | '¹' | '²' | '³')) && d.chars().count() == 1
    })
}

/// At most [`MAX_NAME_BYTES`] bytes, the extension kept.
fn shorten(name: &str) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name.to_owned();
    }
    let (stem, extension) = split(name);
    let tail = extension.map(|e| format!(".{e}")).unwrap_or_default();
    let mut room = MAX_NAME_BYTES.saturating_sub(tail.len());
    while !stem.is_char_boundary(room) {
        room = room.saturating_sub(1);
    }
    let stem = stem.get(..room).unwrap_or_default();
    format!(
        "{}{tail}",
        stem.trim_end_matches(|c: char| c == '.' || c.is_whitespace())
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FileError, FileName, MAX_NAME_BYTES, MediaType, is_forbidden, is_invisible};

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(FileName::clean(raw).unwrap().as_str(), expected);
    }

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in [
            "photo.jpg",
            "Справка №5 (копия).pdf",
            "отчёт за 2025 г..docx",
            "a b.png",
            "фото😀.gif",
        ] {
            check(name, name);
        }
    }

    #[test]
    fn paths_are_cut_off() {
        check("C:\\fakepath\\photo.jpg", "photo.jpg");
        check("../../etc/passwd", "passwd");
        check("..\\..\\боюсь.pdf", "боюсь.pdf");
        check("/абс/имя.doc", "имя.doc");
        check("a/b\\c/d.gif", "d.gif");
    }

    #[test]
    fn what_cannot_be_seen_or_deceives_is_removed() {
        check("photo\u{202E}gpj.exe", "photogpj.exe");
        check("a\u{200B}b\u{FEFF}c\u{2066}.pdf", "abc.pdf");
        check("a\0b\u{7}.pdf", "ab.pdf");
        check("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf");
        check("tag\u{E0041}.pdf", "tag.pdf");
    }

    #[test]
    fn characters_of_other_meaning_are_replaced() {
        check("a<b>c:d\"e|f?g*.pdf", "a_b_c_d_e_f_g_.pdf");
        check("stream.pdf:evil", "stream.pdf_evil");
    }

    #[test]
    fn dots_and_spaces_at_the_ends_go() {
        check("  ..hidden.pdf .. ", "hidden.pdf");
        check("two   spaces\u{A0}.pdf", "two spaces .pdf");
    }

    #[test]
    fn names_of_devices_are_defused() {
        for (raw, expected) in [
            ("CON", "_CON"),
            ("nul.pdf", "_nul.pdf"),
            ("Com1.tar.pdf", "_Com1.tar.pdf"),
            ("LPT³.pdf", "_LPT³.pdf"),
            ("aux .pdf", "_aux .pdf"),
            ("COM10.pdf", "COM10.pdf"),
            ("console.pdf", "console.pdf"),
        ] {
            check(raw, expected);
        }
    }

    #[test]
    fn decomposed_letters_are_composed() {
        check("Мои\u{306} отче\u{308}т.pdf", "Мой отчёт.pdf");
    }

    #[test]
    fn a_name_of_nothing_is_refused() {
        for raw in ["", "   ", "...", "/", "a/", "\u{202E}\u{200B}", "C:\\"] {
            assert_eq!(FileName::clean(raw), Err(FileError::NameInvalid), "{raw:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = FileName::clean(&format!("{}.docx", "я".repeat(500))).unwrap();
        assert!(name.as_str().ends_with("я.docx"));
        assert!(name.as_str().len() <= MAX_NAME_BYTES && MAX_NAME_BYTES - 2 <= name.as_str().len());
    }

    #[test]
    fn an_extension_is_ascii_and_short() {
        for (raw, expected) in [
            ("a.PDF", Some("PDF")),
            ("a.b.jpeg", Some("jpeg")),
            ("a", None),
            ("Справка от 01.02", None),
            ("фото.Москва", None),
            ("a.abcdefghijk", None),
        ] {
            assert_eq!(FileName::clean(raw).unwrap().extension(), expected, "{raw}");
        }
    }

    #[test]
    fn a_name_gets_the_extension_of_the_content() {
        for (raw, kind, expected) in [
            ("a.JPG", MediaType::Jpeg, Some("a.JPG")),
            ("a.jfif", MediaType::Jpeg, Some("a.jfif")),
            ("a.jpg", MediaType::Png, Some("a.png")),
            ("Заявление.2.doc", MediaType::Docx, Some("Заявление.2.docx")),
            ("акт.pdf", MediaType::Jpeg, Some("акт.jpg")),
            ("1000012345", MediaType::Jpeg, Some("1000012345.jpg")),
            ("Фото от 01.02", MediaType::Jpeg, Some("Фото от 01.02.jpg")),
            ("a .png", MediaType::Gif, Some("a.gif")),
            ("IMG_1.HEIC", MediaType::Jpeg, Some("IMG_1.jpg")),
            ("image.pjp", MediaType::Jpeg, Some("image.jpg")),
            ("attachment.bin", MediaType::Docx, Some("attachment.docx")),
            ("photo.jpg.download", MediaType::Jpeg, Some("photo.jpg")),
            ("a.exe.bin", MediaType::Jpeg, None),
            ("IMG_1.heic", MediaType::Pdf, None),
            ("a.exe", MediaType::Jpeg, None),
            ("a.jpg.html", MediaType::Jpeg, None),
            ("a.docm", MediaType::Docx, None),
        ] {
            let name = FileName::clean(raw).unwrap().with_extension_of(kind);
            assert_eq!(name.as_ref().map(FileName::as_str), expected, "{raw}");
        }
        let long = FileName::clean(&"я".repeat(500)).unwrap();
        let long = long.with_extension_of(MediaType::Jpeg).unwrap();
        assert!(long.as_str().ends_with("я.jpg") && long.as_str().len() <= MAX_NAME_BYTES);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_cleaned_name_is_clean(raw in "(\\PC|[\\x00-\\x2F]|\u{202E}|\u{0306}){0,300}") {
            if let Ok(name) = FileName::clean(&raw) {
                let text = name.as_str();
                prop_assert!(!text.is_empty() && text.len() <= MAX_NAME_BYTES);
                prop_assert!(!text.contains(['/', '\\']));
                prop_assert!(!text.chars().any(|c| is_invisible(c) || is_forbidden(c) || c.is_control()));
                prop_assert!(!text.starts_with(['.', ' ']) && !text.ends_with(['.', ' ']));
                prop_assert_eq!(FileName::clean(text), Ok(name.clone()));
                for kind in MediaType::ALL {
                    let Some(named) = name.with_extension_of(kind) else { continue };
                    prop_assert_eq!(FileName::clean(named.as_str()), Ok(named.clone()));
                    let extension = named.extension().unwrap();
                    prop_assert_eq!(MediaType::from_extension(extension), Some(kind));
                }
            }
        }
    }
}
