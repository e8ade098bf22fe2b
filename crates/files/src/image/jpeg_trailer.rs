//! What real cameras put behind the end of a JPEG, and nothing else.
//!
//! Refusing these would refuse the photos that most phones take today:
//! - zeros, up to a whole block of the memory card, or up to three bytes of anything:
//!   some cameras write whole words (an Olympus D-320L leaves one byte);
//! - further whole JPEG images: previews, depth and gain maps (CIPA DC-007 Multi-Picture
//!   Format, Ultra HDR);
//! - an MP4 video, when the photo's XMP announces it (Android's Motion Photo format 1.0);
//! - Samsung's trailer, which ends with its own directory (`SEFH` … `SEFT`).

use super::jpeg::walk;
use crate::FileError;
use crate::bytes::{slice, u32_be, u32_le, u64_be};
use crate::limits::MAX_JPEG_IMAGES;

/// Too short to be anything.
const STRAY_BYTES: usize = 3;

/// Checks what follows the first image.
pub(super) fn check(mut rest: &[u8], announces_video: bool) -> Result<(), FileError> {
    for _ in 0..MAX_JPEG_IMAGES {
        if is_samsung(rest) {
            return Ok(());
        }
        let zeros = rest.iter().take_while(|byte| **byte == 0).count();
        let after = rest.get(zeros..).unwrap_or_default();
        if after.len() <= STRAY_BYTES {
            return Ok(());
        }
        if !after.starts_with(b"\xFF\xD8\xFF") {
            let video = announces_video && is_video(rest);
            return if video {
                Ok(())
            } else {
                Err(FileError::TrailingData)
            };
        }
        let image = walk(after)?;
        rest = after.get(image.end..).unwrap_or_default();
    }
    Err(FileError::TrailingData)
}

/// Samsung's trailer: blocks, `SEFH`, their directory, its length, `SEFT`. Each block
/// lies before the directory by as much as its entry says.
fn is_samsung(rest: &[u8]) -> bool {
    let blocks = || {
        let (rest, _) = rest
            .split_last_chunk::<4>()
            .filter(|(_, tail)| *tail == b"SEFT")?;
        let length = usize::try_from(u32_le(rest, rest.len().checked_sub(4)?)?).ok()?;
        let start = rest.len().checked_sub(4)?.checked_sub(length)?;
        let directory = slice(rest, start, length)?.strip_prefix(b"SEFH")?;
        let count = usize::try_from(u32_le(directory, 4)?).ok()?;
        let entries = directory.get(8..)?.chunks_exact(12);
        if entries.len() != count || !entries.remainder().is_empty() {
            return None;
        }
        // The farthest block begins where the image ended: only padding lies between.
        let farthest = entries.filter_map(|entry| u32_le(entry, 4)).max()?;
        let padding = start.checked_sub(usize::try_from(farthest).ok()?)?;
        Some(rest.get(..padding)?.iter().all(|byte| *byte == 0))
    };
    blocks().unwrap_or(false)
}

/// An ISO base media file: boxes of type and length (ISO/IEC 14496-12, 4.2), `ftyp` the
/// first, the last one ending with the file.
fn is_video(rest: &[u8]) -> bool {
    let mut at = 0;
    while at < rest.len() {
        let Some(kind) = slice(rest, at + 4, 4) else {
            return false;
        };
        if at == 0 && kind != b"ftyp" {
            return false;
        }
        let length = match u32_be(rest, at) {
            Some(0) => return at != 0,
            Some(1) => u64_be(rest, at + 8).and_then(|length| usize::try_from(length).ok()),
            length => length.and_then(|length| usize::try_from(length).ok()),
        };
        match length {
            Some(length) if 8 <= length && length <= rest.len() - at => at += length,
            _ => return false,
        }
    }
    at != 0
}

#[cfg(test)]
mod tests {
    use crate::FileError;
    use crate::image::check_jpeg;
    use crate::testing::{jpeg, jpeg_with_segment};

    const FTYP: &[u8] = b"\0\0\0\x10ftypmp42\0\0\0\0";
    const MDAT: &[u8] = b"\0\0\0\x0Cmdat1234";

    fn samsung() -> Vec<u8> {
        let block = b"\0\0\x01\x0A\x0E\0\0\0Image_UTC_Data1577";
        let directory = [
            &b"SEFH"[..],
            &[0x6A, 0, 0, 0, 1, 0, 0, 0],
            &[0, 0, 0x01, 0x0A],
            &u32::try_from(block.len()).unwrap().to_le_bytes(),
            &u32::try_from(block.len()).unwrap().to_le_bytes(),
        ]
        .concat();
        let length = u32::try_from(directory.len()).unwrap().to_le_bytes();
        [&block[..], &directory, &length, b"SEFT"].concat()
    }

    #[track_caller]
    fn check(first: &[u8], behind: &[u8], expected: Result<(u32, u32), FileError>) {
        assert_eq!(check_jpeg(&[first, behind].concat()), expected);
    }

    #[test]
    fn what_cameras_add_passes() {
        let photo = jpeg();
        let moving = jpeg_with_segment(
            0xE1,
            b"http://ns.adobe.com/xap/1.0/\0<x GCamera:MotionPhoto=\"1\"/>",
        );
        check(&photo, &[0; 700], Ok((2, 3)));
        check(&photo, b"\x14", Ok((2, 3)));
        check(&photo, &photo, Ok((2, 3)));
        check(
            &photo,
            &[&[0; 9], photo.as_slice(), &[0; 9]].concat(),
            Ok((2, 3)),
        );
        check(&photo, &samsung(), Ok((2, 3)));
        check(&photo, &[photo.as_slice(), &samsung()].concat(), Ok((2, 3)));
        check(&moving, &[FTYP, MDAT].concat(), Ok((2, 3)));
        check(
            &moving,
            &[photo.as_slice(), FTYP, MDAT].concat(),
            Ok((2, 3)),
        );
    }

    #[test]
    fn anything_else_is_refused() {
        let photo = jpeg();
        let mut long = samsung();
        long.insert(0, b'x');
        let moving = jpeg_with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0MicroVideo");
        let refused = Err(FileError::TrailingData);
        check(&photo, b"PK\x03\x04", refused);
        check(&photo, b"<?php ?>", refused);
        check(&photo, &[FTYP, MDAT].concat(), refused);
        check(&moving, &[FTYP, MDAT, b"x"].concat(), refused);
        check(&moving, MDAT, refused);
        check(&photo, &long, refused);
        check(&photo, &photo.repeat(40), refused);
        check(&photo, &photo[..photo.len() - 1], Err(FileError::Truncated));
    }
}
