//! Bytes that are sealed before they reach the key-value store.

use std::sync::Arc;

use vault::Vault;

use crate::database::{Blobs, Error};

/// Blobs that hold sealed values, each for its own key.
#[derive(Clone)]
pub struct Sealed<B> {
    blobs: B,
    vault: Arc<Vault>,
}

impl<B: Blobs> Sealed<B> {
    /// Adds the keys.
    pub fn new(blobs: B, vault: Arc<Vault>) -> Self {
        Sealed { blobs, vault }
    }

    /// Seals a value with the key of today, where an earlier one sealed it. `false`: there was nothing to do.
    pub async fn reseal(&self, key: &str) -> Result<bool, Error> {
        match self.blobs.get(key).await? {
            Some(sealed) if !self.vault.is_current(&sealed) => {
                let plain = self.vault.open(&sealed, &place(key))?;
                self.set(key, plain).await?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }
}

impl<B: Blobs> Blobs for Sealed<B> {
    async fn set(&self, key: &str, value: Vec<u8>) -> Result<(), Error> {
        let sealed = self.vault.seal(&value, &place(key))?;
        self.blobs.set(key, sealed).await
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        let sealed = self.blobs.get(key).await?;
        let open = |sealed: Vec<u8>| self.vault.open(&sealed, &place(key));
        Ok(sealed.map(open).transpose()?)
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        self.blobs.delete(key).await
    }
}

fn place(key: &str) -> String {
    vault::place("key-value", key)
}
