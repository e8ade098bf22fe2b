//! Registering an appeal: once, whoever sends it and by whichever channel.

use chrono::Datelike;
use domain::event::{AppealRegistered, Channel};
use domain::{AccessCode, Actor, AppealNumber, Deadline, Effects, NewAppeal};
use store::journal::{self, RegisterError, Registration};
use uuid::Uuid;

use crate::capabilities::{database, keys};
use crate::idempotency::Hashes;
use crate::time::in_moscow;
use crate::{Context, Problem, configuration, repeat, suggestion};

/// Who registers a checked appeal, and how it came.
pub struct Sent<'a> {
    /// The way it came in.
    pub channel: Channel,
    /// Who registers it.
    pub by: &'a Actor,
    /// The account into whose cabinet it goes; an anonymous appeal goes into none.
    pub account: Option<&'a str>,
    /// The idempotency key, from which its access code is made: who repeats a request gets the same one.
    pub key: Option<&'a str>,
    /// The hashes of that key and of what was asked, where the registration itself marks them as used.
    pub idempotency: Option<Hashes>,
}

/// What a registration gives.
pub struct Registered {
    /// The number.
    pub number: AppealNumber,
    /// The access code.
    pub code: AccessCode,
    /// As it stands in the journal.
    pub event: AppealRegistered,
}

/// Why nothing was registered.
#[derive(Debug)]
pub enum Refused {
    /// Another request with the idempotency key came first.
    KeyUsed,
    /// A file was taken by another appeal, or is gone.
    AttachmentUnavailable,
    /// Something else.
    Problem(Box<Problem>),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Refused::Problem(Box::new(problem))
    }
}

impl From<Refused> for Problem {
    /// For callers without keys and files.
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Problem(problem) => *problem,
            other => Problem::internal(format!("{other:?}")),
        }
    }
}

/// Registers an appeal: its deadline by the rules of now, its way by the routing rules or by the appeal that it
/// repeats, its code, its row. All in one statement.
pub async fn register(
    context: &Context,
    appeal: NewAppeal,
    sent: &Sent<'_>,
) -> Result<Registered, Refused> {
    let configuration = configuration::current(context.now).await?;
    let rules = &configuration.rules;
    let deadline = Deadline::compute(rules, context.now, appeal.deadline_class, appeal.region);
    let mut event = AppealRegistered::new(appeal, sent.channel, deadline);
    event.lang = context.lang;
    // Of an anonymous appeal nothing is kept that leads to a person, although they have signed in.
    let account = sent.account.filter(|_| !event.anonymous);
    event.account = account.map(str::to_owned);
    let event = suggestion::routed(&configuration, event).await?;
    let event = repeat::routed(&configuration, event).await?;
    let id = Uuid::now_v7().to_string();
    let keys = keys().await?;
    let code = keys.new_access_code(&id, sent.key)?;
    let registration = Registration {
        id: &id,
        at: context.now.timestamp_millis(),
        // Numbers are one sequence for the country, whatever the region.
        year: in_moscow(context.now).year().into(),
        actor: sent.by,
        access_hash: keys.access_hash(&code),
        idempotency: sent.idempotency,
        effects: &Effects::of_registration(&event, sent.by, context.now, rules),
    };
    let number = journal::register(database().await?, &event, &registration).await;
    let number = number.map_err(|error| match error {
        RegisterError::KeyUsed => Refused::KeyUsed,
        RegisterError::AttachmentUnavailable => Refused::AttachmentUnavailable,
        RegisterError::Database(error) => Problem::from(error).into(),
    })?;
    Ok(Registered {
        number,
        code,
        event,
    })
}
