//! Messages to people, kept until something delivers them. What they say is sealed.

use serde::{Deserialize, Serialize};
use vault::place;

use crate::account::stored;
use crate::database::{Database, Error, Row, Value};

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// By e-mail.
    Email,
    /// As a short message.
    Sms,
}

impl Channel {
    /// The code, as stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Channel::Email => "email",
            Channel::Sms => "sms",
        }
    }
}

/// What a message says.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The address or the number.
    pub to: String,
    /// The subject; a short message shows none.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub html: String,
    /// Whose language it is in: `ru` or `en`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// Where the person turns such messages off; empty where they can't be, as of codes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unsubscribe: String,
}

// Who is written to, and codes, stay out of logs.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Message(…)")
    }
}

/// A message to go out.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Its id, a UUIDv7: messages go out in this order.
    pub id: String,
    /// Which way.
    pub channel: Channel,
    /// What it is about: `registration_code`, `password_changed`, … Those with codes end in `_code`.
    pub kind: &'static str,
    /// What it says.
    pub message: Message,
}

impl NewMessage {
    /// `message_id, channel, kind, message` of a statement; four NULLs for none.
    pub(crate) fn values(
        db: &impl Database,
        message: Option<&NewMessage>,
    ) -> Result<[Value; 4], Error> {
        let Some(new) = message else {
            return Ok([Value::Null, Value::Null, Value::Null, Value::Null]);
        };
        Ok([
            new.id.as_str().into(),
            new.channel.as_str().into(),
            new.kind.into(),
            new.sealed(db)?.into(),
        ])
    }

    fn sealed(&self, db: &impl Database) -> Result<String, Error> {
        let plain = serde_json::to_string(&self.message).map_err(|e| stored("message", e))?;
        Ok(db.vault().seal_text(&plain, &message_place(&self.id))?)
    }
}

/// A message that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// The code of its channel.
    pub channel: String,
    /// What it is about.
    pub kind: String,
    /// What it says.
    pub message: Message,
    /// When it was written, in milliseconds.
    pub created_at: i64,
    /// How often it was tried.
    pub attempts: i64,
}

impl Waiting {
    /// Whether somebody waits for it, and nobody wants it later.
    pub fn is_code(&self) -> bool {
        self.kind.ends_with("_code")
    }
}

/// Puts a message into the outbox.
pub async fn send(
    db: &impl Database,
    account: Option<&str>,
    appeal: Option<&str>,
    message: &NewMessage,
    at: i64,
) -> Result<(), Error> {
    let mut parameters = vec![account.into(), appeal.into(), at.into()];
    parameters.extend(NewMessage::values(db, Some(message))?);
    db.execute(
        "INSERT INTO outbox (account, appeal, created_at, id, channel, kind, message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        parameters,
    )
    .await
    .map(drop)
}

