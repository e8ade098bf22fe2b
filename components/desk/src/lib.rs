//! The desk: where staff work on appeals. Its pages are in [`pages`], an operation of the API has a file of
//! its own.

mod filters;
mod objection;
mod pages;
mod query;
mod queue_list;
mod variables;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{delete, get, post, put};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/desk", get(pages::queue::queue))
        .route("/desk/appeals/{number}", get(pages::card::card))
        .route(
            "/desk/appeals/{number}/applicant",
            post(pages::card::applicant),
        )
        .route("/desk/appeals/{number}/draft", put(pages::typed::put))
        .route("/desk/appeals/{number}/version", get(pages::typed::version))
        .route(
            "/desk/appeals/{number}/attachments/{id}/preview",
            get(pages::preview::preview),
        )
        .route(
            "/desk/filters/{id}/delete",
            post(filters::filter_delete_by_form),
        )
        .route("/api/v1/queue", get(queue_list::queue_list))
        .route(
            "/api/v1/filters",
            get(filters::filter_list).post(filters::filter_create),
        )
        .route("/api/v1/filters/{id}", delete(filters::filter_delete))
        .route("/desk/objections", get(pages::objections::objections))
        .route("/desk/reviews", get(pages::objections::reviews))
        .merge(objection::routes())
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
