//! From a request to an answer: the context before, the common headers and the log line after.

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::Lang;
use tower_service::Service;

use crate::capabilities::is_demonstration;
use crate::drain::{self, Drain};
use crate::resume::{self, Watched};
use crate::{Context, Problem, cookies, desk, idempotency, parameters};

/// What a page may load: our own scripts and styles, nothing inline, no frames. A page that needs more says so.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'";

/// Answers a request through a component's router, which the instance keeps. What is refused at the desk is told
/// there.
pub async fn serve<B>(router: &Router, request: Request<B>) -> Response
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let called = call(router, request).await;
    let (context, mut response) = (called.context, called.response);
    if let Some(problem) = called.problem {
        response = refused(&context, problem, response, called.sent).await;
    }
    let response = idempotency::keep(&context, response).await;
    end(&context, response, called.drain).await
}

/// A problem as its caller is told it. A form that signing in would help is kept for its person.
async fn refused(
    context: &Context,
    mut problem: Problem,
    carrier: Response,
    sent: Option<Watched>,
) -> Response {
    if let Some(sent) = sent.filter(|_| resume::helps(context, &problem)) {
        match resume::resumed(context, &problem, sent).await {
            Ok(Some(page)) => return page,
            Ok(None) => {}
            Err(failure) => {
                log(context, &failure);
                problem = failure;
            }
        }
    }
    let page = match shows_page(context, &carrier) && problem.repeated.is_none() {
        true => desk::refusal_page(context, &problem).await,
        false => None,
    };
    render(context, problem, carrier, page)
}

/// The same for a component that has nothing of the desk, and need not find out who works here.
pub async fn serve_plain<B>(router: &Router, request: Request<B>) -> Response
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let called = call(router, request).await;
    let (context, mut response) = (called.context, called.response);
    if let Some(problem) = called.problem {
        response = render(&context, problem, response, None);
    }
    end(&context, response, called.drain).await
}

/// What a router gave.
struct Called {
    context: Context,
    response: Response,
    /// The problem that the response carries.
    problem: Option<Problem>,
    /// Of a form, what was sent.
    sent: Option<Watched>,
    /// What is left of the request.
    drain: Drain,
}

/// Asks the router.
async fn call<B>(router: &Router, request: Request<B>) -> Called
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    // Without the variable nothing is a demonstration: a page that says too little beats no page.
    let is_demonstration = is_demonstration().await.unwrap_or_default();
    let (method, uri, headers) = (request.method(), request.uri(), request.headers());
    let context = Context::new(method, uri, headers, is_demonstration);
    let (head, body) = request.into_parts();
    let (body, drain) = drain::lend(Body::new(body));
    let mut request = Request::from_parts(head, body);
    let sent = context.is_form().then(|| Watched::new(take(&mut request)));
    if let Some(sent) = &sent {
        *request.body_mut() = sent.body();
    }
    request.extensions_mut().insert(context.clone());
    let mut response = match router.clone().call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    // What asks for no permission has not looked at its query.
    if !is_refused(response.status())
        && let Err(problem) = parameters::check(&context)
    {
        response = problem.into_response();
    }
    let problem = response
        .extensions_mut()
        .remove::<Box<Problem>>()
        .map(|problem| *problem);
    let problem = problem.or_else(|| unhandled(&response));
    if let Some(problem) = &problem {
        log(&context, problem);
    }
    Called {
        context,
        response,
        problem,
        sent,
        drain,
    }
}

/// The answer with its common headers, when the request has been read.
async fn end(context: &Context, response: Response, drain: Drain) -> Response {
    // Of what is too large no more is wanted.
    if response.status() != StatusCode::PAYLOAD_TOO_LARGE {
        drain.end(&context.method, &context.headers).await;
    }
    finish(context, response)
}

fn is_refused(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// The router's own refusals, which have no body of ours.
fn unhandled(response: &Response) -> Option<Problem> {
    let is_empty = response.body().size_hint().exact() == Some(0);
    match response.status() {
        StatusCode::NOT_FOUND if is_empty => Some(Problem::not_found()),
        StatusCode::METHOD_NOT_ALLOWED => {
            let allow = response
                .headers()
                .get(header::ALLOW)
                .and_then(|value| value.to_str().ok());
            let mut problem = Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                domain::Text::fixed(
                    "Так с этим адресом нельзя",
                    "This address does not take that method",
                ),
                domain::Text::fixed(
                    "Разрешённые методы названы в заголовке Allow.",
                    "The Allow header names the methods that it takes.",
                ),
            );
            problem
                .headers
                .push(("allow", allow.unwrap_or_default().to_owned()));
            Some(problem)
        }
        _ => None,
    }
}

