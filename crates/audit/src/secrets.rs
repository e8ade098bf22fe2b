//! The keys of an instance, found as the instance finds them. None is an argument: those are seen by
//! everybody on the machine, and stay in the shell's history.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use store::Vault;
use vault::Secrets;

/// Made by `cargo xtask up`.
const FILE: &str = "secrets.toml";

pub(crate) struct Found(BTreeMap<String, String>);

/// Reads the environment, and what is kept in the state directory.
pub(crate) fn read(state: &Path) -> Result<Found> {
    let file = state.join(FILE);
    let mut found = match fs::read_to_string(&file) {
        // The parser's own message would quote the line, and with it the secret.
        Ok(text) => toml::from_str(&text)
            .map_err(|_| anyhow!("{} is not lines of name = \"value\"", file.display()))?,
        Err(error) if error.kind() == ErrorKind::NotFound => BTreeMap::new(),
        Err(error) => return Err(error).with_context(|| file.display().to_string()),
    };
    for name in ["secret_key", "data_key", "data_key_previous"] {
        if let Ok(value) = std::env::var(format!("SPIN_VARIABLE_{}", name.to_uppercase())) {
            found.insert(name.to_owned(), value);
        }
    }
    Ok(Found(found))
}

impl Found {
    /// The keys; `kept` is what the database holds for want of a secret key.
    pub(crate) fn vault(&self, kept: Option<Vec<u8>>) -> Result<Vault> {
        let get = |name| {
            let value = self.0.get(name).map(String::as_bytes);
            value.filter(|value| !value.is_empty())
        };
        let secret = get("secret_key").or(kept.as_deref());
        let secrets = Secrets {
            secret: secret.context("no secret key is known: set SPIN_VARIABLE_SECRET_KEY")?,
            data: get("data_key"),
            data_previous: get("data_key_previous"),
            kept: kept.as_deref(),
        };
        Ok(secrets.vault())
    }
}
