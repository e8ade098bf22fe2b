//! Why a file is refused.

use crate::{Foreign, MediaType};

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
    TypeUnsupported {
        /// What the content is, as far as that can be told.
        found: Foreign,
        /// The accepted kind that the name promises.
        name_kind: Option<MediaType>,
    },
    /// The name is that of something which is not accepted, the content is not.
    TypeMismatch {
        /// What the content is.
        found: MediaType,
    },
    /// The file ends before its own structure does: an interrupted copy.
    Truncated,
    /// The structure contradicts itself, or leads nowhere.
    Damaged,
    /// The file opens with a password only.
    Encrypted,
    /// The document carries macros.
    Macros,
    /// The document carries a program.
    Program,
    /// Opening the document fetches something from elsewhere.
    Remote,
    /// The document has a field that starts a program (DDE).
    StartsProgram,
    /// The document unpacks to more than [`MAX_EXPANDED_BYTES`](crate::MAX_EXPANDED_BYTES),
    /// or out of proportion to its size.
    ExpandsTooMuch,
    /// Another file is hidden in this one: before its head, behind its end or between.
    SecondFile,
    /// The image has more pixels than [`MAX_IMAGE_PIXELS`](crate::MAX_IMAGE_PIXELS) or a
    /// side longer than [`MAX_IMAGE_SIDE`](crate::MAX_IMAGE_SIDE).
    ImageTooLarge,
    /// Nothing usable is left of the name.
    NameInvalid,
}

impl FileError {
    /// The content is of a kind that is not accepted; what the name promises is not known.
    pub(crate) fn unsupported(found: Foreign) -> Self {
        Self::TypeUnsupported {
            found,
            name_kind: None,
        }
    }

    /// A stable name for programs; it never changes once published.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge => "file_too_large",
            Self::TypeUnsupported { .. } => "file_type_unsupported",
            Self::TypeMismatch { .. } => "file_type_mismatch",
            Self::Truncated => "file_truncated",
            Self::Damaged => "file_damaged",
            Self::Encrypted => "file_encrypted",
            Self::Macros => "file_macros",
            Self::Program => "file_program",
            Self::Remote => "file_remote_content",
            Self::StartsProgram => "file_starts_program",
            Self::ExpandsTooMuch => "file_expands_too_much",
            Self::SecondFile => "file_second_file",
            Self::ImageTooLarge => "image_too_large",
            Self::NameInvalid => "file_name_invalid",
        }
    }

    /// What is wrong and what to do, in Russian.
    #[must_use]
    pub fn text_ru(self) -> String {
        let text = match self {
            Self::Empty => "Файл пустой",
            Self::TooLarge => return format!("Файл больше {} МБ", limits::MAX_FILE_MB),
            Self::TypeUnsupported { found, name_kind } => return found.text_ru(name_kind),
            Self::TypeMismatch { found } => {
                let (kind, extension) = (found.label(), found.extension());
                return format!(
                    "Окончание имени не подходит к содержимому: это {kind}. Назовите файл \
                     с окончанием .{extension}"
                );
            }
            Self::Truncated => "Файл обрывается: скопируйте или сохраните его ещё раз",
            Self::Damaged => "Файл повреждён: откройте его и сохраните ещё раз",
            Self::Encrypted => "Файл открывается только с паролем: сохраните его без пароля",
            Self::Macros => {
                "В документе или во вложенном в него объекте есть макросы: сохраните его без них, например как PDF"
            }
            Self::Program => {
                "В документ вложена программа или архив: удалите этот объект или сохраните документ как PDF"
            }
            Self::Remote => {
                "При открытии документ загружает данные из сети (шаблон, объект или рисунок по ссылке): сохраните его как PDF"
            }
            Self::StartsProgram => {
                "В документе есть поле, которое запускает программу (DDE): удалите его или сохраните документ как PDF"
            }
            Self::ExpandsTooMuch => {
                "Документ после распаковки больше 64 МБ или сжат сверх меры: сохраните его как PDF"
            }
            Self::SecondFile => {
                "В файле спрятан ещё один файл (архив, программа или документ): сохраните файл заново, а второй приложите отдельно"
            }
            Self::ImageTooLarge => {
                "Изображение больше 120 мегапикселей или 32 767 точек по стороне: уменьшите его"
            }
            Self::NameInvalid => "Имя файла пустое или недопустимое: переименуйте файл",
        };
        text.to_owned()
    }

    /// What is wrong and what to do, in English.
    #[must_use]
    pub fn text_en(self) -> String {
        let text = match self {
            Self::Empty => "The file is empty",
            Self::TooLarge => {
                return format!("The file is larger than {} MB", limits::MAX_FILE_MB);
            }
            Self::TypeUnsupported { found, name_kind } => return found.text_en(name_kind),
            Self::TypeMismatch { found } => {
                let (kind, extension) = (found.label(), found.extension());
                return format!(
                    "The end of the name does not go with the content, which is {kind}. Give the \
                     file a name that ends with .{extension}"
                );
            }
            Self::Truncated => "The file is cut off: copy or save it again",
            Self::Damaged => "The file is damaged: open it and save it again",
            Self::Encrypted => "The file opens with a password only: save it without one",
            Self::Macros => {
                "The document or an object in it contains macros: save it without them, for example as PDF"
            }
            Self::Program => {
                "The document contains a program or an archive: remove that object or save the document as PDF"
            }
            Self::Remote => {
                "Opening the document loads something from the network (a linked template, object or picture): save it as PDF"
            }
            Self::StartsProgram => {
                "The document has a field that starts a program (DDE): remove it or save the document as PDF"
            }
            Self::ExpandsTooMuch => {
                "The document unpacks to more than 64 MB or is compressed beyond reason: save it as PDF"
            }
            Self::SecondFile => {
                "Another file is hidden in this one (an archive, a program or a document): save the file again and attach the other one by itself"
            }
            Self::ImageTooLarge => {
                "The image has more than 120 megapixels or 32,767 pixels on a side: make it smaller"
            }
            Self::NameInvalid => "The name of the file is empty or not usable: rename the file",
        };
        text.to_owned()
    }
}
