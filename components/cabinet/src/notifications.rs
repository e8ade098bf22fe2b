//! `/cabinet/notifications`: of what to tell and how, and what was sent.

use axum::body::Body;
use axum::http::StatusCode;
use pages::NotificationsView;
use web::reply::{page, see_other, shell_at};
use web::{Answer, Context, notifications};

use crate::entry;

const HERE: &str = "/cabinet/notifications";

/// Shows the settings and the journal.
pub(crate) async fn show(context: Context) -> Answer {
    let (_, account) = match entry::account(&context).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    let view = NotificationsView {
        shell: shell_at(&context, HERE),
        notice: notifications::done(&context),
        news: notifications::told(&context, &account.id, HERE).await?,
        settings: notifications::wishes(&account, context.lang),
        rows: notifications::sent(&context, &account.id).await?,
    };
    Ok(page(StatusCode::OK, pages::notifications(&view)))
}

/// Sends a letter once more.
pub(crate) async fn resend(context: Context, body: Body) -> Answer {
    let session = match entry::person(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    notifications::resend(&context, &session.account, body).await?;
    see_other("/cabinet/notifications?done=again")
}

/// Keeps what was chosen.
pub(crate) async fn choose(context: Context, body: Body) -> Answer {
    let (_, account) = match entry::account(&context).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    notifications::choose(&context, &account, body).await?;
    see_other("/cabinet/notifications?done=saved")
}

/// Opens the appeal of a piece of news, which is read then; or marks all as read.
pub(crate) async fn read(context: Context, body: Body) -> Answer {
    let session = match entry::person(&context).await? {
        Ok(session) => session,
        Err(response) => return Ok(response),
    };
    match notifications::read(&context, &session.account, body).await? {
        Some(number) => see_other(&format!("/status/{number}")),
        None => see_other(HERE),
    }
}
