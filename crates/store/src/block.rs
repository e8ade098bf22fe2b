//! Who may not write for a while: accounts, and whoever uses an address or a telephone. What is blocked is
//! known by keyed hashes only, and why is sealed.

use domain::Actor;

use crate::account::{Login, LoginKind};
use crate::appeal::stored;
use crate::database::{Database, Error, Row, Value};

/// Whom a block stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// Whoever is signed in with this account.
    Account(String),
    /// Whoever gives this address or telephone as theirs.
    Contact(Login),
}

/// A new block.
#[derive(Clone, Debug)]
pub struct NewBlock<'a> {
    /// The id, a UUIDv7.
    pub id: &'a str,
    /// Whom it stops.
    pub blocked: &'a Blocked,
    /// The agency that blocks; none for all.
    pub agency: Option<&'a str>,
    /// The id of the appeal that it is for.
    pub appeal: Option<&'a str>,
    /// Why, in words.
    pub reason: &'a str,
    /// Who blocks.
    pub by: &'a Actor,
    /// When, in milliseconds.
    pub at: i64,
    /// When it ends by itself, in milliseconds.
    pub until: Option<i64>,
}

/// A block as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The id.
    pub id: String,
    /// `account`, `email` or `phone`.
    pub kind: String,
    /// The account that it stops.
    pub account: Option<String>,
    /// The agency that blocked.
    pub agency: Option<String>,
    /// The id of the appeal that it was for.
    pub appeal: Option<String>,
    /// Why, in words.
    pub reason: String,
    /// Who blocked, as [`Actor`] writes it.
    pub created_by: String,
    /// When, in milliseconds.
    pub created_at: i64,
    /// When it ends by itself.
    pub until: Option<i64>,
    /// When it was lifted.
    pub lifted_at: Option<i64>,
    /// Who lifted it.
    pub lifted_by: Option<String>,
}

impl Block {
    /// Whether it stops anybody at this time.
    pub fn holds(&self, now: i64) -> bool {
        self.lifted_at.is_none() && self.until.is_none_or(|until| now < until)
    }
}

const COLUMNS: &str = "id, kind, account, agency, appeal, private, created_by, created_at, until, \
    lifted_at, lifted_by";

/// Blocks somebody.
pub async fn set(db: &impl Database, block: &NewBlock<'_>) -> Result<(), Error> {
    let (kind, hash, account) = match block.blocked {
        Blocked::Account(id) => ("account", None, Some(id.as_str())),
        Blocked::Contact(login) => (login.kind.as_str(), Some(hash(db, login)), None),
    };
    let sealed = db.vault().seal(block.reason.as_bytes(), &place(block.id))?;
    let sql = "INSERT INTO block (id, kind, hash, account, agency, appeal, private, created_by, created_at, until)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let parameters: Vec<Value> = vec![
        block.id.into(),
        kind.into(),
        hash.into(),
        account.into(),
        block.agency.into(),
        block.appeal.into(),
        sealed.into(),
        block.by.to_string().into(),
        block.at.into(),
        block.until.into(),
    ];
    db.execute(sql, parameters).await.map(drop)
}

/// Lifts a block. `false` when it was lifted before.
pub async fn lift(db: &impl Database, id: &str, by: &Actor, at: i64) -> Result<bool, Error> {
    let sql = "UPDATE block SET lifted_at = ?3, lifted_by = ?2 WHERE id = ?1 AND lifted_at IS NULL RETURNING id";
    let parameters = vec![id.into(), by.to_string().into(), at.into()];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// The block with this id.
pub async fn by_id(db: &impl Database, id: &str) -> Result<Option<Block>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM block WHERE id = ?1");
    let rows = db.execute(&sql, vec![id.into()]).await?;
    rows.first().map(|row| read(db, row)).transpose()
}

/// The blocks of an agency, or all, the newest first, after the one with the id `after`.
pub async fn list(
    db: &impl Database,
    agency: Option<&str>,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<Block>, Error> {
    let narrowed = match agency {
        Some(_) => "agency = ?1 AND id < ?2 ORDER BY agency DESC, id DESC",
        None => "?1 IS NULL AND id < ?2 ORDER BY id DESC",
    };
    let sql = format!("SELECT {COLUMNS} FROM block WHERE {narrowed} LIMIT {limit}");
    // Ids are UUIDs in lower case: all sort before `g`.
    let parameters = vec![agency.into(), after.unwrap_or("g").into()];
    let rows = db.execute(&sql, parameters).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// A block that stops this account or one of these contacts now, if there is one.
pub async fn stopping(
    db: &impl Database,
    account: Option<&str>,
    contacts: &[Login],
    now: i64,
) -> Result<Option<Block>, Error> {
    let found = |narrowed: &str| {
        format!(
            "SELECT {COLUMNS} FROM block
             WHERE {narrowed} AND lifted_at IS NULL AND (until IS NULL OR until > ?1) LIMIT 1"
        )
    };
    if let Some(account) = account {
        let parameters = vec![now.into(), account.into()];
        let rows = db.execute(&found("account = ?2"), parameters).await?;
        if let Some(row) = rows.first() {
            return read(db, row).map(Some);
        }
    }
    for login in contacts {
        let parameters = vec![
            now.into(),
            login.kind.as_str().into(),
            hash(db, login).into(),
        ];
        let rows = db
            .execute(&found("kind = ?2 AND hash = ?3"), parameters)
            .await?;
        if let Some(row) = rows.first() {
            return read(db, row).map(Some);
        }
    }
    Ok(None)
}

fn hash(db: &impl Database, login: &Login) -> [u8; 32] {
    let purpose = match login.kind {
        LoginKind::Phone => "block.phone",
        _ => "block.email",
    };
    db.vault().index(purpose, &login.value)
}

fn place(id: &str) -> String {
    vault::place("block.private", id)
}

fn read(db: &impl Database, row: &Row) -> Result<Block, Error> {
    let id = row.text(0)?.to_owned();
    let reason = db.vault().open(row.blob(5)?, &place(&id))?;
    Ok(Block {
        kind: row.text(1)?.to_owned(),
        account: row.optional_text(2)?.map(str::to_owned),
        agency: row.optional_text(3)?.map(str::to_owned),
        appeal: row.optional_text(4)?.map(str::to_owned),
        reason: String::from_utf8(reason).map_err(|error| stored("reason of a block", error))?,
        created_by: row.text(6)?.to_owned(),
        created_at: row.integer(7)?,
        until: row.optional_integer(8)?,
        lifted_at: row.optional_integer(9)?,
        lifted_by: row.optional_text(10)?.map(str::to_owned),
        id,
    })
}
