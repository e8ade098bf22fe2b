//! The end of a sign-in by other means than a password: a session, or the question for a second factor.

use axum::http::StatusCode;
use domain::Text;
use store::account::Account;
use store::factor;
use store::session::Level;
use web::capabilities::database;
use web::{Answer, Context, Problem, session};

use crate::finish::{self, Form};
use crate::{methods, return_to, second_step};

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
            begin(context, account, Level::Password, method, return_to).await
        } else {
            enter(context, account, method, return_to).await
        };
    }
    let kinds: Vec<String> = factors.into_iter().map(|factor| factor.kind).collect();
    let left = factor::recovery_left(db, &account.id).await?;
    let methods = methods::of(account, &kinds, left);
    second_step::ask(context, account, methods, &form(context, return_to)).await
}

async fn begin(
    context: &Context,
    account: &Account,
    level: Level,
    method: &str,
    return_to: &str,
) -> Answer {
    let begun = session::begin(context, &account.id, account.role, level, method).await?;
    let begun = Some(begun.ok_or_else(closed)?);
    let form = form(context, return_to);
    finish::answer(context, account, level, begun, &form, StatusCode::OK)
}

fn form(context: &Context, return_to: &str) -> Form {
    Form {
        is_page: context.wants_page,
        return_to: return_to::checked(return_to),
    }
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
