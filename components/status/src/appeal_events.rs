//! `GET /api/v1/appeals/{number}/events`: the journal, once or live.

use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use store::journal;
use web::capabilities::database;
use web::reply::json;
use web::{Answer, Context, auth, present};

use crate::stream;

/// Shows the journal; to `Accept: text/event-stream`, from `Last-Event-ID` on and as it grows.
pub(crate) async fn appeal_events(context: Context, Path(number): Path<String>) -> Answer {
    let (row, _) = auth::appeal(&context, Operation::AppealEvents, &number).await?;
    if context.header("accept").contains("text/event-stream") {
        let after = context.header("last-event-id").parse().unwrap_or(0);
        return Ok(stream::follow(row.id, after, context.lang));
    }
    let events = journal::events(database().await?, &row.id, 0).await?;
    let items = events
        .iter()
        .map(|event| present::event(event, context.lang))
        .collect();
    json(StatusCode::OK, &api::Page { items, next: None })
}
