//! Administration: the configuration as data with a history, blocks, and the pages of an administrator.

mod block_create;
mod block_lift;
mod block_list;
mod check;
mod collection;
mod configuration_change;
mod configuration_create;
mod configuration_export;
mod configuration_history;
mod configuration_list;
mod configuration_remove;
mod configuration_view;
mod found;
mod may;
mod pages;
mod remove;
mod save;
mod webhook_secret;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{delete, get, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    pages::router()
        .route(
            "/api/v1/admin/history",
            get(configuration_history::configuration_history),
        )
        .route(
            "/api/v1/admin/export",
            get(configuration_export::configuration_export),
        )
        .route(
            "/api/v1/admin/blocks",
            get(block_list::block_list).post(block_create::block_create),
        )
        .route("/api/v1/admin/blocks/{id}", delete(block_lift::block_lift))
        .route(
            "/api/v1/admin/webhooks/{key}/secret",
            post(webhook_secret::webhook_secret),
        )
        .route(
            "/api/v1/admin/{collection}",
            get(configuration_list::configuration_list)
                .post(configuration_create::configuration_create),
        )
        .route(
            "/api/v1/admin/{collection}/{key}",
            get(configuration_view::configuration_view)
                .put(configuration_change::configuration_change)
                .delete(configuration_remove::configuration_remove),
        )
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
