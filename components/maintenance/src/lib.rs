//! Health, and the work that is due.

mod health;
mod outbox;
mod rekey;
mod retention;
mod reviewers;
mod tick;
mod timers;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/health", get(health::health))
        .route("/internal/outbox", post(outbox::outbox))
        .route("/internal/rekey", post(rekey::rekey))
        .route("/internal/tick", post(tick::tick))
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve_plain(&ROUTER, request).await)
}
