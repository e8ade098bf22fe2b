//! `/api/v1/recovery`: a new password by a code to the confirmed contact, and the way out of a lock.

use axum::body::Body;
use axum::http::StatusCode;
use domain::login::CODES_AN_HOUR;
use pages::CodeFor;
use serde::{Deserialize, Serialize};
use store::account::{self, Account, Found, PasswordChange, State};
use store::one_time::{self, NewOneTime};
use store::outbox::NewMessage;
use web::capabilities::{database, hasher};
use web::limits::policy::{CODE_SENDING, RECOVERY};
use web::limits::{self, Subject};
use web::messages::{self, Notice};
use web::reply::{json, page, see_other};
use web::{Answer, Context, Problem, proof, session};

use crate::account_create::new_password;
use crate::finish::wrong_credentials;
use crate::forms;
use crate::incoming::{Incoming, Shape};
use crate::session_create::{LOCK, counted, find};
use crate::tickets::{self, CODE_LIFE, MOST_SENDS, Ticket, purpose};

/// What a recovery holds: the login as it was typed, for the rules of the password.
#[derive(Serialize, Deserialize)]
struct Asked {
    login: String,
}

const ASK: Shape = Shape::texts(&["login", "altcha"]);

const COMPLETE: Shape = Shape::texts(&["ticket", "code", "password"]);

/// Sends a code, if there is somebody to send it to: the answer and its time are the same.
pub(crate) async fn recovery_create(context: Context, body: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, ASK).await?;
    match ask(&context, &mut incoming).await {
        Ok(sent) if incoming.is_page => {
            let html = forms::code(&context, CodeFor::Recovery, &sent.ticket, "", vec![], "");
            Ok(page(StatusCode::OK, html))
        }
        Ok(sent) => json(StatusCode::ACCEPTED, &sent),
        Err(problem) => incoming.refused(&context, problem, |faults, values| {
            forms::recovery(&context, values, faults)
        }),
    }
}

async fn ask(context: &Context, incoming: &mut Incoming) -> Result<api::CodeSent, Problem> {
    let login = incoming.required("login");
    incoming.check()?;
    proof::require(context, incoming.proof()).await?;
    limits::take(context, &RECOVERY, Subject::Network).await?;
    limits::take(context, &CODE_SENDING, Subject::Login(&counted(&login))).await?;
    let found = find(context, &login).await?;
    let found = found.filter(|found| found.account.state != State::Blocked);
    let ticket = Ticket::new().await?;
    let (code, code_hash) = tickets::new_code(&ticket.hash).await?;
    let too_many = found
        .as_ref()
        .is_some_and(|found| found.codes_asked >= CODES_AN_HOUR);
    let message = message(found.as_ref(), code.as_str());
    let account = found.as_ref().map(|found| found.account.id.as_str());
    let lock_until = (context.now + LOCK).timestamp_millis();
    let new = NewOneTime {
        hash: ticket.hash,
        purpose: purpose::RECOVERY,
        account,
        // Without a code that somebody has, the ticket opens nothing.
        code_hash: Some(code_hash).filter(|_| !too_many),
        data: &serde_json::to_string(&Asked { login }).map_err(Problem::internal)?,
        at: context.now.timestamp_millis(),
        expires_at: (context.now + CODE_LIFE).timestamp_millis(),
        lock_until: too_many.then_some(lock_until),
    };
    one_time::send_code(database().await?, &new, MOST_SENDS, message.as_ref()).await?;
    if let Some(message) = &message {
        messages::show(message).await?;
    }
    Ok(tickets::sent(context, &ticket, None))
}

/// The message with the code, or the one that says that there were too many.
fn message(found: Option<&Found>, code: &str) -> Option<NewMessage> {
    let found = found?;
    if found.codes_asked >= CODES_AN_HOUR {
        return messages::to_account(&found.account, &Notice::TooManyCodes);
    }
    messages::to_account(&found.account, &Notice::RecoveryCode(code))
}

/// Sets the new password. Nobody is signed in by it: a second factor is still asked for.
pub(crate) async fn recovery_complete(context: Context, body: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, COMPLETE).await?;
    match complete(&context, &mut incoming).await {
        Ok(()) if incoming.is_page => see_other("/sign-in?done=recovered"),
        Ok(()) => {
            let body = api::SessionState {
                state: "signed_out".to_owned(),
                ..api::SessionState::default()
            };
            json(StatusCode::OK, &body)
        }
        Err(problem) => incoming.refused(&context, problem, |faults, _| {
            forms::code(
                &context,
                CodeFor::Recovery,
                incoming.text("ticket"),
                "",
                faults,
                "",
            )
        }),
    }
}

async fn complete(context: &Context, incoming: &mut Incoming) -> Result<(), Problem> {
    let (ticket, code) = (incoming.required("ticket"), incoming.required("code"));
    let hash = tickets::hash(&ticket).await?;
    let (db, now) = (database().await?, context.now.timestamp_millis());
    // A password against the rules spends no attempt. The login is the one that was typed: what is kept of
    // an account must not show in which passwords are refused.
    let asked = one_time::look(db, purpose::RECOVERY, hash, now).await?;
    let asked: Option<Asked> = asked.and_then(|kept| serde_json::from_str(&kept.data).ok());
    let login = asked.map(|asked| asked.login).unwrap_or_default();
    let password = new_password(incoming, &[&login]);
    incoming.check()?;
    let Some(password) = password else {
        return Err(Problem::internal("a checked password is not there"));
    };
    let phc = hasher().await?.hash(&password).map_err(Problem::internal)?;
    let ticket = tickets::redeem(context, purpose::RECOVERY, &hash, &code).await?;
    let id = ticket.account.unwrap_or_default();
    let account = account::by_id(db, &id)
        .await?
        .ok_or_else(wrong_credentials)?;
    change(context, &account, &phc).await
}

async fn change(context: &Context, account: &Account, phc: &str) -> Result<(), Problem> {
    let notice = messages::to_account(account, &Notice::PasswordChanged);
    let change = PasswordChange {
        account: &account.id,
        password: phc,
        keep: None,
        how: "recovered",
        notice: notice.as_ref(),
        at: context.now.timestamp_millis(),
    };
    if !account::change_password(database().await?, &change).await? {
        return Err(wrong_credentials());
    }
    match &notice {
        Some(message) => messages::show(message).await,
        None => Ok(()),
    }
}
