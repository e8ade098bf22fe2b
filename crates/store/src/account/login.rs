//! What an account is found by: kinds of logins and their keyed hashes.

use serde_json::{Value as Json, json};

use super::stored;
use crate::database::{Database, Error, Value};

/// What a login is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginKind {
    /// A telephone in E.164.
    Phone,
    /// An e-mail address.
    Email,
    /// The number of the pension insurance account.
    Snils,
    /// `issuer` and `subject` of an identity provider, joined by a line feed.
    Oidc,
    /// A certificate's person, as its СНИЛС or ИНН with the kind before it.
    Certificate,
}

impl LoginKind {
    /// The code, as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            LoginKind::Phone => "phone",
            LoginKind::Email => "email",
            LoginKind::Snils => "snils",
            LoginKind::Oidc => "oidc",
            LoginKind::Certificate => "certificate",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [
            LoginKind::Phone,
            LoginKind::Email,
            LoginKind::Snils,
            LoginKind::Oidc,
            LoginKind::Certificate,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == code)
    }

    /// What its keyed hash is for.
    pub const fn purpose(self) -> &'static str {
        match self {
            LoginKind::Phone => "login.phone",
            LoginKind::Email => "login.email",
            LoginKind::Snils => "login.snils",
            LoginKind::Oidc => "login.oidc",
            LoginKind::Certificate => "login.certificate",
        }
    }
}

/// A login as it is given.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// What it is.
    pub kind: LoginKind,
    /// Its canonical value.
    pub value: String,
}

// The value is personal data and stays out of logs.
impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Login({}, …)", self.kind.as_str())
    }
}

impl Login {
    /// A login. The value is in its canonical form; an address counts as the same in any case.
    pub fn new(kind: LoginKind, value: &str) -> Self {
        let value = match kind {
            LoginKind::Email => value.to_lowercase(),
            _ => value.to_owned(),
        };
        Login { kind, value }
    }

    /// Its hashes in hex, that under the current key first.
    pub(crate) fn hashes(&self, db: &impl Database) -> Vec<String> {
        let hashes = db.vault().indexes(self.kind.purpose(), &self.value);
        hashes.iter().map(|hash| hex(hash)).collect()
    }

    /// As the statements take it.
    pub(crate) fn json(&self, db: &impl Database, confirmed: bool) -> Json {
        let hashes = self.hashes(db);
        json!({ "kind": self.kind.as_str(), "hashes": hashes, "confirmed": confirmed })
    }
}

/// The kinds of an account's confirmed logins.
pub async fn logins(db: &impl Database, account: &str) -> Result<Vec<LoginKind>, Error> {
    let sql =
        "SELECT kind FROM login WHERE account = ?1 AND confirmed_at IS NOT NULL ORDER BY kind";
    let rows = db.execute(sql, vec![account.into()]).await?;
    rows.iter()
        .map(|row| {
            let code = row.text(0)?;
            LoginKind::from_code(code).ok_or_else(|| stored("login kind", code))
        })
        .collect()
}

/// The identities from elsewhere that an account is linked to, each kind once, and since when (milliseconds).
pub async fn links(db: &impl Database, account: &str) -> Result<Vec<(LoginKind, i64)>, Error> {
    let sql =
        "SELECT kind, min(created_at) FROM login WHERE account = ?1 AND confirmed_at IS NOT NULL
               AND kind IN ('oidc', 'certificate') GROUP BY kind ORDER BY kind";
    let rows = db.execute(sql, vec![account.into()]).await?;
    rows.iter()
        .map(|row| {
            let code = row.text(0)?;
            let kind = LoginKind::from_code(code).ok_or_else(|| stored("login kind", code))?;
            Ok((kind, row.integer(1)?))
        })
        .collect()
}

/// The account that has proved this login, if any.
pub async fn taken(db: &impl Database, login: &Login) -> Result<Option<String>, Error> {
    let sql = "SELECT account FROM login WHERE kind = ?1 AND confirmed_at IS NOT NULL
               AND hash IN (SELECT unhex(value) FROM json_each(?2))";
    let parameters = vec![
        login.kind.as_str().into(),
        Json::from(login.hashes(db)).to_string().into(),
    ];
    let rows = db.execute(sql, parameters).await?;
    rows.first()
        .map(|row| row.text(0).map(str::to_owned))
        .transpose()
}

/// Links a proved login to an account, for sign-in by a provider or a certificate. `false`: another
/// account has it; accounts are never merged.
pub async fn add_login(
    db: &impl Database,
    account: &str,
    login: &Login,
    at: i64,
) -> Result<bool, Error> {
    // A login that somebody only declared gives way to one that is proved.
    let sql = "INSERT INTO login (kind, hash, account, confirmed_at, created_at)
               SELECT ?1, unhex(?2 ->> '$[0]'), ?3, ?4, ?4 WHERE NOT EXISTS (
                 SELECT 1 FROM login WHERE kind = ?1 AND confirmed_at IS NOT NULL AND account <> ?3
                   AND hash IN (SELECT unhex(value) FROM json_each(?2)))
               ON CONFLICT (kind, hash) DO UPDATE SET account = excluded.account,
                 confirmed_at = excluded.confirmed_at
               WHERE login.confirmed_at IS NULL OR login.account = excluded.account
               RETURNING account";
    let parameters: Vec<Value> = vec![
        login.kind.as_str().into(),
        Json::from(login.hashes(db)).to_string().into(),
        account.into(),
        at.into(),
    ];
    Ok(!db.execute(sql, parameters).await?.is_empty())
}

/// Takes the logins of a kind away from an account; gives how many there were.
pub async fn remove_login(
    db: &impl Database,
    account: &str,
    kind: LoginKind,
) -> Result<usize, Error> {
    let sql = "DELETE FROM login WHERE account = ?1 AND kind = ?2 RETURNING kind";
    let rows = db
        .execute(sql, vec![account.into(), kind.as_str().into()])
        .await?;
    Ok(rows.len())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
