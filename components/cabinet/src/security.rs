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
    let done = query::first(&context.query, "done");
    // Whoever had to set it up before they could work goes on to their work.
    view.leads_to_desk =
        session.role.is_staff() && session.is_full() && done.as_deref() == Some("factor_added");
    let text = match done.as_deref() {
        Some("password") => Text::fixed(
            "Пароль изменён, на остальных устройствах вход завершён.",
            "The password is changed, all other devices are signed out.",
        ),
        Some("factor_added") => Text::fixed("Второй фактор включён.", "The second factor is on."),
        Some("factor_removed") => Text::fixed("Отключено.", "Turned off."),
        Some("sessions") => Text::fixed("Вход завершён.", "Signed out there."),
        Some(_) => Text::fixed("Готово.", "Done."),
        None => Text::default(),
    };
    view.notice = text.get(context.lang).to_owned();
    Ok(page(StatusCode::OK, pages::security(&view)))
}
