//! The kinds of files that people try to attach and that are not accepted: refused by
//! name, and with what to do.

use crate::MediaType;
use crate::bytes::{find, slice, u32_be};

/// What a file is that is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of formats say it")]
pub enum Foreign {
    Heic,
    Avif,
    Webp,
    Tiff,
    Bmp,
    Svg,
    Jpeg2000,
    JpegXl,
    Psd,
    Rtf,
    Html,
    Mht,
    Xml,
    OpenDocument,
    IWork,
    Epub,
    DjVu,
    WordTemplate,
    Spreadsheet,
    OldSpreadsheet,
    Presentation,
    OldPresentation,
    OutlookMessage,
    Email,
    Zip,
    Rar,
    SevenZip,
    Gzip,
    Video,
    Audio,
    Program,
    Text,
    /// None of those.
    Unknown,
}

/// What can be done instead.
enum Advice {
    Picture,
    Document,
    Table,
    Unpack,
    Describe,
    Nothing,
}

impl Foreign {
    /// What a file is that begins with `first`, which [`sniff`](crate::sniff()) did not know.
    #[must_use]
    pub fn of(first: &[u8]) -> Self {
        use Foreign as F;
        let known: [(&[u8], Self); 25] = [
            (b"{\\rt", F::Rtf),
            (b"II*\0", F::Tiff),
            (b"MM\0*", F::Tiff),
            (b"8BPS", F::Psd),
            (b"\0\0\0\x0CjP  ", F::Jpeg2000),
            (b"\xFF\x4F\xFF\x51", F::Jpeg2000),
            (b"\0\0\0\x0CJXL ", F::JpegXl),
            (b"\xFF\x0A", F::JpegXl),
            (b"AT&TFORM", F::DjVu),
            (b"PK\x03\x04", F::Zip),
            (b"PK\x05\x06", F::Zip),
            (b"Rar!\x1A\x07", F::Rar),
            (b"7z\xBC\xAF\x27\x1C", F::SevenZip),
            (b"\x1F\x8B", F::Gzip),
            (b"\x1A\x45\xDF\xA3", F::Video),
            (b"\0\0\x01\xBA", F::Video),
            (b"ID3", F::Audio),
            (b"OggS", F::Audio),
            (b"fLaC", F::Audio),
            (b"#!AMR", F::Audio),
            (b"MZ", F::Program),
            (b"\x7FELF", F::Program),
            (b"\xCA\xFE\xBA\xBE", F::Program),
            (b"\xCF\xFA\xED\xFE", F::Program),
            (b"#!/", F::Program),
        ];
        let by_magic = known.iter().find(|(magic, _)| first.starts_with(magic));
        if let Some((_, kind)) = by_magic {
            return *kind;
        }
        if first.starts_with(b"BM") && slice(first, 6, 4) == Some(&[0; 4]) {
            return F::Bmp;
        }
        if slice(first, 0, 4) == Some(b"RIFF") {
            return match slice(first, 8, 4) {
                Some(b"WEBP") => F::Webp,
                Some(b"WAVE") => F::Audio,
                _ => F::Video,
            };
        }
        if slice(first, 4, 4) == Some(b"ftyp") {
            return iso_media(first);
        }
        // Frames of MPEG sound and of AAC.
        if matches!(first, [0xFF, 0xFA | 0xFB | 0xF1 | 0xF2 | 0xF3 | 0xF9, ..]) {
            return F::Audio;
        }
        text(first)
    }

