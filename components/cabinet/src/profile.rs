//! `GET /cabinet/profile`: what the form of an appeal is filled in with.

use axum::http::StatusCode;
use domain::Text;
use web::reply::page;
use web::{Answer, Context, query};

use crate::entry;

/// Shows the profile.
pub(crate) async fn profile(context: Context) -> Answer {
    let (_, account) = match entry::account(&context).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    let mut view = web::cabinet::profile_view(&context, &account);
    view.notice = notice(&context);
    Ok(page(StatusCode::OK, pages::profile(&view)))
}

/// What has just been done, named by the page's address after a redirect.
fn notice(context: &Context) -> String {
    let text = match query::first(&context.query, "done").as_deref() {
        Some("saved") => Text::fixed("Сохранено.", "Saved."),
        Some("contact") => Text::fixed("Контакт подтверждён.", "The contact is confirmed."),
        Some(_) => Text::fixed("Готово.", "Done."),
        None => Text::default(),
    };
    text.get(context.lang).to_owned()
}
