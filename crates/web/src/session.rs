//! Who has signed in. A session is a random token in a cookie, kept as a keyed hash; it has an idle and an
//! absolute limit and belongs to the kind of browser that began it.

mod begin;
mod opener;
mod origin;

use axum::http::StatusCode;
use chrono::Duration;
use domain::Text;
use domain::access::{Role, Territory};
use store::session::{Level, SessionRow};

use crate::capabilities::{database, keys, secure_cookies, variable};
use crate::kept::Kept;
use crate::keys::Purpose;
use crate::{Context, Problem, client, cookies};

pub use begin::{Started, begin, begin_by, end, renew, rise};
pub use opener::{OPENED_BY, Opener, demand_opener, mark_of, opened_by, opener};
pub(crate) use opener::{OTHER_ACCOUNT, is_of_other};
pub(crate) use origin::public_url;
pub use origin::{own_url, refuse_cross_site, refuse_foreign_origin};

/// How long a session may lie unused: staff's computers stand in rooms with other people (OWASP ASVS 5
/// 7.3.1 leaves the figure to the risk), a citizen's telephone is their own.
const IDLE_STAFF: Duration = Duration::minutes(30);
const IDLE_CITIZEN: Duration = Duration::days(14);

/// How long a session lives at most: a working day with its breaks; a season.
const LIFE_STAFF: Duration = Duration::hours(12);
const LIFE_CITIZEN: Duration = Duration::days(90);

/// `seen_at` is written at most this often, so that reading a page writes nothing as a rule.
const SEEN_STEP: Duration = Duration::minutes(1);

/// How long ago somebody may have proved who they are for changing what protects their account.
const RECENT: Duration = Duration::minutes(10);

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// The session's id.
    pub id: String,
    /// The account.
    pub account: String,
    /// Its role.
    pub role: Role,
    /// What its person answers for.
    pub territory: Territory,
    /// How much was shown of what the account asks for. Below [`Level::Full`] nothing may be done but
    /// looking after the account itself.
    pub level: Level,
    /// How: `password`, `totp`, `passkey`, `qr`, …
    pub method: String,
    /// When its person last proved who they are, in milliseconds.
    pub authenticated_at: i64,
    /// When it ends if nothing more is done with it, in milliseconds.
    pub ends_at: i64,
    /// When it ends at the latest, in milliseconds.
    pub expires_at: i64,
}

/// A session that is over, of the browser that shows its cookie.
#[derive(Clone, Debug)]
pub struct Over {
    /// The account.
    pub account: String,
    /// Its role.
    pub role: Role,
    /// Why: `idle`, `signed_out`, `ended`, `password_changed`, …; `expired` where its life was over.
    pub reason: String,
}

impl Session {
    /// Whether everything was shown that the account asks for.
    pub fn is_full(&self) -> bool {
        self.level == Level::Full
    }

    /// Demands that its person proved who they are a short while ago: for what protects the account.
    pub fn demand_recent(&self, context: &Context) -> Result<(), Problem> {
        let since = (context.now - RECENT).timestamp_millis();
        if self.authenticated_at >= since {
            return Ok(());
        }
        Err(Problem::new(
            StatusCode::FORBIDDEN,
            "sign_in_again",
            Text::fixed("Войдите ещё раз", "Sign in again"),
            Text::fixed(
                "Это меняет защиту учётной записи: подтвердите, что это вы, — войдите ещё раз и повторите.",
                "This changes what protects the account: sign in once more to show that it is you, and try again.",
            ),
        ))
    }
}

/// How long a session of a role lives at most.
pub(crate) fn life(role: Role) -> Duration {
    if role.is_staff() {
        LIFE_STAFF
    } else {
        LIFE_CITIZEN
    }
}

/// How long a session of a role may lie unused.
pub fn idle(role: Role) -> Duration {
    if role.is_staff() {
        IDLE_STAFF
    } else {
        IDLE_CITIZEN
    }
}

/// Who has signed in, from the cookie; [`None`] for nobody. A change that is asked for with the cookie must
/// come from a page of ours: 403 `foreign_origin` otherwise. Asked again in one request, it answers from
/// what it found.
pub async fn current(context: &Context) -> Result<Option<Session>, Problem> {
    if let Some(found) = context.session.get() {
        return Ok(found.clone());
    }
    let found = find(context).await?;
    if found.is_some() {
        refuse_foreign_origin(context).await?;
    }
    Ok(context.session.get_or_init(|| found).clone())
}

/// Demands somebody who has signed in, with whatever level: 401 otherwise.
pub async fn required(context: &Context) -> Result<Session, Problem> {
    current(context).await?.ok_or_else(sign_in_needed)
}

