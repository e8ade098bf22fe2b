//! Second factors of an account: apps for codes, passkeys, recovery codes.

use serde_json::{Value as Json, json};
use vault::place;

use crate::account::login::hex;
use crate::account::stored;
use crate::database::{Database, Error, Row};

/// A second factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// Its id, a UUIDv7.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// What it is: `totp`, `passkey`, `message`, `recovery`.
    pub kind: String,
    /// What is needed to check it, as JSON; empty for a recovery code.
    pub data: String,
    /// The last time step of an app, the sign count of a passkey.
    pub counter: i64,
    /// When it was added, in milliseconds.
    pub created_at: i64,
    /// When it was last used, in milliseconds.
    pub used_at: Option<i64>,
}

/// A factor to be added.
pub struct NewFactor<'a> {
    /// Its id, a UUIDv7.
    pub id: &'a str,
    /// Whose it is.
    pub account: &'a str,
    /// What it is: `totp`, `passkey` or `message`.
    pub kind: &'a str,
    /// What a passkey is found by: the keyed hash of its credential id ([`credential_hash`]).
    pub hash: Option<[u8; 32]>,
    /// What is needed to check it, as JSON.
    pub data: &'a str,
    /// The first value of its counter.
    pub counter: i64,
    /// Now, in milliseconds.
    pub at: i64,
}

const COLUMNS: &str = "id, account, kind, data, counter, created_at, used_at";

/// Adds a factor. `false`: this passkey is registered already, or codes by message are on already.
pub async fn add(db: &impl Database, new: &NewFactor<'_>) -> Result<bool, Error> {
    let data = db.vault().seal_text(new.data, &data_place(new.id))?;
    let done = db
        .execute(
            "INSERT INTO factor (id, account, kind, hash, data, counter, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            vec![
                new.id.into(),
                new.account.into(),
                new.kind.into(),
                new.hash.into(),
                data.into(),
                new.counter.into(),
                new.at.into(),
            ],
        )
        .await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("factor.") => Ok(false),
        Err(error) => Err(error),
    }
}

/// An account's factors, oldest first; recovery codes are only counted ([`recovery_left`]).
pub async fn of_account(db: &impl Database, account: &str) -> Result<Vec<Factor>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM factor WHERE account = ?1 AND kind <> 'recovery' ORDER BY id"
    );
    let rows = db.execute(&sql, vec![account.into()]).await?;
    rows.iter().map(|row| read(db, row)).collect()
}

/// The factor with this hash, as [`credential_hash`] makes it; used for signing in with a passkey alone.
pub async fn by_credential(db: &impl Database, credential: &str) -> Result<Option<Factor>, Error> {
    let hashes: Vec<String> = db
        .vault()
        .indexes(CREDENTIAL, credential)
        .iter()
        .map(|hash| hex(hash))
        .collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM factor WHERE kind = 'passkey'
         AND hash IN (SELECT unhex(value) FROM json_each(?1))"
    );
    let hashes = Json::from(hashes).to_string();
    let rows = db.execute(&sql, vec![hashes.into()]).await?;
    rows.first().map(|row| read(db, row)).transpose()
}

/// What a credential id's keyed hash is for.
pub const CREDENTIAL: &str = "factor.credential";

/// The hash by which a passkey is found.
pub fn credential_hash(db: &impl Database, credential: &str) -> [u8; 32] {
    db.vault().index(CREDENTIAL, credential)
}

/// Notes that a factor was used at this counter. `false`: it was used at this one or a later one before,
/// so what was shown is a replay.
pub async fn advance(db: &impl Database, id: &str, counter: i64, at: i64) -> Result<bool, Error> {
    let sql =
        "UPDATE factor SET counter = ?2, used_at = ?3 WHERE id = ?1 AND counter < ?2 RETURNING id";
    let rows = db
        .execute(sql, vec![id.into(), counter.into(), at.into()])
        .await?;
    Ok(!rows.is_empty())
}

/// The same for passkeys that count nothing: their counter stays 0.
pub async fn touch(db: &impl Database, id: &str, at: i64) -> Result<(), Error> {
    let sql = "UPDATE factor SET used_at = ?2 WHERE id = ?1";
    db.execute(sql, vec![id.into(), at.into()]).await.map(drop)
}

/// Removes a factor of an account if at least `least` stay; gives its kind.
pub async fn remove(
    db: &impl Database,
    account: &str,
    id: &str,
    least: i64,
    at: i64,
) -> Result<Option<String>, Error> {
    let sql = "DELETE FROM factor WHERE id = ?1 AND account = ?2 AND kind <> 'recovery' AND ?3 <
                 (SELECT count(*) FROM factor AS own WHERE own.account = ?2 AND own.kind <> 'recovery')
               RETURNING kind";
    let rows = db
        .execute(sql, vec![id.into(), account.into(), least.into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let kind = row.text(0)?.to_owned();
    let data = json!({ "factor": id, "kind": kind });
    crate::account::note(db, account, "factor_removed", &data, at).await?;
    Ok(Some(kind))
}

/// Puts a fresh set of recovery codes in place of the one before: ids and keyed hashes.
pub async fn set_recovery_codes(
    db: &impl Database,
    account: &str,
    codes: &[(String, [u8; 32])],
    at: i64,
) -> Result<(), Error> {
    let codes: Json = codes
        .iter()
        .map(|(id, hash)| json!({ "id": id, "hash": hex(hash) }))
        .collect();
    let sql = "INSERT INTO recovery_codes (account, codes, at) VALUES (?1, ?2, ?3)";
    let parameters = vec![account.into(), codes.to_string().into(), at.into()];
    db.execute(sql, parameters).await.map(drop)
}

/// Uses a recovery code up. `false`: it is none of the account's, or was used before.
pub async fn use_recovery_code(
    db: &impl Database,
    account: &str,
    hash: [u8; 32],
    at: i64,
) -> Result<bool, Error> {
    let sql =
        "UPDATE factor SET used_at = ?3 WHERE account = ?1 AND kind = 'recovery' AND hash = ?2
               AND used_at IS NULL RETURNING id";
    let rows = db
        .execute(sql, vec![account.into(), hash.into(), at.into()])
        .await?;
    Ok(!rows.is_empty())
}

/// How many recovery codes are left.
pub async fn recovery_left(db: &impl Database, account: &str) -> Result<i64, Error> {
    let sql =
        "SELECT count(*) FROM factor WHERE account = ?1 AND kind = 'recovery' AND used_at IS NULL";
    let rows = db.execute(sql, vec![account.into()]).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

fn read(db: &impl Database, row: &Row) -> Result<Factor, Error> {
    let id = row.text(0)?;
    let kind = row.text(2)?;
    let data = match kind {
        "recovery" => String::new(),
        "totp" | "passkey" | "message" => db.vault().open_text(row.text(3)?, &data_place(id))?,
        other => return Err(stored("factor kind", other)),
    };
    Ok(Factor {
        id: id.to_owned(),
        account: row.text(1)?.to_owned(),
        kind: kind.to_owned(),
        data,
        counter: row.integer(4)?,
        created_at: row.integer(5)?,
        used_at: row.optional_integer(6)?,
    })
}

/// Where a factor's data is sealed for.
pub fn data_place(id: &str) -> String {
    place("factor.data", id)
}
