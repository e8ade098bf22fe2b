//! Proof that a request cost its sender something: ALTCHA's proof of work, or some seconds of waiting for a
//! browser without scripts. Each works once.

use auth::altcha::{self, Challenge, Solved};
use auth::wait;
use axum::http::StatusCode;
use domain::Text;
use domain::text::plural;

use crate::capabilities::{keys, scratch};
use crate::keys::Purpose;
use crate::{Context, Problem, client};

/// The greatest number of a challenge; half of it has to be tried on average. `static/proof.js` in Chromium
/// tries 10,000 in 0.1 s on one of our cores, in 0.4 s with the processor slowed four times and in 0.6 s with
/// six times, which is a cheap telephone (DevTools' throttling; the median of three). So a person waits for a
/// quarter of a second to a second and a half, three at worst.
const MAX_NUMBER: u32 = 50_000;

/// How long a challenge can be solved: a slow telephone needs seconds, a form that asked for it when it
/// was opened some minutes.
const LIFE_SECONDS: u64 = 20 * 60;

/// How long a browser without scripts waits: longer than others compute, shorter than anybody's patience.
const WAIT_SECONDS: u64 = 5;

/// A new challenge.
pub async fn challenge(context: &Context) -> Result<Challenge, Problem> {
    let expires_at = seconds(context) + LIFE_SECONDS;
    Challenge::new(&key().await?, MAX_NUMBER, expires_at).map_err(Problem::internal)
}

/// The challenge as it travels.
pub fn wire(challenge: Challenge) -> api::Challenge {
    api::Challenge {
        algorithm: challenge.algorithm.to_owned(),
        challenge: challenge.challenge,
        maxnumber: challenge.maxnumber,
        salt: challenge.salt,
        signature: challenge.signature,
    }
}

/// Demands a proof: the one given as a member or field of the request, or in the header `Otklik-Proof`.
/// It is used up by this. Without a good one: 403 `proof_required`, with what a good one is made from.
pub async fn require(context: &Context, given: Option<&str>) -> Result<(), Problem> {
    let given = given
        .filter(|given| !given.is_empty())
        .unwrap_or_else(|| context.header("otklik-proof"));
    if given.is_empty() {
        return Err(required(context, asked(), None).await?);
    }
    let solved = if given.starts_with(wait::PREFIX) {
        match waited(context, given).await? {
            Ok(solved) => solved,
            Err(wait::Fault::Early(seconds)) => {
                return Err(required(context, early(seconds), Some(given)).await?);
            }
            Err(_) => return Err(required(context, again(), None).await?),
        }
    } else {
        match altcha::verify(&key().await?, given, seconds(context)) {
            Ok(solved) => solved,
            Err(_) => return Err(required(context, again(), None).await?),
        }
    };
    let expires_at = i64::try_from(solved.expires_at)
        .unwrap_or(i64::MAX / 1000)
        .saturating_mul(1000);
    if store::limits::use_proof(scratch().await?, &solved.id, expires_at).await? {
        return Ok(());
    }
    Err(required(context, again(), None).await?)
}

async fn waited(context: &Context, ticket: &str) -> Result<Result<Solved, wait::Fault>, Problem> {
    let bearer = client::network_of(context).await?;
    Ok(wait::verify(
        &key().await?,
        &bearer,
        ticket,
        seconds(context),
    ))
}

/// The refusal: a program gets a challenge, a page a ticket, the one that it has when it came too early.
async fn required(
    context: &Context,
    detail: Text,
    ticket: Option<&str>,
) -> Result<Problem, Problem> {
    let title = Text::fixed(
        "Подтвердите, что вы не робот",
        "Show that you are not a robot",
    );
    let mut problem = Problem::new(StatusCode::FORBIDDEN, "proof_required", title, detail);
    if context.wants_page {
        problem.ticket = Some(match ticket {
            Some(ticket) => ticket.to_owned(),
            None => new_ticket(context).await?,
        });
    } else {
        problem.challenge = Some(Box::new(challenge(context).await?));
    }
    Ok(problem)
}

/// A ticket for waiting.
async fn new_ticket(context: &Context) -> Result<String, Problem> {
    let bearer = client::network_of(context).await?;
    let good_at = seconds(context) + WAIT_SECONDS;
    wait::issue(&key().await?, &bearer, good_at).map_err(Problem::internal)
}

fn asked() -> Text {
    Text::new(
        format!(
            "Сейчас из вашей сети много обращений. Подождите {} и отправьте ещё раз: всё введённое на месте.",
            plural(WAIT_SECONDS, "секунду", "секунды", "секунд")
        ),
        format!(
            "There is much coming from your network now. Wait {WAIT_SECONDS} seconds and send again: all that you typed is kept."
        ),
    )
}

fn early(seconds: u64) -> Text {
    Text::new(
        format!(
            "Слишком быстро. Подождите ещё {} и отправьте снова: всё введённое на месте.",
            plural(seconds, "секунду", "секунды", "секунд")
        ),
        format!(
            "That was too quick. Wait another {seconds} seconds and send again: all that you typed is kept."
        ),
    )
}

fn again() -> Text {
    Text::new(
        format!(
            "Подтверждение уже использовано, устарело или не подходит. Подождите {} и отправьте ещё раз.",
            plural(WAIT_SECONDS, "секунду", "секунды", "секунд")
        ),
        format!(
            "The proof was used before, has expired or does not fit. Wait {WAIT_SECONDS} seconds and send again."
        ),
    )
}

/// The protocol's libraries take the key as a text.
async fn key() -> Result<String, Problem> {
    Ok(altcha::hex(&keys().await?.hash(Purpose::Proof, &[])))
}

fn seconds(context: &Context) -> u64 {
    context.now.timestamp().unsigned_abs()
}
