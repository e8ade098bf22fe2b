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

    /// Reads a `Content-Type`: parameters and letter case do not matter, and the
    /// unregistered synonyms that browsers and systems still send are known.
    #[must_use]
    pub fn from_mime(value: &str) -> Option<Self> {
        match essence(value).as_str() {
            "application/x-pdf" => Some(Self::Pdf),
            "application/vnd.ms-word" | "application/x-msword" => Some(Self::Doc),
            // Systems without Office know a DOCX only as the archive it is.
            "application/zip" | "application/x-zip-compressed" => Some(Self::Docx),
            "image/jpg" | "image/pjpeg" => Some(Self::Jpeg),
            "image/x-png" => Some(Self::Png),
            other => Self::ALL.into_iter().find(|kind| kind.mime() == other),
        }
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

/// A media type without parameters, in lower case.
pub(crate) fn essence(value: &str) -> String {
    value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::MediaType;

    #[test]
    fn every_kind_is_found_by_its_own_mime_and_extensions() {
        for kind in MediaType::ALL {
            assert_eq!(MediaType::from_mime(kind.mime()), Some(kind));
            for extension in kind.extensions() {
                assert_eq!(
                    MediaType::from_extension(&extension.to_uppercase()),
                    Some(kind)
                );
            }
        }
    }

    #[test]
    fn mime_is_read_as_browsers_send_it() {
        for (value, expected) in [
            ("IMAGE/JPEG", Some(MediaType::Jpeg)),
            ("image/jpg", Some(MediaType::Jpeg)),
            ("application/pdf; name=\"a.pdf\"", Some(MediaType::Pdf)),
            (" image/png ", Some(MediaType::Png)),
            ("application/x-zip-compressed", Some(MediaType::Docx)),
            ("image/svg+xml", None),
            ("image", None),
            ("", None),
        ] {
            assert_eq!(MediaType::from_mime(value), expected, "{value}");
        }
    }
}