/// The oldest messages that wait. With `all`, those that go by e-mail too: while the notifier delivers these by
/// itself, nobody else should.
pub async fn waiting(db: &impl Database, all: bool, limit: i64) -> Result<Vec<Waiting>, Error> {
    let sql = "SELECT id, channel, kind, message, created_at, attempts FROM outbox
               WHERE delivered_at IS NULL AND failed_at IS NULL AND (?2 OR channel <> 'email') ORDER BY id LIMIT ?1";
    let rows = db.execute(sql, vec![limit.into(), all.into()]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// Letters that were taken.
#[derive(Debug, Default)]
pub struct Leased {
    /// Those to send.
    pub letters: Vec<Waiting>,
    /// The ids of those that no key opens: they are kept until one does, and stand in nobody's way.
    pub sealed: Vec<String>,
}

/// Takes what is due by e-mail, codes first, for as long as the lease lasts: nobody else gets it before
/// `leased_until`.
pub async fn lease(
    db: &impl Database,
    now: i64,
    leased_until: i64,
    limit: i64,
) -> Result<Leased, Error> {
    let sql = "UPDATE outbox SET next_at = ?2, attempts = attempts + 1
               WHERE delivered_at IS NULL AND failed_at IS NULL AND channel = 'email' AND id IN (
                 SELECT id FROM outbox WHERE channel = 'email' AND delivered_at IS NULL AND failed_at IS NULL
                   AND next_at <= ?1 ORDER BY next_at, id LIMIT ?3)
               RETURNING id, channel, kind, message, created_at, attempts";
    let rows = db
        .execute(sql, vec![now.into(), leased_until.into(), limit.into()])
        .await?;
    let mut leased = Leased::default();
    for row in &rows {
        match read(db, row) {
            Ok(waiting) => leased.letters.push(waiting),
            Err(_) => leased.sealed.push(row.text(0)?.to_owned()),
        }
    }
    // Somebody waits for a code.
    leased
        .letters
        .sort_by_key(|waiting| (!waiting.is_code(), waiting.id.clone()));
    Ok(leased)
}

/// Puts a message off. `error` says why, without addresses.
pub async fn postpone(
    db: &impl Database,
    id: &str,
    next_at: i64,
    error: &str,
) -> Result<(), Error> {
    let sql = "UPDATE outbox SET next_at = ?2, error = ?3 WHERE id = ?1 AND delivered_at IS NULL";
    let parameters = vec![id.into(), next_at.into(), error.into()];
    db.execute(sql, parameters).await.map(drop)
}

/// Gives leased messages back, as if nobody had taken them.
pub async fn give_back(
    db: &impl Database,
    ids: &[String],
    next_at: i64,
    error: &str,
) -> Result<(), Error> {
    let sql = "UPDATE outbox SET next_at = ?2, error = ?3, attempts = attempts - 1
               WHERE delivered_at IS NULL AND id IN (SELECT value FROM json_each(?1))";
    let ids = serde_json::Value::from(ids.to_vec()).to_string();
    let parameters = vec![ids.into(), next_at.into(), error.into()];
    db.execute(sql, parameters).await.map(drop)
}

/// Gives a message up. What it said goes; why it was given up stays.
pub async fn give_up(db: &impl Database, id: &str, at: i64, error: &str) -> Result<(), Error> {
    let sql = "UPDATE outbox SET failed_at = ?2, error = ?3, message = NULL WHERE id = ?1 AND delivered_at IS NULL";
    let parameters = vec![id.into(), at.into(), error.into()];
    db.execute(sql, parameters).await.map(drop)
}

/// Since when the oldest of the letters that wait does so, in milliseconds; with very many waiting, of those that
/// are due first.
pub async fn waiting_since(db: &impl Database) -> Result<Option<i64>, Error> {
    let sql = "SELECT min(created_at) FROM (SELECT created_at FROM outbox
                 WHERE channel = 'email' AND delivered_at IS NULL AND failed_at IS NULL
                 ORDER BY next_at, id LIMIT 1000)";
    let rows = db.execute(sql, vec![]).await?;
    rows.first().map_or(Ok(None), |row| row.optional_integer(0))
}

fn read(db: &impl Database, row: &Row) -> Result<Waiting, Error> {
    let id = row.text(0)?;
    let plain = row
        .optional_text(3)?
        .map(|sealed| db.vault().open_text(sealed, &message_place(id)))
        .transpose()?;
    let message = plain.as_deref().map(serde_json::from_str).transpose();
    Ok(Waiting {
        id: id.to_owned(),
        channel: row.text(1)?.to_owned(),
        kind: row.text(2)?.to_owned(),
        message: message
            .map_err(|e| stored("message", e))?
            .unwrap_or_default(),
        created_at: row.integer(4)?,
        attempts: row.integer(5)?,
    })
}

/// Marks messages as delivered; gives how many were. What they said is not needed any more and goes.
pub async fn delivered(db: &impl Database, ids: &[String], at: i64) -> Result<usize, Error> {
    let sql = "UPDATE outbox SET delivered_at = ?2, error = NULL, message = NULL
               WHERE delivered_at IS NULL AND id IN (SELECT value FROM json_each(?1)) RETURNING id";
    let ids = serde_json::Value::from(ids.to_vec()).to_string();
    let rows = db.execute(sql, vec![ids.into(), at.into()]).await?;
    Ok(rows.len())
}

/// Where a message is sealed for.
pub fn message_place(id: &str) -> String {
    place("outbox.message", id)
}

/// A message as the person whom it went to is told of it: never its text, which may hold a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// When it was written, in milliseconds.
    pub at: i64,
    /// What it was about.
    pub kind: String,
    /// The code of its channel.
    pub channel: String,
    /// When it was delivered, in milliseconds.
    pub delivered_at: Option<i64>,
    /// When it was given up, in milliseconds.
    pub failed_at: Option<i64>,
    /// Of a letter with news: the delivery by which it can be asked for again.
    pub news: Option<String>,
}

/// The latest messages to an account, newest first.
pub async fn of_account(db: &impl Database, account: &str, limit: i64) -> Result<Vec<Sent>, Error> {
    let sql = "SELECT created_at, kind, channel, delivered_at, failed_at,
                 (SELECT min(delivery.id) FROM delivery WHERE delivery.letter = outbox.id)
               FROM outbox WHERE account = ?1 ORDER BY created_at DESC LIMIT ?2";
    let rows = db.execute(sql, vec![account.into(), limit.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Sent {
                at: row.integer(0)?,
                kind: row.text(1)?.to_owned(),
                channel: row.text(2)?.to_owned(),
                delivered_at: row.optional_integer(3)?,
                failed_at: row.optional_integer(4)?,
                news: row.optional_text(5)?.map(str::to_owned),
            })
        })
        .collect()
}
