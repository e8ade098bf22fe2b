//! What somebody was told: in the service itself, and by letters.

use domain::AppealNumber;
use domain::notice::Topic;

use super::topic;
use crate::appeal::number;
use crate::database::{Database, Error, Row};

/// What kind of person was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// The applicant.
    Applicant,
    /// Somebody who takes part.
    Participant,
    /// Somebody who works on it.
    Staff,
}

impl Recipient {
    /// The code, as sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Recipient::Applicant => "applicant",
            Recipient::Participant => "participant",
            Recipient::Staff => "staff",
        }
    }

    fn read(recipient: &str) -> Recipient {
        match recipient {
            "applicant" => Recipient::Applicant,
            other if other.starts_with("participant:") => Recipient::Participant,
            _ => Recipient::Staff,
        }
    }
}

/// Something that somebody was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// The appeal.
    pub number: AppealNumber,
    /// Of what.
    pub topic: Topic,
    /// When it happened, in milliseconds.
    pub at: i64,
    /// To whom.
    pub to: Recipient,
    /// `inbox`, `email` or `sms`.
    pub channel: String,
    /// When it was delivered, in milliseconds.
    pub delivered_at: Option<i64>,
    /// When it was given up, in milliseconds.
    pub failed_at: Option<i64>,
    /// When it was read, in milliseconds.
    pub read_at: Option<i64>,
    /// Not before this, in milliseconds, while it is in no letter yet.
    pub due_at: Option<i64>,
}

const ITEM: &str = "SELECT d.id, a.number, d.topic, d.created_at, d.channel,
    CASE d.channel WHEN 'inbox' THEN d.created_at ELSE o.delivered_at END, o.failed_at, d.read_at, n.recipient,
    CASE WHEN d.letter IS NULL AND d.channel <> 'inbox' THEN d.due_at END
  FROM delivery d JOIN appeal a ON a.id = d.appeal JOIN notice n ON n.id = d.notice
    LEFT JOIN outbox o ON o.id = d.letter";

/// What an account was told, newest first; by one channel, or by all.
pub async fn inbox(
    db: &impl Database,
    account: &str,
    channel: Option<&str>,
    limit: i64,
) -> Result<Vec<Item>, Error> {
    let sql = format!(
        "{ITEM} WHERE d.account = ?1 AND (?2 IS NULL OR d.channel = ?2) ORDER BY d.created_at DESC, d.id DESC LIMIT ?3"
    );
    let parameters = vec![account.into(), channel.into(), limit.into()];
    read(&db.execute(&sql, parameters).await?)
}

/// Whether an account was told this.
pub async fn is_of(db: &impl Database, account: &str, id: &str) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM delivery WHERE id = ?1 AND account = ?2";
    let rows = db.execute(sql, vec![id.into(), account.into()]).await?;
    Ok(!rows.is_empty())
}

/// What was told about an appeal, newest first; to whom is left out.
pub async fn letters_about(
    db: &impl Database,
    appeal: &str,
    applicant_only: bool,
    limit: i64,
) -> Result<Vec<Item>, Error> {
    let sql = format!(
        "{ITEM} WHERE d.appeal = ?1 AND (NOT ?2 OR n.recipient = 'applicant') ORDER BY d.created_at DESC, d.id DESC LIMIT ?3"
    );
    let parameters = vec![appeal.into(), applicant_only.into(), limit.into()];
    read(&db.execute(&sql, parameters).await?)
}

/// How much an account has not read, `most` at most.
pub async fn unread(db: &impl Database, account: &str, most: i64) -> Result<i64, Error> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM delivery
                 WHERE account = ?1 AND channel = 'inbox' AND read_at IS NULL LIMIT ?2)";
    let rows = db.execute(sql, vec![account.into(), most.into()]).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

/// Marks something of an account's as read, and with it all that it was told of the same appeal before. Gives the
/// appeal; none where there is no such thing.
pub async fn mark_read(
    db: &impl Database,
    account: &str,
    id: &str,
    at: i64,
) -> Result<Option<AppealNumber>, Error> {
    let sql = "UPDATE delivery SET read_at = ?3 WHERE account = ?1 AND channel = 'inbox' AND read_at IS NULL
                 AND appeal = (SELECT appeal FROM delivery WHERE id = ?2 AND account = ?1)
                 AND created_at <= (SELECT created_at FROM delivery WHERE id = ?2 AND account = ?1)";
    db.execute(sql, vec![account.into(), id.into(), at.into()])
        .await?;
    let sql = "SELECT a.number FROM delivery d JOIN appeal a ON a.id = d.appeal WHERE d.id = ?2 AND d.account = ?1";
    let rows = db.execute(sql, vec![account.into(), id.into()]).await?;
    let row = rows.first();
    row.map(|row| number(row.integer(0)?)).transpose()
}

/// Marks all of an account's as read.
pub async fn mark_all_read(db: &impl Database, account: &str, at: i64) -> Result<(), Error> {
    let sql = "UPDATE delivery SET read_at = ?2 WHERE account = ?1 AND channel = 'inbox' AND read_at IS NULL";
    db.execute(sql, vec![account.into(), at.into()])
        .await
        .map(drop)
}

fn read(rows: &[Row]) -> Result<Vec<Item>, Error> {
    rows.iter()
        .map(|row| {
            Ok(Item {
                id: row.text(0)?.to_owned(),
                number: number(row.integer(1)?)?,
                topic: topic(row.text(2)?)?,
                at: row.integer(3)?,
                channel: row.text(4)?.to_owned(),
                delivered_at: row.optional_integer(5)?,
                failed_at: row.optional_integer(6)?,
                read_at: row.optional_integer(7)?,
                to: Recipient::read(row.text(8)?),
                due_at: row.optional_integer(9)?,
            })
        })
        .collect()
}
