//! `GET /desk`: the queue.

use axum::http::StatusCode;
use pages::QueueView;
use web::reply::page;
use web::{Answer, Context, desk};

/// Shows the queue.
pub(crate) async fn queue(context: Context) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let view = QueueView {
        desk: desk::shell(&context, &session).await?,
    };
    Ok(page(StatusCode::OK, pages::queue(&view)))
}
