//! DOCX (ISO 29500): an archive that says it is a word document, and unpacks.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::unpack::Budget;
use super::zip;
use crate::FileError;
use crate::limits::MAX_CONTENT_TYPES_BYTES;

/// The type of the main part; templates and documents with macros have others.
const MAIN_PART: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// Checks the archive, its types, and unpacks every part.
pub(crate) fn check(bytes: &[u8]) -> Result<(), FileError> {
    let entries = zip::entries(bytes)?;
    let mut budget = Budget::of(bytes.len());
    let types = entries
        .iter()
        .find(|entry| entry.name.eq_ignore_ascii_case("[Content_Types].xml"))
        .ok_or(FileError::TypeUnsupported)?;
    let mut xml = Vec::new();
    budget.unpack(types, |piece| {
        if MAX_CONTENT_TYPES_BYTES < xml.len().saturating_add(piece.len()) {
            return Err(FileError::ExpandsTooMuch);
        }
        xml.extend_from_slice(piece);
        Ok(())
    })?;
    let types = Types::read(&xml)?;
    let is_macro_part = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml")
    };
    if types.macros || entries.iter().any(|entry| is_macro_part(entry.name)) {
        return Err(FileError::Macros);
    }
    let main = types.main_part.ok_or(FileError::TypeUnsupported)?;
    if !entries
        .iter()
        .any(|entry| entry.name.eq_ignore_ascii_case(&main))
    {
        return Err(FileError::Damaged);
    }
    let rest = || {
        entries
            .iter()
            .filter(|entry| !entry.name.eq_ignore_ascii_case("[Content_Types].xml"))
    };
    budget.expect(rest().map(|entry| entry.size))?;
    for entry in rest() {
        budget.unpack(entry, |_| Ok(()))?;
    }
    Ok(())
}

/// What `[Content_Types].xml` says (ISO 29500-2, 7.2.3).
#[derive(Default)]
struct Types {
    main_part: Option<String>,
    macros: bool,
}

impl Types {
    fn read(xml: &[u8]) -> Result<Self, FileError> {
        let text = std::str::from_utf8(xml).map_err(|_| FileError::Damaged)?;
        let mut reader = Reader::from_str(text);
        let mut types = Self::default();
        loop {
            match reader.read_event().map_err(|_| FileError::Damaged)? {
                Event::Start(element) | Event::Empty(element) => types.element(&element)?,
                // ISO 29500-2, 6.5.3: no document type declarations.
                Event::DocType(_) => return Err(FileError::Damaged),
                Event::Eof => return Ok(types),
                _ => {}
            }
        }
    }

    fn element(&mut self, element: &BytesStart<'_>) -> Result<(), FileError> {
        let Some(kind) = attribute(element, "ContentType")? else {
            return Ok(());
        };
        let kind = kind.to_ascii_lowercase();
        self.macros |= ["macroenabled", "vbaproject", "vbadata"]
            .iter()
            .any(|m| kind.contains(m));
        if element.local_name().as_ref() == "Override" && kind == MAIN_PART {
            let part = attribute(element, "PartName")?.ok_or(FileError::Damaged)?;
            self.main_part = Some(part.trim_start_matches('/').to_owned());
        }
        Ok(())
    }
}

