//! `GET /health`: ready when the database, its schema and the key-value store are.

use axum::http::StatusCode;
use store::{Blobs, migrations};
use web::capabilities::{blobs, database};
use web::reply::json;
use web::{Answer, Context};

/// Asks everything that a submission needs.
pub(crate) async fn health(_: Context) -> Answer {
    let schema = match database().await {
        Ok(db) => migrations::current(db).await.ok(),
        Err(_) => None,
    };
    let key_value = match blobs().await {
        Ok(store) => store.get("health").await.is_ok(),
        Err(_) => false,
    };
    let schema_expected = migrations::newest();
    // A newer schema is fine: migrations leave older code able to work.
    let ready = key_value && schema.is_some_and(|schema| schema >= schema_expected);
    let body = api::Health {
        status: if ready { "ready" } else { "unavailable" }.to_owned(),
        database: schema.is_some(),
        key_value,
        schema: schema.unwrap_or_default(),
        schema_expected,
    };
    json(
        if ready {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        },
        &body,
    )
}
