//! Beginning, raising and ending sessions.

use auth::token::Token;
use domain::access::Role;
use store::session::{Level, NewSession, Replacement, SessionRow};
use uuid::Uuid;

use super::{Session, current, life};
use crate::capabilities::{database, keys, secure_cookies};
use crate::keys::Purpose;
use crate::{Context, Problem, client, cookies};

/// A session that has begun, or has another token now.
#[derive(Clone, Debug)]
pub struct Started {
    /// Its id.
    pub id: String,
    /// The `Set-Cookie` that gives it to the browser.
    pub cookie: String,
}

/// Begins a session for an account, always with a new token. A session that the browser had is ended:
/// whoever planted it there has nothing of the new one. [`None`]: the account is locked, blocked or gone.
pub async fn begin(
    context: &Context,
    account: &str,
    role: Role,
    level: Level,
    method: &str,
) -> Result<Option<Started>, Problem> {
    let at = context.now.timestamp_millis();
    let bounds = Bounds {
        role,
        authenticated_at: at,
        expires_at: at + life(role).num_milliseconds(),
    };
    start(context, account, level, method, bounds).await
}

/// Begins a session that another one let in. It is no younger than that one and lives no longer, through however
/// many sessions one lets in the next: letting in proves nothing of who is there.
pub async fn begin_by(
    context: &Context,
    approver: &SessionRow,
    method: &str,
) -> Result<Option<Started>, Problem> {
    let bounds = Bounds {
        role: approver.role,
        authenticated_at: approver.authenticated_at,
        expires_at: approver.expires_at,
    };
    start(context, &approver.account, approver.level, method, bounds).await
}

/// Of what role a session's person is, when they proved who they are, and when it ends, in milliseconds.
struct Bounds {
    role: Role,
    authenticated_at: i64,
    expires_at: i64,
}

async fn start(
    context: &Context,
    account: &str,
    level: Level,
    method: &str,
    Bounds {
        role,
        authenticated_at,
        expires_at,
    }: Bounds,
) -> Result<Option<Started>, Problem> {
    let before = current(context).await?;
    let id = Uuid::now_v7().to_string();
    let token = Token::new().map_err(Problem::internal)?;
    let at = context.now.timestamp_millis();
    let new = NewSession {
        id: &id,
        hash: keys().await?.hash(Purpose::Session, &[token.as_bytes()]),
        account,
        level,
        method,
        client: &client::describe(context).await?,
        seen: client::seen(context).await?,
        at,
        authenticated_at,
        expires_at,
    };
    let db = database().await?;
    if !store::session::begin(db, &new).await? {
        return Ok(None);
    }
    if let Some(before) = before {
        store::session::end(db, &before.account, &before.id, "rotated", at).await?;
    }
    let cookie = cookie(context, &token, role, expires_at).await?;
    Ok(Some(Started { id, cookie }))
}

/// Raises a session to [`Level::Full`], as its person has added a factor, and gives it another token. [`None`]: it
/// ended meanwhile.
pub async fn rise(
    context: &Context,
    session: &Session,
    method: &str,
) -> Result<Option<Started>, Problem> {
    replace(context, session, Level::Full, method, false).await
}

/// Gives a session another token; `is_proved` says whether its person has just proved who they are.
pub async fn renew(
    context: &Context,
    session: &Session,
    is_proved: bool,
) -> Result<Option<Started>, Problem> {
    replace(context, session, session.level, &session.method, is_proved).await
}

async fn replace(
    context: &Context,
    session: &Session,
    level: Level,
    method: &str,
    is_proved: bool,
) -> Result<Option<Started>, Problem> {
    let token = Token::new().map_err(Problem::internal)?;
    let new = Replacement {
        hash: keys().await?.hash(Purpose::Session, &[token.as_bytes()]),
        level,
        method,
        is_proved,
        at: context.now.timestamp_millis(),
    };
    if !store::session::replace(database().await?, &session.id, &new).await? {
        return Ok(None);
    }
    Ok(Some(Started {
        id: session.id.clone(),
        cookie: cookie(context, &token, session.role, session.expires_at).await?,
    }))
}

/// Ends a session; gives the `Set-Cookie` that makes the browser forget it.
pub async fn end(context: &Context, session: Option<&Session>) -> Result<String, Problem> {
    if let Some(session) = session {
        let at = context.now.timestamp_millis();
        store::session::end(
            database().await?,
            &session.account,
            &session.id,
            "signed_out",
            at,
        )
        .await?;
    }
    let secure = secure_cookies(context).await?;
    forget_staff(context, secure);
    Ok(cookies::forget_session(secure))
}

/// The cookie lives as long as the session at most; the limits are kept here and not by the browser.
async fn cookie(
    context: &Context,
    token: &Token,
    role: Role,
    expires_at: i64,
) -> Result<String, Problem> {
    let seconds = (expires_at - context.now.timestamp_millis()) / 1000;
    let secure = secure_cookies(context).await?;
    if role.is_staff() {
        context.add_header("set-cookie", cookies::mark_staff(seconds, secure));
    } else {
        forget_staff(context, secure);
    }
    Ok(cookies::keep_session(&token.text(), seconds, secure))
}

/// Whoever signs in here next may be no member of staff.
fn forget_staff(context: &Context, secure: bool) {
    if cookies::is_of_staff(&context.headers) {
        context.add_header("set-cookie", cookies::forget_staff(secure));
    }
}
