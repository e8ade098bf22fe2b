//! The filters of the queue that members of staff keep, sealed: what is looked for may be a telephone number.

use serde::{Deserialize, Serialize};
use vault::place;

use crate::appeal::json;
use crate::database::{Database, Error, Row};

/// Filters that somebody may keep: a row of links, not a second queue.
pub const MOST: usize = 20;

/// A filter that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its id, a UUIDv7.
    pub id: String,
    /// Its name and query.
    pub filter: NamedQuery,
}

/// The sealed part.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedQuery {
    /// What its owner calls it.
    pub name: String,
    /// The query of the queue's address.
    pub query: String,
}

// What people look for stays out of logs.
impl std::fmt::Debug for NamedQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NamedQuery")
    }
}

/// The filters of an account, in the order in which they were kept.
pub async fn of_account(db: &impl Database, account: &str) -> Result<Vec<SavedFilter>, Error> {
    let sql = format!(
        "SELECT id, private FROM saved_filter WHERE account = ?1 ORDER BY created_at, id LIMIT {MOST}"
    );
    let rows = db.execute(&sql, vec![account.into()]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

fn read(db: &impl Database, row: &Row) -> Result<SavedFilter, Error> {
    let id = row.text(0)?.to_owned();
    let text = db.vault().open_text(row.text(1)?, &filter_place(&id))?;
    let filter = json(&text, "saved filter")?;
    Ok(SavedFilter { id, filter })
}

/// Keeps one. `false`: there are as many as may be.
pub async fn keep(
    db: &impl Database,
    account: &str,
    kept: &SavedFilter,
    at: i64,
) -> Result<bool, Error> {
    let text = serde_json::to_string(&kept.filter).map_err(|error| Error::Stored {
        what: "saved filter",
        cause: error.to_string(),
    })?;
    let sql = format!(
        "INSERT INTO saved_filter (id, account, private, created_at) SELECT ?1, ?2, ?3, ?4
         WHERE (SELECT count(*) FROM saved_filter WHERE account = ?2) < {MOST} RETURNING id"
    );
    let parameters = vec![
        kept.id.as_str().into(),
        account.into(),
        db.vault().seal_text(&text, &filter_place(&kept.id))?.into(),
        at.into(),
    ];
    Ok(!db.execute(&sql, parameters).await?.is_empty())
}

/// Forgets one; somebody else's stays.
pub async fn forget(db: &impl Database, account: &str, id: &str) -> Result<(), Error> {
    let sql = "DELETE FROM saved_filter WHERE id = ?1 AND account = ?2";
    db.execute(sql, vec![id.into(), account.into()])
        .await
        .map(drop)
}

/// Where a filter is sealed for.
pub fn filter_place(id: &str) -> String {
    place("saved_filter.private", id)
}