    /// How it is called.
    fn label(self) -> (&'static str, &'static str) {
        let label = match self {
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::Webp => "WEBP",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Svg => "SVG",
            Self::Jpeg2000 => "JPEG 2000",
            Self::JpegXl => "JPEG XL",
            Self::Psd => "PSD",
            Self::Rtf => "RTF",
            Self::Html => "HTML",
            Self::Mht => return ("веб-архив (MHT, HTML)", "a web archive (MHT, HTML)"),
            Self::Xml => "XML",
            Self::OpenDocument => "OpenDocument (ODT, ODS, ODP)",
            Self::IWork => "Pages, Numbers, Keynote (iWork)",
            Self::Epub => "EPUB",
            Self::DjVu => "DjVu",
            Self::WordTemplate => return ("DOTX, шаблон Word", "DOTX, a template of Word"),
            Self::Spreadsheet => return ("XLSX, таблица", "XLSX, a workbook"),
            Self::OldSpreadsheet => return ("XLS, таблица", "XLS, a workbook"),
            Self::Presentation => return ("PPTX, презентация", "PPTX, a presentation"),
            Self::OldPresentation => return ("PPT, презентация", "PPT, a presentation"),
            Self::OutlookMessage => return ("MSG, письмо Outlook", "MSG, a message of Outlook"),
            Self::Email => return ("EML, письмо", "EML, a message"),
            Self::Zip => return ("архив ZIP", "a ZIP archive"),
            Self::Rar => return ("архив RAR", "a RAR archive"),
            Self::SevenZip => return ("архив 7z", "a 7z archive"),
            Self::Gzip => return ("архив GZ", "a GZ archive"),
            Self::Video => return ("видео", "a video"),
            Self::Audio => return ("звукозапись", "a sound recording"),
            Self::Program => return ("программа", "a program"),
            Self::Text => return ("обычный текст (TXT)", "plain text (TXT)"),
            Self::Unknown => "",
        };
        (label, label)
    }

    fn advice(self) -> Advice {
        match self {
            Self::Heic
            | Self::Avif
            | Self::Webp
            | Self::Tiff
            | Self::Bmp
            | Self::Svg
            | Self::Jpeg2000
            | Self::JpegXl
            | Self::Psd => Advice::Picture,
            Self::Rtf
            | Self::Html
            | Self::Mht
            | Self::Xml
            | Self::OpenDocument
            | Self::WordTemplate
            | Self::Text => Advice::Document,
            Self::IWork
            | Self::Epub
            | Self::DjVu
            | Self::Spreadsheet
            | Self::OldSpreadsheet
            | Self::Presentation
            | Self::OldPresentation
            | Self::OutlookMessage
            | Self::Email => Advice::Table,
            Self::Zip | Self::Rar | Self::SevenZip | Self::Gzip => Advice::Unpack,
            Self::Video | Self::Audio => Advice::Describe,
            Self::Program | Self::Unknown => Advice::Nothing,
        }
    }

    pub(crate) fn text_ru(self, name_kind: Option<MediaType>) -> String {
        let what = match (self, name_kind) {
            (Self::Unknown, _) => "Такие файлы не принимаются".to_owned(),
            (_, None) => format!("Это {}", self.label().0),
            (_, Some(kind)) => {
                let extension = kind.extension();
                format!("Это {}, хотя файл назван .{extension}", self.label().0)
            }
        };
        let advice = match self.advice() {
            Advice::Picture => ": сохраните его как JPG или PNG",
            Advice::Document => ": сохраните его как DOCX или PDF",
            Advice::Table => ": сохраните его как PDF",
            Advice::Unpack => {
                ": приложите файлы из него по отдельности (PDF, DOC, DOCX, JPG, PNG или GIF)"
            }
            Advice::Describe => {
                ", а принимаются PDF, DOC, DOCX, JPG, PNG или GIF: приложите снимок или опишите словами"
            }
            Advice::Nothing => ". Приложите PDF, DOC, DOCX, JPG, PNG или GIF",
        };
        what + advice
    }

    pub(crate) fn text_en(self, name_kind: Option<MediaType>) -> String {
        let what = match (self, name_kind) {
            (Self::Unknown, _) => "Files of this type are not accepted".to_owned(),
            (_, None) => format!("This is {}", self.label().1),
            (_, Some(kind)) => {
                let extension = kind.extension();
                format!(
                    "This is {} although the file is called .{extension}",
                    self.label().1
                )
            }
        };
        let advice = match self.advice() {
            Advice::Picture => ": save it as JPG or PNG",
            Advice::Document => ": save it as DOCX or PDF",
            Advice::Table => ": save it as PDF",
            Advice::Unpack => {
                ": attach the files in it one by one (PDF, DOC, DOCX, JPG, PNG or GIF)"
            }
            Advice::Describe => {
                "; PDF, DOC, DOCX, JPG, PNG or GIF are accepted: attach a picture or describe it in words"
            }
            Advice::Nothing => ". Attach a PDF, DOC, DOCX, JPG, PNG or GIF",
        };
        what + advice
    }
}

