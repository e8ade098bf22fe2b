//! `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07): a request that is sent again changes nothing
//! more and gets the answer that it had.
//!
//! A key is its caller's own: an account's, an API key's, that of whoever has an appeal's access code. Strangers who
//! take the same key never meet. From nobody, who share one namespace, the key itself has to be unguessable.
//!
//! [`begin`] looks whether the request came before, and [`crate::serve`] keeps the answer when the handler has given
//! it. What the journal takes marks its key in the very statement that writes it ([`crate::state`]); whatever else
//! creates something marks it before it begins. The answer is sealed under a key made from the caller's own, which is
//! kept nowhere: a code or a token in it is for whoever has asked for it.

mod problems;
mod stored;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::response::Response;
use domain::Text;
use domain::access::Operation;
use domain::appeal::RawAttachment;
use serde_json::{Value, json};
use store::{AppealRow, KeptRequest};
use uuid::Uuid;

use crate::auth::{Access, Caller, Permit};
use crate::capabilities::{database, keys};
use crate::form::Form;
use crate::keys::Purpose;
use crate::{Context, Problem, attached};

pub use problems::{in_flight, required, reused};
pub use stored::Stored;

/// Keys are the caller's, a UUID as a rule; longer ones help nobody.
const MAX_KEY_CHARS: usize = 255;

/// 22 characters of base64url hold 128 bits, no less than a UUID.
const UNGUESSABLE_CHARS: usize = 22;

/// How long a request may be under way: a host gives it a minute, and some seconds to end. What has no answer after
/// that broke off.
const UNDER_WAY: chrono::Duration = chrono::Duration::minutes(2);

/// How long the same words, sent from a page that was fetched anew, are the same request: Back brings the page with
/// another key, and the browser puts the words back into it. Long enough for somebody who goes back to look, short
/// enough for nobody to mean them again.
const SAME_WORDS: chrono::Duration = chrono::Duration::minutes(10);

/// Whoever sends the same twice at once gets one answer twice, a browser after a double click above all: the second
/// request waits for the first one's answer, so often and so long, before it is told to come again.
const LOOKS: u32 = 60;
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Marks an answer that was given before.
const REPLAYED: &str = "idempotency-replayed";

/// Controls of a form that say nothing of what is asked.
const OF_THE_FORM: [&str; 4] = ["idempotency_key", "version", "next", "altcha"];

/// Whose a key is.
#[derive(Clone, Debug)]
pub struct Owner(String);

impl Owner {
    /// The caller's.
    pub fn of(caller: &Caller) -> Self {
        let id = caller.id().unwrap_or_default();
        Owner(match caller {
            Caller::Nobody => String::new(),
            Caller::Service => "service".to_owned(),
            Caller::Key(_) => format!("key:{id}"),
            Caller::Person(_) => format!("account:{id}"),
        })
    }

    fn is_program(&self) -> bool {
        self.0.starts_with("key:")
    }
}

impl From<&Permit> for Owner {
    fn from(permit: &Permit) -> Self {
        Owner::of(permit.caller())
    }
}

/// Whoever has the access code of an appeal, and nothing else, is its applicant.
impl From<(&Access, &AppealRow)> for Owner {
    fn from((access, row): (&Access, &AppealRow)) -> Self {
        match access.caller() {
            Caller::Nobody => Owner(format!("appeal:{}", row.id)),
            caller => Owner::of(caller),
        }
    }
}

/// What marks a key as used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkedBy {
    /// The event of this appeal to which the request leads.
    Journal(String),
    /// A row of its own, before anything else is done.
    Itself,
}

/// A request that may have come before.
pub struct Asked<'a> {
    /// What is asked for.
    pub operation: Operation,
    /// Whose the key is.
    pub owner: Owner,
    /// The key of a form's hidden control.
    pub hidden: Option<&'a str>,
    /// All that was asked.
    pub body: &'a Value,
    /// What marks the key.
    pub by: MarkedBy,
    /// The appeal as it stands, where the same words right after each other are no two things said.
    pub said_of: Option<&'a AppealRow>,
}

impl<'a> Asked<'a> {
    /// A command on an appeal.
    pub fn on(
        operation: Operation,
        (row, access): (&AppealRow, &Access),
        hidden: Option<&'a str>,
        body: &'a Value,
    ) -> Self {
        Asked {
            operation,
            owner: (access, row).into(),
            hidden,
            body,
            by: MarkedBy::Journal(row.id.clone()),
            said_of: None,
        }
    }

