//! Sessions: who is signed in, from where, and until when.

use domain::access::{Role, Territory};
use serde::{Deserialize, Serialize};
use vault::place;

use crate::account::{role, stored};
use crate::database::{Database, Error, Row, Value};

/// How much somebody showed of what their account asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The password; the account asks for more. Staff who have no second factor yet can only set one up.
    Password,
    /// Everything.
    Full,
}

impl Level {
    /// The code, as stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Level::Password => "password",
            Level::Full => "full",
        }
    }
}

/// What a session was begun with, for its owner to know it again; sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Client {
    /// Browser and system in words.
    pub device: String,
    /// The network in words.
    pub network: String,
}

/// A session, with what decisions need of its account.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionRow {
    /// Its id, a UUIDv7.
    pub id: String,
    /// The account.
    pub account: String,
    /// The account's role.
    pub role: Role,
    /// The account's territory.
    pub territory: Territory,
    /// Whether the account is locked now or blocked, or has no confirmed contact.
    pub account_state: String,
    /// The account's `locked_until`.
    pub locked_until: Option<i64>,
    /// How much was shown.
    pub level: Level,
    /// How: `password`, `totp`, `passkey`, `qr`, …
    pub method: String,
    /// The keyed hash of the kind of browser and system.
    pub agent_hash: Vec<u8>,
    /// The keyed hash of the network.
    pub network_hash: Vec<u8>,
    /// When it began, in milliseconds.
    pub created_at: i64,
    /// When its person last proved who they are, in milliseconds.
    pub authenticated_at: i64,
    /// When it was last used, to the minute, in milliseconds.
    pub seen_at: i64,
    /// When it ends at the latest, in milliseconds.
    pub expires_at: i64,
}

/// A session to begin.
pub struct NewSession<'a> {
    /// Its id, a UUIDv7.
    pub id: &'a str,
    /// The keyed hash of its secret.
    pub hash: [u8; 32],
    /// The account.
    pub account: &'a str,
    /// How much was shown.
    pub level: Level,
    /// How.
    pub method: &'a str,
    /// What it is begun with.
    pub client: &'a Client,
    /// The keyed hashes of it.
    pub seen: crate::account::Seen,
    /// Now, in milliseconds.
    pub at: i64,
    /// When its person proved who they are, in milliseconds: now, or, where another session let this one in, when
    /// they did so there.
    pub authenticated_at: i64,
    /// When it ends at the latest, in milliseconds.
    pub expires_at: i64,
}

/// Begins a session. `false`: the account is locked, blocked or gone.
pub async fn begin(db: &impl Database, new: &NewSession<'_>) -> Result<bool, Error> {
    let client = serde_json::to_string(new.client).map_err(|e| stored("client", e))?;
    let done = db
        .execute(
            "INSERT INTO session (id, hash, account, level, method, agent, agent_hash, network_hash, created_at,
               authenticated_at, seen_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11, ?9, ?10)",
            vec![
                new.id.into(),
                new.hash.into(),
                new.account.into(),
                new.level.as_str().into(),
                new.method.into(),
                db.vault().seal_text(&client, &agent_place(new.id))?.into(),
                new.seen.agent.into(),
                new.seen.network.into(),
                new.at.into(),
                new.expires_at.into(),
                new.authenticated_at.into(),
            ],
        )
        .await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("account_closed") => Ok(false),
        Err(error) => Err(error),
    }
}

/// The session with this secret that has not ended and has time left.
pub async fn by_hash(
    db: &impl Database,
    hash: [u8; 32],
    at: i64,
) -> Result<Option<SessionRow>, Error> {
    one(db, "s.hash = ?1", hash.into(), at).await
}

/// The session with this id that has not ended and has time left.
pub async fn by_id(db: &impl Database, id: &str, at: i64) -> Result<Option<SessionRow>, Error> {
    one(db, "s.id = ?1", id.into(), at).await
}

async fn one(
    db: &impl Database,
    which: &str,
    value: Value,
    at: i64,
) -> Result<Option<SessionRow>, Error> {
    let sql = format!(
        "SELECT s.id, s.account, a.role, a.agency, a.unit, a.region, a.state, a.locked_until, s.level,
           s.method, s.agent_hash, s.network_hash, s.created_at, s.authenticated_at, s.seen_at, s.expires_at
         FROM session AS s JOIN account AS a ON a.id = s.account
         WHERE {which} AND s.ended_at IS NULL AND s.expires_at > ?2"
    );
    let rows = db.execute(&sql, vec![value, at.into()]).await?;
    rows.first().map(read).transpose()
}

/// A session that is over.
#[derive(Clone, Debug, PartialEq)]
pub struct EndedSession {
    /// The account.
    pub account: String,
    /// The account's role.
    pub role: Role,
    /// Why it was ended; none where its life was over.
    pub reason: Option<String>,
    /// The keyed hash of the kind of browser and system.
    pub agent_hash: Vec<u8>,
}

/// The session with this secret, whether or not it goes on: asked of one that [`by_hash`] does not find.
pub async fn ended(db: &impl Database, hash: [u8; 32]) -> Result<Option<EndedSession>, Error> {
    let sql = "SELECT s.account, a.role, s.end_reason, s.agent_hash
               FROM session AS s JOIN account AS a ON a.id = s.account WHERE s.hash = ?1";
    let rows = db.execute(sql, vec![hash.into()]).await?;
    let read = |row: &Row| {
        Ok(EndedSession {
            account: row.text(0)?.to_owned(),
            role: role(row.text(1)?)?,
            reason: row.optional_text(2)?.map(str::to_owned),
            agent_hash: row.blob(3)?.to_vec(),
        })
    };
    rows.first().map(read).transpose()
}

