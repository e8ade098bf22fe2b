//! `POST /api/v1/admin/webhooks/{key}/secret`: another secret, shown this once.

use axum::extract::Path;
use axum::http::StatusCode;
use domain::access::Operation;
use serde_json::json;
use web::conditional::etag;
use web::reply::{self, with};
use web::{Answer, Context, auth};

use crate::configuration_change::seen;
use crate::save;

/// Gives a webhook another secret; the one before opens nothing from now on.
pub(crate) async fn webhook_secret(context: Context, Path(key): Path<String>) -> Answer {
    let permit = auth::permit(&context, Operation::WebhookSecret).await?;
    let saved = save::new_secret(&context, &permit, &key, seen(&context)).await?;
    let body =
        json!({ "key": saved.item.key, "version": saved.item.version, "secret": saved.secret });
    let response = reply::json(StatusCode::OK, &body)?;
    with(response, "etag", &etag(saved.item.version))
}
