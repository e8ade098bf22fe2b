//! Images: dimensions within reason, structure walked to the end. Pixels are not decoded.

mod gif;
mod jpeg;
mod jpeg_trailer;
mod png;

pub(crate) use gif::check as check_gif;
pub(crate) use jpeg::check as check_jpeg;
pub(crate) use png::check as check_png;

use crate::{FileError, MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE};

/// Width and height, if a viewer can be asked to hold that many pixels.
fn dimensions(width: u32, height: u32) -> Result<(u32, u32), FileError> {
    if width == 0 || height == 0 {
        return Err(FileError::Damaged);
    }
    let sides_fit = width <= MAX_IMAGE_SIDE && height <= MAX_IMAGE_SIDE;
    if !sides_fit || MAX_IMAGE_PIXELS < u64::from(width) * u64::from(height) {
        return Err(FileError::ImageTooLarge);
    }
    Ok((width, height))
}

/// Refuses what stands behind the end of an image. Zeros are let through: cameras and
/// memory cards pad files to whole blocks.
fn nothing_after(rest: &[u8]) -> Result<(), FileError> {
    if rest.iter().all(|byte| *byte == 0) {
        Ok(())
    } else {
        Err(FileError::TrailingData)
    }
}
