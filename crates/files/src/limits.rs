//! The limits of attachments, each with the reason for its figure.

pub use ::limits::{MAX_APPEAL_BYTES, MAX_FILE_BYTES, MAX_FILES};

/// Bytes of a name in UTF-8, the extension included. File systems allow 255; the rest
/// is left to what browsers append while they save (` (1)`, `.crdownload`).
pub const MAX_NAME_BYTES: usize = 200;

/// Bytes that [`sniff`](crate::sniff()) needs: a PDF may begin anywhere in the first
/// 1,024 (ISO 32000-1, Annex H, note 13), the other kinds in the first eight.
pub const SNIFF_BYTES: usize = 1024;

/// Pixels of an image: 120 million. Phones save 108 million (12,000 × 9,000) within
/// 10 MiB; a viewer needs 480 MB for 120 million, which an office computer still has.
pub const MAX_IMAGE_PIXELS: u64 = 120_000_000;

/// Pixels of one side of an image: long screenshots and panoramas fit, and so does
/// the signed 16-bit arithmetic of old viewers.
pub const MAX_IMAGE_SIDE: u32 = 32_767;

/// Bytes that a DOCX may unpack to: 64 MiB. Unpacking is the check itself and holds up
/// the other requests of the instance: a quarter of a second at this size, natively.
pub const MAX_EXPANDED_BYTES: u64 = 64 * 1024 * 1024;

/// Bytes that any DOCX may unpack to whatever its size: a blank table of a thousand
/// rows compresses a hundredfold and harms nobody.
pub(crate) const FREE_EXPANDED_BYTES: u64 = 8 * 1024 * 1024;

/// Beyond [`FREE_EXPANDED_BYTES`], how many times larger the unpacked document may be
/// than the file. Text in XML compresses 10 to 20 times, pictures do not.
pub(crate) const MAX_EXPANSION: u64 = 50;

/// Parts of a DOCX. A report with a thousand pictures has about 1,100.
pub(crate) const MAX_ZIP_ENTRIES: usize = 4096;

/// Bytes of `[Content_Types].xml`, about a hundred for each part.
pub(crate) const MAX_CONTENT_TYPES_BYTES: usize = 1024 * 1024;

/// Cross-reference sections of a PDF: one for each time it was saved in place.
pub(crate) const MAX_PDF_SECTIONS: usize = 1024;

/// Objects of a PDF, each with its place in memory: a file of 10 MiB has some ten thousand.
pub(crate) const MAX_PDF_OBJECTS: usize = 500_000;

/// Bytes that one stream of a PDF may unpack to where it holds the file's structure: a
/// hundred objects, or the table of them all.
pub(crate) const MAX_PDF_STREAM_BYTES: usize = 16 * 1024 * 1024;

/// Images in one JPEG file: the photo, its previews, depth and gain maps.
pub(crate) const MAX_JPEG_IMAGES: usize = 32;

/// Bytes between two angle brackets of XML: pictures in base64 take some megabytes.
pub(crate) const MAX_XML_TOKEN_BYTES: usize = 8 * 1024 * 1024;

/// Elements, ends and texts of those parts of a DOCX that have to be read as XML, being the
/// parts with fields: a page has some two thousand. Reading all takes a third of a second,
/// natively.
pub(crate) const MAX_XML_EVENTS: usize = 4_000_000;

/// Relationships of one part: each link in a document is one, and each picture.
pub(crate) const MAX_RELATIONSHIPS: usize = 50_000;
