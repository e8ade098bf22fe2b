//! The provider's keys (RFC 7517, 5).

use serde::Deserialize;

use super::Error;
use crate::jws::{Header, Jws};
use crate::public_key::{Jwk, PublicKey};

/// Providers have a few keys; a longer set only costs time.
const MAX_KEYS: usize = 32;

/// The keys of a provider that may sign ID tokens.
#[derive(Clone, Debug, Default)]
pub struct KeySet(Vec<(Jwk, PublicKey)>);

#[derive(Deserialize)]
struct Document {
    keys: Vec<serde_json::Value>,
}

impl KeySet {
    /// Reads a set. Keys of a kind that is not taken, among them symmetric ones, and keys for encryption
    /// are left out (RFC 7517, 5: a set may hold what somebody else understands).
    ///
    /// # Errors
    /// When it is no set.
    pub fn parse(document: &[u8]) -> Result<Self, Error> {
        let document: Document = serde_json::from_slice(document).map_err(|_| Error::Keys)?;
        let keys = document.keys.into_iter().take(MAX_KEYS);
        let keys = keys.filter_map(|value| {
            let key: Jwk = serde_json::from_value(value).ok()?;
            let may_sign = key
                .purpose
                .as_deref()
                .is_none_or(|purpose| purpose == "sig");
            let public = key.public_key().ok().filter(|_| may_sign)?;
            Some((key, public))
        });
        Ok(KeySet(keys.collect()))
    }

    /// The key that a token says it was signed with, which must be of the kind that its algorithm is for.
    /// A token without a key's name needs a set with only one such key (Core, 10.1).
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn find(&self, token: &Jws<'_>) -> Result<&PublicKey, Error> {
        let Header { kid, .. } = &token.header;
        let mut fitting = self.0.iter().filter(|(jwk, key)| {
            let named = kid.is_none() || jwk.kid == *kid;
            let alg = jwk.alg.as_deref();
            named
                && token.algorithm.fits(key)
                && alg.is_none_or(|alg| alg == token.algorithm.as_str())
        });
        match (fitting.next(), fitting.next()) {
            (Some((_, key)), None) => Ok(key),
            _ => Err(Error::UnknownKey),
        }
    }
}
