//! The end of every way of signing in: a session, and the answer that gives it.

use axum::http::StatusCode;
use domain::Text;
use store::account::Account;
use store::session::Level;
use web::reply::{json, see_other, with};
use web::session::{self, Started};
use web::{Answer, Context, Problem, entry};

use crate::return_to;

/// How somebody is to be answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    /// Whether a page is to answer.
    pub(crate) is_page: bool,
    /// Where a form wants to go: a path of ours, or empty.
    pub(crate) return_to: String,
}

/// Begins a session for an account whose person has shown everything that it asks for by `method`.
pub(crate) async fn signed_in(
    context: &Context,
    account: &Account,
    method: &str,
    form: &Form,
) -> Answer {
    let started = session::begin(context, &account.id, account.role, Level::Full, method).await?;
    answer(context, account, Level::Full, started, form, StatusCode::OK)
}

/// Begins a session for a member of staff who has no second factor yet: it lets them add one.
pub(crate) async fn half_signed_in(context: &Context, account: &Account, form: &Form) -> Answer {
    let level = Level::Password;
    let started = session::begin(context, &account.id, account.role, level, "password").await?;
    answer(context, account, level, started, form, StatusCode::OK)
}

/// The answer with the session's cookie. Without a session the account was closed meanwhile, which is told as
/// a wrong password is.
pub(crate) fn answer(
    context: &Context,
    account: &Account,
    level: Level,
    started: Option<Started>,
    form: &Form,
    status: StatusCode,
) -> Answer {
    let started = started.ok_or_else(wrong_credentials)?;
    let home = entry::home(account.role, level);
    let response = if form.is_page {
        // Whoever lacks the second factor sets it up first, whatever page they asked for.
        see_other(match level {
            Level::Full => return_to::or(&form.return_to, home),
            Level::Password => home,
        })?
    } else {
        let body = api::SessionState {
            state: "signed_in".to_owned(),
            account: Some(api::AccountBrief {
                id: account.id.clone(),
                role: account.role.to_string(),
                level: level.as_str().to_owned(),
                home: home.to_owned(),
            }),
            ..api::SessionState::default()
        };
        let response = json(status, &body)?;
        match context.path.as_str() {
            "/api/v1/accounts/confirm" => with(response, "location", "/api/v1/account")?,
            _ => response,
        }
    };
    with(response, "set-cookie", &started.cookie)
}

/// One answer for every reason: an unknown login, a wrong password, a lock, a block.
pub(crate) fn wrong_credentials() -> Problem {
    Problem {
        // No `WWW-Authenticate: Bearer`: a token is not what is wanted here.
        headers: vec![("www-authenticate", "Session".to_owned())],
        ..Problem::new(
            StatusCode::UNAUTHORIZED,
            "wrong_credentials",
            Text::fixed("Войти не удалось", "You could not be signed in"),
            Text::fixed(
                "Логин или пароль не подходят. После 5 ошибок вход закрывается на 30 минут; владельцу придёт сообщение. Забыли пароль — восстановите доступ.",
                "The login or the password does not fit. After 5 failures signing in is closed for 30 minutes, and its owner gets a message. If you forgot the password, recover access.",
            ),
        )
    }
}
