//! `POST /api/v1/account/factors/passkeys`: keeps a new passkey.

use auth::webauthn::{self, RegistrationResponse, UserVerification};
use axum::body::Body;
use axum::http::StatusCode;
use domain::Text;
use domain::text::single_line;
use serde::Deserialize;
use store::factor::{self, NewFactor};
use uuid::Uuid;
use web::capabilities::database;
use web::messages::{self, Notice};
use web::reply::{json, with};
use web::time::from_ms;
use web::{Answer, Context, Problem, client, session};

use super::{Kept, MAX_PASSKEYS, REGISTRATION, expired, refused, relying_party, request};
use crate::account_view::own_account;
use crate::once;

/// A name is for the list of passkeys.
const MAX_NAME_CHARS: usize = 60;

#[derive(Deserialize)]
struct Request {
    credential: RegistrationResponse,
    name: Option<String>,
}

/// Keeps the passkey that answers a challenge of the same account, and tells the owner. The session rises, with
/// another token.
pub(crate) async fn passkey_create(context: Context, sent: Body) -> Answer {
    let session = session::required(&context).await?;
    session.demand_recent(&context)?;
    let Request { credential, name } = request(&context, sent).await?;
    let challenge = webauthn::challenge(&credential.response.client_data).map_err(refused)?;
    let taken = once::take::<()>(&context, REGISTRATION, &challenge, &[]).await?;
    let (owner, ()) = taken.ok_or_else(expired)?;
    if owner.as_deref() != Some(&session.account) {
        return Err(expired());
    }
    let relying_party = relying_party(&context).await?;
    let verification = UserVerification::Preferred;
    let passkey = webauthn::register(&relying_party, &challenge, verification, &credential);
    let passkey = passkey.map_err(refused)?;

    let db = database().await?;
    let others = factor::of_account(db, &session.account).await?;
    if others.iter().filter(|one| one.kind == "passkey").count() >= MAX_PASSKEYS {
        return Err(too_many());
    }
    let name = match name.and_then(|name| single_line(&name).ok()) {
        Some(name) if (1..=MAX_NAME_CHARS).contains(&name.chars().count()) => name,
        _ => client::describe(&context).await?.device,
    };
    let hash = factor::credential_hash(db, &passkey.credential);
    let counter = i64::from(passkey.counter);
    let kept = Kept {
        name: Some(name.clone()),
        passkey,
    };
    let id = Uuid::now_v7().to_string();
    let new = NewFactor {
        id: &id,
        account: &session.account,
        kind: "passkey",
        hash: Some(hash),
        data: &serde_json::to_string(&kept).map_err(Problem::internal)?,
        counter,
        at: context.now.timestamp_millis(),
    };
    if !factor::add(db, &new).await? {
        return Err(known());
    }
    let body = api::FactorItem {
        id: id.clone(),
        kind: "passkey".to_owned(),
        name: Some(name),
        created_at: from_ms(new.at),
        used_at: None,
    };
    let location = format!("/api/v1/account/factors/{id}");
    let answer = with(json(StatusCode::CREATED, &body)?, "location", &location)?;
    let account = own_account(&session).await?;
    messages::tell(&context, &account, &Notice::FactorAdded).await?;
    match session::rise(&context, &session, "passkey").await? {
        Some(risen) => with(answer, "set-cookie", &risen.cookie),
        None => Err(session::sign_in_needed()),
    }
}

fn known() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "passkey_known",
        Text::fixed("Этот ключ уже добавлен", "This passkey was added before"),
        Text::fixed("Возьмите другое устройство.", "Take another device."),
    )
}

pub(super) fn too_many() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "too_many_passkeys",
        Text::fixed("Ключей слишком много", "There are too many passkeys"),
        Text::new(
            format!("Их может быть {MAX_PASSKEYS}. Отключите те, которыми не пользуетесь."),
            format!("There may be {MAX_PASSKEYS}. Turn off those that you do not use."),
        ),
    )
}
