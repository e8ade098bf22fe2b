//! `POST /api/v1/attachments`: a whole file as the body, or the beginning of a resumable upload.

use axum::body::Body;
use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use files::{ContentDisposition, FileName};
use web::reply::{json, with};
use web::uploads::{self, Announced, Uploaded};
use web::{Answer, Context, Problem, auth, idempotency, limits};

use crate::tus;

/// Requests with one key that come together may take over from each other; after so many the caller is
/// asked to come again.
const TRIES: usize = 3;

/// Takes a file in.
pub(crate) async fn attachment_create(context: Context, body: Body) -> Answer {
    let permit = auth::permit(&context, Operation::AttachmentCreate).await?;
    permit.demand_idempotency(idempotency::key(&context)?.as_deref())?;
    if tus::is_tus(&context) {
        return tus::create(context, body).await;
    }
    let announced = Announced {
        name: name(&context)?,
        size_bytes: context.header("content-length").parse().ok(),
        idempotency_key: idempotency::key(&context)?,
    };
    limits::take_upload(&context, announced.size_bytes).await?;
    let uploaded = begin(&context, &announced).await?;
    if uploaded.upload.is_ready {
        return repeated(uploaded, body).await;
    }
    let id = uploaded.upload.id.clone();
    let received = match uploads::receive(&uploaded.upload, body.into_data_stream()).await {
        Ok(_) => uploads::complete(&id).await,
        Err(problem) => Err(problem),
    };
    match received {
        Ok(upload) => created(&Uploaded { upload, ..uploaded }),
        // A later request with the key has taken over.
        Err(problem) if matches!(problem.status, StatusCode::CONFLICT | StatusCode::NOT_FOUND) => {
            Err(idempotency::in_flight())
        }
        Err(problem) => {
            uploads::give_up(&id).await?;
            Err(problem)
        }
    }
}

/// A new upload, or the finished one that has this request's idempotency key. One that is not finished
/// belongs to a request that broke off, or that its sender gave up waiting for: the later request goes on in
/// its place with all bytes of its own.
async fn begin(context: &Context, announced: &Announced) -> Result<Uploaded, Problem> {
    for _ in 0..TRIES {
        let uploaded = uploads::begin(announced, context.now).await?;
        if uploaded.is_new || uploaded.upload.is_ready {
            return Ok(uploaded);
        }
        uploads::give_up(&uploaded.upload.id).await?;
    }
    Err(idempotency::in_flight())
}

/// The file came before with this idempotency key: the same bytes give the same answer.
async fn repeated(uploaded: Uploaded, body: Body) -> Answer {
    let hash = uploads::hash(body.into_data_stream()).await?;
    if uploaded.upload.received_sha256.as_deref() == Some(hash.as_str()) {
        created(&uploaded)
    } else {
        Err(idempotency::reused())
    }
}

fn created(uploaded: &Uploaded) -> Answer {
    let upload = &uploaded.upload;
    let body = api::AttachmentCreated {
        id: upload.id.clone(),
        upload_token: uploaded.token.clone(),
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
