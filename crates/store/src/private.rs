//! The sealed part of an event: what people wrote, behind a salt.
//!
//! The journal's chain of hashes covers a commitment to what is sealed, not the ciphertext: so the chain
//! stays whole when the key changes, and when the sealed part is erased. The salt is sealed with the rest;
//! without it nobody can try texts against the commitment.

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use vault::{Vault, VaultError};

use crate::appeal::stored;
use crate::database::Error;

/// As many random bits as a hash of 128 bits of security can use.
const SALT_BYTES: usize = 16;

/// A sealed part and the commitment to it.
pub(crate) struct Private {
    pub(crate) sealed: Vec<u8>,
    pub(crate) hash: [u8; 32],
}

/// Seals the private part of an event.
pub(crate) fn seal(vault: &Vault, appeal: &str, seq: i64, text: &str) -> Result<Private, Error> {
    let mut plain = vault::random::<SALT_BYTES>()?.to_vec();
    plain.extend_from_slice(text.as_bytes());
    Ok(Private {
        sealed: vault.seal(&plain, &place(appeal, seq))?,
        hash: Sha256::digest(&plain).into(),
    })
}

/// Opens the private part of an event.
pub(crate) fn open<T: DeserializeOwned>(
    vault: &Vault,
    appeal: &str,
    seq: i64,
    sealed: &[u8],
) -> Result<T, Error> {
    let plain = vault.open(sealed, &place(appeal, seq))?;
    let (_, text) = plain
        .split_at_checked(SALT_BYTES)
        .ok_or(VaultError::Shape)?;
    serde_json::from_slice(text).map_err(|error| stored("private part", error))
}

/// Whether the sealed part is what was committed to.
pub(crate) fn is_true(
    vault: &Vault,
    appeal: &str,
    seq: i64,
    sealed: &[u8],
    hash: &[u8],
) -> Result<bool, Error> {
    match vault.open(sealed, &place(appeal, seq)) {
        Ok(plain) => Ok(Sha256::digest(&plain).as_slice() == hash),
        Err(VaultError::Broken | VaultError::Shape) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Seals the same again, with the key of today.
pub(crate) fn reseal(
    vault: &Vault,
    appeal: &str,
    seq: i64,
    sealed: &[u8],
) -> Result<Vec<u8>, Error> {
    let place = place(appeal, seq);
    Ok(vault.seal(&vault.open(sealed, &place)?, &place)?)
}

fn place(appeal: &str, seq: i64) -> String {
    vault::place("event.private", &format!("{appeal}/{seq}"))
}
