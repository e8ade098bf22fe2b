//! Things that are given out once and come back once: challenges and their like.

use auth::token::Token;
use chrono::Duration;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::one_time::{self, NewOneTime, OneTime};
use web::capabilities::{database, keys};
use web::keys::Purpose;
use web::limits::policy::CHALLENGE;
use web::limits::{self, Subject};
use web::{Context, Problem};

/// Gives out a secret that comes back within `life`, and keeps `data` for that moment. Of the secret only a
/// keyed hash is kept; `beside` is a second secret that must come back with it, or empty. To strangers of one
/// network only so many are given.
pub(crate) async fn give(
    context: &Context,
    purpose: &str,
    account: Option<&str>,
    data: &impl Serialize,
    beside: &[u8],
    life: Duration,
) -> Result<Token, Problem> {
    if account.is_none() {
        limits::take(context, &CHALLENGE, Subject::Network).await?;
    }
    let secret = Token::new().map_err(Problem::internal)?;
    let data = serde_json::to_string(data).map_err(Problem::internal)?;
    let at = context.now.timestamp_millis();
    let new = NewOneTime {
        hash: hash(secret.as_bytes(), beside).await?,
        purpose,
        account,
        code_hash: None,
        lock_until: None,
        data: &data,
        at,
        expires_at: at + life.num_milliseconds(),
    };
    if !one_time::create(database().await?, &new).await? {
        return Err(Problem::internal("a random secret came twice"));
    }
    Ok(secret)
}

/// Takes back what was given out: once, and within its time.
pub(crate) async fn take<T: DeserializeOwned>(
    context: &Context,
    purpose: &str,
    secret: &[u8],
    beside: &[u8],
) -> Result<Option<(Option<String>, T)>, Problem> {
    let hash = hash(secret, beside).await?;
    let at = context.now.timestamp_millis();
    let taken = one_time::take(database().await?, purpose, hash, at).await?;
    taken.map(read).transpose()
}

/// Looks at what was given out and spends one of so many attempts on it; it is there until it is taken.
pub(crate) async fn attempt<T: DeserializeOwned>(
    context: &Context,
    purpose: &str,
    secret: &[u8],
    most: i64,
) -> Result<Option<(Option<String>, T)>, Problem> {
    let hash = hash(secret, &[]).await?;
    let at = context.now.timestamp_millis();
    let found = one_time::attempt(database().await?, purpose, hash, most, at).await?;
    found.map(read).transpose()
}

fn read<T: DeserializeOwned>(kept: OneTime) -> Result<(Option<String>, T), Problem> {
    let data = serde_json::from_str(&kept.data).map_err(Problem::internal)?;
    Ok((kept.account, data))
}

async fn hash(secret: &[u8], beside: &[u8]) -> Result<[u8; 32], Problem> {
    let keys = keys().await?;
    Ok(if beside.is_empty() {
        keys.hash(Purpose::Ticket, &[secret])
    } else {
        keys.hash(Purpose::Ticket, &[secret, beside])
    })
}
