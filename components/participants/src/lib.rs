//! Who takes part in an appeal besides its applicant and its executor: invitations, tasks; what becomes of texts
//! and files; conduct.

mod accept;
mod again;
mod conduct;
mod list;
mod participant;
mod sent;
mod task;
mod text;
mod version;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::{delete, get, post};
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> = LazyLock::new(|| {
    Router::new()
        .route("/participate", get(accept::show))
        .route("/cabinet/participations", get(list::show))
        .route("/api/v1/participants", get(list::participation_list))
        .route(
            "/api/v1/participants/accept",
            post(accept::participant_accept),
        )
        .route(
            "/api/v1/appeals/{number}/participants",
            get(participant::participant_list).post(participant::participant_add),
        )
        .route(
            "/api/v1/appeals/{number}/participants/invitations",
            post(participant::participant_invite),
        )
        .route(
            "/api/v1/appeals/{number}/participants/{id}",
            delete(participant::participant_remove).post(participant::participant_remove),
        )
        .route(
            "/api/v1/appeals/{number}/tasks",
            get(task::task_list).post(task::task_create),
        )
        .route(
            "/api/v1/appeals/{number}/tasks/{id}/done",
            post(task::task_done),
        )
        .route(
            "/api/v1/appeals/{number}/tasks/{id}/confirm",
            post(task::task_confirm),
        )
        .route(
            "/api/v1/appeals/{number}/tasks/{id}/return",
            post(task::task_return),
        )
        .route(
            "/api/v1/appeals/{number}/attachments/{id}/versions",
            get(version::attachment_versions).post(version::attachment_version),
        )
        .route(
            "/api/v1/appeals/{number}/attachments/{id}/restore",
            post(version::attachment_restore),
        )
        .route(
            "/api/v1/appeals/{number}/text",
            get(text::appeal_revisions).put(text::appeal_edit),
        )
        .route("/status/{number}/edit", get(text::show).post(text::save))
        .route(
            "/api/v1/appeals/{number}/conduct",
            get(conduct::conduct_list).post(conduct::conduct_mark),
        )
        .route(
            "/api/v1/appeals/{number}/conduct/block",
            post(conduct::conduct_block),
        )
        .route(
            "/api/v1/appeals/{number}/conduct/unblock",
            post(conduct::conduct_unblock),
        )
        .route(
            "/api/v1/appeals/{number}/conduct/{id}/appeal",
            post(conduct::conduct_contest),
        )
        .route(
            "/api/v1/appeals/{number}/conduct/{id}/decision",
            post(conduct::conduct_decide),
        )
});

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
