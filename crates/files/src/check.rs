//! The check of a whole file.

use crate::media_type::essence;
use crate::sniff::sniff;
use crate::{FileError, FileName, MAX_FILE_BYTES, MediaType, image, pdf, word};

/// A file that passed every check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What the content is.
    pub media_type: MediaType,
    /// The name to show and to download by. It has the extension of the content: one is
    /// added where the name had none, as phones do for pictures.
    pub name: FileName,
    /// Width and height in pixels; of images only.
    pub pixels: Option<(u32, u32)>,
}

/// Checks a whole file. `declared` is the `Content-Type` that came with it; none, an
/// empty one and `application/octet-stream` say nothing and are not held against it.
///
/// The content is judged before the name, so that the reason given is the one that
/// renaming would not cure.
///
/// # Errors
/// Any [`FileError`] but [`NameInvalid`](FileError::NameInvalid).
pub fn check(bytes: &[u8], name: &FileName, declared: Option<&str>) -> Result<Checked, FileError> {
    if bytes.is_empty() {
        return Err(FileError::Empty);
    }
    if u64::try_from(bytes.len()).map_or(true, |len| len > MAX_FILE_BYTES) {
        return Err(FileError::TooLarge);
    }
    let media_type = sniff(bytes).ok_or(FileError::TypeUnsupported)?;
    let pixels = match media_type {
        MediaType::Pdf => pdf::check(bytes).map(|()| None),
        MediaType::Doc => word::check_doc(bytes).map(|()| None),
        MediaType::Docx => word::check_docx(bytes).map(|()| None),
        MediaType::Jpeg => image::check_jpeg(bytes).map(Some),
        MediaType::Png => image::check_png(bytes).map(Some),
        MediaType::Gif => image::check_gif(bytes).map(Some),
    }?;
    let mismatch = FileError::TypeMismatch { found: media_type };
    let name = match name.extension() {
        None => name.with_extension(media_type),
        Some(extension) if MediaType::from_extension(extension) == Some(media_type) => name.clone(),
        Some(_) => return Err(mismatch),
    };
    let declared = declared.map(essence).unwrap_or_default();
    let says_nothing = declared.is_empty() || declared == "application/octet-stream";
    if !says_nothing && MediaType::from_mime(&declared) != Some(media_type) {
        return Err(mismatch);
    }
    Ok(Checked {
        media_type,
        name,
        pixels,
    })
}
