//! `GET /api/v1/appeals/{number}/messages`: questions, replies, and for staff notes.

use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::{DataPart, Operation};
use store::journal;
use web::capabilities::database;
use web::reply::json;
use web::{Answer, Context, auth, dialogue};

/// Shows the dialogue.
pub(crate) async fn message_list(context: Context, Path(number): Path<String>) -> Answer {
    let (row, access) = auth::appeal(&context, Operation::MessageList, &number).await?;
    let journal = journal::events(database().await?, &row.id, 0).await?;
    let items = dialogue::messages(&journal, &access);
    if !items.is_empty() {
        access.record(&context, &row, &[DataPart::Comments]).await?;
    }
    json(StatusCode::OK, &api::Page { items, next: None })
}
