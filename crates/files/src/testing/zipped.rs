//! ZIP archives, honest and lying.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

pub(crate) const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    </Types>";

/// The smallest DOCX.
pub(crate) fn docx() -> Vec<u8> {
    docx_with(&[])
}

/// The same with further parts, or with others in the place of its own.
pub(crate) fn docx_with(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let own: [(&str, &[u8]); 3] = [
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", b"<Relationships/>"),
        ("word/document.xml", b"<w:document><w:body/></w:document>"),
    ];
    let is_other = |name: &str| parts.iter().any(|(other, _)| *other == name);
    let kept = own.into_iter().filter(|(name, _)| !is_other(name));
    kept.chain(parts.iter().copied())
        .fold(Zip::new(), |zip, (name, content)| zip.add(name, content))
        .build()
}

/// An entry and what is to be said of it.
#[derive(Clone)]
pub(crate) struct Entry {
    name: String,
    local_name: String,
    data: Vec<u8>,
    method: u16,
    flags: u16,
    size: u32,
    crc: u32,
    /// Offset of the local header when it is not its own.
    offset: Option<u32>,
    sizes_follow: bool,
    /// What stands between it and the next one.
    gap: Vec<u8>,
}

impl Entry {
    pub(crate) fn new(name: &str, content: &[u8]) -> Self {
        let mut deflated = DeflateEncoder::new(Vec::new(), Compression::best());
        deflated.write_all(content).unwrap();
        Self {
            data: deflated.finish().unwrap(),
            method: 8,
            ..Self::stored(name, content)
        }
    }

    pub(crate) fn stored(name: &str, content: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(content);
        Self {
            name: name.to_owned(),
            local_name: name.to_owned(),
            data: content.to_vec(),
            method: 0,
            flags: 0,
            size: u32::try_from(content.len()).unwrap(),
            crc: crc.sum(),
            offset: None,
            sizes_follow: false,
            gap: vec![],
        }
    }

    pub(crate) fn flags(mut self, flags: u16) -> Self {
        self.flags = flags;
        self
    }

    pub(crate) fn method(mut self, method: u16) -> Self {
        self.method = method;
        self
    }

    pub(crate) fn crc(mut self, crc: u32) -> Self {
        self.crc = crc;
        self
    }

    pub(crate) fn claims(mut self, size: u32) -> Self {
        self.size = size;
        self
    }

    pub(crate) fn local_name(mut self, name: &str) -> Self {
        self.local_name = name.to_owned();
        self
    }

    pub(crate) fn appended(mut self, extra: &[u8]) -> Self {
        self.data.extend_from_slice(extra);
        self
    }

    pub(crate) fn followed_by(mut self, gap: &[u8]) -> Self {
        self.gap = gap.to_vec();
        self
    }

    pub(crate) fn sizes_follow(mut self) -> Self {
        self.sizes_follow = true;
        self.flags |= 1 << 3;
        self
    }
}

/// A builder of archives.
#[derive(Clone, Default)]
pub(crate) struct Zip {
    entries: Vec<Entry>,
    comment: Vec<u8>,
}

impl Zip {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn add(self, name: &str, content: &[u8]) -> Self {
        self.entry(Entry::new(name, content))
    }

    pub(crate) fn entry(mut self, entry: Entry) -> Self {
        self.entries.push(entry);
        self
    }

    /// A comment at the end of the archive.
    pub(crate) fn comment(mut self, comment: &[u8]) -> Self {
        self.comment = comment.to_vec();
        self
    }

    /// A second name in the directory for the bytes of an entry.
    pub(crate) fn alias(mut self, name: &str) -> Self {
        let offset = self.offset_of(name);
        let found = self
            .entries
            .iter()
            .find(|entry| entry.name == name)
            .unwrap()
            .clone();
        // The local header has to say the same name, so the alias differs nowhere else.
        self.entries.push(Entry {
            offset: Some(offset),
            name: found.name.clone(),
            ..found
        });
        self
    }

    /// A directory entry for `entry`, whose local header is the data of `within`.
    pub(crate) fn inner(mut self, within: &str, entry: Entry) -> Self {
        let offset = self.offset_of(within) + 30 + u32::try_from(within.len()).unwrap();
        self.entries.push(Entry {
            offset: Some(offset),
            ..entry
        });
        self
    }

    fn offset_of(&self, name: &str) -> u32 {
        let before = self.entries.iter().take_while(|entry| entry.name != name);
        u32::try_from(before.map(|entry| Self::local(entry).len()).sum::<usize>()).unwrap()
    }

    pub(crate) fn local(entry: &Entry) -> Vec<u8> {
        let packed = u32::try_from(entry.data.len()).unwrap();
        let sizes = [entry.crc, packed, entry.size]
            .map(u32::to_le_bytes)
            .concat();
        let mut out = b"PK\x03\x04\x14\0".to_vec();
        out.extend(entry.flags.to_le_bytes());
        out.extend(entry.method.to_le_bytes());
        out.extend([0; 4]);
        out.extend(if entry.sizes_follow {
            vec![0; 12]
        } else {
            sizes.clone()
        });
        out.extend(u16::try_from(entry.local_name.len()).unwrap().to_le_bytes());
        out.extend([0; 2]);
        out.extend(entry.local_name.as_bytes());
        out.extend(&entry.data);
        if entry.sizes_follow {
            out.extend(b"PK\x07\x08");
            out.extend(sizes);
        }
        out.extend(&entry.gap);
        out
    }

    pub(crate) fn build(self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut directory = Vec::new();
        for entry in &self.entries {
            let here = u32::try_from(out.len()).unwrap();
            if entry.offset.is_none() {
                out.extend(Self::local(entry));
            }
            directory.extend(b"PK\x01\x02\x14\0\x14\0");
            directory.extend(entry.flags.to_le_bytes());
            directory.extend(entry.method.to_le_bytes());
            directory.extend([0; 4]);
            let packed = u32::try_from(entry.data.len()).unwrap();
            directory.extend(
                [entry.crc, packed, entry.size]
                    .map(u32::to_le_bytes)
                    .concat(),
            );
            directory.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
            directory.extend([0; 12]);
            directory.extend(entry.offset.unwrap_or(here).to_le_bytes());
            directory.extend(entry.name.as_bytes());
        }
        let start = u32::try_from(out.len()).unwrap();
        let count = u16::try_from(self.entries.len()).unwrap().to_le_bytes();
        let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
        out.extend(directory);
        out.extend(
            [
                &b"PK\x05\x06\0\0\0\0"[..],
                &count,
                &count,
                &size,
                &start.to_le_bytes(),
                &u16::try_from(self.comment.len()).unwrap().to_le_bytes(),
                &self.comment,
            ]
            .concat(),
        );
        out
    }
}
