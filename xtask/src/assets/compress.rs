//! Compression ahead of time, at the best level: a file is compressed once and sent often.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Below this a compressed answer saves no packet, and its header costs more than it wins.
const WORTH_COMPRESSING: usize = 200;

const TEXT: [&str; 9] = [
    "css",
    "html",
    "js",
    "json",
    "mjs",
    "svg",
    "txt",
    "webmanifest",
    "xml",
];

/// A content coding of RFC 9110, section 8.4.1, or RFC 7932.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    pub(crate) fn compress(self, content: &[u8]) -> Result<Vec<u8>> {
        match self {
            Self::Brotli => brotli(content, 11),
            Self::Gzip => {
                let level = flate2::Compression::best();
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
                encoder.write_all(content)?;
                Ok(encoder.finish()?)
            }
        }
    }
}

/// Compresses with Brotli; quality is 0 to 11.
pub(crate) fn brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)
        .context("Brotli failed on bytes in memory")?;
    Ok(compressed)
}

/// The compressed siblings that a file of this name and size should have.
pub(crate) fn siblings(file: &Path, size: usize) -> Vec<(Encoding, PathBuf)> {
    let extension = file.extension().and_then(|extension| extension.to_str());
    if size < WORTH_COMPRESSING || !extension.is_some_and(|known| TEXT.contains(&known)) {
        return Vec::new();
    }
    [Encoding::Brotli, Encoding::Gzip]
        .map(|encoding| {
            let mut name = OsString::from(file);
            name.push(encoding.suffix());
            (encoding, PathBuf::from(name))
        })
        .into()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn gzip_is_undone_to_the_same_bytes() {
        let text = "Отклик ".repeat(100);
        let packed = Encoding::Gzip.compress(text.as_bytes()).unwrap();
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&*packed)
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
        assert!(packed.len() < text.len());
    }

    #[test]
    fn brotli_is_undone_to_the_same_bytes() {
        let text = "Отклик ".repeat(100);
        let packed = Encoding::Brotli.compress(text.as_bytes()).unwrap();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*packed, &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
        assert!(packed.len() < text.len());
    }
}