/// Pictures and films in the ISO base media format: the brands of the `ftyp` box tell
/// (ISO/IEC 14496-12, 4.3; ISO/IEC 23008-12, 10.2).
fn iso_media(first: &[u8]) -> Foreign {
    let length = u32_be(first, 0).and_then(|length| usize::try_from(length).ok());
    let end = length.unwrap_or_default().clamp(12, 256).min(first.len());
    let brands = first.get(8..end).unwrap_or_default();
    let has = |known: &[&[u8]]| brands.chunks_exact(4).any(|brand| known.contains(&brand));
    if has(&[b"avif", b"avis"]) {
        Foreign::Avif
    } else if has(&[
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1",
    ]) {
        Foreign::Heic
    } else if has(&[b"M4A ", b"M4B "]) {
        Foreign::Audio
    } else {
        Foreign::Video
    }
}

/// What text is, by how it begins; it may be in UTF-16.
fn text(first: &[u8]) -> Foreign {
    let narrow: Vec<u8> = match first {
        [0xFF, 0xFE, rest @ ..] => rest.iter().step_by(2).copied().collect(),
        [0xFE, 0xFF, rest @ ..] => rest.iter().skip(1).step_by(2).copied().collect(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest.to_vec(),
        _ => first.to_vec(),
    };
    let text = narrow.trim_ascii_start().to_ascii_lowercase();
    let has = |word: &[u8]| find(&text, word).is_some();
    let starts = |words: &[&[u8]]| words.iter().any(|word| text.starts_with(word));
    if starts(&[b"{\\rtf"]) {
        return Foreign::Rtf;
    }
    let headers: [&[u8]; 9] = [
        b"mime-version:",
        b"from:",
        b"date:",
        b"subject:",
        b"content-type:",
        b"received:",
        b"return-path:",
        b"delivered-to:",
        b"message-id:",
    ];
    if starts(&headers) {
        let is_page = has(b"multipart/related") || has(b"content-type: text/html");
        return if is_page && !starts(&[b"received:", b"return-path:", b"delivered-to:"]) {
            Foreign::Mht
        } else {
            Foreign::Email
        };
    }
    if starts(&[b"<"]) {
        let markup: [&[u8]; 10] = [
            b"<!doctype html",
            b"<html",
            b"<head",
            b"<body",
            b"<script",
            b"<table",
            b"<div",
            b"<p>",
            b"<meta",
            b"<style",
        ];
        return if has(b"<svg") && !has(b"<html") {
            Foreign::Svg
        } else if markup.iter().any(|tag| has(tag)) {
            Foreign::Html
        } else if starts(&[b"<?xml"]) || has(b"xmlns") {
            Foreign::Xml
        } else if starts(&[b"<!--"]) {
            Foreign::Html
        } else {
            Foreign::Text
        };
    }
    // Text has no control characters but blanks; letters of any encoding are above them.
    let blank = |byte: &u8| matches!(byte, b'\t' | b'\n' | 0x0C | b'\r' | 0x1B);
    if !narrow.is_empty()
        && narrow
            .iter()
            .all(|byte| (b' ' <= *byte && *byte != 0x7F) || blank(byte))
    {
        Foreign::Text
    } else {
        Foreign::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::Foreign;
    use crate::{FileError, MediaType};

    #[test]
    fn what_people_attach_is_recognised() {
        let utf16 = |text: &str| -> Vec<u8> {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        };
        for (first, expected) in [
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Foreign::Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic".to_vec(), Foreign::Heic),
            (b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avifmiaf".to_vec(), Foreign::Avif),
            (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec(), Foreign::Video),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ".to_vec(), Foreign::Video),
            (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42".to_vec(), Foreign::Audio),
            (b"RIFF\x24\0\0\0WEBPVP8 ".to_vec(), Foreign::Webp),
            (b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), Foreign::Audio),
            (b"RIFF\x24\0\0\0AVI LIST".to_vec(), Foreign::Video),
            (b"BM\x36\0\x0C\0\0\0\0\0\x36".to_vec(), Foreign::Bmp),
            (b"II*\0\x08\0\0\0".to_vec(), Foreign::Tiff),
            (b"{\\rtf1\\ansi".to_vec(), Foreign::Rtf),
            (b"\xEF\xBB\xBF{\\rtf1".to_vec(), Foreign::Rtf),
            (b"\r\n<HTML><BODY>".to_vec(), Foreign::Html),
            (b"<?xml version=\"1.0\"?><!DOCTYPE html><html>".to_vec(), Foreign::Html),
            (utf16("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">"), Foreign::Html),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b".to_vec(), Foreign::Mht),
            (b"Received: from a by b\r\nSubject: c".to_vec(), Foreign::Email),
            (b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument>".to_vec(), Foreign::Xml),
            (utf16("<?xml version=\"1.0\"?><a/>"), Foreign::Xml),
            (b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">".to_vec(), Foreign::Svg),
            (b"Rar!\x1A\x07\0".to_vec(), Foreign::Rar),
            (b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(), Foreign::SevenZip),
            (b"PK\x05\x06\0\0".to_vec(), Foreign::Zip),
            (b"MZ\x90\0".to_vec(), Foreign::Program),
            (b"\x7FELF\x02".to_vec(), Foreign::Program),
            (b"#!/bin/sh\n".to_vec(), Foreign::Program),
            (b"\x1A\x45\xDF\xA3".to_vec(), Foreign::Video),
            (b"\xFF\xFB\x90\x44".to_vec(), Foreign::Audio),
            ("Прошу починить".as_bytes().to_vec(), Foreign::Text),
            (b"\xCF\xF0\xEE\xF8\xF3".to_vec(), Foreign::Text),
            (b"\0\x01\x02".to_vec(), Foreign::Unknown),
            (b"".to_vec(), Foreign::Unknown),
        ] {
            assert_eq!(Foreign::of(&first), expected, "{}", String::from_utf8_lossy(&first));
        }
    }

    #[test]
    fn a_refusal_names_the_format_the_name_and_what_to_do() {
        let told = |found, name_kind| {
            let error = FileError::TypeUnsupported { found, name_kind };
            (error.text_ru(), error.text_en())
        };
        for (found, called, ru, en) in [
            (
                Foreign::Rtf,
                Some(MediaType::Doc),
                "Это RTF, хотя файл назван .doc: сохраните его как DOCX или PDF",
                "This is RTF although the file is called .doc: save it as DOCX or PDF",
            ),
            (
                Foreign::Heic,
                None,
                "Это HEIC: сохраните его как JPG или PNG",
                "This is HEIC: save it as JPG or PNG",
            ),
            (
                Foreign::Unknown,
                Some(MediaType::Pdf),
                "Такие файлы не принимаются. Приложите PDF, DOC, DOCX, JPG, PNG или GIF",
                "Files of this type are not accepted. Attach a PDF, DOC, DOCX, JPG, PNG or GIF",
            ),
        ] {
            assert_eq!(told(found, called), (ru.to_owned(), en.to_owned()));
        }
        for (found, word) in [
            (Foreign::Html, "HTML"),
            (Foreign::Mht, "HTML"),
            (Foreign::Xml, "XML"),
            (Foreign::Webp, "WEBP"),
            (Foreign::Spreadsheet, "XLSX"),
        ] {
            let (ru, en) = told(found, None);
            assert!(ru.contains(word) && en.contains(word), "{ru} / {en}");
        }
    }
}
