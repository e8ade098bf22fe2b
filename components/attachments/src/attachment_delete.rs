//! `DELETE /api/v1/attachments/{id}`: its uploader takes a file back before an appeal has it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Text;
use domain::access::Operation;
use web::{Answer, Context, Problem, auth, uploads};

/// Removes an upload.
pub(crate) async fn attachment_delete(context: Context, Path(id): Path<String>) -> Answer {
    auth::permit(&context, Operation::AttachmentDelete).await?;
    let upload = uploads::authorised(&id, context.header("otklik-upload-token")).await?;
    if uploads::discard(&upload.id).await? {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Err(Problem::new(
        StatusCode::CONFLICT,
        "attachment_in_use",
        Text::fixed(
            "Файл уже приложен к обращению",
            "The file belongs to an appeal",
        ),
        Text::fixed(
            "Приложенное к обращению остаётся в его истории.",
            "What was attached to an appeal stays in its history.",
        ),
    ))
}
