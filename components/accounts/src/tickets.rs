//! Tickets and the codes that go another way.

use auth::code::MessageCode;
use auth::token::Token;
use axum::http::StatusCode;
use chrono::Duration;
use domain::Text;
use domain::appeal::FieldError;
use store::one_time::{OneTime, Redeemed};
use web::capabilities::{database, keys};
use web::keys::Purpose;
use web::limits::policy::CODE_ATTEMPT;
use web::limits::{self, Subject};
use web::{Context, Problem};

/// How long a code works: an e-mail may be late, and a code must not lie about.
pub(crate) const CODE_LIFE: Duration = Duration::minutes(10);

/// How often a code may be tried: of a million codes five tries find one in 200,000.
pub(crate) const MOST_ATTEMPTS: i64 = 5;

/// How many codes are sent for one ticket: the first, and again when a message was lost.
pub(crate) const MOST_SENDS: i64 = 4;

/// What a ticket is for.
pub(crate) mod purpose {
    pub(crate) const REGISTRATION: &str = "registration";
    pub(crate) const SECOND_FACTOR: &str = "second_factor";
    pub(crate) const RECOVERY: &str = "recovery";
    pub(crate) const CONTACT: &str = "contact";
    pub(crate) const TOTP: &str = "totp";
    pub(crate) const QR: &str = "qr";
}

/// A ticket: its text for the holder, its hash for the store.
pub(crate) struct Ticket {
    pub(crate) text: String,
    pub(crate) hash: [u8; 32],
}

impl Ticket {
    /// A new one.
    pub(crate) async fn new() -> Result<Self, Problem> {
        let token = Token::new().map_err(Problem::internal)?;
        Ok(Ticket {
            text: token.text(),
            hash: hash_of(&token).await?,
        })
    }
}

/// The hash of a ticket that somebody shows; what is no ticket is as good as an unknown one.
pub(crate) async fn hash(text: &str) -> Result<[u8; 32], Problem> {
    match Token::parse(text.trim()) {
        Some(token) => hash_of(&token).await,
        None => Ok([0; 32]),
    }
}

async fn hash_of(token: &Token) -> Result<[u8; 32], Problem> {
    Ok(keys().await?.hash(Purpose::Ticket, &[token.as_bytes()]))
}

/// A new code and its hash for a ticket.
pub(crate) async fn new_code(ticket: &[u8; 32]) -> Result<(MessageCode, [u8; 32]), Problem> {
    let code = MessageCode::new().map_err(Problem::internal)?;
    let hash = code_hash(ticket, &code).await?;
    Ok((code, hash))
}

async fn code_hash(ticket: &[u8; 32], code: &MessageCode) -> Result<[u8; 32], Problem> {
    let parts = [ticket.as_slice(), code.as_str().as_bytes()];
    Ok(keys().await?.hash(Purpose::Code, &parts))
}

/// Tries a typed code on a ticket. What is no code at all spends an attempt too.
pub(crate) async fn redeem(
    context: &Context,
    purpose: &str,
    ticket: &[u8; 32],
    code: &str,
) -> Result<OneTime, Wrong> {
    let hash = match MessageCode::parse(code) {
        Some(code) => code_hash(ticket, &code).await?,
        None => [0; 32],
    };
    let at = context.now.timestamp_millis();
    let db = database().await?;
    limits::guard(context, &CODE_ATTEMPT, Subject::Network).await?;
    let done = store::one_time::redeem(db, purpose, *ticket, hash, MOST_ATTEMPTS, at).await;
    let done = done.map_err(Problem::from)?;
    if !matches!(done, Redeemed::Right(_)) {
        limits::count(context, &CODE_ATTEMPT, Subject::Network).await?;
    }
    match done {
        Redeemed::Right(ticket) => Ok(ticket),
        Redeemed::Wrong(ticket) => Err(Wrong::Code(ticket)),
        Redeemed::Gone => Err(Wrong::Gone),
    }
}

/// Why a code was not taken.
pub(crate) enum Wrong {
    /// Another code; how often it was tried is in the ticket.
    Code(OneTime),
    /// There is no such ticket any more.
    Gone,
    /// Something failed.
    Problem(Problem),
}

impl From<Problem> for Wrong {
    fn from(problem: Problem) -> Self {
        Wrong::Problem(problem)
    }
}

impl From<Wrong> for Problem {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Code(ticket) => wrong_code(MOST_ATTEMPTS - ticket.attempts),
            Wrong::Gone => gone(),
            Wrong::Problem(problem) => problem,
        }
    }
}

/// The code is another.
pub(crate) fn wrong_code(left: i64) -> Problem {
    if left <= 0 {
        return gone();
    }
    fault(
        "code_wrong",
        Text::new(
            format!("Код не подходит. Осталось попыток: {left}"),
            format!("The code does not fit. Attempts left: {left}"),
        ),
    )
}

/// The ticket is used, too old, or was tried too often.
pub(crate) fn gone() -> Problem {
    fault(
        "code_gone",
        Text::fixed(
            "Код больше не действует. Начните заново, чтобы получить новый",
            "The code works no longer. Begin again to get a new one",
        ),
    )
}

fn fault(code: &'static str, text: Text) -> Problem {
    Problem::invalid_field(FieldError::with_text("/code", code, text))
}

/// No more codes are sent for this ticket.
pub(crate) fn no_more_codes() -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_codes",
        Text::fixed("Слишком много кодов", "Too many codes"),
        Text::fixed(
            "Больше кодов для этого входа не высылаем. Введите последний или начните вход заново.",
            "No more codes are sent for this sign-in. Enter the last one, or begin again.",
        ),
    )
}

/// The answer to somebody who gets a code, or seems to.
pub(crate) fn sent(
    context: &Context,
    ticket: &Ticket,
    to: Option<&domain::Login>,
) -> api::CodeSent {
    api::CodeSent {
        ticket: ticket.text.clone(),
        channel: to.map(|login| web::messages::channel(login).as_str().to_owned()),
        masked: to.map(domain::Login::masked),
        expires_at: context.now + CODE_LIFE,
    }
}
