//! `POST /api/v1/attachments`: a whole file as the body, or the beginning of a resumable upload.

use axum::body::Body;
use axum::http::StatusCode;
use chrono::Duration;
use domain::Text;
use files::{ContentDisposition, FileName};
use web::reply::{json, with};
use web::uploads::{self, Announced, Uploaded};
use web::{Answer, Context, Problem, idempotency};

use crate::tus;

/// How long a request with a key may have taken before another with the key goes on in its place: 10 MiB
/// come in this time over the slowest line that a whole upload makes sense on.
const GIVEN_UP_AFTER: Duration = Duration::minutes(5);

/// Takes a file in.
pub(crate) async fn attachment_create(context: Context, body: Body) -> Answer {
    if tus::is_tus(&context) {
        return tus::create(context, body).await;
    }
    let announced = Announced {
        name: name(&context)?,
        declared_type: context.header("content-type").to_owned(),
        size_bytes: context.header("content-length").parse().ok(),
        idempotency_key: idempotency::key(&context)?,
    };
    let mut uploaded = uploads::begin(&announced, context.now).await?;
    if uploaded.upload.is_ready {
        return repeated(uploaded, body).await;
    }
    if !uploaded.is_new {
        // Somebody is at it, or was when the machine stopped: what broke off otherwise is gone already.
        let age = context.now - web::time::from_ms(uploaded.upload.created_at);
        if age < GIVEN_UP_AFTER {
            return Err(idempotency::in_flight());
        }
        uploads::discard(&uploaded.upload.id).await?;
        uploaded = uploads::begin(&announced, context.now).await?;
        if !uploaded.is_new {
            return Err(idempotency::in_flight());
        }
    }
    let id = uploaded.upload.id.clone();
    let received = match uploads::receive(&uploaded.upload, body.into_data_stream()).await {
        Ok(_) => uploads::complete(&id).await,
        Err(problem) => Err(problem),
    };
    match received {
        Ok(upload) => created(&Uploaded { upload, ..uploaded }),
        Err(problem) => {
            uploads::discard(&id).await?;
            Err(problem)
        }
    }
}

/// The file came before with this idempotency key: the same bytes give the same answer.
async fn repeated(uploaded: Uploaded, body: Body) -> Answer {
    let hash = uploads::hash(body.into_data_stream()).await?;
    if uploaded.upload.sha256.as_deref() == Some(hash.as_str()) {
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
