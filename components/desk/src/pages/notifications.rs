//! `/desk/notifications`: what the member of staff was told, and what they wish to be told.

use axum::body::Body;
use axum::http::StatusCode;
use pages::DeskNotificationsView;
use store::account;
use web::capabilities::database;
use web::reply::{page, see_other};
use web::session::Session;
use web::{Answer, Context, Problem, desk, notifications};

const HERE: &str = "/desk/notifications";

/// Shows the news.
pub(crate) async fn notifications(context: Context) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    let account = own(&session).await?;
    let view = DeskNotificationsView {
        desk: desk::shell(&context, &session).await?,
        notice: notifications::done(&context),
        news: notifications::told(&context, &session.account, HERE).await?,
        settings: notifications::wishes(&account, context.lang),
        rows: notifications::sent(&context, &session.account).await?,
    };
    Ok(page(StatusCode::OK, pages::desk_notifications(&view)))
}

/// Keeps what was chosen.
pub(crate) async fn choose(context: Context, body: Body) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    notifications::choose(&context, &own(&session).await?, body).await?;
    see_other("/desk/notifications?done=saved")
}

/// Sends a letter once more.
pub(crate) async fn resend(context: Context, body: Body) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    notifications::resend(&context, &session.account, body).await?;
    see_other("/desk/notifications?done=again")
}

/// Opens the appeal of a piece of news, which is read then; or marks all as read.
pub(crate) async fn read(context: Context, body: Body) -> Answer {
    let session = match desk::staff(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    match notifications::read(&context, &session.account, body).await? {
        Some(number) => see_other(&format!("/desk/appeals/{number}")),
        None => see_other(HERE),
    }
}

async fn own(session: &Session) -> Result<account::Account, Problem> {
    let found = account::by_id(database().await?, &session.account).await?;
    found.ok_or_else(|| Problem::internal("a session without its account"))
}
