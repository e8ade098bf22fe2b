//! `DELETE /api/v1/session` and, for forms, `POST /sign-out`: ends this session.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use web::reply::{see_other, with};
use web::{Answer, Context, session};

/// Ends the session, if there is one.
pub(crate) async fn session_end(context: Context) -> Answer {
    let cookie = end(&context).await?;
    with(
        StatusCode::NO_CONTENT.into_response(),
        "set-cookie",
        &cookie,
    )
}

/// The same for a form.
pub(crate) async fn sign_out(context: Context) -> Answer {
    let cookie = end(&context).await?;
    with(see_other("/")?, "set-cookie", &cookie)
}

async fn end(context: &Context) -> Result<String, web::Problem> {
    let found = session::current(context).await?;
    session::end(context, found.as_ref()).await
}
