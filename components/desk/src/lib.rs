//! The desk: where staff work on appeals. Its pages are in [`pages`], an operation of the API has a file of
//! its own.

mod answer_put;
mod answer_steps;
mod answer_view;
mod appeal_assign;
mod appeal_call;
mod appeal_classify;
mod appeal_extend;
mod appeal_forward;
mod appeal_move;
mod appeal_prioritise;
mod appeal_take;
mod command;
mod departed;
mod filters;
mod message_create;
mod message_list;
mod objection;
mod pages;
mod query;
mod queue_bulk;
mod queue_list;

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
        .route("/desk/appeals/{number}/move", post(appeal_move::by_form))
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
        .route("/desk/bulk", post(queue_bulk::by_form))
        .route("/api/v1/queue", get(queue_list::queue_list))
        .route("/api/v1/queue/bulk", post(queue_bulk::queue_bulk))
        .route(
            "/api/v1/filters",
            get(filters::filter_list).post(filters::filter_create),
        )
        .route("/api/v1/filters/{id}", delete(filters::filter_delete))
        .route(
            "/desk/notifications",
            get(pages::notifications::notifications).post(pages::notifications::choose),
        )
        .route("/desk/notifications/read", post(pages::notifications::read))
        .route(
            "/desk/notifications/resend",
            post(pages::notifications::resend),
        )
        .route("/desk/objections", get(pages::objections::objections))
        .route("/desk/reviews", get(pages::objections::reviews))
        .merge(objection::routes())
        .merge(work())
});

/// Who has an appeal, the dialogue, the answer.
fn work() -> Router {
    let of = |path: &str| format!("/api/v1/appeals/{{number}}/{path}");
    Router::new()
        .route(&of("take"), post(appeal_take::appeal_take))
        .route(&of("assign"), post(appeal_assign::appeal_assign))
        .route(&of("forward"), post(appeal_forward::appeal_forward))
        .route(&of("classify"), post(appeal_classify::appeal_classify))
        .route(&of("priority"), post(appeal_prioritise::appeal_prioritise))
        .route(&of("call"), post(appeal_call::appeal_call))
        .route(&of("extension"), post(appeal_extend::appeal_extend))
        .route(
            &of("messages"),
            get(message_list::message_list).post(message_create::message_create),
        )
        // A form has no PUT: it posts what it would put.
        .route(
            &of("answer"),
            get(answer_view::answer_view)
                .put(answer_put::answer_put)
                .post(answer_put::answer_put),
        )
        .route(&of("answer/submit"), post(answer_steps::answer_submit))
        .route(&of("answer/return"), post(answer_steps::answer_return))
        .route(&of("answer/approve"), post(answer_steps::answer_approve))
}

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve(&ROUTER, request).await)
}
