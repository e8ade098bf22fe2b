//! Accounts: registration, signing in and out, second factors, sessions, the account page, recovery.

mod session_end;
mod session_view;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route(
            "/api/v1/session",
            get(session_view::session_view).delete(session_end::session_end),
        )
        .route("/sign-out", post(session_end::sign_out))
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
