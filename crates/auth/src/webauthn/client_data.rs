//! What the browser says of a ceremony (level 3, 5.8.1).

use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::wire::decode;
use super::{Error, RelyingParty};

/// The ceremonies.
pub(super) const CREATE: &str = "webauthn.create";
pub(super) const GET: &str = "webauthn.get";

/// `clientDataJSON`; members that are not named here may come and are ignored, as the standard asks.
#[derive(Deserialize)]
pub(super) struct ClientData {
    #[serde(rename = "type")]
    ceremony: String,
    pub(super) challenge: String,
    origin: String,
    #[serde(rename = "crossOrigin", default)]
    cross_origin: bool,
    #[serde(rename = "topOrigin")]
    top_origin: Option<String>,
}

impl ClientData {
    pub(super) fn parse(json: &[u8]) -> Result<Self, Error> {
        serde_json::from_slice(json).map_err(|_| Error::Unreadable("clientDataJSON"))
    }

    /// Steps 7 to 12 of registration, 10 to 14 of assertion.
    pub(super) fn check(
        &self,
        ceremony: &str,
        challenge: &[u8],
        relying_party: &RelyingParty,
    ) -> Result<(), Error> {
        if self.ceremony != ceremony {
            return Err(Error::Ceremony);
        }
        let given = decode(&self.challenge, "challenge")?;
        if challenge.is_empty() || !bool::from(given.ct_eq(challenge)) {
            return Err(Error::Challenge);
        }
        if self.origin != relying_party.origin {
            return Err(Error::Origin);
        }
        // We are in nobody's frame (frame-ancestors 'none').
        if self.cross_origin || self.top_origin.is_some() {
            return Err(Error::CrossOrigin);
        }
        Ok(())
    }
}
