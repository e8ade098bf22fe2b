//! What the browser is asked for (level 3, 5.4 and 5.5), in the JSON that
//! `PublicKeyCredential.parseCreationOptionsFromJSON()` and its sister read.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{Algorithm, Passkey, RelyingParty, UserVerification};

/// How long the browser may wait for the person: the challenge lives as long.
const TIMEOUT_MS: u32 = 5 * 60 * 1000;

impl UserVerification {
    fn as_str(self) -> &'static str {
        match self {
            UserVerification::Required => "required",
            UserVerification::Preferred => "preferred",
        }
    }
}

/// Asks for a new passkey. `account` is the user handle: it says nothing of the person (level 3, 14.6.1).
/// `name` is what the person sees in the list of their passkeys. Passkeys that the account has are
/// excluded, so that a device keeps one.
pub fn creation_options(
    relying_party: &RelyingParty,
    challenge: &[u8],
    account: &[u8],
    name: &str,
    kept: &[Passkey],
) -> Value {
    let algorithms = [Algorithm::EdDsa, Algorithm::Es256];
    let parameters =
        algorithms.map(|algorithm| json!({ "type": "public-key", "alg": algorithm.cose() }));
    json!({
        "rp": { "id": relying_party.id, "name": "Otklik" },
        "user": { "id": URL_SAFE_NO_PAD.encode(account), "name": name, "displayName": name },
        "challenge": URL_SAFE_NO_PAD.encode(challenge),
        "pubKeyCredParams": parameters,
        "timeout": TIMEOUT_MS,
        "excludeCredentials": descriptors(kept),
        "authenticatorSelection": {
            "residentKey": "preferred",
            "requireResidentKey": false,
            "userVerification": UserVerification::Preferred.as_str(),
        },
        "attestation": "none",
    })
}

/// Asks for an assertion: of one of these passkeys, or of whichever the device offers when there are none.
pub fn request_options(
    relying_party: &RelyingParty,
    challenge: &[u8],
    verification: UserVerification,
    kept: &[Passkey],
) -> Value {
    json!({
        "rpId": relying_party.id,
        "challenge": URL_SAFE_NO_PAD.encode(challenge),
        "timeout": TIMEOUT_MS,
        "userVerification": verification.as_str(),
        "allowCredentials": descriptors(kept),
    })
}

fn descriptors(passkeys: &[Passkey]) -> Vec<Value> {
    let describe = |passkey: &Passkey| {
        json!({
            "type": "public-key",
            "id": passkey.credential,
            "transports": passkey.transports,
        })
    };
    passkeys.iter().map(describe).collect()
}
