//! Notices: who is to be told of what (`domain::notice::news`). Here they are addressed to people, and what people are
//! told is read and marked.

mod inbox;
mod letters;

use domain::Region;
use domain::access::Role;
use domain::notice::{Addressee, Topic};
use serde_json::{Value as Json, json};

use crate::account::{Account, COLUMNS, read as read_account};
use crate::appeal::stored;
use crate::database::{Database, Error, Row};

pub use inbox::{Item, Recipient, inbox, is_of, letters_about, mark_all_read, mark_read, unread};
pub use letters::{Due, Flood, due, flood, forget, hold, send_again, waiting_since, write};

/// Somebody is to be told of an event.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its id.
    pub id: i64,
    /// The appeal's id.
    pub appeal: String,
    /// Of what.
    pub topic: Topic,
    /// Whom.
    pub recipient: Addressee,
    /// Who did it, as the journal has it.
    pub actor: String,
    /// When, in milliseconds.
    pub at: i64,
}

/// One person told by one channel.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// Its id, a UUIDv7.
    pub id: String,
    /// `account:ID`, `participant:ID`, or `appeal:ID`.
    pub target: String,
    /// The account, where there is one.
    pub account: Option<String>,
    /// `inbox` or `email`.
    pub channel: &'static str,
    /// Not before this, in milliseconds.
    pub due_at: i64,
}

/// Where people work.
#[derive(Clone, Copy, Debug)]
pub struct Workplace<'a> {
    /// The agency's code.
    pub agency: &'a str,
    /// The unit; none stands for the whole agency.
    pub unit: Option<&'a str>,
    /// The region of what they work on.
    pub region: Region,
}

/// Takes notices that nobody has addressed, for as long as the lease lasts.
pub async fn lease(
    db: &impl Database,
    now: i64,
    leased_until: i64,
    limit: i64,
) -> Result<Vec<Notice>, Error> {
    let sql = "UPDATE notice SET next_at = ?2 WHERE addressed_at IS NULL AND id IN (
                 SELECT id FROM notice WHERE addressed_at IS NULL AND next_at <= ?1 ORDER BY next_at, id LIMIT ?3)
               RETURNING id, appeal, topic, recipient, actor, at";
    let parameters = vec![now.into(), leased_until.into(), limit.into()];
    let rows = db.execute(sql, parameters).await?;
    let mut notices = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    notices.sort_by_key(|notice| notice.id);
    Ok(notices)
}

fn read(row: &Row) -> Result<Notice, Error> {
    Ok(Notice {
        id: row.integer(0)?,
        appeal: row.text(1)?.to_owned(),
        topic: topic(row.text(2)?)?,
        recipient: row
            .text(3)?
            .parse()
            .map_err(|error| stored("addressee", error))?,
        actor: row.text(4)?.to_owned(),
        at: row.integer(5)?,
    })
}

fn topic(code: &str) -> Result<Topic, Error> {
    code.parse().map_err(|error| stored("topic", error))
}

/// Writes who is told by a notice, in one statement; done twice, it changes nothing.
pub async fn address(
    db: &impl Database,
    notice: &Notice,
    deliveries: &[NewDelivery],
    at: i64,
) -> Result<(), Error> {
    let deliveries: Vec<Json> = deliveries
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "target": one.target, "account": one.account, "channel": one.channel,
                "due_at": one.due_at,
            })
        })
        .collect();
    let parameters = vec![
        notice.id.into(),
        notice.appeal.as_str().into(),
        notice.topic.as_str().into(),
        at.into(),
        Json::from(deliveries).to_string().into(),
    ];
    let sql = "INSERT INTO addressed_notice (notice, appeal, topic, at, deliveries) VALUES (?1, ?2, ?3, ?4, ?5)";
    db.execute(sql, parameters).await.map(drop)
}

/// Those who work somewhere: people of these roles whose territory has it, `limit` at most.
pub async fn staff_of(
    db: &impl Database,
    place: Workplace<'_>,
    roles: &[Role],
    limit: i64,
) -> Result<Vec<Account>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account AS a
         WHERE a.agency = ?1 AND a.role IN (SELECT value FROM json_each(?2)) AND a.state = 'active'
           AND (a.unit IS NULL OR ?3 IS NULL OR a.unit = ?3) AND (a.region IS NULL OR a.region = ?4)
         ORDER BY a.role, a.id LIMIT ?5"
    );
    let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    let parameters = vec![
        place.agency.into(),
        Json::from(roles).to_string().into(),
        place.unit.into(),
        place.region.code().into(),
        limit.into(),
    ];
    let rows = db.execute(&sql, parameters).await?;
    rows.iter().map(|row| read_account(db, row)).collect()
}
