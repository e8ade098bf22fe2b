//! Finding the account that somebody wants to sign in to.

use serde_json::{Value as Json, json};

use super::{Account, COLUMN_COUNT, COLUMNS, Login, LoginKind, read, stored};
use crate::database::{Database, Error};

/// Where a request comes from, as keyed hashes.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Of the kind of browser and system.
    pub agent: [u8; 32],
    /// Of the network.
    pub network: [u8; 32],
}

/// An account with what a sign-in asks about it, read in one statement so that an unknown login costs
/// the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The account.
    pub account: Account,
    /// What it was found by.
    pub by: LoginKind,
    /// Its second factors but recovery codes, by kind.
    pub factors: Vec<String>,
    /// How many recovery codes are left.
    pub recovery_codes: i64,
    /// Whether a session was begun from this kind of browser before.
    pub known_agent: bool,
    /// Whether a session was begun from this network before.
    pub known_network: bool,
    /// Codes sent to the account since a given time.
    pub codes_asked: i64,
}

/// The account that has the first of these logins that anybody has.
pub async fn find(
    db: &impl Database,
    logins: &[Login],
    seen: Seen,
    codes_since: i64,
) -> Result<Option<Found>, Error> {
    let wanted: Vec<Json> = logins
        .iter()
        .flat_map(|login| {
            let kind = login.kind.as_str();
            let hashes = login.hashes(db).into_iter();
            hashes.map(move |hash| json!({ "kind": kind, "hash": hash }))
        })
        .collect();
    let sql = format!(
        "SELECT {COLUMNS}, l.kind,
           (SELECT group_concat(DISTINCT kind) FROM factor WHERE account = a.id AND kind <> 'recovery'),
           (SELECT count(*) FROM factor WHERE account = a.id AND kind = 'recovery' AND used_at IS NULL),
           EXISTS (SELECT 1 FROM session WHERE account = a.id AND agent_hash = ?2),
           EXISTS (SELECT 1 FROM session WHERE account = a.id AND network_hash = ?3),
           (SELECT count(*) FROM outbox WHERE account = a.id AND created_at >= ?4 AND kind LIKE '%\\_code' ESCAPE '\\')
         FROM json_each(?1) AS w
           CROSS JOIN login AS l ON l.kind = w.value ->> '$.kind' AND l.hash = unhex(w.value ->> '$.hash')
           CROSS JOIN account AS a ON a.id = l.account
         ORDER BY w.key LIMIT 1"
    );
    let parameters = vec![
        Json::from(wanted).to_string().into(),
        seen.agent.into(),
        seen.network.into(),
        codes_since.into(),
    ];
    let rows = db.execute(&sql, parameters).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let kind = row.text(COLUMN_COUNT)?;
    let factors = row.optional_text(COLUMN_COUNT + 1)?.unwrap_or_default();
    Ok(Some(Found {
        account: read(db, row)?,
        by: LoginKind::from_code(kind).ok_or_else(|| stored("login kind", kind))?,
        factors: factors
            .split(',')
            .filter(|kind| !kind.is_empty())
            .map(str::to_owned)
            .collect(),
        recovery_codes: row.integer(COLUMN_COUNT + 2)?,
        known_agent: row.boolean(COLUMN_COUNT + 3)?,
        known_network: row.boolean(COLUMN_COUNT + 4)?,
        codes_asked: row.integer(COLUMN_COUNT + 5)?,
    }))
}

/// The accounts with these ids, in no order; those that are not there are left out.
pub async fn by_ids(db: &impl Database, ids: &[&str]) -> Result<Vec<Account>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM account AS a WHERE a.id IN (SELECT value FROM json_each(?1))"
    );
    let ids = Json::from(ids.to_vec()).to_string();
    let rows = db.execute(&sql, vec![ids.into()]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}
