//! `POST /api/v1/session/code`: sends the code of a second factor by e-mail or SMS.

use axum::body::Body;
use axum::http::StatusCode;
use domain::Login;
use store::account::{self, Account};
use store::one_time::{self, NewOneTime};
use web::capabilities::database;
use web::limits::policy::CODE_SENDING;
use web::limits::{self, Subject};
use web::messages::{self, Notice};
use web::reply::{json, page};
use web::{Answer, Context, Problem, session};

use crate::forms::{self, SecondFactor};
use crate::incoming::{Incoming, Shape};
use crate::tickets::{self, CODE_LIFE, MOST_SENDS, Ticket, purpose};

const SHAPE: Shape = Shape::texts(&["ticket", "method"]);

/// Sends a code for a sign-in that has begun.
pub(crate) async fn session_code(context: Context, body: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let mut incoming = Incoming::read(&context, body, SHAPE).await?;
    let sent = send(&context, &mut incoming).await?;
    if !incoming.is_page {
        return json(StatusCode::ACCEPTED, &sent.0);
    }
    let about = SecondFactor {
        ticket: incoming.text("ticket"),
        methods: sent.1,
        method: incoming.text("method"),
        masked: sent.0.masked.as_deref().unwrap_or_default(),
        return_to: &incoming.return_to,
    };
    Ok(page(
        StatusCode::OK,
        forms::second_factor(&context, about, vec![]),
    ))
}

async fn send(
    context: &Context,
    incoming: &mut Incoming,
) -> Result<(api::CodeSent, Vec<String>), Problem> {
    let (text, method) = (incoming.required("ticket"), incoming.required("method"));
    incoming.check()?;
    let hash = tickets::hash(&text).await?;
    let db = database().await?;
    let now = context.now.timestamp_millis();
    let kept = one_time::look(db, purpose::SECOND_FACTOR, hash, now).await?;
    let kept = kept.ok_or_else(tickets::gone)?;
    let methods: Vec<String> = serde_json::from_str(&kept.data).map_err(Problem::internal)?;
    // What the person has at hand is only asked for on another page: nothing is sent.
    if matches!(method.as_str(), "totp" | "recovery") && methods.contains(&method) {
        let sent = api::CodeSent {
            ticket: text,
            channel: None,
            masked: None,
            expires_at: web::time::from_ms(kept.expires_at),
        };
        return Ok((sent, methods));
    }
    let id = kept.account.clone().unwrap_or_default();
    limits::take(context, &CODE_SENDING, Subject::Account(&id)).await?;
    let account = account::by_id(db, &id).await?.ok_or_else(tickets::gone)?;
    let login = Some(&method)
        .filter(|method| methods.contains(method))
        .and_then(|method| contact(&account, method))
        .ok_or_else(super::second_factor::unknown_method)?;
    let ticket = Ticket { text, hash };
    let (code, code_hash) = tickets::new_code(&ticket.hash).await?;
    let notice = Notice::SignInCode(code.as_str());
    let message = messages::to_login(&login, account.lang, &notice);
    let new = NewOneTime {
        hash,
        purpose: purpose::SECOND_FACTOR,
        account: Some(&account.id),
        code_hash: Some(code_hash),
        data: &kept.data,
        at: now,
        expires_at: (context.now + CODE_LIFE).timestamp_millis(),
        lock_until: None,
    };
    if !one_time::send_code(db, &new, MOST_SENDS, Some(&message)).await? {
        return Err(tickets::no_more_codes());
    }
    messages::show(&message).await?;
    Ok((tickets::sent(context, &ticket, Some(&login)), methods))
}

/// The account's contact for a method.
fn contact(account: &Account, method: &str) -> Option<Login> {
    let person = &account.profile.person;
    let contact = match method {
        "email" => person.email.as_deref(),
        "sms" => person.phone.as_deref(),
        _ => None,
    };
    Login::contact(contact?).ok()
}
