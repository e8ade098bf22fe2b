//! DOCX (ISO 29500): an archive that says it is a word document, and unpacks.

use super::package::Package;
use super::unpack::Budget;
use crate::second_file;
use crate::{FileError, Foreign};

/// The type of the main part; templates and documents with macros have others.
const MAIN_PART: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// Checks the archive, its types and relationships, unpacks every part, and gives its length.
pub(crate) fn check(bytes: &[u8]) -> Result<usize, FileError> {
    let mut budget = Budget::of(bytes.len());
    let package = Package::open(bytes, &mut budget)?;
    let main_part = package.main_part();
    if let Some(kind) = main_part.as_ref().map(|part| part.kind.as_str())
        && kind != MAIN_PART
    {
        return Err(FileError::unsupported(other_document(kind)));
    }
    let Some(main_part) = main_part else {
        return Err(FileError::unsupported(package.other_archive()));
    };
    if !package.has(&main_part.name) {
        return Err(FileError::Damaged);
    }
    package.check_parts(&mut budget)?;
    if package.outside().any(second_file::hides_second_file) {
        return Err(FileError::SecondFile);
    }
    Ok(package.length())
}

/// What an archive is whose main part has another type.
fn other_document(kind: &str) -> Foreign {
    for (word, found) in [
        ("wordprocessingml.template", Foreign::WordTemplate),
        ("word.template", Foreign::WordTemplate),
        ("spreadsheetml", Foreign::Spreadsheet),
        ("ms-excel", Foreign::Spreadsheet),
        ("presentationml", Foreign::Presentation),
        ("powerpoint", Foreign::Presentation),
    ] {
        if kind.contains(word) {
            return found;
        }
    }
    Foreign::Unknown
}

#[cfg(test)]
mod tests {
    use super::{FileError, Foreign, check};
    use crate::testing::{
        CONTENT_TYPES, Entry, Zip, compound, doc, doc_with, docx, docx_with, dragged, vba,
    };

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

    #[track_caller]
    fn passes(archive: &[u8]) {
        assert_eq!(check(archive), Ok(archive.len()));
    }

    #[test]
    fn documents_pass() {
        passes(&docx());
        let stored = Zip::new()
            .entry(Entry::stored(
                "[Content_Types].xml",
                CONTENT_TYPES.as_bytes(),
            ))
            .entry(Entry::stored("word/media/", b""))
            .entry(Entry::new("word/document.xml", TEXT).sizes_follow())
            .build();
        passes(&stored);
        passes(&with_types(
            &CONTENT_TYPES.replace("document.main", "DOCUMENT.main"),
        ));
    }

    /// Relationships; each is the end of its type, its target and `External` or nothing.
    fn relationships(rows: &[(&str, &str, &str)]) -> String {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let rows: String = rows
            .iter()
            .map(|(kind, target, mode)| {
                format!("<Relationship Type=\"{office}/{kind}\" Target=\"{target}\" TargetMode=\"{mode}\"/>")
            })
            .collect();
        format!("<?xml version=\"1.0\"?><Relationships>{rows}</Relationships>")
    }

