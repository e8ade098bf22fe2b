//! Accounts: registration, signing in and out, second factors, sessions, the account page, recovery.

mod arrival;
mod challenge_view;
mod entry;
mod link;
mod oidc;
mod once;
mod passkey;
mod session_end;
mod session_view;
mod signature;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{delete, get, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/api/v1/challenge", get(challenge_view::challenge_view))
        .route(
            "/api/v1/session",
            get(session_view::session_view).delete(session_end::session_end),
        )
        .route(
            "/api/v1/account/factors/passkeys/options",
            post(passkey::create_options::passkey_options),
        )
        .route(
            "/api/v1/account/factors/passkeys",
            post(passkey::create::passkey_create),
        )
        .route(
            "/api/v1/session/passkey/options",
            post(passkey::sign_in_options::session_passkey_options),
        )
        .route(
            "/api/v1/session/passkey",
            post(passkey::sign_in::session_passkey),
        )
        .route("/sign-in/oidc", post(oidc::start::oidc_start))
        .route("/sign-in/oidc/callback", get(oidc::callback::oidc_callback))
        .route(
            "/api/v1/account/links",
            get(link::list::link_list).post(link::create::link_create),
        )
        .route(
            "/api/v1/account/links/challenge",
            post(signature::challenge::link_challenge),
        )
        .route(
            "/api/v1/account/links/{kind}",
            // POST is for forms, which know no DELETE.
            delete(link::delete::link_delete).post(link::delete::link_delete),
        )
        .route(
            "/api/v1/session/signature/challenge",
            post(signature::challenge::session_signature_challenge),
        )
        .route(
            "/api/v1/session/signature",
            post(signature::sign_in::session_signature),
        )
        .route("/sign-out", post(session_end::sign_out))
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
