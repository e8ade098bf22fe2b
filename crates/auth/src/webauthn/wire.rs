//! The answers of a browser, as `PublicKeyCredential.toJSON()` writes them (level 3, 5.1).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::Error;

/// The longest member that is read. Attestation statements with certificate chains stay below; what is
/// used of them is some hundred bytes.
const MAX_MEMBER_CHARS: usize = 32 * 1024;

/// The longest credential id (level 3, 5.8.3).
pub(super) const MAX_CREDENTIAL_BYTES: usize = 1023;

/// What `navigator.credentials.create()` gave.
#[derive(Clone, Debug, Deserialize)]
pub struct RegistrationResponse {
    /// The credential's id, base64url.
    pub id: String,
    /// Always `public-key`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The rest.
    pub response: Attestation,
}

/// The device's part of a registration.
#[derive(Clone, Debug, Deserialize)]
pub struct Attestation {
    /// What the browser says of the ceremony: base64url of JSON.
    #[serde(rename = "clientDataJSON")]
    pub client_data: String,
    /// What the device says: base64url of CBOR.
    #[serde(rename = "attestationObject")]
    pub attestation_object: String,
    /// How the device may be reached.
    #[serde(default)]
    pub transports: Vec<String>,
}

/// What `navigator.credentials.get()` gave.
#[derive(Clone, Debug, Deserialize)]
pub struct AssertionResponse {
    /// The credential's id, base64url.
    pub id: String,
    /// Always `public-key`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The rest.
    pub response: Assertion,
}

/// The device's part of an assertion.
#[derive(Clone, Debug, Deserialize)]
pub struct Assertion {
    /// What the browser says of the ceremony: base64url of JSON.
    #[serde(rename = "clientDataJSON")]
    pub client_data: String,
    /// What the device says: base64url.
    #[serde(rename = "authenticatorData")]
    pub authenticator_data: String,
    /// Its signature over both: base64url.
    pub signature: String,
    /// The account that the device keeps the passkey for: base64url.
    #[serde(rename = "userHandle")]
    pub user_handle: Option<String>,
}

impl AssertionResponse {
    /// The account that the device keeps the passkey for. It is a hint of where to look until the
    /// signature is checked.
    ///
    /// # Errors
    /// When it is not base64url.
    pub fn user_handle(&self) -> Result<Option<Vec<u8>>, Error> {
        let handle = self.response.user_handle.as_deref();
        let handle = handle.filter(|handle| !handle.is_empty());
        handle
            .map(|handle| decode(handle, "userHandle"))
            .transpose()
    }
}

/// The challenge that an answer says it is for, by which the one that was given can be looked up.
///
/// # Errors
/// When the client's data cannot be read.
pub fn challenge(client_data: &str) -> Result<Vec<u8>, Error> {
    let client_data =
        super::client_data::ClientData::parse(&decode(client_data, "clientDataJSON")?)?;
    decode(&client_data.challenge, "challenge")
}

pub(super) fn decode(text: &str, member: &'static str) -> Result<Vec<u8>, Error> {
    if text.len() > MAX_MEMBER_CHARS {
        return Err(Error::Unreadable(member));
    }
    URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| Error::Unreadable(member))
}
