//! ZIP archives (PKWARE's APPNOTE): honest and lying ones to send, and whole ones to read.

use std::io::{Read as _, Write as _};

use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// An archive being written.
#[derive(Default)]
pub struct Archive {
    files: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    /// Adds a file.
    pub fn file(self, name: &str, content: &[u8]) -> Self {
        let size = u32::try_from(content.len()).unwrap();
        self.file_claiming(name, content, size)
    }

    /// Adds a file that says another size than it has.
    pub fn file_claiming(mut self, name: &str, content: &[u8], size: u32) -> Self {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(content).unwrap();
        let packed = packed.finish().unwrap();
        let mut sum = Crc::new();
        sum.update(content);
        let start = u32::try_from(self.files.len()).unwrap();
        // Flags, the method (8: deflate), time and date, then the sum, both sizes and the name's length.
        let mut common = vec![0, 0, 8, 0, 0, 0, 0, 0];
        for number in [sum.sum(), u32::try_from(packed.len()).unwrap(), size] {
            common.extend(number.to_le_bytes());
        }
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        self.files.extend(b"PK\x03\x04\x14\0");
        self.files.extend(&common);
        self.files.extend([0; 2]);
        self.files.extend(name.bytes());
        self.files.extend(packed);
        self.directory.extend(b"PK\x01\x02\x14\0\x14\0");
        self.directory.extend(&common);
        self.directory.extend([0; 12]);
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.bytes());
        self.count += 1;
        self
    }

    /// The archive.
    pub fn build(self) -> Vec<u8> {
        let start = u32::try_from(self.files.len()).unwrap().to_le_bytes();
        let size = u32::try_from(self.directory.len()).unwrap().to_le_bytes();
        let count = self.count.to_le_bytes();
        let end = [
            &b"PK\x05\x06\0\0\0\0"[..],
            &count,
            &count,
            &size,
            &start,
            &[0, 0],
        ]
        .concat();
        [self.files, self.directory, end].concat()
    }
}

/// The names and the bytes of an archive's files, in their order. Everything is held against the directory
/// at the archive's end, and each file against its sum.
#[track_caller]
pub fn read(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let short =
        |at: usize| usize::from(u16::from_le_bytes(archive[at..at + 2].try_into().unwrap()));
    let long = |at: usize| u32::from_le_bytes(archive[at..at + 4].try_into().unwrap());
    let end = archive.len().checked_sub(22).expect("an archive");
    assert!(
        archive[end..].starts_with(b"PK\x05\x06"),
        "the end is there"
    );
    let mut at = long(end + 16) as usize;
    let mut files = Vec::new();
    for _ in 0..short(end + 10) {
        assert!(
            archive[at..].starts_with(b"PK\x01\x02"),
            "an entry of the directory"
        );
        let (method, sum) = (short(at + 10), long(at + 16));
        let (packed, size) = (long(at + 20) as usize, long(at + 24) as usize);
        let name = archive[at + 46..at + 46 + short(at + 28)].to_vec();
        let start = long(at + 42) as usize;
        assert!(archive[start..].starts_with(b"PK\x03\x04"), "a file begins");
        let content = start + 30 + short(start + 26) + short(start + 28);
        let content = &archive[content..content + packed];
        let mut bytes = content.to_vec();
        if method == 8 {
            bytes.clear();
            DeflateDecoder::new(content)
                .read_to_end(&mut bytes)
                .unwrap();
        }
        let mut found = Crc::new();
        found.update(&bytes);
        assert_eq!((bytes.len(), found.sum()), (size, sum), "size and sum");
        let is_utf8 = short(at + 8) & 0x800 != 0;
        assert!(is_utf8 || name.is_ascii(), "the name's letters are told");
        files.push((String::from_utf8(name).unwrap(), bytes));
        at += 46 + short(at + 28) + short(at + 30) + short(at + 32);
    }
    assert_eq!(at, end, "nothing is between the directory and the end");
    files
}
