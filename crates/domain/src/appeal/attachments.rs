//! The attachments of an appeal and the documents its category requires.

use std::collections::HashSet;

use super::check::Faults;
use super::error::{echo, filled};
use super::limits::{MAX_APPEAL_BYTES, MAX_APPEAL_MB, MAX_FILE_BYTES, MAX_FILE_MB, MAX_FILES};
use super::{
    Attached, FieldError, NewAttachment, RawAppeal, RawAttachment, UploadedFile, power_of_attorney,
};
use crate::category::{Category, RequiredDocument};
use crate::lang::Text;

/// A longer code of a document is none of ours.
const MAX_DOCUMENT_CHARS: usize = 50;

/// The attachments, and the required documents that are not among them.
pub(super) fn check(
    raw: &RawAppeal,
    category: Option<&Category>,
    files: &[UploadedFile],
    faults: &mut Faults,
) -> (Vec<NewAttachment>, Vec<RequiredDocument>) {
    let Some(found) = check_found(&raw.attachments, files, faults) else {
        return (Vec::new(), Vec::new());
    };
    let missing = missing(raw, category, &found);
    if raw.documents_follow {
        return (found, missing);
    }
    for document in &missing {
        faults.push(FieldError::with_text(
            "/attachments",
            "document_missing",
            Text::new(
                format!("Приложите документ: {}", document.name.ru),
                format!("Attach the document: {}", document.name.en),
            ),
        ));
    }
    (found, Vec::new())
}

/// The files that come with something after the registration: a message, an answer, an objection.
pub fn check_files(
    raw: &[RawAttachment],
    files: &[UploadedFile],
) -> Result<Attached, Vec<FieldError>> {
    let mut faults = Faults::new();
    let found = check_found(raw, files, &mut faults).unwrap_or_default();
    match faults.is_empty() {
        true => Ok(found.into_iter().collect()),
        false => Err(faults),
    }
}

/// The files that are there, together no more than is taken; none when there are too many to look at.
fn check_found(
    attachments: &[RawAttachment],
    files: &[UploadedFile],
    faults: &mut Faults,
) -> Option<Vec<NewAttachment>> {
    if attachments.len() > MAX_FILES {
        let found = attachments.len();
        faults.push(FieldError::with_text(
            "/attachments",
            "attachments_count",
            Text::new(
                format!("Не больше {MAX_FILES} файлов, сейчас {found}"),
                format!("At most {MAX_FILES} files; there are {found}"),
            ),
        ));
        return None;
    }
    let found = find_all(attachments, files, faults);
    let total = found
        .iter()
        .fold(0u64, |sum, found| sum.saturating_add(found.file.size_bytes));
    if total > MAX_APPEAL_BYTES {
        faults.push(FieldError::with_text(
            "/attachments",
            "attachments_size",
            Text::new(
                format!("Все файлы вместе больше {MAX_APPEAL_MB} МБ"),
                format!("All files together are larger than {MAX_APPEAL_MB} MB"),
            ),
        ));
    }
    Some(found)
}

fn find_all(
    attachments: &[RawAttachment],
    files: &[UploadedFile],
    faults: &mut Faults,
) -> Vec<NewAttachment> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (index, attachment) in attachments.iter().enumerate() {
        let at = format!("/attachments/{index}/id");
        let Some(id) = filled(&attachment.id) else {
            faults.push(FieldError::new(
                at,
                "attachment_required",
                "Укажите id файла",
                "Give the id of the file",
            ));
            continue;
        };
        if !seen.insert(id) {
            faults.push(FieldError::new(
                at,
                "attachment_duplicate",
                "Этот файл уже приложен",
                "This file is attached already",
            ));
            continue;
        }
        let Some(file) = files.iter().find(|file| file.id == id) else {
            faults.push(FieldError::new(
                at,
                "attachment_unknown",
                "Такого загруженного файла нет: загрузите его снова",
                "There is no such uploaded file: upload it again",
            ));
            continue;
        };
        if file.size_bytes > MAX_FILE_BYTES {
            faults.push(FieldError::with_text(
                at,
                "attachment_size",
                Text::new(
                    format!("Файл больше {MAX_FILE_MB} МБ"),
                    format!("The file is larger than {MAX_FILE_MB} MB"),
                ),
            ));
            continue;
        }
        let said = filled(&attachment.document).map(str::to_owned);
        if let Some(code) = said.as_deref().filter(|code| !is_document_code(code)) {
            let shown = echo(code);
            faults.push(FieldError::with_text(
                format!("/attachments/{index}/document"),
                "document_format",
                Text::new(
                    format!(
                        "«{shown}» — не код документа: строчные латинские буквы, цифры и знак _"
                    ),
                    format!(
                        "“{shown}” is no code of a document: small Latin letters, digits and _"
                    ),
                ),
            ));
            continue;
        }
        let mut file = file.clone();
        file.document = said.or(file.document);
        found.push(NewAttachment {
            file,
            upload_token: filled(&attachment.upload_token).map(str::to_owned),
        });
    }
    found
}

/// Documents are named by codes; one that the category does not require (`photo`) is a
/// remark, not a fault.
fn is_document_code(code: &str) -> bool {
    let usual = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    code.len() <= MAX_DOCUMENT_CHARS && code.bytes().all(usual)
}

fn missing(
    raw: &RawAppeal,
    category: Option<&Category>,
    found: &[NewAttachment],
) -> Vec<RequiredDocument> {
    let required = category
        .map(|c| c.required_documents.as_slice())
        .unwrap_or_default();
    let of_representative = raw.on_behalf_of.as_ref().map(|_| power_of_attorney());
    let here = |document: &&RequiredDocument| {
        let is_it = |found: &NewAttachment| found.file.document.as_ref() == Some(&document.code);
        !found.iter().any(is_it)
    };
    required
        .iter()
        .chain(&of_representative)
        .filter(here)
        .cloned()
        .collect()
}
