//! Accounts: registration, signing in and out, second factors, sessions, the account page, recovery.

mod account_confirm;
mod account_create;
mod account_events;
mod account_update;
mod account_view;
mod approve;
mod arrival;
mod challenge_view;
mod contacts;
mod demonstration;
mod entry;
mod factor_added;
mod factor_list;
mod factor_message;
mod factor_recovery;
mod factor_totp;
mod finish;
mod forms;
mod incoming;
mod link;
mod methods;
mod oidc;
mod once;
mod own;
mod own_page;
mod passkey;
mod password_change;
mod qr;
mod recovery;
mod return_to;
mod second_factor;
mod second_step;
mod session_code;
mod session_create;
mod session_end;
mod session_list;
mod session_view;
mod sign_in_pages;
mod signature;
mod staff_accept;
mod tickets;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{delete, get, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

// Forms know no PATCH and no DELETE: POST stands for them there.
static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/api/v1/challenge", get(challenge_view::challenge_view))
        .route("/register", get(sign_in_pages::register))
        .route("/sign-in", get(sign_in_pages::sign_in))
        .route("/sign-out", post(session_end::sign_out))
        .route("/recovery", get(sign_in_pages::recovery))
        .route("/approve", get(approve::show))
        .route("/demo", get(demonstration::show).post(demonstration::enter))
        .route("/api/v1/accounts", post(account_create::account_create))
        .route(
            "/api/v1/accounts/confirm",
            post(account_confirm::account_confirm),
        )
        .route("/invitation", get(staff_accept::show))
        .route(
            "/api/v1/staff/invitations/look",
            post(staff_accept::invitation_look),
        )
        .route(
            "/api/v1/staff/invitations/accept",
            post(staff_accept::staff_accept),
        )
        .route(
            "/api/v1/staff/bootstrap",
            post(staff_accept::staff_bootstrap),
        )
        .merge(session())
        .merge(account())
        .merge(federated())
        .route("/api/v1/recovery", post(recovery::recovery_create))
        .route(
            "/api/v1/recovery/complete",
            post(recovery::recovery_complete),
        )
});

fn session() -> Router {
    let one = delete(session_list::session_remove).post(session_list::session_remove);
    let all = get(session_list::session_list)
        .delete(session_list::session_remove_others)
        .post(session_list::session_remove_others);
    let own = get(session_view::session_view)
        .post(session_create::session_create)
        .delete(session_end::session_end);
    Router::new()
        .route("/api/v1/session", own)
        .route("/api/v1/session/stay", post(session_view::session_stay))
        .route("/api/v1/session/code", post(session_code::session_code))
        .route(
            "/api/v1/session/second-factor",
            post(second_factor::second_factor),
        )
        .route("/api/v1/session/qr", post(qr::qr_begin))
        .route("/api/v1/session/qr/poll", post(qr::qr_poll))
        .route("/api/v1/session/qr/look", post(qr::qr_look))
        .route("/api/v1/session/qr/approve", post(qr::qr_approve))
        .route("/api/v1/sessions", all)
        .route("/api/v1/sessions/{id}", one)
}

fn account() -> Router {
    let own = get(account_view::account_view)
        .patch(account_update::account_update)
        .post(account_update::account_update);
    let factor = delete(factor_list::factor_remove).post(factor_list::factor_remove);
    Router::new()
        .route("/api/v1/account", own)
        .route(
            "/api/v1/account/password",
            post(password_change::password_change),
        )
        .route("/api/v1/account/contacts", post(contacts::contact_create))
        .route(
            "/api/v1/account/contacts/confirm",
            post(contacts::contact_confirm),
        )
        .route(
            "/api/v1/account/events",
            get(account_events::account_events),
        )
        .route("/api/v1/account/factors", get(factor_list::factor_list))
        .route("/api/v1/account/factors/{id}", factor)
        .route(
            "/api/v1/account/factors/totp",
            post(factor_totp::totp_begin),
        )
        .route(
            "/api/v1/account/factors/totp/confirm",
            post(factor_totp::totp_confirm),
        )
        .route(
            "/api/v1/account/factors/message",
            post(factor_message::message_add),
        )
        .route(
            "/api/v1/account/factors/recovery-codes",
            post(factor_recovery::recovery_codes),
        )
}

/// Ways to sign in that others vouch for: passkeys, providers, certificates.
fn federated() -> Router {
    Router::new()
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
}

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
