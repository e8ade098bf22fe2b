//! Public keys of others, and what they signed: the part that passkeys, identity providers and
//! electronic signatures have in common.
//!
//! A key knows its kind, and a scheme fits one kind only: that is what keeps a token signed with
//! "HS256" and our copy of an RSA key (key confusion) from meaning anything.

mod algorithms;
mod jwk;
mod x509;

pub(crate) use algorithms::ALGORITHMS;
pub use jwk::Jwk;

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{RsaPublicKey, pkcs1v15, pss};
use sha2::{Digest, Sha256, Sha384, Sha512};

/// A key that may have signed something.
#[derive(Clone, Debug)]
pub enum PublicKey {
    /// ECDSA on P-256.
    P256(p256::ecdsa::VerifyingKey),
    /// ECDSA on P-384.
    P384(p384::ecdsa::VerifyingKey),
    /// Ed25519 (RFC 8032).
    Ed25519(ed25519_dalek::VerifyingKey),
    /// RSA of 2048 to 4096 bits, for either padding.
    Rsa(Box<RsaPublicKey>),
}

/// What is signed in place of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

/// How an ECDSA signature is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// ASN.1, as in certificates, CMS and WebAuthn.
    Der,
    /// Two numbers of fixed length one after the other, as in JWS (RFC 7518, 3.4).
    Fixed,
}

/// How something was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// ECDSA over a hash; which curve, the key tells.
    Ecdsa(Hash, Form),
    /// Ed25519 over the message itself.
    Ed25519,
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1(Hash),
    /// RSASSA-PSS with MGF1 of the same hash and a salt as long as the hash.
    RsaPss(Hash),
}

/// The key, the scheme or the signature does not fit: which of them is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not fit the key")]
pub struct Mismatch;

/// These bytes are no key of a kind that is taken here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key of a supported kind")]
pub struct Unsupported;

impl Hash {
    /// The hash of a message.
    pub fn of(self, message: &[u8]) -> Vec<u8> {
        match self {
            Hash::Sha256 => Sha256::digest(message).to_vec(),
            Hash::Sha384 => Sha384::digest(message).to_vec(),
            Hash::Sha512 => Sha512::digest(message).to_vec(),
        }
    }
}

impl PublicKey {
    /// An uncompressed or compressed point on P-256 (SEC 1). A point that is not on the curve is refused.
    ///
    /// # Errors
    /// When it is no such point.
    pub fn p256(point: &[u8]) -> Result<Self, Unsupported> {
        let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(point);
        key.map(PublicKey::P256).map_err(|_| Unsupported)
    }

    /// A point on P-384, as with [`PublicKey::p256`].
    ///
    /// # Errors
    /// When it is no such point.
    pub fn p384(point: &[u8]) -> Result<Self, Unsupported> {
        let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(point);
        key.map(PublicKey::P384).map_err(|_| Unsupported)
    }

    /// The 32 bytes of an Ed25519 key. A point of small order, under which anybody can sign, is refused.
    ///
    /// # Errors
    /// When it is no such key.
    pub fn ed25519(bytes: &[u8]) -> Result<Self, Unsupported> {
        let bytes = bytes.try_into().map_err(|_| Unsupported)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| Unsupported)?;
        if key.is_weak() {
            return Err(Unsupported);
        }
        Ok(PublicKey::Ed25519(key))
    }

    /// Whether this key made the signature over the message.
    ///
    /// # Errors
    /// When it did not, or when the scheme is not one of this kind of key.
    pub fn verify(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Result<(), Mismatch> {
        let fits = match (self, scheme) {
            (PublicKey::P256(key), Scheme::Ecdsa(hash, form)) => {
                let signature = match form {
                    Form::Der => p256::ecdsa::Signature::from_der(signature),
                    Form::Fixed => p256::ecdsa::Signature::from_slice(signature),
                };
                signature.and_then(|signature| key.verify_prehash(&hash.of(message), &signature))
            }
            (PublicKey::P384(key), Scheme::Ecdsa(hash, form)) => {
                let signature = match form {
                    Form::Der => p384::ecdsa::Signature::from_der(signature),
                    Form::Fixed => p384::ecdsa::Signature::from_slice(signature),
                };
                signature.and_then(|signature| key.verify_prehash(&hash.of(message), &signature))
            }
            (PublicKey::Ed25519(key), Scheme::Ed25519) => {
                let signature = ed25519_dalek::Signature::from_slice(signature);
                // Strict: one message and key have one valid signature (RFC 8032, 5.1.7 leaves it open).
                signature.and_then(|signature| key.verify_strict(message, &signature))
            }
            (PublicKey::Rsa(key), Scheme::RsaPkcs1(hash)) => pkcs1(key, hash, message, signature),
            (PublicKey::Rsa(key), Scheme::RsaPss(hash)) => pss(key, hash, message, signature),
            _ => return Err(Mismatch),
        };
        fits.map_err(|_| Mismatch)
    }
}

type Verdict = Result<(), p256::ecdsa::signature::Error>;

fn pkcs1(key: &RsaPublicKey, hash: Hash, message: &[u8], signature: &[u8]) -> Verdict {
    let signature = pkcs1v15::Signature::try_from(signature)?;
    let (key, digest) = (key.clone(), hash.of(message));
    match hash {
        Hash::Sha256 => {
            pkcs1v15::VerifyingKey::<Sha256>::new(key).verify_prehash(&digest, &signature)
        }
        Hash::Sha384 => {
            pkcs1v15::VerifyingKey::<Sha384>::new(key).verify_prehash(&digest, &signature)
        }
        Hash::Sha512 => {
            pkcs1v15::VerifyingKey::<Sha512>::new(key).verify_prehash(&digest, &signature)
        }
    }
}

fn pss(key: &RsaPublicKey, hash: Hash, message: &[u8], signature: &[u8]) -> Verdict {
    let signature = pss::Signature::try_from(signature)?;
    let (key, digest) = (key.clone(), hash.of(message));
    match hash {
        Hash::Sha256 => pss::VerifyingKey::<Sha256>::new(key).verify_prehash(&digest, &signature),
        Hash::Sha384 => pss::VerifyingKey::<Sha384>::new(key).verify_prehash(&digest, &signature),
        Hash::Sha512 => pss::VerifyingKey::<Sha512>::new(key).verify_prehash(&digest, &signature),
    }
}
