//! `DELETE /api/v1/session` and, for forms, `POST /sign-out`: ends this session.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use store::draft::has_draft;
use web::capabilities::database;
use web::reply::{see_other, with};
use web::{Answer, Context, session};

/// Ends the session, if there is one.
pub(crate) async fn session_end(context: Context) -> Answer {
    end(&context, StatusCode::NO_CONTENT.into_response()).await
}

/// The same for a form.
pub(crate) async fn sign_out(context: Context) -> Answer {
    end(&context, see_other("/")?).await
}

/// Whoever has the device next goes back to no page of this person, and finds no draft with their name. A
/// draft of somebody who has signed in is on the server, too; what is only on the device was written
/// without signing in, and stays.
async fn end(context: &Context, response: Response) -> Answer {
    let found = session::current(context).await?;
    let cookie = session::end(context, found.as_ref()).await?;
    let response = with(response, "set-cookie", &cookie)?;
    let Some(session) = found else {
        return Ok(response);
    };
    let forgotten = if has_draft(database().await?, &session.account).await? {
        "\"cache\", \"storage\""
    } else {
        "\"cache\""
    };
    with(response, "clear-site-data", forgotten)
}
