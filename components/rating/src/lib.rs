//! Ratings of answers.

mod rating_put;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::put;
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    // POST is for forms, which know no PUT.
    let rating = put(rating_put::rating_put).post(rating_put::rating_put);
    Router::new().route("/api/v1/appeals/{number}/rating", rating)
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
