//! `POST /api/v1/admin/{collection}`: a new item.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use serde_json::json;
use web::conditional::etag;
use web::reply::{self, with};
use web::{Answer, Context, auth, body, idempotency};

use crate::collection::Collection;
use crate::configuration_view::wire;
use crate::save::{self, Wanted};

/// Adds an item.
pub(crate) async fn configuration_create(
    context: Context,
    Path(collection): Path<String>,
    request: Body,
) -> Answer {
    let permit = auth::permit(&context, Operation::ConfigurationCreate).await?;
    let collection = Collection::at(&collection)?;
    body::kind(&context)?;
    let asked = body::json(request).await?;
    let operation = Operation::ConfigurationCreate;
    idempotency::begin_json(&context, operation, &permit, &asked).await?;
    let wanted = Wanted {
        collection,
        key: None,
        seen: None,
        body: asked,
    };
    let saved = save::save(&context, &permit, wanted).await?;
    let mut body = wire(&saved.item)?;
    if let (Some(secret), Some(members)) = (saved.secret, body.as_object_mut()) {
        members.insert("secret".to_owned(), json!(secret));
    }
    let location = format!("/api/v1/admin/{}/{}", collection.code, saved.item.key);
    let response = reply::json(StatusCode::CREATED, &body)?;
    let response = with(response, "etag", &etag(saved.item.version))?;
    with(response, "location", &location)
}
