//! The check of a whole file.

use crate::sniff::sniff;
use crate::{
    FileError, FileName, Foreign, MAX_FILE_BYTES, MediaType, image, pdf, second_file, word,
};

/// A file that passed every check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What the content is.
    pub media_type: MediaType,
    /// The name to show and to download by. It has an extension of the content: a wrong one
    /// is put right, and one is added where the name had none, as phones do for pictures.
    pub name: FileName,
    /// Width and height in pixels; of images only.
    pub pixels: Option<(u32, u32)>,
    /// How many bytes, from the first, are the file. What stands behind them is to be cut
    /// off: makers of phones, memory cards, forms and gateways leave all sorts of things
    /// there. That it is no second file was checked.
    pub length: usize,
}

/// Checks a whole file. Its content alone decides what it is; the name follows, and what
/// the sender's program declared does not matter.
///
/// The content is judged before the name, so that the reason given is the one that
/// renaming would not cure.
///
/// # Errors
/// Any [`FileError`] but [`NameInvalid`](FileError::NameInvalid).
pub fn check(bytes: &[u8], name: &FileName) -> Result<Checked, FileError> {
    if bytes.is_empty() {
        return Err(FileError::Empty);
    }
    if u64::try_from(bytes.len()).map_or(true, |len| len > MAX_FILE_BYTES) {
        return Err(FileError::TooLarge);
    }
    let media_type = sniff(bytes).ok_or_else(|| not_accepted(bytes, name))?;
    let found = match media_type {
        MediaType::Pdf => pdf::check(bytes).map(|length| (length, None)),
        MediaType::Doc => word::check_doc(bytes).map(|length| (length, None)),
        MediaType::Docx => word::check_docx(bytes).map(|length| (length, None)),
        MediaType::Jpeg => image::check_jpeg(bytes),
        MediaType::Png => image::check_png(bytes),
        MediaType::Gif => image::check_gif(bytes),
    };
    let (length, pixels) = found.map_err(|error| error.with_name(name))?;
    let (file, behind) = bytes.split_at_checked(length).ok_or(FileError::Truncated)?;
    if second_file::hides_second_file(behind)
        || second_file::opens_as_another_kind(file, media_type)
    {
        return Err(FileError::SecondFile);
    }
    let mismatch = FileError::TypeMismatch { found: media_type };
    Ok(Checked {
        media_type,
        name: name.with_extension_of(media_type).ok_or(mismatch)?,
        pixels,
        length,
    })
}

/// The refusal of a file whose first bytes are of no accepted kind; `first` and `name` say
/// what the sender is told.
#[must_use]
pub fn not_accepted(first: &[u8], name: &FileName) -> FileError {
    FileError::unsupported(Foreign::of(first)).with_name(name)
}

impl FileError {
    /// The same with what the name promises.
    fn with_name(self, name: &FileName) -> Self {
        match self {
            Self::TypeUnsupported { found, .. } => Self::TypeUnsupported {
                found,
                name_kind: name.extension().and_then(MediaType::from_extension),
            },
            error => error,
        }
    }
}
