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
    let word = word_stream(0xA5EC, 0x0200);
    compound(&[
        ("/1Table", &[7; 4100]),
        ("/\u{5}SummaryInformation", b"short"),
        ("/WordDocument", &word),
    ])
}
