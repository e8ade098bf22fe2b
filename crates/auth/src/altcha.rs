//! Proof of work by ALTCHA's protocol, version 1 (altcha.org/docs/v1/proof-of-work): the server draws a
//! number, the client finds it again by trying, and the server checks the find with one hash.
//!
//! A challenge carries all that is needed to check it, so nothing is stored until it is solved.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The only algorithm: what browsers have built in, and what every library of the protocol knows.
const ALGORITHM: &str = "SHA-256";

/// Random bytes of a salt: no two challenges are the same.
const SALT_BYTES: usize = 16;

/// A payload of ours has some 350 characters of base64; a longer one is nobody's.
const MAX_PAYLOAD_BYTES: usize = 1024;

/// What the client gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Challenge {
    /// `SHA-256`.
    pub algorithm: &'static str,
    /// The hash that salt and number give, in hexadecimal.
    pub challenge: String,
    /// The greatest number that it may be.
    pub maxnumber: u32,
    /// What stands before the number: random, and when the challenge ends.
    pub salt: String,
    /// HMAC-SHA-256 of the challenge, in hexadecimal.
    pub signature: String,
}

/// What the client sends, as JSON in base64.
#[derive(Deserialize)]
struct Payload {
    algorithm: String,
    challenge: String,
    number: u64,
    salt: String,
    signature: String,
}

/// A solved challenge. The caller must see to it that it works once: the same `id` may come again until
/// `expires_at`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solved {
    /// The same for the same challenge.
    pub id: [u8; 32],
    /// Seconds of the epoch from which on it is refused anyway.
    pub expires_at: u64,
}

/// Why a payload is no proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is not what the protocol describes.
    #[error("the payload cannot be read")]
    Malformed,
    /// The challenge is not one of ours, or was changed.
    #[error("the challenge is not ours")]
    Forged,
    /// It came too late.
    #[error("the challenge has expired")]
    Expired,
    /// The number does not solve the challenge.
    #[error("the number does not solve the challenge")]
    Unsolved,
}

impl Challenge {
    /// A new challenge. The key is a text, as the protocol's libraries want it.
    pub fn new(key: &str, max_number: u32, expires_at: u64) -> Result<Self, getrandom::Error> {
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt)?;
        // 2^32 is some 40,000 times the greatest number in use: the low numbers come oftener by so little
        // that a client gains nothing.
        let number = 1 + getrandom::u32()? % max_number.max(1);
        // The `&` at the end keeps the digits of the time and those of the number apart: without it a
        // number could lend its first digits to the time, under the same signature.
        let salt = format!("{}?expires={expires_at}&", hex(&salt));
        let challenge = hex(&hash(&salt, number.into()));
        let signature = hex(&sign(key, &challenge));
        Ok(Challenge {
            algorithm: ALGORITHM,
            challenge,
            maxnumber: max_number,
            salt,
            signature,
        })
    }

    /// The payload of a number, as a client makes it: for tests.
    pub fn payload(&self, number: u64) -> String {
        let payload = serde_json::json!({
            "algorithm": self.algorithm,
            "challenge": self.challenge,
            "number": number,
            "salt": self.salt,
            "signature": self.signature,
        });
        STANDARD.encode(payload.to_string())
    }
}

/// Checks a payload. `now` is in seconds of the epoch.
pub fn verify(key: &str, payload: &str, now: u64) -> Result<Solved, Fault> {
    let payload = read(payload).ok_or(Fault::Malformed)?;
    if payload.algorithm != ALGORITHM || !payload.salt.ends_with('&') {
        return Err(Fault::Malformed);
    }
    let expected = hex(&sign(key, &payload.challenge));
    if !same(expected.as_bytes(), payload.signature.as_bytes()) {
        return Err(Fault::Forged);
    }
    let id = hash(&payload.salt, payload.number);
    if !same(hex(&id).as_bytes(), payload.challenge.as_bytes()) {
        return Err(Fault::Unsolved);
    }
    // The salt is ours now: the signed hash is its own.
    let expires_at = expires(&payload.salt).ok_or(Fault::Malformed)?;
    if expires_at <= now {
        return Err(Fault::Expired);
    }
    Ok(Solved { id, expires_at })
}

fn read(payload: &str) -> Option<Payload> {
    if payload.len() > MAX_PAYLOAD_BYTES {
        return None;
    }
    let bytes = STANDARD.decode(payload.trim()).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn expires(salt: &str) -> Option<u64> {
    let (_, parameters) = salt.split_once('?')?;
    let pairs = parameters
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    let (_, expires) = pairs.into_iter().find(|(name, _)| *name == "expires")?;
    expires.parse().ok()
}

fn hash(salt: &str, number: u64) -> [u8; 32] {
    Sha256::digest(format!("{salt}{number}")).into()
}

pub(crate) fn sign(key: &str, text: &str) -> [u8; 32] {
    match <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_bytes()) {
        Ok(mac) => mac.chain_update(text).finalize().into_bytes().into(),
        Err(_) => [0; 32], // HMAC takes keys of any length.
    }
}

pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    use super::{Challenge, Fault, hash, hex, sign, verify};

    const KEY: &str = "a key of the test";
    const NOW: u64 = 1_800_000_000;

    fn challenge() -> Challenge {
        Challenge::new(KEY, 1000, NOW + 60).unwrap()
    }

    fn solve(challenge: &Challenge) -> u64 {
        let numbers = 0..=u64::from(challenge.maxnumber);
        let is_it = |number: &u64| hex(&hash(&challenge.salt, *number)) == challenge.challenge;
        numbers.into_iter().find(is_it).unwrap()
    }

    #[test]
    fn the_hash_is_that_of_salt_and_number() {
        // sha256("salt&42") by coreutils.
        assert_eq!(
            hex(&hash("salt&", 42)),
            "520fecf7a1c4111a5ba232e9f8b946145549a5452c2bc11a67a95d1a19417199"
        );
        // RFC 4231, 4.3: HMAC-SHA-256 with the key "Jefe".
        assert_eq!(
            hex(&sign("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn a_solved_challenge_is_known_by_one_name() {
        let challenge = challenge();
        let payload = challenge.payload(solve(&challenge));
        let solved = verify(KEY, &payload, NOW).unwrap();
        assert_eq!(solved.expires_at, NOW + 60);
        assert_eq!(
            verify(KEY, &format!(" {payload}\n"), NOW + 59).unwrap().id,
            solved.id
        );
    }

    #[test]
    fn what_is_not_solved_in_time_and_by_our_challenge_is_refused() {
        let challenge = challenge();
        let number = solve(&challenge);
        let payload = challenge.payload(number);
        assert_eq!(verify(KEY, &payload, NOW + 60), Err(Fault::Expired));
        assert_eq!(verify("another key", &payload, NOW), Err(Fault::Forged));
        assert_eq!(
            verify(KEY, &challenge.payload(number + 1), NOW),
            Err(Fault::Unsolved)
        );
        let forged = Challenge {
            signature: "0".repeat(64),
            ..challenge.clone()
        };
        assert_eq!(
            verify(KEY, &forged.payload(number), NOW),
            Err(Fault::Forged)
        );
        let prolonged = Challenge {
            salt: challenge.salt.replace("18", "99"),
            ..challenge.clone()
        };
        assert_eq!(
            verify(KEY, &prolonged.payload(number), NOW),
            Err(Fault::Unsolved)
        );
        let renamed = Challenge {
            algorithm: "SHA-1",
            ..challenge
        };
        assert_eq!(
            verify(KEY, &renamed.payload(number), NOW),
            Err(Fault::Malformed)
        );
    }

    #[test]
    fn the_numbers_first_digit_cannot_become_the_times_last() {
        let salt = format!("00?expires={NOW}");
        let challenge = hex(&hash(&salt, 95));
        let spliced = Challenge {
            algorithm: "SHA-256",
            signature: hex(&sign(KEY, &challenge)),
            challenge,
            maxnumber: 1000,
            salt: format!("{salt}9"),
        };
        assert_eq!(verify(KEY, &spliced.payload(5), NOW), Err(Fault::Malformed));
    }

    #[test]
    fn hostile_payloads_are_refused() {
        let of = |text: &str| STANDARD.encode(text);
        let deep = "[".repeat(700);
        for payload in [
            String::new(),
            "!".to_owned(),
            "wait.1.2.3".to_owned(),
            of(""),
            of("null"),
            of("[]"),
            of("{}"),
            of(&deep),
            of(r#"{"algorithm":"SHA-256","challenge":"","number":-1,"salt":"&","signature":""}"#),
            of(r#"{"algorithm":"SHA-256","challenge":"","number":1e99,"salt":"&","signature":""}"#),
            of(r#"{"algorithm":"SHA-256","challenge":"","number":"5","salt":"&","signature":""}"#),
            of(r#"{"algorithm":"SHA-256","challenge":7,"number":5,"salt":"&","signature":""}"#),
            "A".repeat(100_000),
            "п".repeat(500),
        ] {
            assert_eq!(
                verify(KEY, &payload, NOW),
                Err(Fault::Malformed),
                "{payload:.40}"
            );
        }
    }

    #[test]
    fn numbers_are_drawn_from_the_whole_range() {
        let numbers: Vec<u64> = (0..40).map(|_| solve(&challenge())).collect();
        assert!(numbers.iter().all(|number| (1..=1000).contains(number)));
        assert!(
            numbers.iter().any(|number| *number > 500)
                && numbers.iter().any(|number| *number <= 500)
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_the_check_panic(text in any::<String>()) {
            prop_assert!(verify(KEY, &text, NOW).is_err());
            prop_assert!(verify(KEY, &STANDARD.encode(&text), NOW).is_err());
        }
    }
}
