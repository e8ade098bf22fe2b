//! `DELETE /api/v1/admin/blocks/{id}`: whoever was blocked may write again; the block stays in the list.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use store::block;
use web::capabilities::database;
use web::{Answer, Context, Problem, auth};

/// Lifts a block. One of another agency is unknown.
pub(crate) async fn block_lift(context: Context, Path(id): Path<String>) -> Answer {
    lift(&context, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Lifts it; twice is once.
pub(crate) async fn lift(context: &Context, id: &str) -> Result<(), Problem> {
    let permit = auth::permit(context, Operation::BlockLift).await?;
    let db = database().await?;
    let own = permit.territory().agency;
    let found = block::by_id(db, id).await?;
    found
        .filter(|block| own.is_none() || block.agency == own)
        .ok_or_else(Problem::not_found)?;
    let now = context.now.timestamp_millis();
    block::lift(db, id, &permit.actor(), now).await?;
    Ok(())
}
