//! Passkeys: registration and assertion as a relying party (W3C Web Authentication, level 3).
//!
//! Attestation is not asked for (`none`): which maker's device somebody owns is not our business, and any
//! statement that comes all the same is ignored. So a passkey proves possession of a key, not a model.

mod assertion;
mod authenticator_data;
mod client_data;
mod error;
mod options;
mod registration;
#[cfg(test)]
mod tests;
mod wire;

use serde::{Deserialize, Serialize};

pub use assertion::{Asserted, assert};
pub use error::Error;
pub use options::{creation_options, request_options};
pub use registration::register;
pub use wire::{AssertionResponse, RegistrationResponse, challenge};

use crate::public_key::{Form, Hash, PublicKey, Scheme, Unsupported};

/// Who asks: this service at its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    /// The host's name, without a port: what a passkey is bound to.
    pub id: String,
    /// `https://host[:port]`: where the page that asks must be from.
    pub origin: String,
}

/// Whether the device must have checked who holds it (by PIN, finger or face).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserVerification {
    /// It must: the passkey stands for both factors.
    Required,
    /// It need not: the passkey is the second factor beside a password.
    Preferred,
}

/// The algorithms that are taken (RFC 9053), in order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
}

/// A passkey as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// The credential's id, base64url.
    pub credential: String,
    /// How it signs.
    pub algorithm: Algorithm,
    /// Its public key, base64url: an uncompressed point on P-256, or the 32 bytes of Ed25519.
    pub key: String,
    /// The signature counter when it was last seen; zero for passkeys that do not count.
    pub counter: u32,
    /// Whether it may be synchronised between devices. It never changes.
    pub backup_eligible: bool,
    /// How its device may be reached, to be told to the browser again.
    #[serde(default)]
    pub transports: Vec<String>,
}

impl Algorithm {
    /// Its number in COSE.
    pub fn cose(self) -> i64 {
        match self {
            Algorithm::EdDsa => -8,
            Algorithm::Es256 => -7,
        }
    }

    fn scheme(self) -> Scheme {
        match self {
            Algorithm::EdDsa => Scheme::Ed25519,
            Algorithm::Es256 => Scheme::Ecdsa(Hash::Sha256, Form::Der),
        }
    }

    fn public_key(self, bytes: &[u8]) -> Result<PublicKey, Unsupported> {
        match self {
            Algorithm::EdDsa => PublicKey::ed25519(bytes),
            Algorithm::Es256 => PublicKey::p256(bytes),
        }
    }
}