    #[test]
    fn the_main_part_is_the_one_that_the_package_is_about() {
        let main =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        let defaults =
            format!("<Types><Default Extension=\"xml\" ContentType=\"{main}\"/></Types>");
        let start = |target: &str| relationships(&[("officeDocument", target, "")]);
        for target in [
            "word/document.xml",
            "/word/document.xml",
            "./Word/x/../Document.xml",
        ] {
            passes(&docx_with(&[
                ("[Content_Types].xml", defaults.as_bytes()),
                ("_rels/.rels", start(target).as_bytes()),
            ]));
        }
        // The strict form of the standard has another address.
        let strict =
            start("word/document.xml").replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml");
        passes(&docx_with(&[
            ("[Content_Types].xml", defaults.as_bytes()),
            ("_rels/.rels", strict.as_bytes()),
        ]));
        let other = CONTENT_TYPES.replace("document.xml", "document2.xml");
        passes(&docx_with(&[
            ("[Content_Types].xml", other.as_bytes()),
            ("_rels/.rels", start("word/document2.xml").as_bytes()),
            ("word/document2.xml", TEXT),
        ]));
        // In UTF-16, which packages may be in.
        let wide = |text: &str| -> Vec<u8> {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_be_bytes).collect()
        };
        passes(&docx_with(&[
            ("[Content_Types].xml", &wide(&defaults)),
            ("_rels/.rels", &wide(&start("word/document.xml"))),
        ]));
        // Without its type it is nothing that is known.
        refused(
            &docx_with(&[("[Content_Types].xml", defaults.as_bytes())]),
            FileError::unsupported(Foreign::Unknown),
        );
        refused(
            &docx_with(&[
                ("[Content_Types].xml", defaults.as_bytes()),
                ("_rels/.rels", start("word/gone.xml").as_bytes()),
            ]),
            FileError::Damaged,
        );
    }

    #[test]
    fn other_archives_are_refused_by_name() {
        let of = |found| FileError::unsupported(found);
        refused(&Zip::new().add("a.txt", b"text").build(), of(Foreign::Zip));
        for (mime, found) in [
            (
                "application/vnd.oasis.opendocument.text",
                Foreign::OpenDocument,
            ),
            ("application/epub+zip", Foreign::Epub),
            ("image/openraster", Foreign::Zip),
        ] {
            refused(
                &Zip::new().add("mimetype", mime.as_bytes()).build(),
                of(found),
            );
        }
        refused(
            &Zip::new().add("setup.exe", b"MZ").build(),
            of(Foreign::Zip),
        );
        refused(
            &Zip::new().add("Index/Document.iwa", b"x").build(),
            of(Foreign::IWork),
        );
        for (other, found) in [
            ("spreadsheetml.sheet", Foreign::Spreadsheet),
            ("presentationml.presentation", Foreign::Presentation),
            ("visio.drawing", Foreign::Unknown),
        ] {
            let types = CONTENT_TYPES.replace("wordprocessingml.document", other);
            refused(&with_types(&types), of(found));
        }
        let template = CONTENT_TYPES.replace("document.main", "template.main");
        refused(&with_types(&template), of(Foreign::WordTemplate));
        refused(&with_types("<Types/>"), of(Foreign::Unknown));
        refused(&with_types("<Types"), FileError::Damaged);
        refused(
            &with_types("<!DOCTYPE a [<!ENTITY b \"c\">]><Types/>"),
            FileError::Damaged,
        );
        refused(&with_types("\u{FFFE}<Types/>\0<"), FileError::Damaged);
        let crowded = format!("<Types><Override {}/></Types>", "a=\"\" ".repeat(100_000));
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
            "application/vnd.ms-excel.macrosheet+xml",
        ] {
            refused(&with_types(&of(kind)), FileError::Macros);
        }
        // The data of a chart, whose type says so without having any.
        passes(&with_types(&of(
            "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        )));
        for name in [
            "word/VbaProject.bin",
            "word/vbaData.xml",
            "xl/macrosheets/sheet1.xml",
        ] {
            refused(&docx_with(&[(name, b"<x/>")]), FileError::Macros);
        }
        // Whatever it is called, it is a project.
        let streams = vba("");
        let streams: Vec<(&str, &[u8])> = streams
            .iter()
            .map(|(name, content)| (name.as_str(), *content))
            .collect();
        let project = compound(&streams);
        refused(
            &docx_with(&[("word/theme/theme7.dat", &project)]),
            FileError::Macros,
        );
    }

    /// A DOC with a VBA project in a storage.
    fn doc_with_macros(storage: &str) -> Vec<u8> {
        let streams = vba(storage);
        let streams: Vec<(&str, &[u8])> = streams
            .iter()
            .map(|(name, content)| (name.as_str(), *content))
            .collect();
        doc_with(&streams)
    }

    /// A workbook with further parts.
    fn workbook(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let types = CONTENT_TYPES
            .replace("wordprocessingml.document", "spreadsheetml.sheet")
            .replace("/word/document.xml", "/xl/workbook.xml");
        let start = Zip::new()
            .add("[Content_Types].xml", types.as_bytes())
            .add("xl/workbook.xml", b"<workbook/>");
        parts
            .iter()
            .fold(start, |zip, (name, content)| zip.add(name, content))
            .build()
    }

    fn with_object(name: &str, object: &[u8]) -> Vec<u8> {
        docx_with(&[(&format!("word/embeddings/{name}"), object)])
    }

    /// The object in another, as an object of a document.
    fn nested(object: &[u8], levels: usize) -> Vec<u8> {
        (0..levels).fold(object.to_vec(), |object, level| {
            if level.is_multiple_of(2) {
                with_object("x.docx", &object)
            } else {
                doc_with(&[("/ObjectPool/_1/Package", &object)])
            }
        })
    }

    #[test]
    fn objects_without_macros_pass() {
        // A binary sheet's records: nothing but an ordinary sheet.
        let sheet = [&b"\x85\0\x08\0\0\0\0\0\0\0\x01\0"[..], &[0; 4100]].concat();
        for object in [
            doc(),
            workbook(&[]),
            workbook(&[("xl/embeddings/a.bin", &doc())]),
            compound(&[("/Workbook", &sheet)]),
            compound(&[("/\u{1}Ole10Native", &dragged("note.txt", b"text"))]),
            compound(&[("/\u{1}Ole10Native", &dragged("scan.pdf", b"%PDF-1.7"))]),
            // Other classes keep data of their own under the same name.
            compound(&[("/\u{1}Ole10Native", b"\x04\0\0\0\x01\x02\x03\x04")]),
            compound(&[("/CONTENTS", b"%PDF-1.7")]),
            nested(&doc(), 2),
            Zip::new()
                .add("mimetype", b"application/vnd.oasis.opendocument.formula")
                .add("content.xml", b"<math/>")
                .build(),
        ] {
            passes(&with_object("oleObject1.bin", &object));
        }
    }

    #[test]
    fn macros_in_objects_are_refused() {
        let macro_sheet = [&b"\x85\0\x08\0\0\0\0\0\0\x01\x01\0"[..], &[0; 4100]].concat();
        let presentation = [
            &b"\x02\0\0\x04\x0C\0\0\0\x07\0\0\0\x01\0\0\0\x02\0\0\0"[..],
            &[0; 4100],
        ]
        .concat();
        // A field of the header that readers do not care about.
        let mut broken = doc_with_macros("/Macros");
        broken[57] = 0x11;
        let enabled = workbook(&[("xl/vbaProject.bin", &doc())]);
        for object in [
            doc_with_macros("/Macros"),
            doc_with_macros("/ObjectPool/_1/_VBA_PROJECT_CUR"),
            compound(&[("/Workbook", &macro_sheet)]),
            compound(&[("/PowerPoint Document", &presentation)]),
            enabled.clone(),
            workbook(&[("xl/macrosheets/sheet1.xml", b"<x/>")]),
            workbook(&[("xl/binaryIndex1.bin", &doc_with_macros(""))]),
            compound(&[("/Package", &enabled)]),
            compound(&[("/\u{1}Ole10Native", &dragged("book.xlsm", &enabled))]),
            Zip::new()
                .add("mimetype", b"application/vnd.oasis.opendocument.text")
                .add("Basic/script-lc.xml", b"<x/>")
                .build(),
            nested(&doc_with_macros("/Macros"), 1),
            nested(&doc_with_macros("/Macros"), 2),
            broken,
        ] {
            refused(&with_object("oleObject1.bin", &object), FileError::Macros);
            refused(&with_object("picture.png", &object), FileError::Macros);
        }
        refused(
            &with_object("a.docx", &nested(&doc(), 12)),
            FileError::ExpandsTooMuch,
        );
    }

    #[test]
    fn programs_and_archives_in_objects_are_refused() {
        let mut program = vec![0; 300];
        program[..2].copy_from_slice(b"MZ");
        program[60] = 0x80;
        program[128..132].copy_from_slice(b"PE\0\0");
        let object = |name: &str, content: &[u8]| {
            compound(&[("/\u{1}Ole10Native", &dragged(name, content))])
        };
        for object in [
            object("calc.exe", &program),
            object("note.txt", &program),
            object("run.js", b"WScript.Echo(1)"),
            object("Look.LNK ", b"x"),
            object("a.pdf.scr", b"x"),
            object("files.rar", b"Rar!\x1A\x07\x01\0"),
            object("files.zip", &Zip::new().add("run.js", b"x").build()),
            object("files.zip", &Zip::new().add("note.txt", b"x").build()),
            object("a.bin", b"\x7FELF\x02\x01\x01\0"),
            program.clone(),
            b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(),
            workbook(&[("xl/run.vbs", b"x")]),
            doc_with(&[(
                "/ObjectPool/_1/\u{1}Ole10Native",
                &dragged("calc.exe", &program),
            )]),
        ] {
            refused(&with_object("oleObject1.bin", &object), FileError::Program);
        }
        refused(&docx_with(&[("word/run.hta", b"x")]), FileError::Program);
        // An embedded font is noise, which may begin with any two bytes.
        passes(&docx_with(&[(
            "word/fonts/font1.odttf",
            &[b"MZ".as_slice(), &[9; 2000]].concat(),
        )]));
    }

    #[test]
    fn what_is_fetched_from_elsewhere_is_refused() {
        let with = |kind: &str, target: &str, mode: &str| {
            let relationships = relationships(&[(kind, target, mode)]);
            docx_with(&[("word/_rels/settings.xml.rels", relationships.as_bytes())])
        };
        for (kind, target, mode) in [
            ("attachedTemplate", "http://127.0.0.1/t.dotm", "External"),
            ("attachedTemplate", "HTTPS://example.ru/t", "external"),
            ("attachedTemplate", "\\\\server\\share\\t.dotm", "External"),
            ("attachedTemplate", "file://server/share/t.dotm", "External"),
            (
                "attachedTemplate",
                "file:///\\server\\share\\t.dotm",
                "External",
            ),
            ("attachedTemplate", "file:////server/t.dotm", "External"),
            ("attachedTemplate", "%5C%5Cserver%5Cshare", "External"),
            ("oleObject", "http://127.0.0.1/page.html!", "External"),
            (
                "oleObject",
                "mhtml:http://127.0.0.1/a!x-usc:http://127.0.0.1/b",
                "External",
            ),
            ("image", "https://example.ru/a.png", "External"),
            ("image", "https://example.ru/a.png", ""),
            ("frame", "ftp://example.ru/a", "External"),
        ] {
            refused(&with(kind, target, mode), FileError::Remote);
        }
        for (kind, target, mode) in [
            ("hyperlink", "https://example.ru/", "External"),
            ("hyperlink", "mailto:anna@example.ru", "External"),
            (
                "attachedTemplate",
                "file:///C:\\Users\\user\\Normal.dotm",
                "External",
            ),
            (
                "attachedTemplate",
                "C:\\Users\\user\\Normal.dotm",
                "External",
            ),
            (
                "attachedTemplate",
                "file:///home/user/Normal.dotm",
                "External",
            ),
            ("attachedTemplate", "Normal.dotm", "External"),
            (
                "attachedTemplate",
                "Macintosh HD:Users:anna:Normal.dotm",
                "External",
            ),
            (
                "attachedTemplate",
                "file://localhost/Users/anna/Normal.dotm",
                "External",
            ),
            ("image", "NULL", "External"),
            ("image", "media/image1.png", ""),
            ("image", "/word/media/image1.png", "Internal"),
        ] {
            passes(&with(kind, target, mode));
        }
        let template = relationships(&[("attachedTemplate", "http://127.0.0.1/t", "External")]);
        let inner = docx_with(&[("word/_rels/settings.xml.rels", template.as_bytes())]);
        refused(&with_object("a.docx", &inner), FileError::Remote);
    }

    #[test]
    fn fields_that_start_programs_are_refused() {
        let begin = "<w:fldChar w:fldCharType=\"begin\"/>";
        let separate = "<w:fldChar w:fldCharType=\"separate\"/>";
        let end = "<w:fldChar w:fldCharType=\"end\"/>";
        let text = |text: &str| format!("<w:instrText xml:space=\"preserve\">{text}</w:instrText>");
        let field =
            |instruction: &str| format!("{begin}{}{separate}<w:t>x</w:t>{end}", text(instruction));
        let document = |body: &str| {
            let body = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
            docx_with(&[("word/document.xml", body.as_bytes())])
        };
        for body in [
            field(" DDEAUTO c:\\windows\\system32\\cmd.exe \"/k calc\""),
            field("dde cmd"),
            field("&#68;DE&#x41;UTO cmd"),
            field("<![CDATA[DDE cmd]]>"),
            format!("{begin}{}{}{end}", text(" DD"), text("EAUTO cmd")),
            format!("{begin}{}", text("DDE cmd")),
            text("DDE cmd"),
            format!("{begin}<w:delInstrText>DDE cmd</w:delInstrText>{end}"),
            format!(
                "{begin}{begin}{}{end}{} cmd{end}",
                text(" QUOTE 68 68 69 "),
                text(" ")
            ),
            format!("{begin}{}{}{end}", text(" DDE "), field("QUOTE 1")),
            "<w:fldSimple w:instr=\" DDE cmd &quot;/c calc&quot; a \"/>".to_owned(),
            "<w:fldSimple w:instr=\"&#68;DE cmd\"></w:fldSimple>".to_owned(),
        ] {
            refused(&document(&body), FileError::StartsProgram);
        }
        for body in [
            field(" DATE \\@ \"dd.MM.yyyy\" "),
            field(" HYPERLINK \"https://example.ru/DDE\" "),
            field(" TOC \\o ") + &field("PAGEREF _1"),
            "<w:t>DDEAUTO cmd</w:t>".to_owned(),
            format!(
                "{begin}{}{separate}<w:t>DDE</w:t>{}{end}",
                text("PAGE"),
                text("DDE")
            ),
        ] {
            passes(&document(&body));
        }
        let body = format!("<w:ftr>{}</w:ftr>", field("DDE cmd"));
        refused(
            &docx_with(&[("word/footer1.xml", body.as_bytes())]),
            FileError::StartsProgram,
        );
        let wide: Vec<u8> = format!("\u{FEFF}{body}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        refused(
            &docx_with(&[("word/footer1.xml", &wide)]),
            FileError::StartsProgram,
        );
        let inner = docx_with(&[("word/footer1.xml", body.as_bytes())]);
        refused(&with_object("a.docx", &inner), FileError::StartsProgram);
        let link = workbook(&[("xl/externalLinks/externalLink1.xml", b"<a><ddeLink/></a>")]);
        refused(&with_object("a.xlsx", &link), FileError::StartsProgram);
    }

    #[test]
    fn document_types_are_refused() {
        for part in [
            "word/document.xml",
            "word/footer1.xml",
            "_rels/.rels",
            "customXml/item1.xml",
        ] {
            let text = b"<!DOCTYPE d [<!ENTITY a \"ha\">]><d>&a;</d>";
            refused(&docx_with(&[(part, text)]), FileError::Damaged);
        }
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
        passes(&with(&[zeros(7)]));
        // A white page as a bitmap, and too many of them.
        let white = |n: usize| {
            let picture = [b"BM".as_slice(), &vec![0xFF; n * mebibyte]].concat();
            Entry::new(&format!("word/media/image{n}.bmp"), &picture)
        };
        passes(&with(&[white(9), white(11)]));
        refused(
            &with(&[white(30), white(31), white(5)]),
            FileError::ExpandsTooMuch,
        );
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
        // An archive within is unpacked as far as it could do something, from the same budget.
        let nested = with(&[zeros(9)]);
        passes(&with(&[Entry::new("word/embeddings/a.docx", &nested)]));
        let text = |n: usize| Entry::new(&format!("word/{n}.xml"), &vec![b' '; n * mebibyte]);
        let nested = with(&[text(5)]);
        refused(
            &with(&[text(4), Entry::new("word/embeddings/a.docx", &nested)]),
            FileError::ExpandsTooMuch,
        );
        // More links than any document has, and more fields.
        let noise = || Entry::stored("word/noise.dat", &vec![7; mebibyte]);
        let links = "<Relationship Type=\"a/hyperlink\" Target=\"b\"/>".repeat(60_000);
        let links = Entry::new("word/_rels/a.xml.rels", links.as_bytes());
        refused(&with(&[links, noise()]), FileError::ExpandsTooMuch);
        let fields = ["<fldSimple instr=\"PAGE\"/>", &"<a/>".repeat(4_100_000)].concat();
        let fields = Entry::new("word/a.xml", fields.as_bytes());
        refused(&with(&[fields, noise()]), FileError::ExpandsTooMuch);
        // One long word of XML.
        let word = [
            b"<ddeLink b=\"".as_slice(),
            &vec![b'x'; 9 * mebibyte],
            b"\"/>",
        ]
        .concat();
        refused(
            &with(&[Entry::new("word/a.xml", &word), noise()]),
            FileError::Damaged,
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
    fn what_stands_behind_the_end_is_not_part_of_it() {
        let whole = docx();
        for behind in [&b"\n"[..], b"\r\n--boundary--", &[0; 600], b"junk"] {
            assert_eq!(check(&[&whole, behind].concat()), Ok(whole.len()));
        }
        for length in 4..whole.len() {
            refused(&whole[..length], FileError::Truncated);
        }
        let commented = |comment: &[u8]| {
            Zip::new()
                .add("[Content_Types].xml", CONTENT_TYPES.as_bytes())
                .add("word/document.xml", TEXT)
                .comment(comment)
                .build()
        };
        passes(&commented("сделано в программе".as_bytes()));
        let cut = commented(b"a comment");
        refused(&cut[..cut.len() - 1], FileError::Truncated);
        refused(&commented(b"Rar!\x1A\x07\0"), FileError::SecondFile);
        refused(
            &commented(&Zip::new().add("a", b"b").build()),
            FileError::SecondFile,
        );
    }

    #[test]
    fn what_stands_between_the_entries_hides_nothing() {
        let hidden = Zip::new().add("run.js", b"WScript.Echo(1)").build();
        let with = |gap: &[u8]| {
            Zip::new()
                .add("[Content_Types].xml", CONTENT_TYPES.as_bytes())
                .entry(Entry::new("word/document.xml", TEXT).followed_by(gap))
                .build()
        };
        passes(&with(&[0; 12]));
        passes(&with(&[0; 100]));
        refused(&with(&hidden), FileError::SecondFile);
    }
}
