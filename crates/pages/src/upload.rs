use domain::lang::Lang;
use limits::{MAX_APPEAL_BYTES, MAX_APPEAL_MB, MAX_FILE_BYTES, MAX_FILE_MB, MAX_FILES};

use crate::shell::pick;

/// A file that is already on the server and belongs to the form being filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upload {
    /// Its id in `/api/v1/attachments/{id}`.
    pub id: String,
    /// The right to use and to remove it (`upload_token`).
    pub token: String,
    /// Code of the required document that it is, empty for any other file.
    pub document: String,
    /// Name as the applicant knows it.
    pub name: String,
    /// Its size in bytes.
    pub size_bytes: u64,
}

impl Upload {
    /// Value of the hidden `attachments` control: `ID TOKEN DOCUMENT`.
    pub(crate) fn value(&self) -> String {
        format!("{} {} {}", self.id, self.token, self.document)
    }
}

/// What a chooser of files offers: the extensions in use and the media types, since phones name
/// pictures without an extension. The server looks at the content.
pub const ACCEPTED_FILES: &str = ".pdf,.doc,.docx,.jpg,.jpeg,.jpe,.jfif,.png,.gif,application/pdf,\
    application/msword,application/vnd.openxmlformats-officedocument.wordprocessingml.document,\
    image/jpeg,image/png,image/gif";

/// What may be attached (product.md, section 6). The server checks it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file_bytes: u64,
    /// All files of an appeal together, in bytes.
    pub appeal_bytes: u64,
    /// How many files an appeal may have.
    pub files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: MAX_FILE_BYTES,
            appeal_bytes: MAX_APPEAL_BYTES,
            files: MAX_FILES,
        }
    }
}

/// What may be attached to an appeal, in a sentence or two.
pub(crate) fn rules(lang: Lang) -> String {
    match lang {
        Lang::Ru => format!(
            "PDF, DOC, DOCX, JPG, PNG или GIF. Один файл до {MAX_FILE_MB} МБ, все вместе до {MAX_APPEAL_MB} МБ, не больше {MAX_FILES} штук."
        ),
        Lang::En => format!(
            "PDF, DOC, DOCX, JPG, PNG or GIF. One file up to {MAX_FILE_MB} MB, all together up to {MAX_APPEAL_MB} MB, at most {MAX_FILES} files."
        ),
    }
}

/// The same where few files are sent.
pub(crate) fn rule_of_each(lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("PDF, DOC, DOCX, JPG, PNG или GIF, каждый до {MAX_FILE_MB} МБ."),
        Lang::En => format!("PDF, DOC, DOCX, JPG, PNG or GIF, each up to {MAX_FILE_MB} MB."),
    }
}

/// «2,4 МБ»: a size as people say it; a megabyte is 1024 × 1024 bytes here, as in the limits.
pub fn size(lang: Lang, bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * 1024;
    if bytes < KIB {
        return format!("{bytes}\u{a0}{}", pick(lang, "байт", "bytes"));
    }
    let (unit, ru, en) = if bytes < MIB {
        (KIB, "КБ", "KB")
    } else {
        (MIB, "МБ", "MB")
    };
    let tenths = (bytes % unit) * 10 / unit;
    let whole = bytes / unit;
    let unit = pick(lang, ru, en);
    // A tenth matters only in small figures.
    if whole < 10 && tenths > 0 {
        format!("{whole}{}{tenths}\u{a0}{unit}", pick(lang, ",", "."))
    } else {
        format!("{whole}\u{a0}{unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_say_them() {
        for (bytes, ru, en) in [
            (0, "0 байт", "0 bytes"),
            (1023, "1023 байт", "1023 bytes"),
            (1024, "1 КБ", "1 KB"),
            (1536, "1,5 КБ", "1.5 KB"),
            (10 * 1024 * 1024, "10 МБ", "10 MB"),
            (2_516_583, "2,4 МБ", "2.4 MB"),
            (1024 * 1024 - 1, "1023 КБ", "1023 KB"),
        ] {
            assert_eq!(size(Lang::Ru, bytes).replace('\u{a0}', " "), ru);
            assert_eq!(size(Lang::En, bytes).replace('\u{a0}', " "), en);
        }
        assert!(!size(Lang::Ru, u64::MAX).is_empty());
    }
}
