//! The form of a sealed value: version, key id, nonce, ciphertext with its tag.
//!
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): its nonces of 24 bytes may be random for as many values
//! as there will ever be, and it is fast without special instructions, which WebAssembly lacks.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{Tag, XNonce};

use crate::key::Key;
use crate::{VaultError, random};

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

/// What stands before the ciphertext: the version, the key's id and the nonce.
pub const HEAD_BYTES: usize = 1 + 4 + NONCE_BYTES;

pub(crate) fn seal(key: &Key, plain: &[u8], place: &str) -> Result<Vec<u8>, VaultError> {
    let nonce: [u8; NONCE_BYTES] = random()?;
    let mut sealed = Vec::with_capacity(HEAD_BYTES + plain.len() + TAG_BYTES);
    sealed.push(VERSION);
    sealed.extend_from_slice(&key.id);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    let body = sealed.get_mut(HEAD_BYTES..).ok_or(VaultError::Shape)?;
    let tag = key
        .cipher
        .encrypt_inout_detached(&XNonce::from(nonce), place.as_bytes(), body.into())
        .map_err(|_| VaultError::Shape)?;
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

pub(crate) fn open(key: &Key, sealed: &[u8], place: &str) -> Result<Vec<u8>, VaultError> {
    let (head, rest) = sealed
        .split_at_checked(HEAD_BYTES)
        .ok_or(VaultError::Shape)?;
    let nonce = head.last_chunk::<NONCE_BYTES>().ok_or(VaultError::Shape)?;
    let (body, tag) = rest
        .split_last_chunk::<TAG_BYTES>()
        .ok_or(VaultError::Shape)?;
    let mut plain = body.to_vec();
    key.cipher
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            place.as_bytes(),
            plain.as_mut_slice().into(),
            &Tag::from(*tag),
        )
        .map_err(|_| VaultError::Broken)?;
    Ok(plain)
}

/// The id of the key that a value was sealed with; [`None`] when it is no sealed value.
pub fn key_of(sealed: &[u8]) -> Option<[u8; 4]> {
    let (version, rest) = sealed.split_first()?;
    let is_whole = sealed.len() >= HEAD_BYTES + TAG_BYTES;
    (*version == VERSION && is_whole).then(|| rest.first_chunk().copied())?
}

pub(crate) fn to_text(sealed: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(sealed)
}

/// 36 of the 40 bits of version and key id: six characters of base64.
pub(crate) fn text_prefix(key: &Key) -> String {
    let [a, b, c, d] = key.id;
    let mut text = URL_SAFE_NO_PAD.encode([VERSION, a, b, c, d]);
    text.truncate(6);
    text
}

pub(crate) fn from_text(text: &str) -> Result<Vec<u8>, VaultError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| VaultError::Shape)
}
