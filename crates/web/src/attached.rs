//! Files that come with something sent after the registration: looked up, theirs proved, and still free.

use domain::appeal::{Attached, FieldError, RawAttachment, UploadedFile, check_files};
use store::{Upload, upload};

use crate::Problem;
use crate::auth::Access;
use crate::capabilities::{database, keys};
use crate::keys::same;

/// The uploads that exist and whose token the sender has: others are not to be told apart from unknown ones.
pub async fn look_up(
    attachments: &[RawAttachment],
) -> Result<Vec<(Upload, RawAttachment)>, Problem> {
    if attachments.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = attachments.iter().filter_map(|a| a.id.clone()).collect();
    let found = upload::by_ids(database().await?, &ids).await?;
    let keys = keys().await?;
    let pairs = attachments.iter().filter_map(|raw| {
        let id = raw.id.as_deref()?;
        let upload = found.iter().find(|upload| upload.id == id)?;
        let hash = keys.upload_hash(raw.upload_token.as_deref()?);
        same(&hash, &upload.token_hash).then(|| (upload.clone(), raw.clone()))
    });
    Ok(pairs.collect())
}

/// An upload as the checks know it.
pub fn uploaded(upload: &Upload, raw: &RawAttachment) -> UploadedFile {
    UploadedFile {
        id: upload.id.clone(),
        media_type: upload.media_type.clone().unwrap_or_default(),
        size_bytes: upload.size_bytes.unwrap_or_default().unsigned_abs(),
        name: upload.name.clone(),
        document: raw.document.clone(),
    }
}

/// The files as the journal takes them, or what is wrong with each.
pub fn attached(
    raw: &[RawAttachment],
    found: &[(Upload, RawAttachment)],
) -> Result<Attached, Vec<FieldError>> {
    let free = found.iter().filter(|(upload, _)| upload.appeal.is_none());
    let files: Vec<UploadedFile> = free.map(|(upload, raw)| uploaded(upload, raw)).collect();
    check_files(raw, &files)
}

/// The uploads of a form that is shown again: those that are still free.
pub fn kept(found: &[(Upload, RawAttachment)]) -> Vec<pages::Upload> {
    let free = found.iter().filter(|(upload, _)| upload.appeal.is_none());
    free.map(|(upload, raw)| pages::Upload {
        id: upload.id.clone(),
        token: raw.upload_token.clone().unwrap_or_default(),
        document: raw.document.clone().unwrap_or_default(),
        name: upload.name.clone(),
        size_bytes: upload.size_bytes.unwrap_or_default().unsigned_abs(),
    })
    .collect()
}

/// The files of a command on an appeal, or what is wrong with each. Staff may name files that the appeal has
/// already: a new version of an answer keeps those of the one before.
pub async fn of_command(
    raw: &[RawAttachment],
    appeal: &str,
    access: &Access,
) -> Result<Result<Attached, Vec<FieldError>>, Problem> {
    let mut found = look_up(raw).await?;
    found.retain(|(upload, _)| upload.appeal.is_none());
    if access.is_staff() {
        let ids: Vec<String> = raw.iter().filter_map(|raw| raw.id.clone()).collect();
        let known = upload::by_ids(database().await?, &ids).await?;
        let own = known
            .iter()
            .filter(|upload| upload.appeal.as_deref() == Some(appeal));
        found.extend(own.filter_map(|upload| {
            let named = raw.iter().find(|raw| raw.id.as_ref() == Some(&upload.id));
            Some((upload.clone(), named?.clone()))
        }));
    }
    let files: Vec<UploadedFile> = found
        .iter()
        .map(|(upload, raw)| uploaded(upload, raw))
        .collect();
    Ok(check_files(raw, &files))
}
