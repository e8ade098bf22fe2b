//! The desk: where staff work on appeals. Its pages are in [`pages`], an operation of the API has a file of
//! its own.

mod pages;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> =
    LazyLock::new(|| Router::new().route("/desk", get(pages::queue::queue)));

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
