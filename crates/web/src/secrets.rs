//! The instance's secrets, from its variables or, where ops gave none, from its database.

use std::sync::Arc;

use store::{Connection, Vault};
use vault::Secrets;

use crate::Problem;
use crate::capabilities::variable;
use crate::keys::random;

/// A shorter secret could be guessed; it is refused as if it were not set.
const MIN_SECRET_CHARS: usize = 32;

/// Where the key comes from that seals personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataKey {
    /// The variable `data_key`.
    Set,
    /// It is made from the variable `secret_key`.
    FromSecretKey,
    /// It is made from a key that lies in the same database: who has the file reads everything.
    KeptInDatabase,
}

impl DataKey {
    /// As `/health` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            DataKey::Set => "set",
            DataKey::FromSecretKey => "from_secret_key",
            DataKey::KeptInDatabase => "kept_in_database",
        }
    }

    /// Finds out, without making anything.
    pub async fn find() -> Result<Self, Problem> {
        Ok(if given("data_key").await?.is_some() {
            DataKey::Set
        } else if given("secret_key").await?.is_some() {
            DataKey::FromSecretKey
        } else {
            DataKey::KeptInDatabase
        })
    }
}

/// The secret that stays for life: the variable `secret_key`, or else one that is made at the first start
/// and kept in the database.
pub async fn secret(db: &impl Connection) -> Result<Vec<u8>, Problem> {
    match given("secret_key").await? {
        Some(secret) => Ok(secret.into_bytes()),
        None => Ok(store::server_key(db, &random()?).await?),
    }
}

/// The keys of personal data.
pub async fn vault(db: &impl Connection) -> Result<Arc<Vault>, Problem> {
    let secret = secret(db).await?;
    let data = given("data_key").await?.map(String::into_bytes);
    let before = given("data_key_previous").await?.map(String::into_bytes);
    let kept = store::kept_server_key(db).await?;
    let secrets = Secrets {
        secret: &secret,
        data: data.as_deref(),
        data_previous: before.as_deref(),
        kept: kept.as_deref(),
    };
    Ok(Arc::new(secrets.vault()))
}

/// A secret variable, where it is set.
async fn given(name: &str) -> Result<Option<String>, Problem> {
    let value = variable(name).await?;
    if value.is_empty() || value.chars().count() >= MIN_SECRET_CHARS {
        return Ok(Some(value).filter(|value| !value.is_empty()));
    }
    Err(Problem::unavailable(format!(
        "the variable {name} is shorter than {MIN_SECRET_CHARS} characters"
    )))
}
