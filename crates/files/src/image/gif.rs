//! GIF (GIF87a, GIF89a): screen, blocks, trailer.

use super::{Image, dimensions};
use crate::FileError;
use crate::bytes::{slice, u16_le};

/// Walks every block to the trailer.
pub(crate) fn check(bytes: &[u8]) -> Result<Image, FileError> {
    let mut file = Walk { bytes, at: 6 };
    let screen = dimensions(file.u16()?.into(), file.u16()?.into())?;
    let flags = file.u8()?;
    file.skip(2)?;
    file.skip(colour_table(flags))?;
    let mut frames = 0_u32;
    loop {
        match file.u8()? {
            0x21 => {
                file.skip(1)?;
                file.sub_blocks()?;
            }
            0x2C => {
                file.skip(4)?;
                dimensions(file.u16()?.into(), file.u16()?.into())?;
                let flags = file.u8()?;
                file.skip(colour_table(flags))?;
                // Appendix F: codes begin with 2 to 8 bits; some old encoders wrote 1.
                if !(1..=8).contains(&file.u8()?) {
                    return Err(FileError::Damaged);
                }
                file.sub_blocks()?;
                frames += 1;
            }
            0x3B if frames == 0 => return Err(FileError::Damaged),
            0x3B => return Ok((file.at, Some(screen))),
            _ => return Err(FileError::Damaged),
        }
    }
}

/// Bytes of the colour table that `flags` announce.
fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walk<'_> {
    fn skip(&mut self, length: usize) -> Result<(), FileError> {
        slice(self.bytes, self.at, length).ok_or(FileError::Truncated)?;
        self.at += length;
        Ok(())
    }

    fn u8(&mut self) -> Result<u8, FileError> {
        let byte = self
            .bytes
            .get(self.at)
            .copied()
            .ok_or(FileError::Truncated)?;
        self.at += 1;
        Ok(byte)
    }

    fn u16(&mut self) -> Result<u16, FileError> {
        let number = u16_le(self.bytes, self.at).ok_or(FileError::Truncated)?;
        self.at += 2;
        Ok(number)
    }

    fn sub_blocks(&mut self) -> Result<(), FileError> {
        loop {
            match self.u8()? {
                0 => return Ok(()),
                length => self.skip(length.into())?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FileError, check};
    use crate::testing::{gif, gif_sized};

    #[test]
    fn a_small_picture_passes_whatever_stands_behind_it() {
        let whole = gif();
        for behind in [&b""[..], b"\n", &[0; 100], b"made with a converter\n"] {
            let file = [whole.as_slice(), behind].concat();
            assert_eq!(check(&file), Ok((whole.len(), Some((2, 3)))));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (bytes, expected) in [
            (gif_sized(0, 3), FileError::Damaged),
            (gif_sized(60_000, 60_000), FileError::ImageTooLarge),
            (b"GIF89a\x02\0\x03\0\0\0\0\x3B".to_vec(), FileError::Damaged),
            (b"GIF89a\x02\0\x03\0\0\0\0\x99".to_vec(), FileError::Damaged),
            (
                b"GIF89a\x02\0\x03\0\xF7\0\0\x3B".to_vec(),
                FileError::Truncated,
            ),
        ] {
            assert_eq!(check(&bytes), Err(expected));
        }
    }

    #[test]
    fn it_is_refused_when_cut_anywhere() {
        let whole = gif();
        for length in 6..whole.len() {
            assert_eq!(
                check(&whole[..length]),
                Err(FileError::Truncated),
                "{length}"
            );
        }
    }
}