/// Attributes of an element of `[Content_Types].xml`; there are two, and namespaces.
const MAX_ATTRIBUTES: usize = 16;

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, FileError> {
    // The library compares each attribute with all before it: a million of them would
    // take minutes.
    for (number, attribute) in element.attributes().with_checks(false).enumerate() {
        if MAX_ATTRIBUTES <= number {
            return Err(FileError::Damaged);
        }
        let attribute = attribute.map_err(|_| FileError::Damaged)?;
        if attribute.key.as_ref() == name {
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|_| FileError::Damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::{FileError, check};
    use crate::testing::{CONTENT_TYPES, Entry, Zip, docx};

    const TEXT: &[u8] = b"<w:document/>";

    fn with_types(types: &str) -> Vec<u8> {
        Zip::new()
            .add("[Content_Types].xml", types.as_bytes())
            .add("word/document.xml", TEXT)
            .build()
    }

    #[track_caller]
    fn refused(archive: &[u8], expected: FileError) {
        assert_eq!(check(archive), Err(expected));
    }

    #[test]
    fn documents_pass() {
        assert_eq!(check(&docx()), Ok(()));
        let stored = Zip::new()
            .entry(Entry::stored(
                "[Content_Types].xml",
                CONTENT_TYPES.as_bytes(),
            ))
            .entry(Entry::stored("word/media/", b""))
            .entry(Entry::new("word/document.xml", TEXT).sizes_follow())
            .build();
        assert_eq!(check(&stored), Ok(()));
        assert_eq!(
            check(&with_types(
                &CONTENT_TYPES.replace("document.main", "DOCUMENT.main")
            )),
            Ok(())
        );
    }

    #[test]
    fn other_archives_are_refused() {
        refused(
            &Zip::new().add("a.txt", b"text").build(),
            FileError::TypeUnsupported,
        );
        let sheet = CONTENT_TYPES.replace("wordprocessingml.document", "spreadsheetml.sheet");
        refused(&with_types(&sheet), FileError::TypeUnsupported);
        let template = CONTENT_TYPES.replace("document.main", "template.main");
        refused(&with_types(&template), FileError::TypeUnsupported);
        refused(&with_types("<Types/>"), FileError::TypeUnsupported);
        refused(&with_types("<Types"), FileError::Damaged);
        refused(
            &with_types("<!DOCTYPE a [<!ENTITY b \"c\">]><Types/>"),
            FileError::Damaged,
        );
        refused(&with_types("\u{FFFE}<Types/>\0<"), FileError::Damaged);
        let crowded = format!("<Types {}/>", "a=\"\" ".repeat(200_000));
        refused(&with_types(&crowded), FileError::Damaged);
        let missing = Zip::new()
            .add("[Content_Types].xml", CONTENT_TYPES.as_bytes())
            .build();
        refused(&missing, FileError::Damaged);
    }

    #[test]
    fn macros_are_refused_however_they_are_declared() {
        let of = |kind: &str| {
            CONTENT_TYPES.replace(
                "</Types>",
                &format!("<Default Extension=\"x\" ContentType=\"{kind}\"/></Types>"),
            )
        };
        for kind in [
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-excel.sheet.MACROENABLED.12",
            "application/vnd.ms-office.vbaProject",
            "application/vnd.ms-office.vba&#80;roject",
        ] {
            refused(&with_types(&of(kind)), FileError::Macros);
        }
        let archive = Zip::new()
            .add("[Content_Types].xml", CONTENT_TYPES.as_bytes())
            .add("word/document.xml", TEXT)
            .add("word/VbaProject.bin", b"x")
            .build();
        refused(&archive, FileError::Macros);
    }

    #[test]
    fn encrypted_entries_are_refused() {
        for flag in [1, 1 << 6, 1 << 13] {
            let archive = Zip::new()
                .add("a", b"")
                .entry(Entry::new("b", b"c").flags(flag))
                .build();
            refused(&archive, FileError::Encrypted);
        }
    }

    #[test]
    fn names_that_are_paths_are_refused() {
        for name in [
            "../a", "/a", "a/../b", "a//b", "a\\b", "C:a", "./a", "a\0b", "a\nb", "",
        ] {
            let archive = Zip::new()
                .add("[Content_Types].xml", CONTENT_TYPES.as_bytes())
                .add("word/document.xml", TEXT)
                .add(name, b"x")
                .build();
            refused(&archive, FileError::Damaged);
        }
        let twice = Zip::new()
            .add("Word/a.xml", b"1")
            .add("word/A.xml", b"2")
            .build();
        refused(&twice, FileError::Damaged);
    }

    #[test]
    fn bombs_are_refused() {
        let with = |entries: &[Entry]| {
            let start = Zip::new()
                .add("[Content_Types].xml", CONTENT_TYPES.as_bytes())
                .add("word/document.xml", TEXT);
            entries
                .iter()
                .fold(start, |zip, entry| zip.entry(entry.clone()))
                .build()
        };
        let mebibyte = 1024 * 1024;
        let zeros = |n: usize| Entry::new(&format!("word/{n}.bin"), &vec![0; n * mebibyte]);
        assert_eq!(check(&with(&[zeros(7)])), Ok(()), "an empty picture");
        refused(&with(&[zeros(9)]), FileError::ExpandsTooMuch);
        refused(&with(&[zeros(4), zeros(5)]), FileError::ExpandsTooMuch);
        // Sizes that lie: small in the directory, large once unpacked, and the reverse.
        refused(&with(&[zeros(9).claims(10)]), FileError::Damaged);
        refused(
            &with(&[zeros(1).claims(u32::MAX - 1)]),
            FileError::ExpandsTooMuch,
        );
        refused(
            &with(&[zeros(1).claims(2 * 1024 * 1024)]),
            FileError::Damaged,
        );
        // A bomb in the types themselves.
        let types = vec![b' '; 2 * mebibyte];
        let archive = Zip::new().add("[Content_Types].xml", &types).build();
        refused(&archive, FileError::ExpandsTooMuch);
        // An archive within is not unpacked: it counts as what it is.
        let nested = with(&[zeros(9)]);
        assert_eq!(
            check(&with(&[Entry::new("word/embeddings/a.docx", &nested)])),
            Ok(())
        );
        // Many entries.
        let many: Vec<Entry> = (0..4100)
            .map(|n| Entry::new(&format!("{n}"), b""))
            .collect();
        refused(&with(&many), FileError::ExpandsTooMuch);
    }

    #[test]
    fn entries_that_share_bytes_are_refused() {
        let base = Zip::new()
            .add("[Content_Types].xml", CONTENT_TYPES.as_bytes())
            .add("word/document.xml", TEXT);
        refused(
            &base.clone().alias("word/document.xml").build(),
            FileError::Damaged,
        );
        // Found by the classic overlap: an entry whose data is the next entry.
        let inner = Zip::local(&Entry::stored("b", b"kernel"));
        let outer = base
            .entry(Entry::stored("a", &inner))
            .inner("a", Entry::stored("b", b"kernel"));
        refused(&outer.build(), FileError::Damaged);
    }

    #[test]
    fn directories_that_disagree_are_refused() {
        let base = || {
            Zip::new()
                .add("[Content_Types].xml", CONTENT_TYPES.as_bytes())
                .add("word/document.xml", TEXT)
        };
        refused(
            &base().entry(Entry::new("a", b"x").local_name("b")).build(),
            FileError::Damaged,
        );
        refused(
            &base().entry(Entry::new("a", b"x").crc(1)).build(),
            FileError::Damaged,
        );
        refused(
            &base().entry(Entry::new("a", b"x").method(99)).build(),
            FileError::Damaged,
        );
        refused(
            &base()
                .entry(Entry::new("a", b"text").appended(b"hidden"))
                .build(),
            FileError::Damaged,
        );
        refused(
            &[b"junk".as_slice(), &base().build()].concat(),
            FileError::Damaged,
        );
    }

    #[test]
    fn the_end_is_where_the_file_ends() {
        let whole = docx();
        refused(
            &[whole.as_slice(), b"junk"].concat(),
            FileError::TrailingData,
        );
        for length in 4..whole.len() {
            refused(&whole[..length], FileError::Truncated);
        }
    }
}
