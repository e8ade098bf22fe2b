//! ALTCHA's protocol, version 1, as a client and as a forger.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::server::SECRET_KEY;

/// The number that solves a challenge.
#[track_caller]
pub fn number(challenge: &Value) -> u64 {
    let salt = challenge["salt"].as_str().expect("a salt");
    let wanted = challenge["challenge"].as_str().expect("a challenge");
    let max = challenge["maxnumber"].as_u64().expect("a greatest number");
    let found = (0..=max).find(|number| hash(salt, *number) == wanted);
    found.expect("a number up to maxnumber solves the challenge")
}

/// The payload of a number.
pub fn payload(challenge: &Value, number: u64) -> String {
    let mut payload = challenge.clone();
    payload["number"] = number.into();
    payload["took"] = 1.into();
    STANDARD.encode(payload.to_string())
}

/// The payload that solves a challenge.
#[track_caller]
pub fn solve(challenge: &Value) -> String {
    payload(challenge, number(challenge))
}

/// A solved challenge of one's own: signed with a key, good until a time in seconds of the epoch.
pub fn made(key: &str, salt: &str, expires: u64) -> String {
    let salt = format!("{salt}?expires={expires}&");
    let challenge = hash(&salt, 7);
    let challenge = json!({
        "algorithm": "SHA-256",
        "signature": hex(&mac(key.as_bytes(), &challenge)),
        "challenge": challenge,
        "maxnumber": 10,
        "salt": salt,
    });
    payload(&challenge, 7)
}

/// The key with which an instance of ours signs.
pub fn server_key() -> String {
    hex(&mac(&Sha256::digest(SECRET_KEY), "otklik Proof"))
}

fn hash(salt: &str, number: u64) -> String {
    hex(&Sha256::digest(format!("{salt}{number}")))
}

fn mac(key: &[u8], text: &str) -> [u8; 32] {
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any length does");
    mac.chain_update(text).finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
