//! PNG (W3C PNG, third edition): signature, chunks with their checksums, `IEND`.

use flate2::Crc;

use super::{Image, dimensions};
use crate::FileError;
use crate::bytes::{slice, u32_be};

const SIGNATURE: usize = 8;

/// The length of a chunk has 31 bits (5.3).
const MAX_CHUNK: u32 = 0x7FFF_FFFF;

/// Walks every chunk to `IEND`.
pub(crate) fn check(bytes: &[u8]) -> Result<Image, FileError> {
    let mut at = SIGNATURE;
    let mut pixels = None;
    let mut has_data = false;
    loop {
        let chunk = Chunk::read(bytes, at)?;
        at = chunk.end;
        match (&chunk.kind, pixels) {
            (b"IHDR", None) => pixels = Some(header(chunk.data)?),
            (b"IHDR", Some(_)) | (_, None) => return Err(FileError::Damaged),
            (b"IDAT", _) => has_data = true,
            (b"IEND", Some(pixels)) if has_data && chunk.data.is_empty() => {
                return Ok((at, Some(pixels)));
            }
            (b"IEND", _) => return Err(FileError::Damaged),
            _ => {}
        }
    }
}

struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    end: usize,
}

impl<'a> Chunk<'a> {
    fn read(bytes: &'a [u8], at: usize) -> Result<Self, FileError> {
        let length = u32_be(bytes, at).ok_or(FileError::Truncated)?;
        let kind: [u8; 4] = slice(bytes, at + 4, 4)
            .and_then(|kind| kind.try_into().ok())
            .ok_or(FileError::Truncated)?;
        if MAX_CHUNK < length || !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err(FileError::Damaged);
        }
        let length = usize::try_from(length).map_err(|_| FileError::Damaged)?;
        let data = slice(bytes, at + 8, length).ok_or(FileError::Truncated)?;
        let stored = u32_be(bytes, at + 8 + length).ok_or(FileError::Truncated)?;
        let mut crc = Crc::new();
        crc.update(&kind);
        crc.update(data);
        // A fuzzer does not guess sums, and what is behind them is what it is to look at.
        if crc.sum() != stored && !cfg!(fuzzing) {
            return Err(FileError::Damaged);
        }
        Ok(Self {
            kind,
            data,
            end: at + 12 + length,
        })
    }
}

/// `IHDR`: dimensions, and a depth that its colour type allows (11.2.1).
fn header(data: &[u8]) -> Result<(u32, u32), FileError> {
    let &[w0, w1, w2, w3, h0, h1, h2, h3, depth, colour, 0, 0, 0 | 1] = data else {
        return Err(FileError::Damaged);
    };
    match (colour, depth) {
        (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) | (2 | 4 | 6, 8 | 16) => {}
        _ => return Err(FileError::Damaged),
    }
    dimensions(
        u32::from_be_bytes([w0, w1, w2, w3]),
        u32::from_be_bytes([h0, h1, h2, h3]),
    )
}

#[cfg(test)]
mod tests {
    use super::{FileError, check};
    use crate::testing::{png, png_chunk, png_sized};

    #[test]
    fn a_small_picture_passes_whatever_stands_behind_it() {
        let whole = png();
        // The last: what a program leaves that crops in place.
        for behind in [&b""[..], b"\n", &[0; 512], &whole[whole.len() - 20..]] {
            let file = [whole.as_slice(), behind].concat();
            assert_eq!(check(&file), Ok((whole.len(), Some((2, 3)))));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let whole = png();
        let mut bad_crc = whole.clone();
        bad_crc[20] ^= 1;
        let signature = &whole[..8];
        let header = &whole[8..33];
        let end = png_chunk(b"IEND", b"");
        for (bytes, expected) in [
            (png_sized(0, 1), FileError::Damaged),
            (png_sized(20_000, 20_000), FileError::ImageTooLarge),
            (png_sized(40_000, 1), FileError::ImageTooLarge),
            (png_sized(u32::MAX, u32::MAX), FileError::ImageTooLarge),
            (bad_crc, FileError::Damaged),
            ([signature, &end].concat(), FileError::Damaged),
            ([signature, header, &end].concat(), FileError::Damaged),
            ([signature, header, header].concat(), FileError::Damaged),
            (
                [signature, header, b"\xFF\xFF\xFF\xFFIDAT"].concat(),
                FileError::Damaged,
            ),
            (
                [signature, header, b"\x7F\xFF\xFF\xFFIDAT"].concat(),
                FileError::Truncated,
            ),
        ] {
            assert_eq!(check(&bytes), Err(expected));
        }
    }

    #[test]
    fn it_is_refused_when_cut_anywhere() {
        let whole = png();
        for length in 8..whole.len() {
            assert_eq!(
                check(&whole[..length]),
                Err(FileError::Truncated),
                "{length}"
            );
        }
    }
}
