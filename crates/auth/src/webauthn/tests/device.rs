//! A device and a browser made of a few lines, whose every word can be bent.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value;
use ed25519_dalek::Signer as _;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::webauthn::*;

pub(super) const CHALLENGE: &[u8] = b"0123456789abcdef0123456789abcdef";
pub(super) const ACCOUNT: &[u8] = b"an account's id.";
pub(super) const PRESENT: u8 = 0x01;
pub(super) const VERIFIED: u8 = 0x04;
pub(super) const ELIGIBLE: u8 = 0x08;
pub(super) const BACKED_UP: u8 = 0x10;
pub(super) const CREDENTIAL: u8 = 0x40;
pub(super) const EXTENSIONS: u8 = 0x80;

pub(super) fn here() -> RelyingParty {
    RelyingParty {
        id: "otklik.example".to_owned(),
        origin: "https://otklik.example".to_owned(),
    }
}

pub(super) enum Key {
    Es256(p256::ecdsa::SigningKey),
    EdDsa(ed25519_dalek::SigningKey),
}

pub(super) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

impl Key {
    pub(super) fn both() -> [Key; 2] {
        [
            Key::Es256(p256::ecdsa::SigningKey::from_slice(&bytes::<32>()).unwrap()),
            Key::EdDsa(ed25519_dalek::SigningKey::from_bytes(&bytes())),
        ]
    }

    pub(super) fn cose(&self) -> Vec<(i64, Value)> {
        match self {
            Key::Es256(key) => {
                let point = key.verifying_key().to_sec1_point(false);
                let (x, y) = (point.x().unwrap().to_vec(), point.y().unwrap().to_vec());
                let plain = [(1, 2), (3, -7), (-1, 1)].map(|(label, v)| (label, Value::from(v)));
                let coordinates = [(-2, Value::Bytes(x)), (-3, Value::Bytes(y))];
                plain.into_iter().chain(coordinates).collect()
            }
            Key::EdDsa(key) => {
                let plain = [(1, 1), (3, -8), (-1, 6)].map(|(label, v)| (label, Value::from(v)));
                let x = (-2, Value::Bytes(key.verifying_key().to_bytes().to_vec()));
                plain.into_iter().chain([x]).collect()
            }
        }
    }

    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Key::Es256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
            Key::EdDsa(key) => key.sign(message).to_bytes().to_vec(),
        }
    }
}

pub(super) fn encode(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    ciborium::into_writer(value, &mut out).unwrap();
    out
}

/// Everything that a device and a browser say at registration and assertion.
pub(super) struct Scene {
    pub(super) key: Key,
    pub(super) rp_id: &'static str,
    pub(super) flags: u8,
    pub(super) counter: u32,
    pub(super) credential: Vec<u8>,
    pub(super) cose: Vec<(i64, Value)>,
    pub(super) more: Vec<u8>,
    pub(super) client_data: serde_json::Value,
    pub(super) id: Option<String>,
    pub(super) kind: &'static str,
    pub(super) user_handle: Option<Vec<u8>>,
    pub(super) statement: (&'static str, Value),
}

impl Scene {
    pub(super) fn new(key: Key, ceremony: &str) -> Self {
        Scene {
            rp_id: "otklik.example",
            flags: PRESENT | VERIFIED,
            counter: 7,
            credential: b"credential 1".to_vec(),
            cose: key.cose(),
            more: Vec::new(),
            client_data: json!({
                "type": ceremony,
                "challenge": URL_SAFE_NO_PAD.encode(CHALLENGE),
                "origin": "https://otklik.example",
                "crossOrigin": false,
                "other_keys_can_be_added_here": "do not compare clientDataJSON against a template",
            }),
            id: None,
            kind: "public-key",
            user_handle: Some(ACCOUNT.to_vec()),
            statement: ("none", Value::Map(Vec::new())),
            key,
        }
    }

    pub(super) fn id(&self) -> String {
        let own = URL_SAFE_NO_PAD.encode(&self.credential);
        self.id.clone().unwrap_or(own)
    }

    pub(super) fn data(&self, with_credential: bool) -> Vec<u8> {
        let mut data = Sha256::digest(self.rp_id).to_vec();
        data.push(self.flags | if with_credential { CREDENTIAL } else { 0 });
        data.extend(self.counter.to_be_bytes());
        if with_credential {
            data.extend([9; 16]);
            data.extend((self.credential.len() as u16).to_be_bytes());
            data.extend(&self.credential);
            let members = self.cose.iter().cloned();
            let members = members.map(|(label, value)| (Value::from(label), value));
            data.extend(encode(&Value::Map(members.collect())));
        }
        data.extend(&self.more);
        data
    }

    pub(super) fn register_with(&self, verification: UserVerification) -> Result<Passkey, Error> {
        let (format, statement) = self.statement.clone();
        let object = Value::Map(vec![
            ("fmt".into(), format.into()),
            ("attStmt".into(), statement),
            ("authData".into(), Value::Bytes(self.data(true))),
        ]);
        let answer = json!({
            "id": self.id(),
            "rawId": self.id(),
            "type": self.kind,
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client_data.to_string()),
                "attestationObject": URL_SAFE_NO_PAD.encode(encode(&object)),
                "transports": ["internal", "internal", "carrier pigeon", "usb"],
            },
        });
        let answer = serde_json::from_value(answer).unwrap();
        register(&here(), CHALLENGE, verification, &answer)
    }

    pub(super) fn register(&self) -> Result<Passkey, Error> {
        self.register_with(UserVerification::Preferred)
    }

    pub(super) fn answer(&self, bend: impl FnOnce(&mut Vec<u8>)) -> AssertionResponse {
        let (data, client_data) = (self.data(false), self.client_data.to_string());
        let signed = [data.as_slice(), &Sha256::digest(&client_data)].concat();
        let mut signature = self.key.sign(&signed);
        bend(&mut signature);
        let handle = self.user_handle.as_ref();
        let answer = json!({
            "id": self.id(),
            "rawId": self.id(),
            "type": self.kind,
            "response": {
                "clientDataJSON": URL_SAFE_NO_PAD.encode(client_data),
                "authenticatorData": URL_SAFE_NO_PAD.encode(data),
                "signature": URL_SAFE_NO_PAD.encode(signature),
                "userHandle": handle.map(|handle| URL_SAFE_NO_PAD.encode(handle)),
            },
        });
        serde_json::from_value(answer).unwrap()
    }

    pub(super) fn assert(
        &self,
        passkey: &Passkey,
        verification: UserVerification,
    ) -> Result<Asserted, Error> {
        let answer = self.answer(|_| ());
        assert(&here(), CHALLENGE, verification, passkey, ACCOUNT, &answer)
    }
}
