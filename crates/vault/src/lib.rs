//! Personal data at rest: sealed, and findable without being read.
//!
//! Invariants:
//! - a sealed value opens only at its own place: the table, the column and the row are its associated
//!   data, so ciphertexts cannot be exchanged between rows;
//! - every sealed value says which key sealed it, so keys can change while the service runs;
//! - no function of a value without a key leaves this crate: a look-up is a keyed hash.

mod key;
mod sealed;
mod secrets;

use key::Key;

pub use key::Masters;
pub use sealed::{HEAD_BYTES, key_of};
pub use secrets::Secrets;

/// The keys of an instance.
pub struct Vault {
    current: Key,
    previous: Vec<Key>,
    index: key::Mac,
    chain: key::Mac,
}

/// Why a value is not sealed or not opened. It says nothing of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The value has not the form of a sealed one.
    #[error("the value is not a sealed one")]
    Shape,
    /// It was sealed with a key that this instance does not have.
    #[error("the value was sealed with a key that is not here (data_key_previous)")]
    UnknownKey,
    /// It was changed, or belongs to another place.
    #[error("the sealed value was changed or belongs elsewhere")]
    Broken,
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random,
}

/// The length of a term in hexadecimal digits: of a million different stems, two are taken for one
/// another with a probability of 0.2 %, and a text of 1,500 words stays within 20 kB.
const TERM_DIGITS: usize = 12;

impl Vault {
    /// Derives all keys; costs a few dozen hashes.
    pub fn new(masters: &Masters<'_>) -> Self {
        Vault {
            current: Key::derive(masters.data),
            previous: masters.previous.iter().map(|m| Key::derive(m)).collect(),
            index: key::lasting(masters.secret, b"index"),
            chain: key::lasting(masters.secret, b"chain"),
        }
    }

    /// Seals bytes for a place ([`place`]).
    pub fn seal(&self, plain: &[u8], place: &str) -> Result<Vec<u8>, VaultError> {
        sealed::seal(&self.current, plain, place)
    }

    /// The same as text, for columns and members that hold text.
    pub fn seal_text(&self, plain: &str, place: &str) -> Result<String, VaultError> {
        self.seal(plain.as_bytes(), place)
            .map(|sealed| sealed::to_text(&sealed))
    }

    /// Opens what was sealed for this place, with the current key or an earlier one.
    pub fn open(&self, sealed: &[u8], place: &str) -> Result<Vec<u8>, VaultError> {
        let id = key_of(sealed).ok_or(VaultError::Shape)?;
        let key = self.keys().find(|key| key.id == id);
        sealed::open(key.ok_or(VaultError::UnknownKey)?, sealed, place)
    }

    /// The same for what [`Vault::seal_text`] made.
    pub fn open_text(&self, sealed: &str, place: &str) -> Result<String, VaultError> {
        let plain = self.open(&sealed::from_text(sealed)?, place)?;
        String::from_utf8(plain).map_err(|_| VaultError::Shape)
    }

    /// The id of the key that seals now.
    pub fn key_id(&self) -> [u8; 4] {
        self.current.id
    }

    /// What text begins with that the key of now has sealed: version and key id, but for their last four
    /// bits, which share a character with the nonce.
    pub fn text_prefix(&self) -> String {
        sealed::text_prefix(&self.current)
    }

    /// Whether this was sealed with the key that seals now.
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        key_of(sealed) == Some(self.current.id)
    }

    /// The same for text.
    pub fn is_current_text(&self, sealed: &str) -> bool {
        sealed::from_text(sealed).is_ok_and(|sealed| self.is_current(&sealed))
    }

    /// The hash by which a normalised value is found; the same value for another purpose has another. Its
    /// key stays for life: a hash cannot be made again without the value, which the row need not hold.
    pub fn index(&self, purpose: &str, value: &str) -> [u8; 32] {
        key::mac(&self.index, purpose, &[value.as_bytes()])
    }

    /// The hashes by which it may be found, that of today first.
    pub fn indexes(&self, purpose: &str, value: &str) -> Vec<[u8; 32]> {
        vec![self.index(purpose, value)]
    }

    /// What stands for a word's stem in the full-text index.
    pub fn term(&self, stem: &str) -> String {
        hex(&self.current.term(stem))
    }

    /// What may stand for it while terms change over to the current key, which is first.
    pub fn terms(&self, stem: &str) -> Vec<String> {
        self.keys().map(|key| hex(&key.term(stem))).collect()
    }

    /// A keyed hash that no change of the data key touches, for chains of records.
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        key::mac(&self.chain, purpose, parts)
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.previous)
    }
}

// Keys stay out of logs.
impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

/// The place of a value: what holds it (`table.column`) and the row's key. Neither holds a line feed.
pub fn place(holder: &str, row: &str) -> String {
    format!("{holder}\n{row}")
}

/// Random bytes from the host.
pub fn random<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| VaultError::Random)?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| {
        DIGITS
            .get(usize::from(nibble))
            .map_or('0', |d| char::from(*d))
    };
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .take(TERM_DIGITS)
        .collect()
}

#[cfg(test)]
mod tests;
