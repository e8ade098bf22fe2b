//! `DELETE /api/v1/account/links/{kind}`: takes an identity away from the account.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Text;
use serde_json::json;
use store::account::{self, LoginKind};
use store::factor;
use web::capabilities::database;
use web::reply::see_other;
use web::{Answer, Context, Problem, session};

/// Unlinks. Somebody must still be able to sign in afterwards.
pub(crate) async fn link_delete(context: Context, Path(kind): Path<String>) -> Answer {
    let session = session::required_full(&context).await?;
    session.demand_recent(&context)?;
    let kind = LoginKind::from_code(&kind)
        .filter(|kind| matches!(kind, LoginKind::Oidc | LoginKind::Certificate))
        .ok_or_else(Problem::not_found)?;
    let db = database().await?;
    if !has_another_way(&session.account, kind).await? {
        return Err(last());
    }
    if account::remove_login(db, &session.account, kind).await? == 0 {
        return Err(Problem::not_found());
    }
    let at = context.now.timestamp_millis();
    let data = json!({ "kind": kind.as_str() });
    account::note(db, &session.account, "link_removed", &data, at).await?;
    if context.wants_page {
        return see_other("/cabinet/security");
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Whether there is a password with something to type beside it, a passkey, or another identity.
async fn has_another_way(id: &str, without: LoginKind) -> Result<bool, Problem> {
    let db = database().await?;
    let logins = account::logins(db, id).await?;
    let account = account::by_id(db, id).await?;
    let has_password = account.is_some_and(|account| account.password.is_some());
    let is_another = |kind: &LoginKind| match kind {
        LoginKind::Oidc | LoginKind::Certificate => *kind != without,
        _ => has_password,
    };
    if logins.iter().any(is_another) {
        return Ok(true);
    }
    let factors = factor::of_account(db, id).await?;
    Ok(factors.iter().any(|factor| factor.kind == "passkey"))
}

fn last() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "last_way",
        Text::fixed("Это ваш единственный вход", "This is your only way in"),
        Text::fixed(
            "Сначала задайте пароль или добавьте ключ доступа.",
            "Set a password or add a passkey first.",
        ),
    )
}