/// Notes that a session is used.
pub async fn seen(db: &impl Database, id: &str, at: i64) -> Result<(), Error> {
    let sql = "UPDATE session SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2";
    db.execute(sql, vec![id.into(), at.into()]).await.map(drop)
}

/// What a session is from now on.
pub struct Replacement<'a> {
    /// The keyed hash of its new secret.
    pub hash: [u8; 32],
    /// How much was shown.
    pub level: Level,
    /// How.
    pub method: &'a str,
    /// Whether its person has just proved who they are. Adding a factor proves nothing: whoever found the session
    /// open can do that.
    pub is_proved: bool,
    /// Now, in milliseconds.
    pub at: i64,
}

/// Gives a session another secret as its level rises or its person proves who they are: who had the old
/// secret is out. It ends when it would have ended.
pub async fn replace(db: &impl Database, id: &str, new: &Replacement<'_>) -> Result<bool, Error> {
    let sql = "UPDATE session SET hash = ?2, level = ?3, method = ?4, seen_at = ?5,
                 authenticated_at = CASE WHEN ?6 THEN ?5 ELSE authenticated_at END
               WHERE id = ?1 AND ended_at IS NULL RETURNING id";
    let parameters = vec![
        id.into(),
        new.hash.into(),
        new.level.as_str().into(),
        new.method.into(),
        new.at.into(),
        new.is_proved.into(),
    ];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// Ends a session of an account. `false`: it has none of this id that goes on.
pub async fn end(
    db: &impl Database,
    account: &str,
    id: &str,
    reason: &str,
    at: i64,
) -> Result<bool, Error> {
    let sql = "UPDATE session SET ended_at = ?4, end_reason = ?3
               WHERE id = ?1 AND account = ?2 AND ended_at IS NULL RETURNING id";
    let parameters = vec![id.into(), account.into(), reason.into(), at.into()];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// Ends all sessions of an account but one; gives how many there were.
pub async fn end_others(
    db: &impl Database,
    account: &str,
    keep: Option<&str>,
    reason: &str,
    at: i64,
) -> Result<usize, Error> {
    let sql = "UPDATE session SET ended_at = ?4, end_reason = ?3
               WHERE account = ?1 AND id IS NOT ?2 AND ended_at IS NULL RETURNING id";
    let parameters = vec![account.into(), keep.into(), reason.into(), at.into()];
    Ok(db.execute(sql, parameters).await?.len())
}

/// A session as its owner sees it in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedSession {
    /// Its id.
    pub id: String,
    /// What it was begun with.
    pub client: Client,
    /// How much was shown.
    pub level: String,
    /// How.
    pub method: String,
    /// When it began, in milliseconds.
    pub created_at: i64,
    /// When it was last used, to the minute, in milliseconds.
    pub seen_at: i64,
    /// When it ends at the latest, in milliseconds.
    pub expires_at: i64,
}

/// An account's sessions that go on, newest first. Those not used since `idle_since` have ended too.
pub async fn of_account(
    db: &impl Database,
    account: &str,
    idle_since: i64,
    at: i64,
) -> Result<Vec<ListedSession>, Error> {
    let sql = "SELECT id, agent, level, method, created_at, seen_at, expires_at FROM session
               WHERE account = ?1 AND ended_at IS NULL AND expires_at > ?2 AND seen_at > ?3
               ORDER BY created_at DESC LIMIT 100";
    let parameters = vec![account.into(), at.into(), idle_since.into()];
    let rows = db.execute(sql, parameters).await?;
    rows.iter()
        .map(|row| {
            let id = row.text(0)?;
            let client = db.vault().open_text(row.text(1)?, &agent_place(id))?;
            Ok(ListedSession {
                id: id.to_owned(),
                client: serde_json::from_str(&client).map_err(|e| stored("client", e))?,
                level: row.text(2)?.to_owned(),
                method: row.text(3)?.to_owned(),
                created_at: row.integer(4)?,
                seen_at: row.integer(5)?,
                expires_at: row.integer(6)?,
            })
        })
        .collect()
}

/// Forgets sessions whose time was over before; gives how many there were.
pub async fn forget(db: &impl Database, before: i64, limit: i64) -> Result<usize, Error> {
    let sql = "DELETE FROM session WHERE id IN
               (SELECT id FROM session WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2) RETURNING id";
    let rows = db.execute(sql, vec![before.into(), limit.into()]).await?;
    Ok(rows.len())
}

/// Where what a session was begun with is sealed for.
pub fn agent_place(id: &str) -> String {
    place("session.agent", id)
}

fn read(row: &Row) -> Result<SessionRow, Error> {
    let text =
        |at| -> Result<Option<String>, Error> { Ok(row.optional_text(at)?.map(str::to_owned)) };
    let region = row.optional_text(5)?.map(str::parse).transpose();
    Ok(SessionRow {
        id: row.text(0)?.to_owned(),
        account: row.text(1)?.to_owned(),
        role: role(row.text(2)?)?,
        territory: Territory {
            agency: text(3)?,
            unit: text(4)?,
            region: region.map_err(|_| stored("account region", "?"))?,
        },
        account_state: row.text(6)?.to_owned(),
        locked_until: row.optional_integer(7)?,
        level: match row.text(8)? {
            "full" => Level::Full,
            _ => Level::Password,
        },
        method: row.text(9)?.to_owned(),
        agent_hash: row.blob(10)?.to_vec(),
        network_hash: row.blob(11)?.to_vec(),
        created_at: row.integer(12)?,
        authenticated_at: row.integer(13)?,
        seen_at: row.integer(14)?,
        expires_at: row.integer(15)?,
    })
}
