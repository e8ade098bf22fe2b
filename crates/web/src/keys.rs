//! Keyed hashes, and what is made from them: access codes and upload tokens are stored as hashes only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::AccessCode;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::Problem;

/// What a keyed hash is for: the same input for another purpose gives another hash.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// An access code as it is stored.
    AccessCode,
    /// An access code as it is made from an idempotency key.
    NewAccessCode,
    /// An upload token as it is stored.
    UploadToken,
    /// The secret part of an API key as it is stored.
    ApiKey,
    /// The token of an invitation as it is stored.
    Invitation,
    /// An idempotency key as it is stored.
    IdempotencyKey,
    /// A session's token as it is stored.
    Session,
    /// An account, for the forms that it opens.
    Opener,
    /// A ticket as it is stored.
    Ticket,
    /// A code, with its ticket, as it is stored.
    Code,
    /// The short code of a sign-in by QR, as it is stored.
    ShortCode,
    /// A recovery code, with its account, as it is stored.
    RecoveryCode,
    /// A kind of browser and system, as it is stored.
    Agent,
    /// A network, as it is stored.
    Network,
    /// What is mixed into passwords before they are hashed.
    Pepper,
    /// What a rate limit counts, as it is stored.
    RateLimit,
    /// The key that signs challenges and tickets.
    Proof,
    /// What was asked with an idempotency key: personal data is in it.
    Request,
    /// The key that seals the answer to a request with an idempotency key.
    Answer,
}

/// The instance's secret key.
pub struct Keys([u8; 32]);

impl Keys {
    /// Keys from secret material of any length.
    pub fn new(secret: &[u8]) -> Self {
        Keys(Sha256::digest(secret).into())
    }

    /// HMAC-SHA-256 (RFC 2104) over the purpose and the parts, each with its length before it.
    pub fn hash(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = match <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0) {
            Ok(mac) => mac,
            Err(_) => return [0; 32], // HMAC takes keys of any length.
        };
        mac.update(format!("otklik {purpose:?}").as_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The hash under which an access code is stored.
    pub fn access_hash(&self, code: &AccessCode) -> [u8; 32] {
        self.hash(Purpose::AccessCode, &[code.as_str().as_bytes()])
    }

    /// A new access code. With an idempotency key it is made from that key and the appeal's id, so
    /// that a repeated request is answered with the same code although no code is stored; without
    /// one it is random.
    pub fn new_access_code(
        &self,
        appeal: &str,
        idempotency_key: Option<&str>,
    ) -> Result<AccessCode, Problem> {
        let bytes = match idempotency_key {
            Some(key) => self.hash(Purpose::NewAccessCode, &[appeal.as_bytes(), key.as_bytes()]),
            None => random()?,
        };
        let (entropy, _) = bytes
            .split_first_chunk()
            .ok_or_else(|| Problem::internal("a short hash"))?;
        Ok(AccessCode::from_entropy(*entropy))
    }

    /// The hash under which an invitation's token is stored.
    pub fn invitation_hash(&self, token: &str) -> [u8; 32] {
        self.hash(Purpose::Invitation, &[token.as_bytes()])
    }

    /// The hash under which the secret part of an API key is stored.
    pub fn api_key_hash(&self, id: &str, secret: &str) -> [u8; 32] {
        self.hash(Purpose::ApiKey, &[id.as_bytes(), secret.as_bytes()])
    }

    /// The hash under which an upload token is stored.
    pub fn upload_hash(&self, token: &str) -> [u8; 32] {
        self.hash(Purpose::UploadToken, &[token.as_bytes()])
    }
}

/// A new random token of so many bytes, as text: an upload's, an invitation's, the secret part of an API key.
pub fn token(bytes: usize) -> Result<String, Problem> {
    let random = random()?;
    Ok(URL_SAFE_NO_PAD.encode(random.get(..bytes).unwrap_or(&random)))
}

/// 32 random bytes from the host.
pub fn random() -> Result<[u8; 32], Problem> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(Problem::internal)?;
    Ok(bytes)
}

/// Whether two secrets are the same, in a time that does not tell where they differ. Their hashes are
/// compared, so that the time does not tell the length either.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    Sha256::digest(a).ct_eq(&Sha256::digest(b)).into()
}
