//! `GET /api/v1/session`: whether somebody has signed in, who, and until when; `POST /api/v1/session/stay`: a press
//! that goes on with it.

use axum::http::StatusCode;
use domain::access::Operation;
use web::reply::json;
use web::session::{self, Session};
use web::time::from_ms;
use web::{Answer, Context, entry};

use crate::own::own;

/// Tells who has signed in; nobody is no error. An open page asks it by itself: it does not prolong the session.
pub(crate) async fn session_view(context: Context) -> Answer {
    state(session::current(&context).await?)
}

/// Goes on with the session: its person is there, though they have done nothing else.
pub(crate) async fn session_stay(context: Context) -> Answer {
    let session = own(&context, Operation::SessionStay).await?;
    let ends_at = session::stay(&context, &session).await?;
    state(Some(Session { ends_at, ..session }))
}

fn state(found: Option<Session>) -> Answer {
    let state = match found {
        Some(_) => "signed_in",
        None => "signed_out",
    };
    let body = api::SessionState {
        state: state.to_owned(),
        ends_at: found.as_ref().map(|session| from_ms(session.ends_at)),
        account: found.map(|session| api::AccountBrief {
            id: session.account,
            role: session.role.to_string(),
            level: session.level.as_str().to_owned(),
            home: entry::home(session.role, session.level).to_owned(),
        }),
        ..api::SessionState::default()
    };
    json(StatusCode::OK, &body)
}
