//! `POST /api/v1/attachments`: a whole file as the body, or the beginning of a resumable upload.

use axum::body::Body;
use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use files::{ContentDisposition, FileName};
use store::Upload;
use web::auth::{Caller, Permit};
use web::reply::{json, with};
use web::uploads::{self, Announced};
use web::{Answer, Context, Problem, auth, idempotency, limits};

use crate::tus;

/// Takes a file in.
pub(crate) async fn attachment_create(context: Context, body: Body) -> Answer {
    let permit = auth::permit(&context, Operation::AttachmentCreate).await?;
    if let Some(key) = idempotency::key(&context)? {
        idempotency::refuse_guessable(permit.caller(), &key)?;
    } else if matches!(permit.caller(), Caller::Key(_)) {
        return Err(idempotency::required());
    }
    if tus::is_tus(&context) {
        return tus::create(context, &permit, body).await;
    }
    let announced = Announced {
        name: name(&context)?,
        size_bytes: context.header("content-length").parse().ok(),
    };
    limits::take_upload(&context, announced.size_bytes).await?;
    let uploaded = uploads::begin(&announced, context.now).await?;
    let id = uploaded.upload.id.clone();
    let received = async {
        uploads::receive(&uploaded.upload, body.into_data_stream()).await?;
        uploads::complete(&id).await
    };
    let upload = match received.await {
        Ok(upload) => upload,
        Err(problem) => {
            uploads::give_up(&id).await?;
            return Err(problem);
        }
    };
    // Only now it is known what was asked. What came before has its own upload, and this one is not needed.
    let asked = serde_json::json!([announced.name.as_str(), upload.received_sha256]);
    if let Err(problem) = begin(&context, &permit, &asked).await {
        uploads::discard(&id).await?;
        return Err(problem);
    }
    created(&upload, uploaded.token)
}

/// Looks whether the same came before. Nobody's uploads are not looked for: a token is given once, and whoever lost
/// the answer uploads the file again.
pub(crate) async fn begin(
    context: &Context,
    permit: &Permit,
    asked: &serde_json::Value,
) -> Result<(), Problem> {
    if matches!(permit.caller(), Caller::Nobody) {
        return Ok(());
    }
    let operation = Operation::AttachmentCreate;
    let asked = idempotency::Asked::of(operation, permit, None, asked);
    idempotency::begin(context, &asked).await
}

fn created(upload: &Upload, token: String) -> Answer {
    let body = api::AttachmentCreated {
        id: upload.id.clone(),
        upload_token: token,
        name: upload.name.clone(),
        media_type: upload.media_type.clone().unwrap_or_default(),
        size_bytes: upload.size_bytes.unwrap_or_default(),
        sha256: upload.sha256.clone().unwrap_or_default(),
    };
    with(
        json(StatusCode::CREATED, &body)?,
        "location",
        &format!("/api/v1/attachments/{}", upload.id),
    )
}

/// The name of `Content-Disposition` (RFC 6266).
fn name(context: &Context) -> Result<FileName, Problem> {
    // Browsers and curl may send the name's bytes as they are, so the header is not read as ASCII.
    let header = context
        .headers
        .get("content-disposition")
        .map(|value| value.as_bytes());
    let given = ContentDisposition::parse(header.unwrap_or_default()).filename;
    let Some(given) = given else {
        return Err(Problem::unreadable(
            "file_name_missing",
            Text::fixed(
                "Назовите файл: Content-Disposition: attachment; filename*=UTF-8''имя.pdf",
                "Name the file: Content-Disposition: attachment; filename*=UTF-8''name.pdf",
            ),
        ));
    };
    FileName::clean(&given).map_err(uploads::refused)
}
