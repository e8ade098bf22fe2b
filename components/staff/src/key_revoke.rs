//! `DELETE /api/v1/keys/{id}`: a key opens nothing from now on.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use store::api_key;
use uuid::Uuid;
use web::capabilities::database;
use web::{Answer, Context, Problem, auth};

use crate::key_list::reach;

/// Revokes a key. One outside the caller's territory is unknown.
pub(crate) async fn key_revoke(context: Context, Path(id): Path<String>) -> Answer {
    revoke(&context, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Revokes a key; twice is once.
pub(crate) async fn revoke(context: &Context, id: &str) -> Result<(), Problem> {
    let permit = auth::permit(context, Operation::KeyRevoke).await?;
    let id = Uuid::try_parse(id).map_err(|_| Problem::not_found())?;
    let db = database().await?;
    let key = api_key::by_id(db, &id.to_string()).await?;
    let key = key
        .filter(|key| permit.territory().contains(&reach(key)))
        .ok_or_else(Problem::not_found)?;
    let by = permit.caller().id().unwrap_or_default();
    api_key::revoke(db, &key.id, by, context.now.timestamp_millis()).await?;
    Ok(())
}
