//! `POST /api/v1/account/factors/passkeys/options`: what the browser needs to make a passkey.

use auth::webauthn;
use axum::http::StatusCode;
use serde_json::json;
use store::{account, factor};
use web::capabilities::database;
use web::reply::json as answer;
use web::{Answer, Context, Problem, session};

use super::{CHALLENGE_LIFE, Kept, MAX_PASSKEYS, REGISTRATION, read, relying_party, user_handle};
use crate::once;

/// Gives a challenge to somebody who has just shown who they are.
pub(crate) async fn passkey_options(context: Context) -> Answer {
    let session = session::required(&context).await?;
    session.demand_recent(&context)?;
    let relying_party = relying_party(&context).await?;
    let db = database().await?;
    let factors = factor::of_account(db, &session.account).await?;
    let passkeys = factors.iter().filter(|factor| factor.kind == "passkey");
    let kept = passkeys.map(read).collect::<Result<Vec<Kept>, _>>()?;
    if kept.len() >= MAX_PASSKEYS {
        return Err(super::create::too_many());
    }
    let account = account::by_id(db, &session.account).await?;
    let account = account.ok_or_else(|| Problem::internal("a session without an account"))?;
    let person = &account.profile.person;
    let name = person.email.as_deref().or(person.phone.as_deref());
    let challenge = once::give(
        &context,
        REGISTRATION,
        Some(&session.account),
        &(),
        &[],
        CHALLENGE_LIFE,
    )
    .await?;
    let kept: Vec<_> = kept.into_iter().map(|kept| kept.passkey).collect();
    let options = webauthn::creation_options(
        &relying_party,
        challenge.as_bytes(),
        &user_handle(&session.account)?,
        name.unwrap_or("Otklik"),
        &kept,
    );
    answer(StatusCode::OK, &json!({ "public_key": options }))
}
