//! Checks, preview and registering of appeals, the list of appeals, and the pages around them.

mod advice;
mod appeal_create;
mod appeal_list;
mod appeal_preview;
mod category_list;
mod category_suggest;
mod desk_new;
mod entered;
mod incoming;
mod known;
mod receipt;
mod submit;
mod topic;
mod views;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/submit", get(submit::show).post(submit::again))
        .route("/desk/new", get(desk_new::show).post(desk_new::register))
        .route("/receipt/{number}", get(receipt::show))
        .route("/api/v1/categories", get(category_list::category_list))
        .route(
            "/api/v1/categories/suggest",
            post(category_suggest::category_suggest),
        )
        .route(
            "/api/v1/appeals",
            get(appeal_list::appeal_list).post(appeal_create::appeal_create),
        )
        .route(
            "/api/v1/appeals/preview",
            post(appeal_preview::appeal_preview),
        )
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
