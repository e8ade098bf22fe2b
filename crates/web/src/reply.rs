//! Answers: JSON, pages, redirects.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pages::{ErrorView, Shell, Visitor};
use serde::Serialize;

use crate::{Context, Problem, cookies, idempotency};

/// What a handler gives.
pub type Answer = Result<Response, Problem>;

/// An answer in JSON.
pub fn json(status: StatusCode, body: &impl Serialize) -> Answer {
    let bytes = serde_json::to_vec(body).map_err(Problem::internal)?;
    Ok((status, [(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

/// A page.
pub fn page(status: StatusCode, html: String) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        html,
    )
        .into_response()
}

/// Sends a browser on after a form was taken (303: by GET, whatever the method was).
pub fn see_other(location: &str) -> Answer {
    with(StatusCode::SEE_OTHER.into_response(), "location", location)
}

/// Adds a header, beside others of its name.
pub fn with(mut response: Response, name: &'static str, value: &str) -> Answer {
    let value = HeaderValue::from_str(value).map_err(Problem::internal)?;
    response
        .headers_mut()
        .append(HeaderName::from_static(name), value);
    Ok(response)
}

/// What every page of this request has around its content.
pub fn shell(context: &Context) -> Shell {
    let query = if context.query.is_empty() {
        String::new()
    } else {
        format!("?{}", context.query)
    };
    shell_at(context, &format!("{}{query}", context.path))
}

/// The same for a page that answers a form: a browser can GET it at `path`.
pub fn shell_at(context: &Context, path: &str) -> Shell {
    let has_session = cookies::has_session(&context.headers);
    let is_staff = match context.session.get() {
        Some(found) => found.as_ref().is_some_and(|one| one.role.is_staff()),
        None => cookies::is_of_staff(&context.headers),
    };
    let visitor = match (has_session, is_staff) {
        (true, true) => Visitor::Staff,
        (true, false) => Visitor::SignedIn,
        (false, _) => Visitor::Stranger,
    };
    Shell {
        is_demonstration: context.is_demonstration,
        ..Shell::new(context.lang, path)
    }
    .of(visitor)
    .keyed(idempotency::new_key())
}

/// A problem as a page shows it.
pub(crate) fn error_view(context: &Context, problem: &Problem) -> ErrorView {
    let mut view = ErrorView::new(shell(context), problem.status.as_u16());
    let usual = matches!(problem.status.as_u16(), 404 | 405 | 500 | 503);
    if !usual {
        view.title = problem.title.get(context.lang).to_owned();
        view.detail = problem.advice(context).to_owned();
    }
    view.items = problem
        .errors
        .iter()
        .map(|e| e.message.get(context.lang).to_owned())
        .collect();
    view.request_id = context.request_id.clone();
    view
}
