//! Beginning, raising and ending sessions.

use auth::token::Token;
use domain::access::Role;
use store::session::{Level, NewSession};
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
        expires_at: at + life(role).num_milliseconds(),
    };
    let db = database().await?;
    if !store::session::begin(db, &new).await? {
        return Ok(None);
    }
    if let Some(before) = before {
        store::session::end(db, &before.account, &before.id, "rotated", at).await?;
    }
    let cookie = cookie(context, &token, role).await?;
    Ok(Some(Started { id, cookie }))
}

/// Raises a session to [`Level::Full`] and gives it another token. [`None`]: it ended meanwhile.
pub async fn rise(
    context: &Context,
    session: &Session,
    method: &str,
) -> Result<Option<Started>, Problem> {
    replace(context, session, Level::Full, method).await
}

/// Gives a session another token, as its person has just proved who they are.
pub async fn renew(context: &Context, session: &Session) -> Result<Option<Started>, Problem> {
    replace(context, session, session.level, &session.method).await
}

async fn replace(
    context: &Context,
    session: &Session,
    level: Level,
    method: &str,
) -> Result<Option<Started>, Problem> {
    let token = Token::new().map_err(Problem::internal)?;
    let hash = keys().await?.hash(Purpose::Session, &[token.as_bytes()]);
    let at = context.now.timestamp_millis();
    let db = database().await?;
    if !store::session::replace(db, &session.id, hash, level, method, at).await? {
        return Ok(None);
    }
    Ok(Some(Started {
        id: session.id.clone(),
        cookie: cookie(context, &token, session.role).await?,
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
async fn cookie(context: &Context, token: &Token, role: Role) -> Result<String, Problem> {
    let seconds = life(role).num_seconds();
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
