//! Rate limits: who has asked too often is told when to come again (429, RFC 6585 4), and limited answers
//! say what is left (draft-ietf-httpapi-ratelimit-headers-10).
//!
//! Only commands and the guessing of secrets are counted: reading writes nothing. The counters are written
//! over a connection of their own that does not wait for the disk, since losing them harms nobody.

pub mod contact;
pub mod policy;
pub mod sign_in;
pub mod submission;

use axum::http::StatusCode;
use domain::Text;
use domain::text::plural;
use files::MAX_FILE_BYTES;
use store::limits::{Policy, Refused, Standing};

use crate::capabilities::{keys, scratch};
use crate::keys::Purpose;
use crate::{Context, Problem, client};

/// What a small file counts as: rows and chunks cost more than its bytes.
const MIN_UPLOAD_BYTES: u64 = 64 * 1024;

/// Whom a limit counts.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// The client's network; nobody is counted where limits by address do not apply.
    Network,
    /// A login as it was typed and normalised, known or not.
    Login(&'a str),
    /// An account.
    Account(&'a str),
    /// An API key, by its id.
    ApiKey(&'a str),
    /// An appeal, by its id: whoever has its access code and nothing else.
    Appeal(&'a str),
    /// An address or a telephone, whoever's it is.
    Contact(&'a str),
}

/// Takes one request from a limit, or refuses with 429.
pub async fn take(context: &Context, policy: &Policy, subject: Subject<'_>) -> Result<(), Problem> {
    take_units(context, policy, subject, 1).await
}

/// Takes so many units (bytes, where the limit counts them) from a limit, or refuses with 429.
pub async fn take_units(
    context: &Context,
    policy: &Policy,
    subject: Subject<'_>,
    units: u64,
) -> Result<(), Problem> {
    let Some(key) = key(context, policy, subject).await? else {
        return Ok(());
    };
    let now = context.now.timestamp_millis();
    match store::limits::take(scratch().await?, &key, policy, units, now).await? {
        Ok(standing) => {
            tell(context, policy, standing);
            Ok(())
        }
        Err(Refused {
            standing,
            retry_after,
        }) => {
            tell(context, policy, standing);
            Err(too_many(retry_after))
        }
    }
}

/// Takes an upload's bytes from its network's limit, before they come. One whose size was not told counts as
/// the largest that is allowed.
pub async fn take_upload(context: &Context, size_bytes: Option<u64>) -> Result<(), Problem> {
    let units = size_bytes.unwrap_or(MAX_FILE_BYTES).max(MIN_UPLOAD_BYTES);
    take_units(context, &policy::UPLOAD, Subject::Network, units).await
}

/// Refuses with 429 when nothing is left, and takes nothing: for limits that count failures.
pub async fn guard(
    context: &Context,
    policy: &Policy,
    subject: Subject<'_>,
) -> Result<(), Problem> {
    match standing(context, policy, subject).await? {
        Some(standing) if standing.remaining == 0 => {
            tell(context, policy, standing);
            Err(too_many(standing.seconds_to_one(policy)))
        }
        _ => Ok(()),
    }
}

/// Whether nothing is left of a limit; takes nothing.
pub async fn is_spent(
    context: &Context,
    policy: &Policy,
    subject: Subject<'_>,
) -> Result<bool, Problem> {
    let standing = standing(context, policy, subject).await?;
    Ok(standing.is_some_and(|standing| standing.remaining == 0))
}

/// Counts a failure where one can still be counted, and gives what is left then; [`None`] where nobody is
/// counted or nothing was left.
pub async fn count(
    context: &Context,
    policy: &Policy,
    subject: Subject<'_>,
) -> Result<Option<Standing>, Problem> {
    let Some(key) = key(context, policy, subject).await? else {
        return Ok(None);
    };
    let now = context.now.timestamp_millis();
    let taken = store::limits::take(scratch().await?, &key, policy, 1, now).await?;
    Ok(taken
        .inspect(|standing| tell(context, policy, *standing))
        .ok())
}

/// Gives a request back to a limit that was to count failures only.
pub async fn give_back(
    context: &Context,
    policy: &Policy,
    subject: Subject<'_>,
) -> Result<(), Problem> {
    if let Some(key) = key(context, policy, subject).await? {
        store::limits::give_back(scratch().await?, &key, policy).await?;
    }
    Ok(())
}

/// How a subject stands; [`None`] where nobody is counted.
pub async fn standing(
    context: &Context,
    policy: &Policy,
    subject: Subject<'_>,
) -> Result<Option<Standing>, Problem> {
    let Some(key) = key(context, policy, subject).await? else {
        return Ok(None);
    };
    let now = context.now.timestamp_millis();
    Ok(Some(
        store::limits::look(scratch().await?, &key, policy, now).await?,
    ))
}

/// Forgets the failures that a limit counted.
pub async fn restore(
    context: &Context,
    policy: &Policy,
    subject: Subject<'_>,
) -> Result<(), Problem> {
    if let Some(key) = key(context, policy, subject).await? {
        store::limits::restore(scratch().await?, &key).await?;
    }
    Ok(())
}

/// The key under which a subject is counted: a hash, so that the table tells nothing about anybody.
async fn key(
    context: &Context,
    policy: &Policy,
    subject: Subject<'_>,
) -> Result<Option<[u8; 16]>, Problem> {
    let network;
    let (kind, value) = match subject {
        Subject::Network => {
            network = client::limited_network(context).await?;
            match &network {
                Some(network) => ("network", network.as_str()),
                None => return Ok(None),
            }
        }
        Subject::Login(login) => ("login", login),
        Subject::Account(account) => ("account", account),
        Subject::ApiKey(id) => ("key", id),
        Subject::Appeal(id) => ("appeal", id),
        Subject::Contact(contact) => ("contact", contact),
    };
    let parts = [policy.name.as_bytes(), kind.as_bytes(), value.as_bytes()];
    let hash = keys().await?.hash(Purpose::RateLimit, &parts);
    // Half of the hash is enough where a collision would only make two people share an allowance.
    Ok(hash.first_chunk().copied())
}

/// Says in the answer what the limit is and what is left of it.
fn tell(context: &Context, policy: &Policy, standing: Standing) {
    let unit = if policy.name == policy::UPLOAD.name {
        ";qu=\"content-bytes\""
    } else {
        ""
    };
    let Policy {
        name,
        quota,
        window_seconds,
    } = policy;
    let Standing {
        remaining,
        reset_seconds,
        ..
    } = standing;
    context.add_header(
        "ratelimit-policy",
        format!("\"{name}\";q={quota}{unit};w={window_seconds}"),
    );
    context.add_header(
        "ratelimit",
        format!("\"{name}\";r={remaining};t={reset_seconds}"),
    );
}

/// The refusal.
pub fn too_many(retry_after: u64) -> Problem {
    let seconds = retry_after.max(1);
    let (ru, en) = if seconds < 90 {
        (
            plural(seconds, "секунду", "секунды", "секунд"),
            format!("{seconds} s"),
        )
    } else {
        let minutes = seconds.div_ceil(60);
        (
            plural(minutes, "минуту", "минуты", "минут"),
            format!("{minutes} min"),
        )
    };
    let mut problem = Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_requests",
        Text::fixed("Слишком много запросов", "Too many requests"),
        Text::new(
            format!(
                "Из вашей сети или с вашим логином слишком часто повторяли это действие. Попробуйте через {ru}: ничего не потеряно."
            ),
            format!(
                "This was repeated too often from your network or with your login. Try again in {en}: nothing is lost."
            ),
        ),
    );
    problem.headers.push(("retry-after", seconds.to_string()));
    problem
}
