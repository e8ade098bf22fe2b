//! Staff accounts, their invitations, and API keys.

mod invitation_list;
mod invitation_revoke;
mod key_create;
mod key_list;
mod key_revoke;
mod pages;
mod staff_change;
mod staff_invite;
mod staff_list;
mod wanted;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{delete, get, patch};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    pages::router()
        .route(
            "/api/v1/keys",
            get(key_list::key_list).post(key_create::key_create),
        )
        .route("/api/v1/keys/{id}", delete(key_revoke::key_revoke))
        .route("/api/v1/staff", get(staff_list::staff_list))
        .route("/api/v1/staff/{id}", patch(staff_change::staff_change))
        .route(
            "/api/v1/staff/invitations",
            get(invitation_list::invitation_list).post(staff_invite::staff_invite),
        )
        .route(
            "/api/v1/staff/invitations/{id}",
            delete(invitation_revoke::invitation_revoke),
        )
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
