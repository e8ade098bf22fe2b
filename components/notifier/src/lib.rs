//! Tells people what happened: the messages that wait go out.

mod address;
mod deliver;
mod letter;
mod person;
mod send;
mod server;
mod socket;
mod write;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::post;
use spin_sdk::http::Request;
use spin_sdk::http_service;

static ROUTER: LazyLock<Router> =
    LazyLock::new(|| Router::new().route("/internal/deliver", post(deliver::deliver)));

/// One line for whoever looks after the service, about something that is tried again.
fn warn(code: &str, id: &dyn std::fmt::Display, problem: &web::Problem) {
    let cause = problem.cause.as_deref().unwrap_or(problem.code);
    eprintln!("WARN code={code} id={id} cause={cause:?}");
}

#[http_service]
async fn handle(request: Request) -> spin_sdk::http::Result<Response> {
    Ok(web::serve_plain(&ROUTER, request).await)
}
