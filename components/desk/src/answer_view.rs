//! `GET /api/v1/appeals/{number}/answer`: the drafts and what was given.

use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::{DataPart, Operation};
use store::journal;
use web::capabilities::database;
use web::conditional::etag;
use web::reply::{json, with};
use web::{Answer, Context, answer, auth};

/// Shows the answer of an appeal to staff.
pub(crate) async fn answer_view(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::AnswerView, &number).await?;
    let journal = journal::events(database().await?, &row.id, 0).await?;
    access.record(&context, &row, &[DataPart::Answer]).await?;
    let view = answer::view(&row, &journal, &access).await?;
    with(json(StatusCode::OK, &view)?, "etag", &etag(row.version))
}
