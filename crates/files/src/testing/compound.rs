//! Compound files, written by the `cfb` crate.

use std::io::{Cursor, Write as _};

/// A compound file as Word writes it, with streams at the given paths.
pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    compound_of(cfb::Version::V3, streams)
}

/// The same in either version: sectors of 512 or of 4,096 bytes.
pub(crate) fn compound_of(version: cfb::Version, streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file =
        cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new())).unwrap();
    for (path, content) in streams {
        let parent = path.rsplit_once('/').unwrap().0;
        if !parent.is_empty() {
            file.create_storage_all(parent).unwrap();
        }
        file.create_stream(path)
            .unwrap()
            .write_all(content)
            .unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A `WordDocument` stream: the beginning of its file information block, and some text.
pub(crate) fn word_stream(identity: u16, flags: u16) -> Vec<u8> {
    let mut stream = vec![b'w'; 4200];
    stream[0..2].copy_from_slice(&identity.to_le_bytes());
    stream[2..4].copy_from_slice(&0x00C1_u16.to_le_bytes());
    stream[10..12].copy_from_slice(&flags.to_le_bytes());
    stream
}

/// A small DOC.
pub(crate) fn doc() -> Vec<u8> {
    doc_with(&[])
}

/// The same with further streams.
pub(crate) fn doc_with(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let word = word_stream(0xA5EC, 0x0200);
    let own: [(&str, &[u8]); 3] = [
        ("/1Table", &[7; 4100]),
        ("/\u{5}SummaryInformation", b"short"),
        ("/WordDocument", &word),
    ];
    compound(&[&own, streams].concat())
}

/// The streams of a VBA project below a storage.
pub(crate) fn vba(storage: &str) -> Vec<(String, &'static [u8])> {
    let stream = |name: &str| format!("{storage}/{name}");
    vec![
        (stream("VBA/dir"), b"\x01\x02\xB0\0ab"),
        (stream("VBA/_VBA_PROJECT"), b"\xCC\x61\xFF\xFF\0\0\0"),
        (stream("PROJECT"), b"Name=\"Project\"\r\n"),
    ]
}

/// What the packager of Windows keeps of a file that was dragged into a document.
pub(crate) fn dragged(name: &str, content: &[u8]) -> Vec<u8> {
    let path = format!("C:\\Users\\user\\{name}\0");
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let stream = [
        &b"\x02\0"[..],
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
    [&length(&stream)[..], &stream].concat()
}
