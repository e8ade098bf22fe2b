//! `/cabinet/notifications`: of what to tell and how, and what was sent.

use axum::body::Body;
use axum::http::StatusCode;
use domain::{Region, Text};
use pages::{NotificationRow, NotificationsView};
use store::outbox;
use web::capabilities::database;
use web::reply::{page, see_other, shell_at};
use web::{Answer, Context, notifications, query, views};

use web::cabinet::words;

use crate::entry;

/// Messages that are listed.
const LISTED: i64 = 50;

const HERE: &str = "/cabinet/notifications";

/// Shows the settings and the journal.
pub(crate) async fn show(context: Context) -> Answer {
    let (_, account) = match entry::account(&context).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    let lang = context.lang;
    let sent = outbox::of_account(database().await?, &account.id, LISTED).await?;
    let rows = sent.into_iter().map(|sent| NotificationRow {
        at: views::moment(lang, Region::NONE, sent.at),
        what: words::message(&sent.kind).get(lang).to_owned(),
        channel: words::channel(&sent.channel).get(lang).to_owned(),
        delivered: sent
            .delivered_at
            .map(|at| views::moment(lang, Region::NONE, at))
            .unwrap_or_default(),
    });
    let view = NotificationsView {
        shell: shell_at(&context, HERE),
        notice: done(&context),
        news: notifications::told(&context, &account.id, HERE).await?,
        settings: notifications::wishes(&account, lang),
        rows: rows.collect(),
    };
    Ok(page(StatusCode::OK, pages::notifications(&view)))
}

/// What has just been done.
fn done(context: &Context) -> String {
    let saved = Text::fixed("Сохранено.", "Saved.");
    match query::first(&context.query, "done") {
        Some(_) => saved.get(context.lang).to_owned(),
        None => String::new(),
    }
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
