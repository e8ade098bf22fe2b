//! JPEG (ITU-T T.81, annex B): markers, segments, entropy-coded data, `EOI`.

use super::dimensions;
use super::jpeg_trailer;
use crate::FileError;
use crate::bytes::{find, slice, u16_be};

/// Walks the image, and what phones put behind it, to the end of the file, and returns
/// width and height in pixels.
pub(crate) fn check(bytes: &[u8]) -> Result<(u32, u32), FileError> {
    let first = walk(bytes)?;
    jpeg_trailer::check(
        bytes.get(first.end..).unwrap_or_default(),
        first.announces_video,
    )?;
    Ok(first.pixels)
}

/// One image within a file.
pub(super) struct Image {
    /// Width and height.
    pub(super) pixels: (u32, u32),
    /// The offset behind `EOI`.
    pub(super) end: usize,
    /// Whether its XMP says that a video follows (Android's Motion Photo format).
    pub(super) announces_video: bool,
}

/// Walks one image from `SOI` to `EOI`.
pub(super) fn walk(bytes: &[u8]) -> Result<Image, FileError> {
    let mut at = 2;
    let mut pixels = None;
    let mut has_scan = false;
    let mut announces_video = false;
    loop {
        let (marker, after) = marker(bytes, at)?;
        at = after;
        match marker {
            // TEM and restart markers stand alone.
            0x01 | 0xD0..=0xD7 => continue,
            0xD9 => match pixels {
                Some(pixels) if has_scan => {
                    return Ok(Image {
                        pixels,
                        end: at,
                        announces_video,
                    });
                }
                _ => return Err(FileError::Damaged),
            },
            0x00 | 0x02..=0xBF | 0xD8 => return Err(FileError::Damaged),
            _ => {}
        }
        let length = u16_be(bytes, at).ok_or(FileError::Truncated)?.into();
        let segment = slice(bytes, at, length).ok_or(FileError::Truncated)?;
        let payload = segment.get(2..).ok_or(FileError::Damaged)?;
        at += length;
        match marker {
            // SOF: all of C0 to CF but DHT, JPG and DAC.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                pixels = Some(frame(payload)?);
            }
            0xDA => {
                has_scan = true;
                at = entropy_coded(bytes, at)?;
            }
            0xE1 => announces_video |= says_video(payload),
            _ => {}
        }
    }
}

/// The marker at `at` and the offset behind it. Any number of FF may fill before it (B.1.1.2).
fn marker(bytes: &[u8], at: usize) -> Result<(u8, usize), FileError> {
    let rest = bytes.get(at..).unwrap_or_default();
    let fill = rest.iter().take_while(|byte| **byte == 0xFF).count();
    match rest.get(fill) {
        None => Err(FileError::Truncated),
        Some(_) if fill == 0 => Err(FileError::Damaged),
        Some(marker) => Ok((*marker, at + fill + 1)),
    }
}

/// The frame header: precision, height, width (B.2.2).
fn frame(payload: &[u8]) -> Result<(u32, u32), FileError> {
    let height = u16_be(payload, 1).ok_or(FileError::Damaged)?;
    let width = u16_be(payload, 3).ok_or(FileError::Damaged)?;
    dimensions(width.into(), height.into())
}

/// Skips a scan: to the first marker that is neither a stuffed zero nor a restart.
fn entropy_coded(bytes: &[u8], start: usize) -> Result<usize, FileError> {
    let mut at = start;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        at += rest
            .iter()
            .position(|byte| *byte == 0xFF)
            .ok_or(FileError::Truncated)?;
        match bytes.get(at + 1) {
            None => return Err(FileError::Truncated),
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            Some(_) => return Ok(at),
        }
    }
}

fn says_video(payload: &[u8]) -> bool {
    let xmp = payload.starts_with(b"http://ns.adobe.com/xap/1.0/\0");
    xmp && (find(payload, b"MotionPhoto").is_some() || find(payload, b"MicroVideo").is_some())
}

#[cfg(test)]
mod tests {
    use super::{FileError, check};
    use crate::testing::{jpeg, jpeg_sized};

    #[test]
    fn a_small_picture_passes() {
        assert_eq!(check(&jpeg()), Ok((2, 3)));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (bytes, expected) in [
            (jpeg_sized(0, 3), FileError::Damaged),
            (jpeg_sized(3, 0), FileError::Damaged),
            (jpeg_sized(20_000, 20_000), FileError::ImageTooLarge),
            (jpeg_sized(65_535, 1), FileError::ImageTooLarge),
            (b"\xFF\xD8\xFF\xD9".to_vec(), FileError::Damaged),
            (b"\xFF\xD8\xFF\xD8".to_vec(), FileError::Damaged),
            (
                b"\xFF\xD8\xFF\xE0\0\x01\xFF\xD9".to_vec(),
                FileError::Damaged,
            ),
            (
                b"\xFF\xD8\xFF\xE0\0\x00\xFF\xD9".to_vec(),
                FileError::Damaged,
            ),
            (
                b"\xFF\xD8\xFF\xE0\0\x02garbage".to_vec(),
                FileError::Damaged,
            ),
            (b"\xFF\xD8\xFF\xE0\xFF\xFF".to_vec(), FileError::Truncated),
            (
                b"\xFF\xD8\xFF\xC0\0\x04\x08\0\xFF\xD9".to_vec(),
                FileError::Damaged,
            ),
        ] {
            assert_eq!(check(&bytes), Err(expected), "{bytes:?}");
        }
    }

    #[test]
    fn it_is_refused_when_cut_anywhere() {
        let whole = jpeg();
        for length in 3..whole.len() {
            assert_eq!(
                check(&whole[..length]),
                Err(FileError::Truncated),
                "{length}"
            );
        }
    }
}
