//! Why a file is refused.

use crate::MediaType;

/// Why a file or its name is refused. Each has a stable [`code`](FileError::code) for
/// programs and a text for people that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text_en())]
pub enum FileError {
    /// The file has no bytes.
    Empty,
    /// The file is larger than [`MAX_FILE_BYTES`](crate::MAX_FILE_BYTES).
    TooLarge,
    /// The content is none of the accepted kinds.
    TypeUnsupported,
    /// The name or the declared type says something else than the content.
    TypeMismatch {
        /// What the content is.
        found: MediaType,
    },
    /// The file ends before its own structure does: an interrupted copy.
    Truncated,
    /// The structure contradicts itself.
    Damaged,
    /// The file is encrypted or needs a password.
    Encrypted,
    /// The document carries macros.
    Macros,
    /// The document unpacks to more than [`MAX_EXPANDED_BYTES`](crate::MAX_EXPANDED_BYTES),
    /// or out of proportion to its size.
    ExpandsTooMuch,
    /// Something stands behind the end of the file.
    TrailingData,
    /// The image has more pixels than [`MAX_IMAGE_PIXELS`](crate::MAX_IMAGE_PIXELS) or a
    /// side longer than [`MAX_IMAGE_SIDE`](crate::MAX_IMAGE_SIDE).
    ImageTooLarge,
    /// Nothing usable is left of the name.
    NameInvalid,
}

impl FileError {
    /// A stable name for programs; it never changes once published.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge => "file_too_large",
            Self::TypeUnsupported => "file_type_unsupported",
            Self::TypeMismatch { .. } => "file_type_mismatch",
            Self::Truncated => "file_truncated",
            Self::Damaged => "file_damaged",
            Self::Encrypted => "file_encrypted",
            Self::Macros => "file_macros",
            Self::ExpandsTooMuch => "file_expands_too_much",
            Self::TrailingData => "file_trailing_data",
            Self::ImageTooLarge => "image_too_large",
            Self::NameInvalid => "file_name_invalid",
        }
    }

    /// What is wrong and what to do, in Russian.
    #[must_use]
    pub fn text_ru(self) -> &'static str {
        match self {
            Self::Empty => "Файл пустой",
            Self::TooLarge => "Файл больше 10 МБ",
            Self::TypeUnsupported => {
                "Такие файлы не принимаются. Приложите PDF, DOC, DOCX, JPG, PNG или GIF"
            }
            Self::TypeMismatch { found } => match found {
                MediaType::Pdf => "Имя или тип файла не соответствует содержимому: это PDF",
                MediaType::Doc => "Имя или тип файла не соответствует содержимому: это DOC",
                MediaType::Docx => "Имя или тип файла не соответствует содержимому: это DOCX",
                MediaType::Jpeg => "Имя или тип файла не соответствует содержимому: это JPG",
                MediaType::Png => "Имя или тип файла не соответствует содержимому: это PNG",
                MediaType::Gif => "Имя или тип файла не соответствует содержимому: это GIF",
            },
            Self::Truncated => "Файл обрывается: скопируйте или сохраните его ещё раз",
            Self::Damaged => "Файл повреждён: откройте его и сохраните ещё раз",
            Self::Encrypted => "Файл зашифрован или защищён паролем: снимите защиту",
            Self::Macros => "В документе есть макросы: сохраните его без них",
            Self::ExpandsTooMuch => "Документ после распаковки больше 64 МБ или сжат сверх меры",
            Self::TrailingData => {
                "После конца файла есть посторонние данные: сохраните его ещё раз"
            }
            Self::ImageTooLarge => {
                "Изображение больше 120 мегапикселей или 32 767 точек по стороне: уменьшите его"
            }
            Self::NameInvalid => "Имя файла пустое или недопустимое: переименуйте файл",
        }
    }

    /// What is wrong and what to do, in English.
    #[must_use]
    pub fn text_en(self) -> &'static str {
        match self {
            Self::Empty => "The file is empty",
            Self::TooLarge => "The file is larger than 10 MB",
            Self::TypeUnsupported => {
                "Files of this type are not accepted. Attach a PDF, DOC, DOCX, JPG, PNG or GIF"
            }
            Self::TypeMismatch { found } => match found {
                MediaType::Pdf => "The name or type of the file disagrees with its content: PDF",
                MediaType::Doc => "The name or type of the file disagrees with its content: DOC",
                MediaType::Docx => "The name or type of the file disagrees with its content: DOCX",
                MediaType::Jpeg => "The name or type of the file disagrees with its content: JPG",
                MediaType::Png => "The name or type of the file disagrees with its content: PNG",
                MediaType::Gif => "The name or type of the file disagrees with its content: GIF",
            },
            Self::Truncated => "The file is cut off: copy or save it again",
            Self::Damaged => "The file is damaged: open it and save it again",
            Self::Encrypted => "The file is encrypted or needs a password: remove the protection",
            Self::Macros => "The document contains macros: save it without them",
            Self::ExpandsTooMuch => {
                "The document unpacks to more than 64 MB or is compressed beyond reason"
            }
            Self::TrailingData => "There is foreign data after the end of the file: save it again",
            Self::ImageTooLarge => {
                "The image has more than 120 megapixels or 32,767 pixels on a side: make it smaller"
            }
            Self::NameInvalid => "The name of the file is empty or not usable: rename the file",
        }
    }
}
