//! `POST /api/v1/account/password`: another password. It ends all other sessions and tells the owner.

use auth::password::Verdict;
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Text;
use domain::access::Operation;
use domain::appeal::FieldError;
use store::account::{self, PasswordChange};
use web::capabilities::{database, hasher};
use web::messages::{self, Notice};
use web::reply::{see_other, with};
use web::{Answer, Context, Problem, session};

use crate::account_create::new_password;
use crate::account_view::own_account;
use crate::incoming::{Incoming, Shape};
use crate::own::own;
use crate::own_page;
use crate::session_create::fail;
use web::session::Session;

const SHAPE: Shape = Shape::texts(&["current_password", "password"]);

/// Changes the password. The present one must be given; an account without one needs a fresh sign-in.
pub(crate) async fn password_change(context: Context, body: Body) -> Answer {
    let own = own(&context, Operation::AccountPassword).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    match change(&context, &own, &mut incoming).await {
        Ok(answer) => Ok(answer),
        Err(problem) => own_page::security_refused(&context, &own, problem, |_| ()).await,
    }
}

async fn change(context: &Context, own: &Session, incoming: &mut Incoming) -> Answer {
    let account = own_account(own).await?;
    let person = &account.profile.person;
    let logins: Vec<&str> = [person.email.as_deref(), person.phone.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let password = new_password(incoming, &logins);
    if account.password.is_some() {
        incoming.required("current_password");
    } else {
        own.demand_recent(context)?;
    }
    incoming.check()?;
    let current = incoming.text("current_password");
    if let Some(kept) = account.password.as_deref() {
        let verdict = hasher().await?.verify(current, Some(kept));
        let is_open = !account.is_locked(context.now.timestamp_millis());
        if verdict.map_err(Problem::internal)? == Verdict::Wrong || !is_open {
            // Whoever sits at somebody's open page guesses no longer than at the sign-in.
            fail(context, Some(&account), "password_change").await?;
            return Err(wrong_password());
        }
    }
    let Some(password) = password else {
        return Err(Problem::internal("a checked password is not there"));
    };
    let phc = hasher().await?.hash(&password).map_err(Problem::internal)?;
    let notice = messages::to_account(&account, &Notice::PasswordChanged);
    let change = PasswordChange {
        account: &account.id,
        password: &phc,
        keep: Some(&own.id),
        how: "changed",
        notice: notice.as_ref(),
        at: context.now.timestamp_millis(),
    };
    if !account::change_password(database().await?, &change).await? {
        return Err(session::sign_in_needed());
    }
    if let Some(message) = &notice {
        messages::show(message).await?;
    }
    let response = match incoming.is_page {
        true => see_other("/cabinet/security?done=password")?,
        false => StatusCode::NO_CONTENT.into_response(),
    };
    // This session goes on, with another token.
    let is_proved = account.password.is_some();
    match session::renew(context, own, is_proved).await? {
        Some(started) => with(response, "set-cookie", &started.cookie),
        None => Ok(response),
    }
}

fn wrong_password() -> Problem {
    let text = Text::fixed(
        "Нынешний пароль не подходит",
        "This is not the current password",
    );
    Problem::invalid_field(FieldError::with_text(
        "/current_password",
        "password_wrong",
        text,
    ))
}
