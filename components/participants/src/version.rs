//! `/api/v1/appeals/{number}/attachments/{id}/versions`: what a file was, and which version is shown.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::Text;
use domain::access::{DataPart, Operation};
use domain::decide::{Command, FileCommand};
use store::version::VersionRow;
use store::{AppealRow, upload};
use web::auth::Access;
use web::capabilities::database;
use web::conditional::check_match;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, auth, state, versions};

use crate::again::{Form, again};
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
    versions::demand_shown(&row, &access, &id).await?;
    let db = database().await?;
    let uploads = upload::of_appeal(db, &row.id).await?;
    let all = store::version::of_appeal(db, &row.id).await?;
    // A version is asked for by its own id, too: a card shows that of the current one.
    let id = first(&all, id);
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
    let own = all.iter().filter(|version| version.attachment == id);
    let mut items: Vec<api::VersionItem> = own
        .filter_map(|one| item(one.version, &one.file, one.current, one.actor.role()))
        .collect();
    // A file without versions is its first one.
    if items.is_empty() {
        items.extend(item(1, &id, true, ""));
    }
    if items.is_empty() {
        return Err(Problem::not_found());
    }
    access
        .record(&context, &row, &[DataPart::FileNames])
        .await?;
    json(StatusCode::OK, &api::Page { items, next: None })
}

/// `POST`: a new version, uploaded and checked like any file.
pub(crate) async fn attachment_version(
    context: Context,
    Path((number, id)): Path<(String, String)>,
    body: Body,
) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AttachmentVersion, &number).await?;
    refuse_colleague(&access)?;
    let mut sent = Sent::on(
        &context,
        Operation::AttachmentVersion,
        (&row, &access),
        body,
        NEW,
    )
    .await?;
    check_match(&context, row.version)?;
    match replace(&context, &row, &access, &mut sent, id).await {
        Err(problem) => again(&context, &row, &access, &sent, Form::Version, problem).await,
        done => done,
    }
}

async fn replace(
    context: &Context,
    row: &AppealRow,
    access: &Access,
    sent: &mut Sent,
    id: String,
) -> Answer {
    // Faults of the file itself come before that there is none.
    sent.check()?;
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
    let versions = store::version::of_appeal(database().await?, &row.id).await?;
    let command = Command::File(FileCommand::Version {
        attachment: first(&versions, id),
        file,
        name,
    });
    let version = state::execute(context, row, command, &access.actor()).await?;
    let number = row.number.to_string();
    done(sent.is_page, access, &number, "versioned", || {
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
    refuse_colleague(&access)?;
    let mut sent = Sent::on(
        &context,
        Operation::AttachmentRestore,
        (&row, &access),
        body,
        CHOSEN,
    )
    .await?;
    check_match(&context, row.version)?;
    let chosen = sent.text("version").and_then(|text| text.parse().ok());
    if chosen.is_none() {
        let text = Text::fixed("Назовите номер версии", "Name the number of a version");
        sent.fault("version", "required", text);
    }
    sent.check()?;
    let versions = store::version::of_appeal(database().await?, &row.id).await?;
    let id = first(&versions, id);
    let command = Command::File(FileCommand::Restore {
        attachment: id.clone(),
        version: chosen.unwrap_or_default(),
    });
    let version = state::execute(&context, &row, command, &access.actor()).await?;
    done(sent.is_page, &access, &number, "restored", || {
        json(StatusCode::OK, &api::Made { id, version })
    })
}

/// The file that a version belongs to, by the id of its first one.
fn first(versions: &[VersionRow], id: String) -> String {
    let found = versions.iter().find(|one| one.file == id);
    found.map_or(id, |one| one.attachment.clone())
}

/// Whoever works for an agency and takes part elsewhere brings files with messages and reports alone: the agency's
/// files are not theirs.
fn refuse_colleague(access: &Access) -> Result<(), Problem> {
    match access.participant().is_some() && access.caller().role().acts_for_agency() {
        true => Err(Problem::forbidden()),
        false => Ok(()),
    }
}
