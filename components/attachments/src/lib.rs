//! Files: upload in one piece or resumable (tus 1.0), removal, download.

mod attachment_create;
mod attachment_delete;
mod attachment_download;
mod tus;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, head, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    let one = head(tus::offset)
        .patch(tus::append)
        .delete(attachment_delete::attachment_delete);
    Router::new()
        .route(
            "/api/v1/attachments",
            post(attachment_create::attachment_create).options(tus::options),
        )
        .route("/api/v1/attachments/{id}", one)
        .route(
            "/api/v1/appeals/{number}/attachments/{id}",
            get(attachment_download::attachment_download),
        )
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
