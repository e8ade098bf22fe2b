//! `DELETE /api/v1/admin/{collection}/{key}`: an item is closed for what is new, or goes; its history stays.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use web::{Answer, Context, auth};

use crate::collection::Collection;
use crate::configuration_change::seen;
use crate::remove;

/// Lets an item go.
pub(crate) async fn configuration_remove(
    context: Context,
    Path((collection, key)): Path<(String, String)>,
) -> Answer {
    let permit = auth::permit(&context, Operation::ConfigurationRemove).await?;
    let collection = Collection::at(&collection)?;
    remove::remove(&context, &permit, collection, &key, seen(&context)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
