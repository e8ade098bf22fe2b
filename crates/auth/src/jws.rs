//! Signed JSON (RFC 7515) in its compact form, read with suspicion.
//!
//! The algorithm comes from the token, so it is believed only as far as the key allows: an algorithm fits
//! keys of one kind, `none` and the symmetric ones do not exist here (RFC 8725, 3.1 and 3.2).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::public_key::{Form, Hash, PublicKey, Scheme};

/// The longest token that is read: ID tokens have one or two thousand characters, and a signature with a
/// chain of certificates some ten thousand.
pub const MAX_CHARS: usize = 64 * 1024;

/// The algorithms that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// Ed25519.
    EdDsa,
}

/// A token's header: its members that matter here.
#[derive(Clone, Debug, Deserialize)]
pub struct Header {
    alg: String,
    /// The name of the key.
    pub kid: Option<String>,
    /// The signer's certificate and those above it, standard base64 (RFC 7515, 4.1.6).
    pub x5c: Option<Vec<String>>,
    crit: Option<Vec<String>>,
}

/// A token, read but not yet believed.
pub struct Jws<'a> {
    /// What it says of itself.
    pub header: Header,
    /// How it says it is signed.
    pub algorithm: Algorithm,
    signed: &'a str,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

/// Why a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not three parts of base64url, or no JSON.
    #[error("the token cannot be read")]
    Unreadable,
    /// `none`, symmetric, or simply another.
    #[error("the algorithm is not one of those that are taken")]
    Algorithm,
    /// It demands an extension that is not known here (RFC 7515, 4.1.11).
    #[error("the token demands an unknown extension")]
    Critical,
    /// The signature does not fit, or the algorithm is not one of the key's kind.
    #[error("the signature does not fit the key")]
    Signature,
}

impl Algorithm {
    fn parse(name: &str) -> Result<Self, Error> {
        match name {
            "RS256" => Ok(Algorithm::Rs256),
            "PS256" => Ok(Algorithm::Ps256),
            "ES256" => Ok(Algorithm::Es256),
            "ES384" => Ok(Algorithm::Es384),
            "EdDSA" | "Ed25519" => Ok(Algorithm::EdDsa),
            _ => Err(Error::Algorithm),
        }
    }

    /// Whether a key is of the kind that this algorithm is for.
    pub fn fits(self, key: &PublicKey) -> bool {
        matches!(
            (self, key),
            (Algorithm::Rs256 | Algorithm::Ps256, PublicKey::Rsa(_))
                | (Algorithm::Es256, PublicKey::P256(_))
                | (Algorithm::Es384, PublicKey::P384(_))
                | (Algorithm::EdDsa, PublicKey::Ed25519(_))
        )
    }

    /// The name in a header.
    pub fn as_str(self) -> &'static str {
        match self {
            Algorithm::Rs256 => "RS256",
            Algorithm::Ps256 => "PS256",
            Algorithm::Es256 => "ES256",
            Algorithm::Es384 => "ES384",
            Algorithm::EdDsa => "EdDSA",
        }
    }

    fn scheme(self) -> Scheme {
        match self {
            Algorithm::Rs256 => Scheme::RsaPkcs1(Hash::Sha256),
            Algorithm::Ps256 => Scheme::RsaPss(Hash::Sha256),
            Algorithm::Es256 => Scheme::Ecdsa(Hash::Sha256, Form::Fixed),
            Algorithm::Es384 => Scheme::Ecdsa(Hash::Sha384, Form::Fixed),
            Algorithm::EdDsa => Scheme::Ed25519,
        }
    }
}

impl<'a> Jws<'a> {
    /// Reads a token of three parts.
    ///
    /// # Errors
    /// When it is none, or of an algorithm that is not taken.
    pub fn parse(token: &'a str) -> Result<Self, Error> {
        if token.len() > MAX_CHARS {
            return Err(Error::Unreadable);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(Error::Unreadable)?;
        let (header, payload) = signed.split_once('.').ok_or(Error::Unreadable)?;
        let header: Header =
            serde_json::from_slice(&decode(header)?).map_err(|_| Error::Unreadable)?;
        if header.crit.is_some() {
            return Err(Error::Critical);
        }
        Ok(Jws {
            algorithm: Algorithm::parse(&header.alg)?,
            header,
            signed,
            payload: decode(payload)?,
            signature: decode(signature)?,
        })
    }

    /// The payload, once the key is found to have signed it.
    ///
    /// # Errors
    /// When it has not, or is of another kind than the algorithm.
    pub fn verify(&self, key: &PublicKey) -> Result<&[u8], Error> {
        if !self.algorithm.fits(key) {
            return Err(Error::Signature);
        }
        let message = self.signed.as_bytes();
        key.verify(self.algorithm.scheme(), message, &self.signature)
            .map_err(|_| Error::Signature)?;
        Ok(&self.payload)
    }

    /// The payload as JSON, once the key is found to have signed it.
    ///
    /// # Errors
    /// As [`Jws::verify`], and when it is no such JSON.
    pub fn verify_json<T: DeserializeOwned>(&self, key: &PublicKey) -> Result<T, Error> {
        serde_json::from_slice(self.verify(key)?).map_err(|_| Error::Unreadable)
    }
}

fn decode(part: &str) -> Result<Vec<u8>, Error> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Error::Unreadable)
}
