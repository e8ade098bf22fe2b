//! `POST /api/v1/session/passkey`: signs in with a passkey, alone or as the second factor.

use auth::token::Token;
use auth::webauthn::{self, AssertionResponse, UserVerification};
use axum::body::Body;
use serde::Deserialize;
use serde_json::json;
use store::account;
use store::factor::{self, Factor};
use store::one_time;
use web::capabilities::{database, keys};
use web::keys::Purpose;
use web::{Answer, Context, Problem, session};

use super::{ASSERTION, expired, read, refused, relying_party, request, user_handle};
use crate::entry::{closed, enter};
use crate::once;
use crate::tickets::purpose::SECOND_FACTOR;

/// A passkey cannot be guessed; the limit is for what goes wrong.
const MAX_ATTEMPTS: i64 = 5;

#[derive(Deserialize)]
struct Request {
    credential: AssertionResponse,
    ticket: Option<String>,
}

/// Signs in. A passkey that stands alone must have checked who holds it; one beside a password need not.
pub(crate) async fn session_passkey(context: Context, sent: Body) -> Answer {
    session::refuse_cross_site(&context).await?;
    let Request { credential, ticket } = request(&context, sent).await?;
    let challenge = webauthn::challenge(&credential.response.client_data).map_err(refused)?;
    let taken = once::take::<()>(&context, ASSERTION, &challenge, &[]).await?;
    let (owner, ()) = taken.ok_or_else(expired)?;
    // A challenge for one account's second factor is good for that alone, and the other way round.
    let ticket = match (ticket.as_deref(), &owner) {
        (Some(ticket), Some(owner)) => Some(spend(&context, ticket, owner).await?),
        (None, None) => None,
        _ => return Err(expired()),
    };
    let db = database().await?;
    let found = factor::by_credential(db, &credential.id).await?;
    let found = found.filter(|found| owner.as_ref().is_none_or(|owner| *owner == found.account));
    let found = found.ok_or_else(|| refused(webauthn::Error::Credential))?;
    let verification = match owner {
        Some(_) => UserVerification::Preferred,
        None => UserVerification::Required,
    };
    check(&context, &challenge, verification, &found, &credential).await?;
    if let Some(hash) = ticket {
        let at = context.now.timestamp_millis();
        let taken = one_time::take(db, SECOND_FACTOR, hash, at).await?;
        taken.ok_or_else(expired)?;
    }
    let account = account::by_id(db, &found.account).await?;
    enter(&context, &account.ok_or_else(closed)?, "passkey", "").await
}

/// Spends an attempt of the sign-in that waits; gives the hash by which it is then taken.
async fn spend(context: &Context, ticket: &str, owner: &str) -> Result<[u8; 32], Problem> {
    let ticket = Token::parse(ticket).ok_or_else(expired)?;
    let hash = keys().await?.hash(Purpose::Ticket, &[ticket.as_bytes()]);
    let (db, at) = (database().await?, context.now.timestamp_millis());
    let waiting = one_time::attempt(db, SECOND_FACTOR, hash, MAX_ATTEMPTS, at).await?;
    match waiting {
        Some(waiting) if waiting.account.as_deref() == Some(owner) => Ok(hash),
        _ => Err(expired()),
    }
}

/// Checks the answer, and moves the counter on. The counter is read from its own column, which only grows.
async fn check(
    context: &Context,
    challenge: &[u8],
    verification: UserVerification,
    factor: &Factor,
    credential: &AssertionResponse,
) -> Result<(), Problem> {
    let mut passkey = read(factor)?.passkey;
    passkey.counter = u32::try_from(factor.counter).map_err(Problem::internal)?;
    let asserted = webauthn::assert(
        &relying_party(context).await?,
        challenge,
        verification,
        &passkey,
        &user_handle(&factor.account)?,
        credential,
    );
    let (db, at) = (database().await?, context.now.timestamp_millis());
    let counter = match asserted {
        Ok(asserted) => asserted.counter,
        Err(error) => {
            if error == webauthn::Error::Counter {
                let data = json!({ "factor": factor.id });
                account::note(db, &factor.account, "passkey_copied", &data, at).await?;
            }
            return Err(refused(error));
        }
    };
    if counter == 0 {
        return Ok(factor::touch(db, &factor.id, at).await?);
    }
    // Of two answers with one counter, the second is a replay or a copy.
    match factor::advance(db, &factor.id, i64::from(counter), at).await? {
        true => Ok(()),
        false => Err(refused(webauthn::Error::Counter)),
    }
}
