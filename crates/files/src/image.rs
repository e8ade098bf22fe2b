//! Images: dimensions within reason, structure walked to the end. Pixels are not decoded.
//!
//! Each check gives the image's length and its pixels. What stands behind the end is for
//! the caller: phones leave films, depth maps and words of their own there, memory cards
//! fill whole blocks, and programs that crop in place leave what was cropped away.

mod gif;
mod jpeg;
mod png;

pub(crate) use gif::check as check_gif;
pub(crate) use jpeg::check as check_jpeg;
pub(crate) use png::check as check_png;

use crate::{FileError, MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE};

/// What a check gives: the image's length in bytes, and its width and height.
pub(crate) type Image = (usize, Option<(u32, u32)>);

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
