//! `/api/v1/appeals/{number}/attachments/{id}/versions`: what a file was, and which version is shown.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use domain::decide::{Command, FileCommand};
use store::upload;
use web::capabilities::database;
use web::conditional::check_match;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, state};

use crate::sent::{Sent, Shape, done};

const NEW: Shape = Shape {
    files: true,
    ..Shape::EMPTY
};

const CHOSEN: Shape = Shape {
    numbers: &["version"],
    ..Shape::EMPTY
};

/// `GET`: all versions of a file, the first one first. Each is downloaded like any file of the appeal.
pub(crate) async fn attachment_versions(
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AttachmentVersions, &number).await?;
    access.demand_personal_data()?;
    let db = database().await?;
    let uploads = upload::of_appeal(db, &row.id).await?;
    let versions = store::version::of_appeal(db, &row.id).await?;
    let item = |version: i64, file: &str, current: bool, by: &str| {
        let upload = uploads.iter().find(|upload| upload.id == file)?;
        Some(api::VersionItem {
            version,
            file: upload.id.clone(),
            name: upload.name.clone(),
            media_type: upload.media_type.clone().unwrap_or_default(),
            size_bytes: upload.size_bytes.unwrap_or_default().unsigned_abs(),
            at: from_ms(upload.created_at),
            by: by.to_owned(),
            current,
        })
    };
    let own = versions.iter().filter(|version| version.attachment == id);
    let mut items: Vec<api::VersionItem> = own
        .filter_map(|one| item(one.version, &one.file, one.current, one.actor.role()))
        .collect();
    // A version is no file of its own, and a file without versions is its first one.
    let is_version = versions
        .iter()
        .any(|one| one.file == id && one.attachment != id);
    if items.is_empty() && !is_version {
        items.extend(item(1, &id, true, ""));
    }
    if items.is_empty() {
        return Err(Problem::not_found());
    }
    access.record(&context, &row, &["file_names"]).await?;
    json(StatusCode::OK, &api::Page { items, next: None })
}

/// `POST`: a new version, uploaded and checked like any file.
pub(crate) async fn attachment_version(
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AttachmentVersion, &number).await?;
    check_match(&context, row.version)?;
    let mut sent = Sent::read(&context, body, NEW).await?;
    let mut files = sent.files().await?;
    let new = match files.len() {
        1 => files.pop(),
        _ => None,
    };
    if new.is_none() {
        let text = Text::fixed("Приложите один файл", "Attach one file");
        sent.fault("attachments", "attachments_one", text);
    }
    sent.check()?;
    let Some((file, name)) = new else {
        return Err(Problem::not_found());
    };
    let made = file.id.clone();
    let command = Command::File(FileCommand::Version {
        attachment: id,
        file,
        name,
    });
    let version = state::execute(&context, &row, command, &access.actor()).await?;
    done(sent.is_page, &access, &number, "versioned", || {
        json(StatusCode::CREATED, &api::Made { id: made, version })
    })
}

/// `POST …/restore`: an earlier version is shown again; the later ones stay.
pub(crate) async fn attachment_restore(
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AttachmentRestore, &number).await?;
    check_match(&context, row.version)?;
    let mut sent = Sent::read(&context, body, CHOSEN).await?;
    let chosen = sent.text("version").and_then(|text| text.parse().ok());
    if chosen.is_none() {
        let text = Text::fixed("Назовите номер версии", "Name the number of a version");
        sent.fault("version", "required", text);
    }
    sent.check()?;
    let command = Command::File(FileCommand::Restore {
        attachment: id.clone(),
        version: chosen.unwrap_or_default(),
    });
    let version = state::execute(&context, &row, command, &access.actor()).await?;
    done(sent.is_page, &access, &number, "restored", || {
        json(StatusCode::OK, &api::Made { id, version })
    })
}
