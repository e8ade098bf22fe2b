//! The cabinet of somebody who has signed in: own appeals, drafts, profile, security, who opened the data.

mod accesses;
mod archive;
mod claim;
mod draft;
mod entry;
mod list;
mod news;
mod notifications;
mod profile;
mod rights;
mod security;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/cabinet", get(list::list))
        .route("/cabinet/claim", post(claim::by_form))
        .route("/cabinet/profile", get(profile::profile))
        .route("/cabinet/security", get(security::security))
        .route("/cabinet/accesses", get(accesses::accesses))
        .route(
            "/cabinet/notifications",
            get(notifications::show).post(notifications::choose),
        )
        .route("/cabinet/notifications/read", post(notifications::read))
        .route("/cabinet/notifications/resend", post(notifications::resend))
        .route("/api/v1/notifications", get(news::notification_list))
        .route(
            "/api/v1/notifications/{id}/read",
            post(news::notification_read),
        )
        .route(
            "/api/v1/notifications/{id}/resend",
            post(news::notification_resend),
        )
        .route(
            "/api/v1/account/notifications",
            get(news::settings).put(news::settings_put),
        )
        .route(
            "/api/v1/account/data-copy",
            get(rights::download).post(rights::data_copy),
        )
        .route("/api/v1/account/erasure", post(rights::erasure))
        .route("/api/v1/appeals/{number}/claim", post(claim::appeal_claim))
        .route(
            "/api/v1/drafts/current",
            get(draft::draft_view)
                .put(draft::draft_put)
                .delete(draft::draft_delete),
        )
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
