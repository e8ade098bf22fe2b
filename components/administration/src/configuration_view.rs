//! `GET /api/v1/admin/{collection}/{key}`: an item.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::Operation;
use serde_json::{Value, json};
use store::configuration::Stored;
use web::conditional::{etag, not_modified};
use web::reply::{self, with};
use web::{Answer, Context, Problem, auth};

use crate::collection::Collection;
use crate::{found, may};

/// Shows an item.
pub(crate) async fn configuration_view(
    context: Context,
    Path((collection, key)): Path<(String, String)>,
) -> Answer {
    let permit = auth::permit(&context, Operation::ConfigurationView).await?;
    let collection = Collection::at(&collection)?;
    may::look(&permit, collection.kind)?;
    let item = found::find(&permit, collection.kind, &key).await?;
    let tag = etag(item.version);
    if not_modified(&context, item.version) {
        return with(StatusCode::NOT_MODIFIED.into_response(), "etag", &tag);
    }
    with(reply::json(StatusCode::OK, &wire(&item)?)?, "etag", &tag)
}

/// An item as it is sent: its own members, `key` and `version`.
pub(crate) fn wire(item: &Stored) -> Result<Value, Problem> {
    let mut out: Value = serde_json::from_str(&item.data).map_err(Problem::internal)?;
    if let Some(members) = out.as_object_mut() {
        members.insert("key".to_owned(), json!(item.key));
        members.insert("version".to_owned(), json!(item.version));
    }
    Ok(out)
}
