//! Small documents: PDF, DOC, DOCX.

use std::io::{Cursor, Write as _};

use crate::archive::Archive;

/// A PDF (ISO 32000-1) of one empty page, with a title so that two can differ.
pub fn pdf(title: &str) -> Vec<u8> {
    pdf_with(title, "")
}

/// A PDF that says it is encrypted.
pub fn encrypted_pdf() -> Vec<u8> {
    pdf_with("a secret", "/Encrypt << /Filter /Standard /V 1 /R 2 >>")
}

fn pdf_with(title: &str, trailer: &str) -> Vec<u8> {
    let first = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n";
    let second = "2 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n";
    let title: String = title.bytes().map(|byte| format!("{byte:02X}")).collect();
    let third = format!("3 0 obj\n<< /Title <{title}> >>\nendobj\n");
    let page = "4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n";
    let [b, c] = [first.len(), first.len() + second.len()];
    let d = c + third.len();
    let start = d + page.len();
    format!(
        "{first}{second}{third}{page}xref\n0 5\n0000000000 65535 f \n0000000009 00000 n \n{b:010} 00000 n \n\
         {c:010} 00000 n \n{d:010} 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Info 3 0 R {trailer} >>\n\
         startxref\n{start}\n%%EOF\n"
    )
    .into_bytes()
}

/// A DOCX (ECMA-376) with a paragraph.
pub fn docx(text: &str) -> Vec<u8> {
    docx_archive()
        .file("word/document.xml", body(text).as_bytes())
        .build()
}

/// A DOCX whose text unpacks to `size` bytes of zeros, and says so or says `claimed`.
pub fn docx_bomb(size: usize, claimed: Option<u32>) -> Vec<u8> {
    let content = vec![b'0'; size];
    let claimed = claimed.unwrap_or(u32::try_from(size).unwrap());
    docx_archive()
        .file_claiming("word/document.xml", &content, claimed)
        .build()
}

/// A DOCX with macros.
pub fn docx_with_macros() -> Vec<u8> {
    docx_archive()
        .file("word/document.xml", body("text").as_bytes())
        .file("word/vbaProject.bin", b"macros")
        .build()
}

/// A DOCX with further parts, or with others in the place of its own.
pub fn docx_with(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let relationships =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
    let text = body("text");
    let own: [(&str, &[u8]); 3] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", relationships.as_bytes()),
        ("word/document.xml", text.as_bytes()),
    ];
    let is_other = |name: &str| parts.iter().any(|(other, _)| *other == name);
    let kept = own.into_iter().filter(|(name, _)| !is_other(name));
    kept.chain(parts.iter().copied())
        .fold(Archive::default(), |archive, (name, content)| {
            archive.file(name, content)
        })
        .build()
}

/// A DOCX as .NET's library writes it: the main part has its type from its extension alone.
pub fn docx_by_extension() -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>";
    let start = relationship("officeDocument", "/word/document.xml", "Internal");
    docx_with(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", start.as_bytes()),
    ])
}

/// The part of relationships with one in it.
pub fn relationship(kind: &str, target: &str, mode: &str) -> String {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{office}/{kind}\" Target=\"{target}\" TargetMode=\"{mode}\"/></Relationships>"
    )
}

/// A spreadsheet, which is no word document.
pub fn xlsx() -> Vec<u8> {
    let types = TYPES
        .replace("wordprocessingml.document", "spreadsheetml.sheet")
        .replace("word/", "xl/");
    Archive::default()
        .file("[Content_Types].xml", types.as_bytes())
        .file("xl/document.xml", b"<workbook/>")
        .build()
}

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    </Types>";

fn docx_archive() -> Archive {
    let relationships =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
    Archive::default()
        .file("[Content_Types].xml", TYPES.as_bytes())
        .file("_rels/.rels", relationships.as_bytes())
}

fn body(text: &str) -> String {
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    format!(
        "<w:document xmlns:w=\"{namespace}\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    )
}

/// A DOC (MS-DOC): a compound file with the beginning of a file information block.
pub fn doc() -> Vec<u8> {
    doc_with(&[])
}

/// The same with further streams.
pub fn doc_with(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut word = vec![b'w'; 4200];
    word[0..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
    word[10..12].copy_from_slice(&0x0200_u16.to_le_bytes());
    let own: [(&str, &[u8]); 2] = [("/1Table", &[7; 4100]), ("/WordDocument", &word)];
    compound(&[&own, streams].concat())
}

/// A compound file (MS-CFB).
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        let storage = name.rsplit_once('/').unwrap().0;
        if !storage.is_empty() {
            file.create_storage_all(storage).unwrap();
        }
        file.create_stream(name)
            .unwrap()
            .write_all(content)
            .unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// An object of the packager of Windows: a file that was dragged into a document.
pub fn dragged(name: &str, content: &[u8]) -> Vec<u8> {
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let path = format!("C:\\tmp\\{name}\0");
    let stream = [
        b"\x02\0",
        name.as_bytes(),
        b"\0",
        path.as_bytes(),
        &[0, 0, 3, 0],
        &length(path.as_bytes()),
        path.as_bytes(),
        &length(content),
        content,
    ]
    .concat();
    let stream = [&length(&stream)[..], &stream].concat();
    compound(&[("/\u{1}Ole10Native", &stream)])
}