    /// Something that no journal takes.
    pub fn of(
        operation: Operation,
        permit: &Permit,
        hidden: Option<&'a str>,
        body: &'a Value,
    ) -> Self {
        Asked {
            operation,
            owner: permit.into(),
            hidden,
            body,
            by: MarkedBy::Itself,
            said_of: None,
        }
    }
}

/// The key of this request, and what becomes of it.
pub(crate) struct Claim {
    key: [u8; 32],
    request: [u8; 32],
    /// What seals the answer.
    seal: [u8; 32],
    by: MarkedBy,
    is_form: bool,
    /// Whether the answer is kept. That of a registration follows from its first event and the key.
    keeps_answer: bool,
    /// An event has marked it already: one request leads to one command.
    is_spent: AtomicBool,
    /// Why the request is refused: told where a form's refusal is told, together with what was typed.
    refusal: Option<Problem>,
}

/// The key of the request; [`None`] without one. The draft makes it a structured string, in double
/// quotes; most clients send it bare, and both mean the same here.
pub fn key(context: &Context) -> Result<Option<String>, Problem> {
    let Some(value) = context.headers.get("idempotency-key") else {
        return Ok(None);
    };
    checked(value.to_str().unwrap_or_default()).map(Some)
}

/// A key from a form's hidden field or a header.
pub fn checked(given: &str) -> Result<String, Problem> {
    let key = given.trim().trim_matches('"');
    let printable = key.chars().all(|c| c.is_ascii_graphic());
    if key.is_empty() || key.len() > MAX_KEY_CHARS || !printable {
        return Err(Problem::unreadable(
            "idempotency_key_invalid",
            Text::fixed(
                "Idempotency-Key: от 1 до 255 печатных знаков ASCII, лучше всего UUID.",
                "Idempotency-Key: 1 to 255 printable ASCII characters, best a UUID.",
            ),
        ));
    }
    Ok(key.to_owned())
}

/// A key that no other request has, for the hidden controls of a page's forms.
pub fn new_key() -> String {
    Uuid::new_v4().simple().to_string()
}

/// Nobody's keys share one namespace: one that a stranger could take by chance or by guessing is refused.
pub fn refuse_guessable(caller: &Caller, key: &str) -> Result<(), Problem> {
    let base64url = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let is_long = key.len() >= UNGUESSABLE_CHARS && key.bytes().all(base64url);
    let is_unguessable = is_long || Uuid::try_parse(key).is_ok();
    match matches!(caller, Caller::Nobody) && !is_unguessable {
        true => Err(problems::guessable()),
        false => Ok(()),
    }
}

/// What a form asks: its values, and its files by their content, since a form that is sent again uploads them again.
pub async fn of_form(form: &Form, files: &[RawAttachment]) -> Result<Value, Problem> {
    let values = form.0.iter();
    let values = values.filter(|(name, _)| !OF_THE_FORM.contains(&name.as_str()));
    let values: Vec<_> = values.collect();
    let found = attached::look_up(files).await?;
    let contents: Vec<_> = found.iter().map(|(upload, _)| &upload.sha256).collect();
    Ok(json!([values, contents]))
}

/// Looks whether the request came before. If so its handler is left, with the answer that it had for an error. An API
/// key has to send a key with whatever creates something: a program repeats by itself what got no answer.
pub async fn begin(context: &Context, asked: &Asked<'_>) -> Result<(), Problem> {
    let hidden = asked.hidden.filter(|key| !key.is_empty());
    let (given, is_form) = match (key(context)?, hidden) {
        (None, Some(hidden)) => (checked(hidden)?, true),
        (None, None) if asked.owner.is_program() && asked.operation.creates() => {
            return Err(required());
        }
        (None, None) => return Ok(()),
        (Some(given), _) => (given, false),
    };
    let mut claim = claim(context, asked, &given, is_form).await?;
    let since = asked.said_of.filter(|_| is_form).map(|row| {
        let earliest = (context.now - SAME_WORDS).timestamp_millis();
        earliest.max(row.updated_at)
    });
    let before = match store::kept_request(database().await?, claim.key).await? {
        None => match since {
            Some(since) => store::same_request(database().await?, claim.request, since).await?,
            None => None,
        },
        found => found,
    };
    let refusal = match before {
        Some(kept) => Some(claim.answered(context, kept).await?),
        None if claim.by == MarkedBy::Itself => claim.mark(context).await?,
        None => None,
    };
    match refusal {
        // The answer that it had, or what a program is told.
        Some(problem) if problem.repeated.is_some() || !is_form => Err(problem),
        refusal => {
            claim.refusal = refusal;
            set(context, claim)
        }
    }
}

