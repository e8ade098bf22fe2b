//! `POST /api/v1/session/passkey/options`: what the browser needs to show a passkey, alone or as the
//! second factor of a sign-in that has begun.

use auth::token::Token;
use auth::webauthn::{self, UserVerification};
use axum::body::Body;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use store::{factor, one_time};
use web::capabilities::{database, keys};
use web::keys::Purpose;
use web::reply::json as answer;
use web::{Answer, Context, Problem, session};

use super::{ASSERTION, CHALLENGE_LIFE, Kept, expired, read, relying_party, request};
use crate::once;
use crate::tickets::purpose::SECOND_FACTOR;

#[derive(Deserialize)]
struct Request {
    ticket: Option<String>,
}

/// Gives a challenge. Without a ticket any passkey of this site may answer, so nothing is told of anybody;
/// with one, those of the account whose password was right.
pub(crate) async fn session_passkey_options(context: Context, sent: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let Request { ticket } = request(&context, sent).await?;
    let relying_party = relying_party(&context).await?;
    let owner = match ticket.as_deref() {
        Some(ticket) => Some(owner(&context, ticket).await?),
        None => None,
    };
    let mut kept = Vec::new();
    if let Some(account) = owner.as_deref() {
        let factors = factor::of_account(database().await?, account).await?;
        let passkeys = factors.iter().filter(|factor| factor.kind == "passkey");
        kept = passkeys.map(read).collect::<Result<Vec<Kept>, _>>()?;
    }
    let verification = match owner {
        Some(_) => UserVerification::Preferred,
        None => UserVerification::Required,
    };
    let owner = owner.as_deref();
    let challenge = once::give(&context, ASSERTION, owner, &(), &[], CHALLENGE_LIFE).await?;
    let kept: Vec<_> = kept.into_iter().map(|kept| kept.passkey).collect();
    let options =
        webauthn::request_options(&relying_party, challenge.as_bytes(), verification, &kept);
    answer(StatusCode::OK, &json!({ "public_key": options }))
}

/// Whose sign-in waits for a second factor. The ticket stays as it is.
async fn owner(context: &Context, ticket: &str) -> Result<String, Problem> {
    let ticket = Token::parse(ticket).ok_or_else(expired)?;
    let hash = keys().await?.hash(Purpose::Ticket, &[ticket.as_bytes()]);
    let at = context.now.timestamp_millis();
    let waiting = one_time::look(database().await?, SECOND_FACTOR, hash, at).await?;
    waiting
        .and_then(|waiting| waiting.account)
        .ok_or_else(expired)
}