/// Demands somebody who has shown everything that the account asks for.
pub async fn required_full(context: &Context) -> Result<Session, Problem> {
    let session = required(context).await?;
    if session.is_full() {
        return Ok(session);
    }
    Err(second_factor_needed())
}

/// Nobody has signed in.
pub fn sign_in_needed() -> Problem {
    Problem {
        detail: Text::fixed(
            "Войдите в личный кабинет и повторите. Если вы входили, время входа истекло.",
            "Sign in and try again. If you had signed in, your session has ended.",
        ),
        ..Problem::unauthenticated()
    }
}

/// The code of [`second_factor_needed`].
pub const SECOND_FACTOR_NEEDED: &str = "second_factor_required";

/// A member of staff has no second factor yet.
pub fn second_factor_needed() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        SECOND_FACTOR_NEEDED,
        Text::fixed("Нужен второй фактор", "A second factor is needed"),
        Text::fixed(
            "Рабочее место открывается со вторым фактором: приложением с кодами, ключом доступа или кодом из сообщения. Включите его в разделе «Безопасность».",
            "The desk opens with a second factor: an app with codes, a passkey or a code by message. Set it up under “Security”.",
        ),
    )
}

/// The session of this browser that is over; [`None`] where there is one that goes on, or no sign of any.
pub async fn over(context: &Context) -> Result<Option<Over>, Problem> {
    if current(context).await?.is_some() {
        return Ok(None);
    }
    let Some(hash) = hash(context).await? else {
        return Ok(None);
    };
    let row = store::session::ended(database().await?, hash).await?;
    let agent = client::seen(context).await?.agent;
    // Shown by another browser it is stolen: nobody's name is told there.
    let row = row.filter(|row| row.agent_hash == agent);
    Ok(row.map(|row| Over {
        account: row.account,
        role: row.role,
        reason: row.reason.unwrap_or_else(|| "expired".to_owned()),
    }))
}

/// Goes on with a session, at its person's word; gives when it ends now, in milliseconds.
pub async fn stay(context: &Context, session: &Session) -> Result<i64, Problem> {
    let now = context.now.timestamp_millis();
    store::session::seen(database().await?, &session.id, now).await?;
    let idle_at = now + idle(session.role).num_milliseconds();
    Ok(idle_at.min(session.expires_at))
}

/// The keyed hash of the token that the browser shows.
async fn hash(context: &Context) -> Result<Option<[u8; 32]>, Problem> {
    let secure = secure_cookies(context).await?;
    let token = cookies::session(&context.headers, secure).and_then(auth::token::Token::parse);
    let keys = keys().await?;
    Ok(token.map(|token| keys.hash(Purpose::Session, &[token.as_bytes()])))
}

async fn find(context: &Context) -> Result<Option<Session>, Problem> {
    let Some(hash) = hash(context).await? else {
        return Ok(None);
    };
    let db = database().await?;
    let now = context.now.timestamp_millis();
    let Some(row) = store::session::by_hash(db, hash, now).await? else {
        return Ok(None);
    };
    if let Some(reason) = why_over(context, &row).await? {
        store::session::end(db, &row.account, &row.id, reason, now).await?;
        return Ok(None);
    }
    let mut seen_at = row.seen_at;
    // What a page asks by itself is no sign of anybody being there.
    if now - seen_at >= SEEN_STEP.num_milliseconds() && !context.asks_by_itself() {
        store::session::seen(db, &row.id, now).await?;
        seen_at = now;
    }
    let idle_at = seen_at + idle(row.role).num_milliseconds();
    Ok(Some(Session {
        ends_at: idle_at.min(row.expires_at),
        expires_at: row.expires_at,
        id: row.id,
        account: row.account,
        role: row.role,
        territory: row.territory,
        level: row.level,
        method: row.method,
        authenticated_at: row.authenticated_at,
    }))
}

/// Why a session that is there is over all the same.
async fn why_over(context: &Context, row: &SessionRow) -> Result<Option<&'static str>, Problem> {
    let now = context.now.timestamp_millis();
    if now - row.seen_at >= idle(row.role).num_milliseconds() {
        return Ok(Some("idle"));
    }
    let seen = client::seen(context).await?;
    let policy = binding().await?;
    let agent_moved = policy != "none" && row.agent_hash != seen.agent;
    let network_moved = policy == "agent+network" && row.network_hash != seen.network;
    Ok((agent_moved || network_moved).then_some("binding"))
}

/// To what sessions are bound: `agent` by default.
async fn binding() -> Result<&'static str, Problem> {
    static BINDING: Kept<String> = Kept::new();
    let policy = BINDING.get_or_make(|| variable("session_binding")).await?;
    Ok(policy)
}
