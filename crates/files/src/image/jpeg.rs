//! JPEG (ITU-T T.81, annex B): markers, segments, entropy-coded data, `EOI`.

use super::{Image, dimensions};
use crate::FileError;
use crate::bytes::{slice, u16_be};
use crate::limits::MAX_JPEG_IMAGES;

/// Bytes between two segments that viewers skip and that come from a program's mistake.
const MAX_STRAY_BYTES: usize = 4096;

/// Walks the image to its end, and further whole images that it says are part of it:
/// gain and depth maps, previews (CIPA DC-007, Multi-Picture Format).
pub(crate) fn check(bytes: &[u8]) -> Result<Image, FileError> {
    let first = walk(bytes)?;
    let mut end = first.end;
    if first.announces_more {
        for _ in 1..MAX_JPEG_IMAGES {
            let rest = bytes.get(end..).unwrap_or_default();
            let zeros = rest.iter().take_while(|byte| **byte == 0).count();
            let next = rest.get(zeros..).unwrap_or_default();
            match walk(next) {
                Ok(image) if next.starts_with(b"\xFF\xD8\xFF") => end += zeros + image.end,
                _ => break,
            }
        }
    }
    Ok((end, Some(first.pixels)))
}

/// One image within a file.
struct ImageExtent {
    /// Width and height.
    pixels: (u32, u32),
    /// The offset behind `EOI`.
    end: usize,
    /// Whether it says that further images follow.
    announces_more: bool,
}

/// Walks one image from `SOI` to `EOI`.
fn walk(bytes: &[u8]) -> Result<ImageExtent, FileError> {
    let mut at = 2;
    let mut pixels = None;
    let mut has_scan = false;
    let mut announces_more = false;
    loop {
        let (marker, after) = marker(bytes, at)?;
        at = after;
        match marker {
            // TEM and restart markers stand alone.
            0x01 | 0xD0..=0xD7 => continue,
            0xD9 => match pixels {
                Some(pixels) if has_scan => {
                    return Ok(ImageExtent {
                        pixels,
                        end: at,
                        announces_more,
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
            0xE2 => announces_more |= payload.starts_with(b"MPF\0"),
            _ => {}
        }
    }
}

/// The next marker from `at` on and the offset behind it. Any number of FF may fill before
/// it (B.1.1.2); a few stray bytes, FF with a stuffed zero among them, are skipped as
/// libjpeg and the browsers skip them.
fn marker(bytes: &[u8], at: usize) -> Result<(u8, usize), FileError> {
    let rest = bytes.get(at..).unwrap_or_default();
    let mut previous = 0;
    for (skipped, byte) in rest.iter().enumerate() {
        if previous == 0xFF && !matches!(byte, 0x00 | 0xFF) {
            return Ok((*byte, at + skipped + 1));
        }
        // Fill bytes may be many, others not.
        if *byte != 0xFF && MAX_STRAY_BYTES <= skipped {
            return Err(FileError::Damaged);
        }
        previous = *byte;
    }
    let is_fill = rest.iter().all(|byte| *byte == 0xFF);
    Err(if is_fill {
        FileError::Truncated
    } else {
        FileError::Damaged
    })
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

#[cfg(test)]
mod tests {
    use super::{FileError, check};
    use crate::testing::{jpeg, jpeg_sized, jpeg_with_segment};

    #[track_caller]
    fn ends(file: &[u8], expected: usize) {
        assert_eq!(check(file), Ok((expected, Some((2, 3)))));
    }

    #[test]
    fn a_small_picture_passes_whatever_stands_behind_it() {
        let photo = jpeg();
        for behind in [
            &b""[..],
            b"\r\n\r\n",
            &[0; 700],
            b"vivo{\"cameraId\":\"0\"}\0",
            b"\0\0\0\x10ftypmp42\0\0\0\0",
            &photo,
            &photo[20..],
        ] {
            ends(&[&photo[..], behind].concat(), photo.len());
        }
    }

    #[test]
    fn further_images_belong_to_a_photo_that_says_so() {
        let (photo, first) = (jpeg(), jpeg_with_segment(0xE2, b"MPF\0II*\0"));
        let both = [first.as_slice(), &[0; 9], &photo].concat();
        ends(&both, both.len());
        ends(&[both.as_slice(), b"\0\0film"].concat(), both.len());
        ends(&[first.as_slice(), &photo[..20]].concat(), first.len());
        let many = [first.as_slice(), &photo.repeat(40)].concat();
        ends(&many, first.len() + 31 * photo.len());
    }

    #[test]
    fn stray_bytes_between_segments_are_skipped() {
        let photo = jpeg();
        for stray in [&[0; 5][..], b"\xFF\0\xFF\0", b"abc", &[7; 4000]] {
            let file = [&photo[..20], stray, &photo[20..]].concat();
            ends(&file, file.len());
        }
        let file = [&photo[..20], &[7; 5000], &photo[20..]].concat();
        assert_eq!(check(&file), Err(FileError::Damaged));
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