/// The body of a request, out of it.
fn take(request: &mut Request<Body>) -> Body {
    std::mem::take(request.body_mut())
}

/// Whether a problem is to be told as a page of its own. One that already says it (a form with its errors) comes as
/// the carrier's own body.
fn shows_page(context: &Context, carrier: &Response) -> bool {
    carrier.body().size_hint().exact() == Some(0)
        && context.wants_page
        && !context.path.starts_with("/api/v1/openapi")
}

/// The problem as the caller can read it: a page for a browser, otherwise `application/problem+json`.
fn render(
    context: &Context,
    problem: Problem,
    carrier: Response,
    page: Option<String>,
) -> Response {
    if let Some(answer) = &problem.repeated {
        return answer.response();
    }
    if carrier.body().size_hint().exact() != Some(0) {
        return carrier;
    }
    let headers = problem.headers.clone();
    let status = problem.status;
    let mut response = if shows_page(context, &carrier) {
        let page =
            page.unwrap_or_else(|| pages::error(&crate::reply::error_view(context, &problem)));
        (
            status,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            page,
        )
            .into_response()
    } else {
        let document = api::ProblemDocument {
            r#type: format!("/developers#problem-{}", problem.code),
            title: problem.title.get(context.lang).to_owned(),
            status: status.as_u16(),
            detail: problem.advice(context).to_owned(),
            instance: context.path.clone(),
            code: problem.code.to_owned(),
            request_id: context.request_id.clone(),
            errors: problem
                .errors
                .iter()
                .map(|e| api::FieldProblem::new(e, context.lang))
                .collect(),
            allowed: problem
                .allowed
                .map(|list| list.into_iter().map(str::to_owned).collect()),
            appeal: problem.appeal,
            challenge: problem
                .challenge
                .map(|challenge| crate::proof::wire(*challenge)),
        };
        let body = serde_json::to_vec(&document).unwrap_or_default();
        (
            status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            body,
        )
            .into_response()
    };
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// One line for what somebody must look at. Refusals are the caller's business and are not logged.
fn log(context: &Context, problem: &Problem) {
    if problem.status.is_server_error() {
        let cause = problem.cause.as_deref().unwrap_or("unknown");
        let (id, method) = (&context.request_id, &context.method);
        eprintln!(
            "ERROR request_id={id} method={method} code={} cause={cause:?}",
            problem.code
        );
    }
}

/// Says how long an answer is whose length is known: what reads it sees that it has all of it.
fn tell_length(response: &mut Response) {
    let status = response.status();
    // RFC 9110, 8.6: these have none.
    if status.is_informational()
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
    {
        return;
    }
    let length = response.body().size_hint().exact();
    let headers = response.headers_mut();
    if let Some(length) = length
        && !headers.contains_key(header::CONTENT_LENGTH)
    {
        headers.insert(header::CONTENT_LENGTH, length.into());
    }
}

fn finish(context: &Context, mut response: Response) -> Response {
    tell_length(&mut response);
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    // Scripts and styles have no language, and refer to nothing; each header of each of them counts on a slow line.
    let cached = response.headers().get(header::CACHE_CONTROL);
    let is_immutable = cached.is_some_and(|value| value.as_bytes().ends_with(b"immutable"));
    let headers = response.headers_mut();
    let mut put = |name: &'static str, value: &str| {
        if let (Ok(value), false) = (HeaderValue::from_str(value), headers.contains_key(name)) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    put("x-request-id", &context.request_id);
    put("x-content-type-options", "nosniff");
    if !is_immutable {
        put("referrer-policy", "same-origin");
        put("content-language", context.lang.code());
    }
    put("cache-control", "no-store");
    put("vary", "Accept, Accept-Language, Cookie");
    if is_page {
        put("content-security-policy", CONTENT_SECURITY_POLICY);
        put("x-frame-options", "DENY");
        put("cross-origin-opener-policy", "same-origin");
    }
    for (name, value) in context.added_headers() {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    if let Some(lang) = context.chosen_lang {
        let code = match lang {
            Lang::Ru => "ru",
            Lang::En => "en",
        };
        if let Ok(cookie) = HeaderValue::from_str(&cookies::keep_lang(code)) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    response
}
