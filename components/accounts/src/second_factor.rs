//! `POST /api/v1/session/second-factor`: the second step of signing in, by a code of whatever kind.

use auth::code::RecoveryCode;
use auth::totp::Secret;
use axum::body::Body;
use domain::Text;
use domain::appeal::FieldError;
use store::account::{self, Account};
use store::factor::{self, Factor};
use store::one_time;
use web::capabilities::{database, keys};
use web::keys::Purpose;
use web::messages::{self, Notice};
use web::{Answer, Context, Problem, session};

use crate::finish::{self, Form};
use crate::forms::{self, SecondFactor};
use crate::incoming::{Incoming, Shape};
use crate::session_create::fail;
use crate::tickets::{self, MOST_ATTEMPTS, Wrong, purpose};

const SHAPE: Shape = Shape::texts(&["ticket", "method", "code"]);

/// Checks a code and signs in.
pub(crate) async fn second_factor(context: Context, body: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    let form = Form {
        is_page: incoming.is_page,
        return_to: incoming.return_to.clone(),
    };
    match check(&context, &mut incoming).await {
        Ok(account) => {
            let method = incoming.text("method").to_owned();
            finish::signed_in(&context, &account, &method, &form).await
        }
        Err(problem) => {
            let methods = methods(&context, incoming.text("ticket")).await?;
            incoming.refused(&context, problem, |faults, _| {
                let about = SecondFactor {
                    ticket: incoming.text("ticket"),
                    methods,
                    method: incoming.text("method"),
                    masked: "",
                    return_to: &incoming.return_to,
                };
                forms::second_factor(&context, about, faults)
            })
        }
    }
}

async fn check(context: &Context, incoming: &mut Incoming) -> Result<Account, Problem> {
    let method = incoming.required("method");
    let (ticket, code) = (incoming.required("ticket"), incoming.required("code"));
    incoming.check()?;
    let hash = tickets::hash(&ticket).await?;
    let id = match method.as_str() {
        "email" | "sms" => by_message(context, &hash, &code).await?,
        "totp" | "recovery" => by_factor(context, &hash, &method, &code).await?,
        _ => return Err(unknown_method()),
    };
    let account = account::by_id(database().await?, &id).await?;
    account.ok_or_else(finish::wrong_credentials)
}

async fn by_message(context: &Context, hash: &[u8; 32], code: &str) -> Result<String, Problem> {
    match tickets::redeem(context, purpose::SECOND_FACTOR, hash, code).await {
        Ok(ticket) => ticket.account.ok_or_else(tickets::gone),
        Err(wrong) => {
            if let Wrong::Code(ticket) = &wrong {
                failed(context, ticket.account.as_deref(), "message").await?;
            }
            Err(wrong.into())
        }
    }
}

/// An app's code or a recovery code. The attempt is spent before it is looked at, and the ticket is used up
/// before anybody is let in.
async fn by_factor(
    context: &Context,
    hash: &[u8; 32],
    method: &str,
    code: &str,
) -> Result<String, Problem> {
    let (db, now) = (database().await?, context.now.timestamp_millis());
    let ticket = one_time::attempt(db, purpose::SECOND_FACTOR, *hash, MOST_ATTEMPTS, now).await?;
    let ticket = ticket.ok_or_else(tickets::gone)?;
    let id = ticket.account.clone().ok_or_else(tickets::gone)?;
    let fits = match method {
        "totp" => totp_fits(context, &id, code).await?,
        _ => recovery_fits(context, &id, code).await?,
    };
    if !fits {
        failed(context, Some(&id), method).await?;
        return Err(tickets::wrong_code(MOST_ATTEMPTS - ticket.attempts));
    }
    let taken = one_time::take(db, purpose::SECOND_FACTOR, *hash, now).await?;
    taken.map(|_| id).ok_or_else(tickets::gone)
}

/// Whether an app of the account shows this code, and did not show it here before.
pub(crate) async fn totp_fits(
    context: &Context,
    account: &str,
    code: &str,
) -> Result<bool, Problem> {
    let db = database().await?;
    for factor in factor::of_account(db, account).await? {
        if let Some(step) = step(context, &factor, code)? {
            let now = context.now.timestamp_millis();
            // Of two requests with one code the database lets one through.
            return Ok(factor::advance(db, &factor.id, step, now).await?);
        }
    }
    Ok(false)
}

fn step(context: &Context, factor: &Factor, code: &str) -> Result<Option<i64>, Problem> {
    if factor.kind != "totp" {
        return Ok(None);
    }
    let kept: super::factor_totp::Kept =
        serde_json::from_str(&factor.data).map_err(Problem::internal)?;
    let secret = Secret::from_bytes(&kept.secret).map_err(Problem::internal)?;
    let used = u64::try_from(factor.counter).ok();
    let now = context.now.timestamp().unsigned_abs();
    Ok(secret
        .check(code, now, used)
        .and_then(|step| i64::try_from(step).ok()))
}

async fn recovery_fits(context: &Context, account: &str, code: &str) -> Result<bool, Problem> {
    let Some(code) = RecoveryCode::parse(code) else {
        return Ok(false);
    };
    let db = database().await?;
    let hash = recovery_hash(account, &code).await?;
    let used = factor::use_recovery_code(db, account, hash, context.now.timestamp_millis()).await?;
    if used && let Some(account) = account::by_id(db, account).await? {
        messages::tell(context, &account, &Notice::RecoveryCodeUsed).await?;
    }
    Ok(used)
}

/// The hash under which a recovery code is kept.
pub(crate) async fn recovery_hash(account: &str, code: &RecoveryCode) -> Result<[u8; 32], Problem> {
    let parts = [account.as_bytes(), code.as_str().as_bytes()];
    Ok(keys().await?.hash(Purpose::RecoveryCode, &parts))
}

/// A wrong second factor counts as a wrong password does: tickets can be had without number by whoever
/// knows the password.
async fn failed(context: &Context, account: Option<&str>, method: &str) -> Result<(), Problem> {
    let found = match account {
        Some(id) => account::by_id(database().await?, id).await?,
        None => None,
    };
    fail(context, found.as_ref(), method).await
}

/// The methods of a sign-in that goes on, for the page.
async fn methods(context: &Context, ticket: &str) -> Result<Vec<String>, Problem> {
    let hash = tickets::hash(ticket).await?;
    let now = context.now.timestamp_millis();
    let ticket = one_time::look(database().await?, purpose::SECOND_FACTOR, hash, now).await?;
    Ok(ticket
        .and_then(|ticket| serde_json::from_str(&ticket.data).ok())
        .unwrap_or_default())
}

/// There is no such method, or not for this account.
pub(crate) fn unknown_method() -> Problem {
    let text = Text::fixed(
        "Выберите один из предложенных способов",
        "Choose one of the methods that were offered",
    );
    Problem::invalid_field(FieldError::with_text("/method", "method_unknown", text))
}
