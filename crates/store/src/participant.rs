//! Who takes part in which appeal, as the read model keeps it.

use domain::access::Territory;
use domain::participant::{ParticipantRole, Rights};
use serde_json::Value as Json;

use crate::appeal::{self, AppealRow, json, stored};
use crate::database::{Database, Error, Row, Value};
use crate::private;

/// Somebody who takes part, or did.
#[derive(Clone, Debug, PartialEq)]
pub struct ParticipantRow {
    /// The id in this appeal, a UUIDv7.
    pub id: String,
    /// The appeal's id.
    pub appeal: String,
    /// As what.
    pub role: ParticipantRole,
    /// What they may.
    pub rights: Rights,
    /// The account of a person.
    pub account: Option<String>,
    /// The agency, where an agency takes part.
    pub agency: Option<String>,
    /// The unit of that agency.
    pub unit: Option<String>,
    /// `invited`, `active` or `removed`.
    pub state: String,
    /// Whether the applicant invited them.
    pub by_applicant: bool,
    /// Since when they are in that state, in milliseconds.
    pub at: i64,
    /// The name that somebody gave them; empty where nobody did, or it is erased.
    pub name: String,
}

const COLUMNS: &str = "p.id, p.appeal, p.role, p.rights, p.account, p.agency, p.unit, p.state, p.by_applicant, \
    p.at, p.seq, e.private";

const FROM: &str = "participant AS p LEFT JOIN event AS e ON e.appeal = p.appeal AND e.seq = p.seq";

/// The participants of an appeal, those who left too, in the order in which they came.
pub async fn of_appeal(db: &impl Database, appeal: &str) -> Result<Vec<ParticipantRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE p.appeal = ?1 ORDER BY p.id");
    let rows = db.execute(&sql, vec![appeal.into()]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// A participant, by the id in an appeal.
pub async fn by_id(db: &impl Database, id: &str) -> Result<Option<ParticipantRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE p.id = ?1");
    let rows = db.execute(&sql, vec![id.into()]).await?;
    rows.first().map(|row| read(db, row)).transpose()
}

/// As what somebody takes part in an appeal: by their account, or because their agency does. Of two ways in,
/// the person's own is taken.
pub async fn who(
    db: &impl Database,
    appeal: &str,
    account: &str,
    territory: &Territory,
) -> Result<Option<ParticipantRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE p.appeal = ?1 AND p.state = 'active'
           AND (p.account = ?2 OR (p.agency = ?3 AND (p.unit IS NULL OR ?4 IS NULL OR p.unit = ?4)))
         ORDER BY p.account IS NULL, p.id LIMIT 1"
    );
    let parameters = vec![
        appeal.into(),
        account.into(),
        territory.agency.clone().into(),
        territory.unit.clone().into(),
    ];
    let rows = db.execute(&sql, parameters).await?;
    rows.first().map(|row| read(db, row)).transpose()
}

/// The appeals in which somebody takes part, the newest first, from before an id on.
pub async fn appeals(
    db: &impl Database,
    account: &str,
    territory: &Territory,
    before: Option<&str>,
    limit: usize,
) -> Result<Vec<(ParticipantRow, AppealRow)>, Error> {
    // Each way in along its own index, and no more rows of each than the page takes.
    let way = |filter: &str| {
        format!(
            "SELECT * FROM (SELECT * FROM participant WHERE {filter} AND state = 'active'
               AND (?4 IS NULL OR id < ?4) ORDER BY id DESC LIMIT ?5)"
        )
    };
    let own = way("account = ?1");
    let agency = way("agency = ?2 AND (unit IS NULL OR ?3 IS NULL OR unit = ?3)");
    let sql = format!(
        "SELECT {COLUMNS} FROM ({own} UNION ALL {agency}) AS p
         LEFT JOIN event AS e ON e.appeal = p.appeal AND e.seq = p.seq
         ORDER BY p.id DESC LIMIT ?5"
    );
    let parameters = vec![
        account.into(),
        territory.agency.clone().into(),
        territory.unit.clone().into(),
        before.into(),
        Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)),
    ];
    let rows = db.execute(&sql, parameters).await?;
    let mut found = Vec::new();
    for row in &rows {
        let participant = read(db, row)?;
        let appeal = appeal::appeal_by_id(db, &participant.appeal).await?;
        found.extend(appeal.map(|appeal| (participant, appeal)));
    }
    Ok(found)
}

fn read(db: &impl Database, row: &Row) -> Result<ParticipantRow, Error> {
    let appeal = row.text(1)?;
    let name: Option<Json> = match row.optional_blob(11)? {
        Some(sealed) => Some(private::open(db.vault(), appeal, row.integer(10)?, sealed)?),
        None => None,
    };
    Ok(ParticipantRow {
        id: row.text(0)?.to_owned(),
        appeal: appeal.to_owned(),
        role: row
            .text(2)?
            .parse()
            .map_err(|error| stored("role", error))?,
        rights: json(row.text(3)?, "rights")?,
        account: row.optional_text(4)?.map(str::to_owned),
        agency: row.optional_text(5)?.map(str::to_owned),
        unit: row.optional_text(6)?.map(str::to_owned),
        state: row.text(7)?.to_owned(),
        by_applicant: row.boolean(8)?,
        at: row.integer(9)?,
        name: member(name.as_ref(), "name"),
    })
}

/// A text of an event's private part.
pub(crate) fn member(private: Option<&Json>, name: &str) -> String {
    let text = private.and_then(|private| private.get(name)?.as_str());
    text.unwrap_or_default().to_owned()
}
