//! ZIP archives, honest and lying.

use std::io::Write as _;

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
