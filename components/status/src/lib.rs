//! One appeal: its card, journal, live stream and moves; counters; the pages around them.

mod access_list;
mod appeal_counters;
mod appeal_events;
mod appeal_transition;
mod appeal_view;
mod lookup;
mod notifications;
mod stream;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/status", get(lookup::ask).post(lookup::open))
        .route("/status/{number}", get(lookup::card))
        .route("/status/{number}/forget", post(lookup::forget))
        .route(
            "/api/v1/appeals/counters",
            get(appeal_counters::appeal_counters),
        )
        .route("/api/v1/appeals/{number}", get(appeal_view::appeal_view))
        .route(
            "/api/v1/appeals/{number}/notifications",
            get(notifications::appeal_notifications),
        )
        .route(
            "/api/v1/appeals/{number}/accesses",
            get(access_list::of_appeal),
        )
        .route("/api/v1/account/accesses", get(access_list::of_account))
        .route(
            "/api/v1/appeals/{number}/events",
            get(appeal_events::appeal_events),
        )
        .route(
            "/api/v1/appeals/{number}/transitions",
            post(appeal_transition::appeal_transition),
        )
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
