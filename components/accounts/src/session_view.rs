//! `GET /api/v1/session`: whether somebody has signed in, and who.

use axum::http::StatusCode;
use web::reply::json;
use web::{Answer, Context, entry, session};

/// Tells who has signed in; nobody is no error.
pub(crate) async fn session_view(context: Context) -> Answer {
    let found = session::current(&context).await?;
    let account = found.map(|session| api::AccountBrief {
        id: session.account,
        role: session.role.to_string(),
        level: session.level.as_str().to_owned(),
        home: entry::home(session.role, session.level).to_owned(),
    });
    let state = if account.is_some() {
        "signed_in"
    } else {
        "signed_out"
    };
    let body = api::SessionState {
        state: state.to_owned(),
        account,
        ..api::SessionState::default()
    };
    json(StatusCode::OK, &body)
}
