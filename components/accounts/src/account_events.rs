//! `GET /api/v1/account/events`: what happened to the account.

use axum::http::StatusCode;
use domain::Text;
use domain::access::Operation;
use store::account::{self, AccountEvent};
use web::capabilities::database;
use web::reply::json;
use web::time::from_ms;
use web::{Answer, Context, Problem, parameters};

use crate::own::own;

/// The account's events, newest first.
pub(crate) async fn account_events(context: Context) -> Answer {
    let own = own(&context, Operation::AccountEvents).await?;
    let before = parameters::value(&context, "cursor_number")?;
    let before = before.and_then(|cursor| cursor.parse().ok());
    let shown = parameters::limit(&context, "limit")?;
    let rows = i64::try_from(shown + 1).map_err(Problem::internal)?;
    let found = account::events(database().await?, &own.account, before, rows).await?;
    let next = found
        .get(shown)
        .and(found.get(shown - 1))
        .map(|last| last.id.to_string());
    let items: Vec<api::AccountEventItem> = found
        .into_iter()
        .take(shown)
        .map(|event| api::AccountEventItem {
            text: text(&event).get(context.lang).to_owned(),
            kind: event.kind,
            at: from_ms(event.at),
        })
        .collect();
    json(StatusCode::OK, &api::Page { items, next })
}

/// An event for people.
pub(crate) fn text(event: &AccountEvent) -> Text {
    let of = |name: &str| event.data.get(name).and_then(|value| value.as_str());
    let (ru, en) = match (event.kind.as_str(), of("reason").or(of("method"))) {
        ("registered", _) => ("Учётная запись создана", "The account was made"),
        ("sign_in", Some("demonstration")) => {
            ("Вход в демонстрации", "Sign-in of the demonstration")
        }
        ("sign_in", Some("qr")) => ("Вход по QR-коду", "Sign-in by QR code"),
        ("sign_in", Some("passkey")) => ("Вход с ключом доступа", "Sign-in with a passkey"),
        ("sign_in", Some("signature")) => (
            "Вход по электронной подписи",
            "Sign-in by electronic signature",
        ),
        ("sign_in", Some("oidc")) => (
            "Вход через внешнюю учётную запись",
            "Sign-in through another provider",
        ),
        ("sign_in", _) => ("Вход", "Sign-in"),
        ("sign_in_failed", _) => ("Неудачная попытка входа", "A sign-in that failed"),
        ("locked", Some("unusual")) => (
            "Вход закрыт: необычная активность",
            "Closed: unusual activity",
        ),
        ("locked", Some("codes")) => ("Вход закрыт: слишком много кодов", "Closed: too many codes"),
        ("locked", _) => ("Вход закрыт после ошибок", "Closed after failures"),
        ("session_ended", Some("binding")) => (
            "Сеанс завершён: другой браузер или сеть",
            "Session ended: another browser or network",
        ),
        ("session_ended", Some("idle")) => (
            "Сеанс завершён: долго не использовался",
            "Session ended: not used for long",
        ),
        ("session_ended", Some("signed_out")) => ("Выход", "Sign-out"),
        ("session_ended", _) => ("Сеанс завершён", "Session ended"),
        ("password_changed", _) => ("Пароль изменён", "The password was changed"),
        ("contact_changed", _) => ("Контакт изменён", "A contact was changed"),
        ("profile_changed", _) => ("Профиль изменён", "The profile was changed"),
        ("staff_named", _) => (
            "Администратор изменил имя или должность",
            "An administrator changed the name or the position",
        ),
        ("factor_added", _) => ("Добавлен второй фактор", "A second factor was added"),
        ("factor_removed", _) => ("Второй фактор отключён", "A second factor was removed"),
        ("recovery_codes_made", _) => ("Созданы запасные коды", "Recovery codes were made"),
        ("link_added", _) => ("Привязан способ входа", "A sign-in was linked"),
        ("link_removed", _) => ("Отвязан способ входа", "A sign-in was unlinked"),
        ("passkey_copied", _) => (
            "Показан ключ доступа, у которого есть копия",
            "A passkey was shown that has a copy",
        ),
        ("state_changed", _) => (
            "Состояние учётной записи изменено",
            "The account's state was changed",
        ),
        ("device_approved", _) => (
            "Разрешён вход на другом устройстве",
            "Another device was let in",
        ),
        _ => ("Изменение учётной записи", "A change of the account"),
    };
    Text::fixed(ru, en)
}
