//! Who is calling: the service token or an API key, else the session's cookie, else nobody.

use axum::http::Method;
use domain::access::{Role, Scope, Territory};
use domain::{Actor, Text};
use store::api_key;
use uuid::Uuid;

use crate::capabilities::{database, keys, variable};
use crate::kept::Kept;
use crate::keys::same;
use crate::limits::policy::API_KEY;
use crate::limits::{self, Subject};
use crate::{Context, Problem, session};

use super::MIN_STAFF_TOKEN_CHARS;

/// What every API key begins with.
const KEY_PREFIX: &str = "otk_";

/// Who is calling, proved.
#[derive(Clone, Debug)]
pub enum Caller {
    /// Nobody that we know. An access code makes an applicant of them, for one appeal (`auth::appeal`).
    Nobody,
    /// The holder of the service token.
    Service,
    /// The holder of an API key.
    Key(Key),
    /// Somebody who has signed in.
    Person(Person),
}

/// An API key in use.
#[derive(Clone, Debug)]
pub struct Key {
    pub(super) id: String,
    pub(super) agency: Option<String>,
    pub(super) scopes: Vec<Scope>,
}

/// Somebody who has signed in, a citizen or a member of staff.
#[derive(Clone, Debug)]
pub struct Person {
    pub(super) account: String,
    pub(super) role: Role,
    pub(super) territory: Territory,
}

impl Caller {
    /// Their role.
    pub fn role(&self) -> Role {
        match self {
            Caller::Nobody => Role::Nobody,
            Caller::Service => Role::Service,
            Caller::Key(_) => Role::Integrator,
            Caller::Person(person) => person.role,
        }
    }

    /// What they answer for: everything of nobody and of citizens, whose reach is never a territory.
    pub fn territory(&self) -> Territory {
        match self {
            Caller::Nobody | Caller::Service => Territory::EVERYWHERE,
            Caller::Key(key) => Territory {
                agency: key.agency.clone(),
                ..Territory::EVERYWHERE
            },
            Caller::Person(person) => person.territory.clone(),
        }
    }

    /// The account of somebody who has signed in.
    pub fn account(&self) -> Option<&str> {
        match self {
            Caller::Person(person) => Some(&person.account),
            _ => None,
        }
    }

    /// Under what the journal and the access log know them; [`None`] for nobody.
    pub fn id(&self) -> Option<&str> {
        match self {
            Caller::Nobody => None,
            Caller::Service => Some("service"),
            Caller::Key(key) => Some(&key.id),
            Caller::Person(person) => Some(&person.account),
        }
    }

    /// Whether they have a scope: people do what their role lets them.
    pub fn has_scope(&self, scope: Scope) -> bool {
        match self {
            Caller::Key(key) => key.scopes.contains(&scope),
            _ => true,
        }
    }

    /// Whether applicants' data are shown to them as they are.
    pub fn sees_personal_data(&self) -> bool {
        self.role().sees_personal_data() && self.has_scope(Scope::Personal)
    }

    /// Who acts, for the journal. Whoever does not act for an agency acts as an applicant.
    pub fn actor(&self) -> Actor {
        self.id()
            .and_then(|id| Actor::staff(self.role(), id).ok())
            .unwrap_or(Actor::Applicant)
    }
}

/// Finds out who is calling. A bearer token that is wrong is refused (401), whatever else came with it.
pub async fn caller(context: &Context) -> Result<Caller, Problem> {
    match bearer(context) {
        Some(given) => match given.strip_prefix(KEY_PREFIX) {
            Some(key) => by_key(context, key).await,
            None => by_token(given).await,
        },
        None => by_session(context).await,
    }
}

/// Somebody who has signed in. Below the full level they may only look after their account, which does not
/// ask here: everything else sees nobody.
async fn by_session(context: &Context) -> Result<Caller, Problem> {
    Ok(match session::current(context).await? {
        Some(session) if session.is_full() => Caller::Person(Person {
            account: session.account,
            role: session.role,
            territory: session.territory,
        }),
        _ => Caller::Nobody,
    })
}

/// The text of an API key: whoever finds one knows what it is for, and scanners of leaked secrets too.
pub fn key_text(id: Uuid, secret: &str) -> String {
    format!("{KEY_PREFIX}{}_{secret}", id.simple())
}

/// An API key: its id in 32 hexadecimal digits, `_`, its secret part. An unknown, wrong, expired and
/// revoked one are refused alike.
async fn by_key(context: &Context, text: &str) -> Result<Caller, Problem> {
    let (id, secret) = text.split_once('_').unwrap_or_default();
    let id = Uuid::try_parse(id).unwrap_or_default().to_string();
    let (db, now) = (database().await?, context.now.timestamp_millis());
    let kept = api_key::by_id(db, &id).await?;
    let given = keys().await?.api_key_hash(&id, secret);
    let hash = kept.as_ref().map(|key| key.hash.clone());
    let fits = same(&given, &hash.unwrap_or_else(|| vec![0; 32]));
    let Some(key) = kept.filter(|key| fits && key.is_valid(now)) else {
        return Err(Problem::unauthenticated());
    };
    api_key::touch(db, &key, now).await?;
    if !matches!(context.method, Method::GET | Method::HEAD) {
        limits::take(context, &API_KEY, Subject::ApiKey(&key.id)).await?;
    }
    Ok(Caller::Key(Key {
        id: key.id,
        agency: key.agency,
        scopes: key.scopes,
    }))
}

async fn by_token(given: &str) -> Result<Caller, Problem> {
    static TOKEN: Kept<String> = Kept::new();
    let token = TOKEN.get_or_make(|| variable("staff_token")).await?;
    if token.chars().count() < MIN_STAFF_TOKEN_CHARS {
        return Err(Problem {
            detail: Text::fixed(
                "Служебные вызовы выключены: переменная staff_token не задана или короче 24 знаков.",
                "Staff calls are off: the variable staff_token is not set or is shorter than 24 characters.",
            ),
            ..Problem::unauthenticated()
        });
    }
    if same(given.as_bytes(), token.as_bytes()) {
        Ok(Caller::Service)
    } else {
        Err(Problem::unauthenticated())
    }
}

/// The bearer token of the request, `Authorization: Bearer …` (RFC 6750 2.1).
pub fn bearer(context: &Context) -> Option<&str> {
    let (scheme, token) = context.header("authorization").split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