/// The same for a form of somebody whose permission it needs.
pub async fn begin_form(
    context: &Context,
    operation: Operation,
    permit: &Permit,
    form: &Form,
) -> Result<(), Problem> {
    let (key, body) = (form.get("idempotency_key"), of_form(form, &[]).await?);
    begin(context, &Asked::of(operation, permit, key, &body)).await
}

/// The same for JSON.
pub async fn begin_json(
    context: &Context,
    operation: Operation,
    permit: &Permit,
    body: &Value,
) -> Result<(), Problem> {
    begin(context, &Asked::of(operation, permit, None, body)).await
}

/// Looks whether an appeal was registered with this key, and gives its id.
pub async fn begin_registration(
    context: &Context,
    caller: &Caller,
    given: &str,
    body: &Value,
) -> Result<Option<String>, Problem> {
    refuse_guessable(caller, given)?;
    let asked = Asked {
        operation: Operation::AppealCreate,
        owner: Owner::of(caller),
        hidden: None,
        body,
        by: MarkedBy::Itself,
        said_of: None,
    };
    let mut claim = claim(context, &asked, given, false).await?;
    claim.keeps_answer = false;
    let found = claim.registered().await?;
    if found.is_none() {
        set(context, claim)?;
    }
    Ok(found)
}

/// What was registered meanwhile with the key of this request.
pub async fn registered_meanwhile(context: &Context) -> Result<Option<String>, Problem> {
    match context.claim.get() {
        Some(claim) => claim.registered().await,
        None => Ok(None),
    }
}

/// Refuses a form whose key another one has used: where its faults are told, with what was typed.
pub fn check(context: &Context) -> Result<(), Problem> {
    let refusal = context.claim.get().and_then(|claim| claim.refusal.as_ref());
    match refusal {
        Some(refusal) => Err(refusal.clone()),
        None => Ok(()),
    }
}

/// The hash of what this request asks, once it is begun.
pub fn request_hash(context: &Context) -> Option<[u8; 32]> {
    context.claim.get().map(|claim| claim.request)
}

/// The keyed hashes of a key and of what was asked with it.
pub type Hashes = ([u8; 32], [u8; 32]);

/// The hashes of the key and of what was asked, for the event that this request leads to.
pub fn hashes(context: &Context) -> Result<Option<Hashes>, Problem> {
    check(context)?;
    let Some(claim) = context.claim.get() else {
        return Ok(None);
    };
    let is_first = !claim.is_spent.swap(true, Ordering::Relaxed);
    Ok(is_first.then_some((claim.key, claim.request)))
}

/// Keeps the answer of a request that has a key, when it was done. Of two that came at once with one key, the one that
/// was too late gets the other's.
pub(crate) async fn keep(context: &Context, response: Response) -> Response {
    let Some(claim) = context.claim.get().filter(|claim| claim.refusal.is_none()) else {
        return response;
    };
    let status = response.status();
    if !(status.is_success() || status.is_redirection()) {
        return match claim.gave_up(context).await {
            Ok(None) => response,
            Ok(Some(answer)) => answer,
            Err(problem) => {
                not_kept(context, &problem);
                response
            }
        };
    }
    if !claim.keeps_answer {
        return response;
    }
    let (stored, response) = Stored::of(response).await;
    let kept = match stored {
        Ok(stored) => claim.keep(context, &stored).await,
        Err(problem) => Err(problem),
    };
    // What was done is done, and its caller is told.
    if let Err(problem) = kept {
        not_kept(context, &problem);
    }
    response
}

fn not_kept(context: &Context, problem: &Problem) {
    let (id, cause) = (&context.request_id, problem.cause.as_deref());
    eprintln!("ERROR request_id={id} code=answer_not_kept cause={cause:?}");
}

