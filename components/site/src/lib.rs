//! The start page, the developers' page, and the static files: no database, no secrets.

mod assets;
mod developers;
mod home;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/", get(home::home))
        .route("/developers", get(developers::developers))
        .route("/api/v1/openapi.json", get(assets::openapi))
        .route("/favicon.ico", get(assets::favicon))
        .route("/robots.txt", get(assets::robots))
        .route("/static/{*path}", get(assets::asset))
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve_plain(&ROUTER, request).await)
}
