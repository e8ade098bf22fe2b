//! Keys, derived from the master secrets by HKDF (RFC 5869).

use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// The secrets that an operator gives.
#[derive(Clone, Copy)]
pub struct Masters<'a> {
    /// What seals now, and hashes the terms of the full-text search.
    pub data: &'a [u8],
    /// What did before; opens only.
    pub previous: &'a [&'a [u8]],
    /// What stays for life: for look-ups and for chains of records, which cannot be made again.
    pub secret: &'a [u8],
}

/// HMAC-SHA-256 with its key taken in, to be cloned for each message.
pub(crate) type Mac = Hmac<Sha256>;

/// Separates our keys from those that another program may derive from the same secret.
const SALT: &[u8] = b"otklik vault 1";

/// What one data key gives.
pub(crate) struct Key {
    /// Says in each sealed value which key it was, and tells nothing of the key.
    pub(crate) id: [u8; 4],
    pub(crate) cipher: XChaCha20Poly1305,
    term: Mac,
}

impl Key {
    pub(crate) fn derive(master: &[u8]) -> Self {
        Key {
            id: derive(master, b"id"),
            cipher: XChaCha20Poly1305::new(&derive::<32>(master, b"seal").into()),
            term: keyed(derive(master, b"term")),
        }
    }

    pub(crate) fn term(&self, stem: &str) -> [u8; 32] {
        let mut mac = self.term.clone();
        mac.update(stem.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// The key of hashes that outlive the data keys.
pub(crate) fn lasting(secret: &[u8], what: &[u8]) -> Mac {
    keyed(derive(secret, what))
}

/// Over the purpose and the parts, each with its length before it.
pub(crate) fn mac(key: &Mac, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = key.clone();
    for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn keyed(key: [u8; 32]) -> Mac {
    <Mac as KeyInit>::new(&key_block(key).into())
}

/// HMAC takes a key of a block's length as it is; a shorter one is filled up with zeros (RFC 2104 2).
fn key_block(key: [u8; 32]) -> [u8; 64] {
    let mut block = [0; 64];
    for (to, from) in block.iter_mut().zip(key) {
        *to = from;
    }
    block
}

fn derive<const N: usize>(master: &[u8], info: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    // Fails only for more than 255 hashes' length (RFC 5869 2.3); ours are of 4 and 32 bytes.
    let expanded = Hkdf::<Sha256>::new(Some(SALT), master).expand(info, &mut out);
    debug_assert!(expanded.is_ok());
    out
}
