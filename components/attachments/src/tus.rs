//! Resumable uploads: tus 1.0.0, core protocol with the extensions creation and termination
//! (tus.io/protocols/resumable-upload).
//!
//! Every call after the creation carries `Otklik-Upload-Token`, which the creation gave. A creation that is sent again
//! with its `Idempotency-Key` gives the same upload to whoever is known, by an API key or a session; to nobody it gives
//! another one, as nobody can prove to be the one who began the first. No byte has come by then, so nothing is lost.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Text;
use domain::access::Operation;
use files::{FileName, MAX_FILE_BYTES};
use store::Upload;
use web::auth::Permit;
use web::reply::with;
use web::uploads::{self, Announced};
use web::{Answer, Context, Problem, auth, limits};

use crate::attachment_create::begin;

const VERSION: &str = "1.0.0";

/// Whether the caller speaks tus.
pub(crate) fn is_tus(context: &Context) -> bool {
    !context.header("tus-resumable").is_empty()
}

/// `OPTIONS`: what this server can do.
pub(crate) async fn options() -> Answer {
    let response = tus(StatusCode::NO_CONTENT.into_response())?;
    let response = with(response, "tus-version", VERSION)?;
    let response = with(response, "tus-extension", "creation,termination")?;
    with(response, "tus-max-size", &MAX_FILE_BYTES.to_string())
}

/// `POST`: begins an upload of a known length.
pub(crate) async fn create(context: Context, permit: &Permit, _body: Body) -> Answer {
    version(&context)?;
    let size_bytes = number(&context, "upload-length")?;
    let name = name(context.header("upload-metadata"));
    let announced = Announced {
        name: FileName::clean(&name).map_err(uploads::refused)?,
        size_bytes: Some(size_bytes),
    };
    let asked = serde_json::json!([announced.name.as_str(), size_bytes]);
    begin(&context, permit, &asked).await?;
    limits::take_upload(&context, announced.size_bytes).await?;
    let uploaded = uploads::begin(&announced, context.now).await?;
    let location = format!("/api/v1/attachments/{}", uploaded.upload.id);
    let response = tus(StatusCode::CREATED.into_response())?;
    let response = with(response, "location", &location)?;
    let response = with(response, "otklik-upload-token", &uploaded.token)?;
    with(
        response,
        "upload-offset",
        &uploaded.upload.received_bytes.to_string(),
    )
}

/// `HEAD`: where the upload stands.
pub(crate) async fn offset(context: Context, Path(id): Path<String>) -> Answer {
    auth::permit(&context, Operation::AttachmentOffset).await?;
    version(&context)?;
    let upload = uploads::authorised(&id, context.header("otklik-upload-token")).await?;
    let response = tus(StatusCode::OK.into_response())?;
    let response = with(
        response,
        "upload-offset",
        &upload.received_bytes.to_string(),
    )?;
    // Of a file that is ready perhaps not all was kept, but the upload was as long as it was.
    let length = if upload.is_ready {
        Some(upload.received_bytes)
    } else {
        upload.size_bytes
    };
    let length = length.unwrap_or_default().to_string();
    with_name(with(response, "upload-length", &length)?, &upload)
}

/// `PATCH`: goes on at an offset. The last byte brings the check of the whole file, whose refusal is the
/// answer.
pub(crate) async fn append(context: Context, Path(id): Path<String>, body: Body) -> Answer {
    auth::permit(&context, Operation::AttachmentAppend).await?;
    version(&context)?;
    if context.header("content-type") != "application/offset+octet-stream" {
        return Err(Problem::unsupported_type("application/offset+octet-stream"));
    }
    let mut upload = uploads::authorised(&id, context.header("otklik-upload-token")).await?;
    let offset = number(&context, "upload-offset")?;
    if upload.received_bytes.unsigned_abs() != offset {
        return Err(uploads::offset_conflict(upload.received_bytes));
    }
    let mut end = offset;
    if !upload.is_ready {
        end = match uploads::receive(&upload, body.into_data_stream()).await {
            Ok(end) => end,
            // What is refused for good is not kept; what broke off is.
            Err(problem) if is_final(&problem) => {
                uploads::give_up(&upload.id).await?;
                return Err(problem);
            }
            Err(problem) => return Err(problem),
        };
        if upload.size_bytes.map(i64::unsigned_abs) == Some(end) {
            upload = uploads::complete(&upload.id).await?;
        }
    }
    let response = tus(StatusCode::NO_CONTENT.into_response())?;
    with_name(with(response, "upload-offset", &end.to_string())?, &upload)
}

/// The name as it is kept: of a file that is ready it has the extension of its content.
fn with_name(response: Response, upload: &Upload) -> Answer {
    let metadata = format!("filename {}", STANDARD.encode(&upload.name));
    with(response, "upload-metadata", &metadata)
}

fn is_final(problem: &Problem) -> bool {
    matches!(
        problem.status,
        StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::UNSUPPORTED_MEDIA_TYPE
            | StatusCode::UNPROCESSABLE_ENTITY
    )
}

fn tus(response: Response) -> Answer {
    with(response, "tus-resumable", VERSION)
}

fn version(context: &Context) -> Result<(), Problem> {
    if context.header("tus-resumable") == VERSION {
        return Ok(());
    }
    let mut problem = Problem::new(
        StatusCode::PRECONDITION_FAILED,
        "tus_version",
        Text::fixed(
            "Другая версия протокола tus",
            "Another version of the tus protocol",
        ),
        Text::fixed(
            "Передайте Tus-Resumable: 1.0.0.",
            "Send Tus-Resumable: 1.0.0.",
        ),
    );
    problem.headers.push(("tus-version", VERSION.to_owned()));
    Err(problem)
}

fn number(context: &Context, header: &'static str) -> Result<u64, Problem> {
    context.header(header).parse().map_err(|_| {
        Problem::unreadable(
            "tus_header",
            Text::new(
                format!("Заголовок {header} должен быть целым числом."),
                format!("The header {header} must be a whole number."),
            ),
        )
    })
}

/// `Upload-Metadata`: pairs of a key and a base64 value, of which `filename` is read.
fn name(header: &str) -> String {
    let pairs = header
        .split(',')
        .filter_map(|pair| pair.trim().split_once(' '));
    let found = pairs.into_iter().find(|(key, _)| *key == "filename");
    let bytes = found.and_then(|(_, value)| STANDARD.decode(value.trim()).ok());
    String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
}
