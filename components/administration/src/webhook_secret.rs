//! `POST /api/v1/admin/webhooks/{key}/secret`: another secret, shown this once.

use axum::extract::Path;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Operation;
use domain::configuration::Kind;
use serde_json::json;
use store::configuration::Stored;
use web::auth::{self, Permit};
use web::conditional::etag;
use web::keys::random;
use web::reply::{self, with};
use web::{Answer, Context, Problem};

use crate::configuration_change::seen;
use crate::found::{check_theirs, check_version, find};
use crate::save::{Saved, write};

/// What every secret of a webhook begins with (Standard Webhooks).
const SECRET_PREFIX: &str = "whsec_";

/// Gives a webhook another secret; the one before opens nothing from now on.
pub(crate) async fn webhook_secret(context: Context, Path(key): Path<String>) -> Answer {
    let permit = auth::permit(&context, Operation::WebhookSecret).await?;
    let saved = new_secret(&context, &permit, &key, seen(&context)).await?;
    let body =
        json!({ "key": saved.item.key, "version": saved.item.version, "secret": saved.secret });
    let response = reply::json(StatusCode::OK, &body)?;
    with(response, "etag", &etag(saved.item.version))
}

/// Gives a webhook another secret.
pub(crate) async fn new_secret(
    context: &Context,
    permit: &Permit,
    key: &str,
    seen: Option<i64>,
) -> Result<Saved, Problem> {
    let before = find(permit, Kind::Webhook, key).await?;
    check_theirs(permit, &before)?;
    check_version(&before, seen)?;
    let secret = new_secret_of(Kind::Webhook)?;
    let item = Stored {
        version: before.version + 1,
        ..before
    };
    write(
        context,
        permit,
        Kind::Webhook,
        &item,
        true,
        secret.as_deref(),
    )
    .await?;
    Ok(Saved { item, secret })
}

/// A new secret, for a webhook; nothing else has one.
pub(crate) fn new_secret_of(kind: Kind) -> Result<Option<String>, Problem> {
    if kind != Kind::Webhook {
        return Ok(None);
    }
    let secret = STANDARD.encode(random()?);
    Ok(Some(format!("{SECRET_PREFIX}{secret}")))
}
