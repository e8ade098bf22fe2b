//! The end of a sign-in by other means than a password: a session, or the question for a second factor.

use axum::http::StatusCode;
use domain::Text;
use store::account::Account;
use store::factor;
use store::session::Level;
use web::capabilities::database;
use web::reply::{json, see_other, with};
use web::{Answer, Context, Problem, session};

use crate::finish::Form;
use crate::{methods, return_to, second_step};

/// Where somebody goes who was on the way to nowhere else.
const HOME: &str = "/cabinet";

/// Where staff set up their second factor.
const SECURITY: &str = "/cabinet/security";

/// Under what a sign-in that waits for its second factor is kept.
pub(crate) const SECOND_FACTOR: &str = crate::tickets::purpose::SECOND_FACTOR;

/// Begins a session with everything shown, and says so.
pub(crate) async fn enter(
    context: &Context,
    account: &Account,
    method: &str,
    return_to: &str,
) -> Answer {
    begin(context, account, Level::Full, method, return_to).await
}

/// Goes on after one proof, such as a provider's word: asks for a second factor where the account has one. Staff
/// who have none yet get a session that is only good for setting one up.
pub(crate) async fn enter_with_one(
    context: &Context,
    account: &Account,
    method: &str,
    return_to: &str,
) -> Answer {
    let db = database().await?;
    let factors = factor::of_account(db, &account.id).await?;
    if factors.is_empty() {
        return if account.role.is_staff() {
            begin(context, account, Level::Password, method, SECURITY).await
        } else {
            enter(context, account, method, return_to).await
        };
    }
    let kinds: Vec<String> = factors.into_iter().map(|factor| factor.kind).collect();
    let codes = factor::recovery_left(db, &account.id).await?;
    let form = Form {
        is_page: context.wants_page,
        return_to: return_to::checked(return_to),
    };
    second_step::ask(context, account, methods::of(account, &kinds, codes), &form).await
}

async fn begin(
    context: &Context,
    account: &Account,
    level: Level,
    method: &str,
    return_to: &str,
) -> Answer {
    let begun = session::begin(context, &account.id, account.role, level, method).await?;
    let begun = begun.ok_or_else(closed)?;
    let answer = if context.wants_page {
        see_other(local(return_to))?
    } else {
        let body = api::SessionState {
            state: "signed_in".to_owned(),
            account: Some(api::AccountBrief {
                id: account.id.clone(),
                role: account.role.to_string(),
                level: level.as_str().to_owned(),
            }),
            ..api::SessionState::default()
        };
        json(StatusCode::OK, &body)?
    };
    with(answer, "set-cookie", &begun.cookie)
}

/// A path of ours to go to: never another host's, however it is written.
pub(crate) fn local(path: &str) -> &str {
    let is_path = path.starts_with('/') && !path.starts_with("//");
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_path && is_plain { path } else { HOME }
}

/// The account is locked or blocked: told only to somebody who has proved that it is theirs.
pub(crate) fn closed() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "account_closed",
        Text::fixed("Учётная запись закрыта", "The account is closed"),
        Text::fixed(
            "Она заблокирована навсегда или на время: о причине мы написали на подтверждённый контакт.",
            "It is locked for a time or blocked: we wrote why to the confirmed contact.",
        ),
    )
}
