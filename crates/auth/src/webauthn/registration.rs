//! A new passkey (level 3, 7.1).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::authenticator_data::{AuthenticatorData, cbor};
use super::client_data::{CREATE, ClientData};
use super::wire::decode;
use super::{Error, Passkey, RegistrationResponse, RelyingParty, UserVerification};

/// Transports are short words, and a device has few.
const MAX_TRANSPORTS: usize = 8;

/// Checks a new passkey that answers `challenge`, which the caller has spent.
///
/// # Errors
/// Says what is wrong with the answer.
pub fn register(
    relying_party: &RelyingParty,
    challenge: &[u8],
    verification: UserVerification,
    answer: &RegistrationResponse,
) -> Result<Passkey, Error> {
    if answer.kind != "public-key" {
        return Err(Error::Unreadable("type"));
    }
    let client_data = decode(&answer.response.client_data, "clientDataJSON")?;
    ClientData::parse(&client_data)?.check(CREATE, challenge, relying_party)?;
    let object = decode(&answer.response.attestation_object, "attestationObject")?;
    let data = AuthenticatorData::parse(&authenticator_data(&object)?)?;
    data.check(relying_party, verification)?;
    let backup_eligible = data.backup_eligible();
    let counter = data.counter;
    let credential = data.credential.ok_or(Error::Unreadable("no credential"))?;
    if credential.id != answer.id {
        return Err(Error::Credential);
    }
    Ok(Passkey {
        credential: credential.id,
        algorithm: credential.algorithm,
        key: URL_SAFE_NO_PAD.encode(credential.key),
        counter,
        backup_eligible,
        transports: transports(&answer.response.transports),
    })
}

/// The authenticator data in an attestation object. Its statement is not looked at: with `none` there is
/// none, and another format could only say who made the device.
fn authenticator_data(object: &[u8]) -> Result<Vec<u8>, Error> {
    const UNREADABLE: Error = Error::Unreadable("attestationObject");
    let mut rest = object;
    let value = cbor(&mut rest)?;
    if !rest.is_empty() {
        return Err(UNREADABLE);
    }
    let members = value.into_map().map_err(|_| UNREADABLE)?;
    let mut found = members
        .into_iter()
        .filter(|(name, _)| name.as_text() == Some("authData"));
    let data = found.next().and_then(|(_, value)| value.into_bytes().ok());
    if found.next().is_some() {
        return Err(UNREADABLE);
    }
    data.ok_or(UNREADABLE)
}

fn transports(given: &[String]) -> Vec<String> {
    let known = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];
    let mut kept: Vec<String> = Vec::new();
    for transport in given.iter().take(MAX_TRANSPORTS) {
        if known.contains(&transport.as_str()) && !kept.contains(transport) {
            kept.push(transport.clone());
        }
    }
    kept
}
