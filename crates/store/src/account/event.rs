//! What happened to an account: failures, locks, and the list of it all.

use serde_json::Value as Json;

use super::stored;
use crate::database::{Database, Error};
use crate::outbox::NewMessage;

/// Something that happened to an account.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountEvent {
    /// Counts up.
    pub id: i64,
    /// The kind: `sign_in`, `sign_in_failed`, `locked`, `password_changed`, `factor_added`, …
    pub kind: String,
    /// When, in milliseconds.
    pub at: i64,
    /// More of it; no personal data.
    pub data: Json,
}

/// An account's events, newest first, before a given one.
pub async fn events(
    db: &impl Database,
    account: &str,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<AccountEvent>, Error> {
    let sql = "SELECT id, kind, at, data FROM account_event WHERE account = ?1 AND id < ?2
               ORDER BY id DESC LIMIT ?3";
    let parameters = vec![
        account.into(),
        before.unwrap_or(i64::MAX).into(),
        limit.into(),
    ];
    let rows = db.execute(sql, parameters).await?;
    rows.iter()
        .map(|row| {
            Ok(AccountEvent {
                id: row.integer(0)?,
                kind: row.text(1)?.to_owned(),
                at: row.integer(2)?,
                data: serde_json::from_str(row.text(3)?)
                    .map_err(|error| stored("account event", error))?,
            })
        })
        .collect()
}

/// Notes something that changes nothing else.
pub async fn note(
    db: &impl Database,
    account: &str,
    kind: &str,
    data: &Json,
    at: i64,
) -> Result<(), Error> {
    let sql = "INSERT INTO account_event (account, kind, at, data) VALUES (?1, ?2, ?3, ?4)";
    let parameters = vec![
        account.into(),
        kind.into(),
        at.into(),
        data.to_string().into(),
    ];
    db.execute(sql, parameters).await.map(drop)
}

/// A login or a second factor that was wrong.
pub struct Failure<'a> {
    /// The account; none where nobody has the login, which is written all the same.
    pub account: Option<&'a str>,
    /// More of it; no personal data.
    pub data: Json,
    /// The failure that locks the account.
    pub most: i64,
    /// Until when it is then locked, in milliseconds.
    pub lock_until: i64,
    /// Tells the owner of the lock.
    pub notice: Option<&'a NewMessage>,
    /// Now, in milliseconds.
    pub at: i64,
}

/// Counts a failure, and locks the account at the last one that is borne.
pub async fn fail(db: &impl Database, failure: &Failure<'_>) -> Result<(), Error> {
    let mut parameters = vec![
        failure.account.into(),
        failure.data.to_string().into(),
        failure.most.into(),
        failure.lock_until.into(),
        failure.at.into(),
    ];
    parameters.extend(NewMessage::values(db, failure.notice)?);
    db.execute(
        "INSERT INTO sign_in_failure (account, data, most, lock_until, at, message_id, channel, kind, message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        parameters,
    )
    .await
    .map(drop)
}

/// A lock for another reason than failures.
pub struct Lock<'a> {
    /// The account.
    pub account: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Until when, in milliseconds.
    pub until: i64,
    /// Tells the owner.
    pub notice: Option<&'a NewMessage>,
    /// Now, in milliseconds.
    pub at: i64,
}

/// Locks an account and ends its sessions.
pub async fn lock(db: &impl Database, lock: &Lock<'_>) -> Result<(), Error> {
    let mut parameters = vec![
        lock.account.into(),
        lock.reason.into(),
        lock.until.into(),
        lock.at.into(),
    ];
    parameters.extend(NewMessage::values(db, lock.notice)?);
    db.execute(
        "INSERT INTO account_lock (account, reason, until, at, message_id, channel, kind, message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        parameters,
    )
    .await
    .map(drop)
}

/// Forgets failures at logins that nobody has; gives how many there were.
pub async fn forget_strangers(db: &impl Database, before: i64, limit: i64) -> Result<usize, Error> {
    let sql = "DELETE FROM account_event WHERE id IN (SELECT id FROM account_event
                 WHERE account IS NULL AND at < ?1 ORDER BY id LIMIT ?2) RETURNING id";
    let rows = db.execute(sql, vec![before.into(), limit.into()]).await?;
    Ok(rows.len())
}
