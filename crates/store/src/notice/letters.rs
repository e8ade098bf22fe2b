//! News that goes by letter: what is due, how much somebody got lately, and writing it.

use domain::AppealNumber;
use domain::notice::Topic;
use serde_json::Value as Json;

use super::topic;
use crate::appeal::number;
use crate::database::{Database, Error};
use crate::outbox::NewMessage;

/// News that is due by letter.
#[derive(Clone, Debug)]
pub struct Due {
    /// The delivery's id.
    pub id: String,
    /// The appeal's id.
    pub appeal: String,
    /// The appeal's number.
    pub number: AppealNumber,
    /// Of what.
    pub topic: Topic,
    /// Whom.
    pub target: String,
    /// The account, where there is one.
    pub account: Option<String>,
    /// When it happened, in milliseconds.
    pub at: i64,
    /// The sequence number of the event.
    pub seq: i64,
    /// How often it has gone out before: it is wanted again.
    pub sent: i64,
    /// `email` or `sms`.
    pub channel: String,
    /// Whether they are told as somebody who takes part.
    pub for_participant: bool,
}

/// The news that is due, of whoever waits longest, all of a person together.
pub async fn due(db: &impl Database, now: i64, limit: i64) -> Result<Vec<Due>, Error> {
    let sql = "SELECT d.id, d.appeal, a.number, d.topic, d.target, d.account, n.at, n.seq, d.sent, d.channel,
                 n.recipient LIKE 'participant:%'
               FROM delivery d JOIN appeal a ON a.id = d.appeal JOIN notice n ON n.id = d.notice
               WHERE d.channel <> 'inbox' AND d.letter IS NULL AND d.due_at <= ?1 ORDER BY d.due_at, d.target LIMIT ?2";
    let rows = db.execute(sql, vec![now.into(), limit.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                id: row.text(0)?.to_owned(),
                appeal: row.text(1)?.to_owned(),
                number: number(row.integer(2)?)?,
                topic: topic(row.text(3)?)?,
                target: row.text(4)?.to_owned(),
                account: row.optional_text(5)?.map(str::to_owned),
                at: row.integer(6)?,
                seq: row.integer(7)?,
                sent: row.integer(8)?,
                channel: row.text(9)?.to_owned(),
                for_participant: row.boolean(10)?,
            })
        })
        .collect()
}

/// What somebody got lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flood {
    /// Letters.
    pub letters: i64,
    /// The first of them, in milliseconds.
    pub first: Option<i64>,
}

/// Letters of news after `since` to somebody, who may be known by several targets.
pub async fn flood(db: &impl Database, targets: &[&str], since: i64) -> Result<Flood, Error> {
    // A letter is younger than the news in it, but never by more than a day: quiet hours are shorter.
    const DAY: i64 = 24 * 3_600 * 1_000;
    let sql = "SELECT count(*), min(created_at) FROM outbox WHERE created_at > ?2 AND id IN (
                 SELECT letter FROM delivery
                   WHERE target IN (SELECT value FROM json_each(?1)) AND channel = 'email' AND created_at > ?3)";
    let targets = Json::from(targets.to_vec()).to_string();
    let parameters = vec![targets.into(), since.into(), (since - DAY).into()];
    let rows = db.execute(sql, parameters).await?;
    let row = rows.first().ok_or(Error::Column(0))?;
    Ok(Flood {
        letters: row.integer(0)?,
        first: row.optional_integer(1)?,
    })
}

/// Lets news wait.
pub async fn hold(db: &impl Database, deliveries: &[&str], until: i64) -> Result<(), Error> {
    let sql = "UPDATE delivery SET due_at = ?2
               WHERE letter IS NULL AND id IN (SELECT value FROM json_each(?1))";
    let ids = Json::from(deliveries.to_vec()).to_string();
    db.execute(sql, vec![ids.into(), until.into()])
        .await
        .map(drop)
}

/// Writes a letter that carries this news. `false`: somebody else was faster with some of it, and nothing is written.
pub async fn write(
    db: &impl Database,
    account: Option<&str>,
    appeal: Option<&str>,
    message: &NewMessage,
    deliveries: &[&str],
    at: i64,
) -> Result<bool, Error> {
    let [id, channel, kind, sealed] = NewMessage::values(db, Some(message))?;
    let ids = Json::from(deliveries.to_vec()).to_string();
    let parameters = vec![
        id,
        account.into(),
        appeal.into(),
        channel,
        kind,
        sealed,
        at.into(),
        ids.into(),
    ];
    let sql =
        "INSERT INTO news_message (id, account, appeal, channel, kind, message, at, deliveries)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    match db.execute(sql, parameters).await {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("news_taken") => Ok(false),
        Err(error) => Err(error),
    }
}

/// Lets a letter go once more. `false`: it is too soon, or was too often.
pub async fn send_again(db: &impl Database, delivery: &str, at: i64) -> Result<bool, Error> {
    let sql = "INSERT INTO letter_again (delivery, at) VALUES (?1, ?2)";
    match db.execute(sql, vec![delivery.into(), at.into()]).await {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("not_again") => Ok(false),
        Err(error) => Err(error),
    }
}

/// Since when the oldest news waits that could have gone out, in milliseconds: what nobody has addressed, and what
/// is due and in no letter.
pub async fn waiting_since(db: &impl Database, now: i64) -> Result<Option<i64>, Error> {
    let sql = "SELECT min(since) FROM (
                 SELECT min(at) AS since FROM (
                   SELECT at FROM notice WHERE addressed_at IS NULL ORDER BY next_at, id LIMIT 1000)
                 UNION ALL SELECT min(due_at) FROM delivery
                   WHERE channel <> 'inbox' AND letter IS NULL AND due_at <= ?1)";
    let rows = db.execute(sql, vec![now.into()]).await?;
    rows.first().map_or(Ok(None), |row| row.optional_integer(0))
}

/// Forgets what is older than `before`, so much of each kind at a time; gives how much it was.
pub async fn forget(db: &impl Database, before: i64, limit: i64) -> Result<usize, Error> {
    let mut forgotten = 0;
    for sql in [
        "DELETE FROM delivery WHERE id IN (
           SELECT id FROM delivery WHERE created_at < ?1 ORDER BY created_at LIMIT ?2) RETURNING id",
        "DELETE FROM notice WHERE id IN (SELECT id FROM notice WHERE at < ?1 ORDER BY at LIMIT ?2) RETURNING id",
    ] {
        let rows = db.execute(sql, vec![before.into(), limit.into()]).await?;
        forgotten = forgotten.max(rows.len());
    }
    Ok(forgotten)
}