fn set(context: &Context, claim: Claim) -> Result<(), Problem> {
    let is_new = context.claim.set(claim).is_ok();
    is_new
        .then_some(())
        .ok_or_else(|| Problem::internal("a request that begins twice"))
}

async fn claim(
    context: &Context,
    asked: &Asked<'_>,
    given: &str,
    is_form: bool,
) -> Result<Claim, Problem> {
    let keys = keys().await?;
    let (owner, path) = (asked.owner.0.as_bytes(), context.path.as_bytes());
    let body = asked.body.to_string();
    let request = keys.hash(Purpose::Request, &[owner, path, body.as_bytes()]);
    // The same words from a page that was fetched anew come with another key, and get the same answer.
    let secret = if is_form { "" } else { given };
    Ok(Claim {
        key: keys.hash(Purpose::IdempotencyKey, &[owner, path, given.as_bytes()]),
        request,
        seal: keys.hash(Purpose::Answer, &[&request, secret.as_bytes()]),
        by: asked.by.clone(),
        is_form,
        keeps_answer: true,
        is_spent: AtomicBool::new(false),
        refusal: None,
    })
}

impl Claim {
    /// What a request is told whose key was used: the answer that the first one had, as soon as it is there.
    async fn answered(&self, context: &Context, mut kept: KeptRequest) -> Result<Problem, Problem> {
        for look in 0.. {
            if kept.request_hash != self.request {
                return Ok(match self.is_form {
                    true => problems::sent_before(),
                    false => reused(),
                });
            }
            if let Some(sealed) = &kept.answer {
                return Ok(Problem::repeated(Stored::open(&self.seal, sealed)?));
            }
            if look == LOOKS {
                break;
            }
            spin_sdk::time::sleep(LOOK_EVERY).await;
            let newest = store::kept_request(database().await?, kept.key).await?;
            kept = match newest {
                Some(newest) => newest,
                None => return Ok(in_flight()),
            };
        }
        let earliest = (context.now - UNDER_WAY).timestamp_millis();
        Ok(match (kept.created_at < earliest, self.is_form) {
            (_, true) => problems::no_answer_yet(),
            (true, false) => problems::unfinished(),
            (false, false) => in_flight(),
        })
    }

    /// Marks the key; gives what the request is told when another was faster.
    async fn mark(&self, context: &Context) -> Result<Option<Problem>, Problem> {
        let (db, at) = (database().await?, context.now.timestamp_millis());
        if store::mark_request(db, self.key, self.request, at).await? {
            return Ok(None);
        }
        match store::kept_request(db, self.key).await? {
            Some(kept) => self.answered(context, kept).await.map(Some),
            None => Ok(Some(in_flight())),
        }
    }

    async fn registered(&self) -> Result<Option<String>, Problem> {
        match store::kept_request(database().await?, self.key).await? {
            Some(kept) if kept.request_hash != self.request => {
                let row = store::appeal_by_id(database().await?, &kept.appeal).await?;
                Err(Problem {
                    appeal: row.map(|row| row.number.to_string()),
                    ..reused()
                })
            }
            kept => Ok(kept.map(|kept| kept.appeal)),
        }
    }

    /// The request was refused. Its key is free again; or another request with it was faster, whose answer it gets.
    async fn gave_up(&self, context: &Context) -> Result<Option<Response>, Problem> {
        let db = database().await?;
        if !self.keeps_answer {
            return Ok(None);
        }
        if self.by == MarkedBy::Itself {
            store::unmark_request(db, self.key).await?;
            return Ok(None);
        }
        let Some(kept) = store::kept_request(db, self.key).await? else {
            return Ok(None);
        };
        let problem = self.answered(context, kept).await?;
        let answer = problem.repeated.as_ref();
        Ok(answer.map(|answer| answer.response()))
    }

    async fn keep(&self, context: &Context, answer: &Stored) -> Result<(), Problem> {
        let appeal = match &self.by {
            MarkedBy::Journal(appeal) => appeal,
            MarkedBy::Itself => "",
        };
        let kept = KeptRequest {
            key: self.key,
            request_hash: self.request,
            appeal: appeal.to_owned(),
            created_at: context.now.timestamp_millis(),
            answer: Some(answer.sealed(&self.seal)?),
        };
        Ok(store::keep_answer(database().await?, &kept).await?)
    }
}
