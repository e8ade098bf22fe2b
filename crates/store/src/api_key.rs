//! Keys of programs: what each may do, for whom, and when it was last used.

use domain::access::Scope;

use crate::appeal::json;
use crate::database::{Connection, Error, Row};

/// How often the time of use is written: a key that is used a thousand times a second costs one write a
/// minute.
const USE_IS_WRITTEN_EVERY_MS: i64 = 60_000;

/// An API key as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The id, a UUID; it is the first part of the key itself.
    pub id: String,
    /// The keyed hash of the secret part.
    pub hash: Vec<u8>,
    /// What the administrator calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// The agency that it is limited to.
    pub agency: Option<String>,
    /// The account of the administrator who issued it, or `service`.
    pub created_by: String,
    /// When it was issued, in milliseconds.
    pub created_at: i64,
    /// When it ends, in milliseconds.
    pub expires_at: i64,
    /// When it was last used, to the minute.
    pub used_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// A new key.
#[derive(Clone, Debug)]
pub struct NewApiKey<'a> {
    /// The id, a UUIDv7.
    pub id: &'a str,
    /// The keyed hash of the secret part.
    pub hash: [u8; 32],
    /// What the administrator calls it.
    pub name: &'a str,
    /// What it may be used for.
    pub scopes: &'a [Scope],
    /// The agency that it is limited to.
    pub agency: Option<&'a str>,
    /// Who issues it: the id of an account, or `service`.
    pub created_by: &'a str,
    /// When, in milliseconds.
    pub at: i64,
    /// When it ends, in milliseconds.
    pub expires_at: i64,
}

impl ApiKey {
    /// Whether it opens anything at this time.
    pub fn is_valid(&self, now: i64) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

const COLUMNS: &str =
    "id, hash, name, scopes, agency, created_by, created_at, expires_at, used_at, revoked_at";

/// Keeps a new key.
pub async fn create(db: &impl Connection, key: &NewApiKey<'_>) -> Result<(), Error> {
    let sql =
        "INSERT INTO api_key (id, hash, name, scopes, agency, created_by, created_at, expires_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let parameters = vec![
        key.id.into(),
        key.hash.into(),
        key.name.into(),
        serde_json::json!(key.scopes).to_string().into(),
        key.agency.into(),
        key.created_by.into(),
        key.at.into(),
        key.expires_at.into(),
    ];
    db.execute(sql, parameters).await.map(drop)
}

/// The key with this id.
pub async fn by_id(db: &impl Connection, id: &str) -> Result<Option<ApiKey>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM api_key WHERE id = ?1");
    let rows = db.execute(&sql, vec![id.into()]).await?;
    rows.first().map(read).transpose()
}

/// The keys of an agency, or all of them, newest first, after the one with the id `after`.
pub async fn list(
    db: &impl Connection,
    agency: Option<&str>,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<ApiKey>, Error> {
    let narrowed = match agency {
        Some(_) => "agency = ?1 AND id < ?2 ORDER BY agency DESC, id DESC",
        None => "?1 IS NULL AND id < ?2 ORDER BY id DESC",
    };
    let sql = format!("SELECT {COLUMNS} FROM api_key WHERE {narrowed} LIMIT {limit}");
    // Ids are UUIDs in lower case: all sort before `g`.
    let after = after.unwrap_or("g");
    let rows = db.execute(&sql, vec![agency.into(), after.into()]).await?;
    rows.iter().map(read).collect()
}

/// Revokes a key. `false` when it was revoked before.
pub async fn revoke(db: &impl Connection, id: &str, by: &str, at: i64) -> Result<bool, Error> {
    let sql = "UPDATE api_key SET revoked_at = ?2, revoked_by = ?3
        WHERE id = ?1 AND revoked_at IS NULL RETURNING id";
    let parameters = vec![id.into(), at.into(), by.into()];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// Notes that a key was used, unless that was noted within the last minute.
pub async fn touch(db: &impl Connection, key: &ApiKey, now: i64) -> Result<(), Error> {
    let before = now.saturating_sub(USE_IS_WRITTEN_EVERY_MS);
    if key.used_at.is_some_and(|used| used > before) {
        return Ok(());
    }
    let sql = "UPDATE api_key SET used_at = ?2 WHERE id = ?1 AND coalesce(used_at, 0) <= ?3";
    let parameters = vec![key.id.as_str().into(), now.into(), before.into()];
    db.execute(sql, parameters).await.map(drop)
}

fn read(row: &Row) -> Result<ApiKey, Error> {
    Ok(ApiKey {
        id: row.text(0)?.to_owned(),
        hash: row.blob(1)?.to_vec(),
        name: row.text(2)?.to_owned(),
        scopes: json(row.text(3)?, "scopes")?,
        agency: row.optional_text(4)?.map(str::to_owned),
        created_by: row.text(5)?.to_owned(),
        created_at: row.integer(6)?,
        expires_at: row.integer(7)?,
        used_at: row.optional_integer(8)?,
        revoked_at: row.optional_integer(9)?,
    })
}
