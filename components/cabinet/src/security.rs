//! `GET /cabinet/security`: how the account is protected.

use axum::http::StatusCode;
use domain::Text;
use web::reply::page;
use web::{Answer, Context, query};

use crate::entry;

/// Shows it.
pub(crate) async fn security(context: Context) -> Answer {
    let (session, account) = match entry::account(&context).await? {
        Ok(found) => found,
        Err(response) => return Ok(response),
    };
    let mut view = web::cabinet::security_view(&context, &session, &account).await?;
    let text = match query::first(&context.query, "done").as_deref() {
        Some("password") => Text::fixed(
            "Пароль изменён, на остальных устройствах вход завершён.",
            "The password is changed, all other devices are signed out.",
        ),
        Some("factor") => Text::fixed(
            "Второй шаг входа включён.",
            "The second step of signing in is on.",
        ),
        Some("factor_removed") => Text::fixed("Отключено.", "Turned off."),
        Some("sessions") => Text::fixed("Вход завершён.", "Signed out there."),
        Some(_) => Text::fixed("Готово.", "Done."),
        None => Text::default(),
    };
    view.notice = text.get(context.lang).to_owned();
    Ok(page(StatusCode::OK, pages::security(&view)))
}
