//! A passkey proves itself (level 3, 7.2).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::authenticator_data::AuthenticatorData;
use super::client_data::{ClientData, GET};
use super::wire::decode;
use super::{AssertionResponse, Error, Passkey, RelyingParty, UserVerification};

/// What an assertion proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asserted {
    /// The counter to keep.
    pub counter: u32,
    /// Whether the device checked who holds it.
    pub user_verified: bool,
    /// Whether the passkey is kept in more than one place now.
    pub backed_up: bool,
}

/// Checks an assertion of a kept passkey that answers `challenge`, which the caller has spent. `account` is
/// the user handle of the passkey's owner.
///
/// # Errors
/// Says what is wrong with the answer. [`Error::Counter`] comes only after the signature was found good:
/// somebody has a copy of the key.
pub fn assert(
    relying_party: &RelyingParty,
    challenge: &[u8],
    verification: UserVerification,
    passkey: &Passkey,
    account: &[u8],
    answer: &AssertionResponse,
) -> Result<Asserted, Error> {
    if answer.kind != "public-key" {
        return Err(Error::Unreadable("type"));
    }
    if answer.id != passkey.credential {
        return Err(Error::Credential);
    }
    if answer
        .user_handle()?
        .is_some_and(|handle| handle != account)
    {
        return Err(Error::UserHandle);
    }
    let client_data = decode(&answer.response.client_data, "clientDataJSON")?;
    ClientData::parse(&client_data)?.check(GET, challenge, relying_party)?;
    let bytes = decode(&answer.response.authenticator_data, "authenticatorData")?;
    let data = AuthenticatorData::parse(&bytes)?;
    data.check(relying_party, verification)?;
    if data.backup_eligible() != passkey.backup_eligible {
        return Err(Error::BackupFlags);
    }
    let key = URL_SAFE_NO_PAD
        .decode(&passkey.key)
        .map_err(|_| Error::Key)?;
    let key = passkey.algorithm.public_key(&key).map_err(|_| Error::Key)?;
    let signature = decode(&answer.response.signature, "signature")?;
    let signed = [bytes.as_slice(), &Sha256::digest(&client_data)].concat();
    key.verify(passkey.algorithm.scheme(), &signed, &signature)
        .map_err(|_| Error::Signature)?;
    // Step 22: zero on both sides is a passkey that does not count, as synchronised ones don't.
    let counts = data.counter != 0 || passkey.counter != 0;
    if counts && data.counter <= passkey.counter {
        return Err(Error::Counter);
    }
    Ok(Asserted {
        counter: data.counter,
        user_verified: data.user_verified(),
        backed_up: data.backed_up(),
    })
}
