//! The kinds of files that are accepted.

/// A kind of file that may be attached (product.md, section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// Portable Document Format.
    Pdf,
    /// Word 97–2003 (and 6/95) binary document.
    Doc,
    /// Office Open XML word-processing document without macros.
    Docx,
    /// JPEG photo.
    Jpeg,
    /// PNG image.
    Png,
    /// GIF image.
    Gif,
}

impl MediaType {
    /// All kinds, in the order in which they are named to people.
    pub const ALL: [Self; 6] = [
        Self::Pdf,
        Self::Doc,
        Self::Docx,
        Self::Jpeg,
        Self::Png,
        Self::Gif,
    ];

    /// The registered media type, to be sent as `Content-Type`.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Doc => "application/msword",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
        }
    }

    /// The extensions in use, lower case, without the dot, the usual one first.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Doc => &["doc"],
            Self::Docx => &["docx"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Gif => &["gif"],
        }
    }

    /// The usual extension, lower case, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.extensions().first().copied().unwrap_or_default()
    }

    /// How people call it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Doc => "DOC",
            Self::Docx => "DOCX",
            Self::Jpeg => "JPG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
        }
    }

    /// Whether it is a picture.
    pub(crate) fn is_image(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif)
    }

    /// The kind an extension stands for; letter case does not matter.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let is_it = |known: &&str| known.eq_ignore_ascii_case(extension);
        Self::ALL
            .into_iter()
            .find(|kind| kind.extensions().iter().any(is_it))
    }
}

#[cfg(test)]
mod tests {
    use super::MediaType;

    #[test]
    fn every_kind_is_found_by_its_own_extensions() {
        for kind in MediaType::ALL {
            for extension in kind.extensions() {
                assert_eq!(
                    MediaType::from_extension(&extension.to_uppercase()),
                    Some(kind)
                );
            }
        }
    }
}
