//! Passkeys that are as they should be, and everything that may be bent about them.

mod device;
mod w3c;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use device::{
    ACCOUNT, BACKED_UP, CHALLENGE, ELIGIBLE, EXTENSIONS, Key, PRESENT, Scene, VERIFIED, encode,
    here,
};

#[test]
fn a_passkey_of_either_algorithm_is_registered_and_then_proves_itself() {
    for key in Key::both() {
        let mut scene = Scene::new(key, "webauthn.create");
        let passkey = scene.register().unwrap();
        assert_eq!(passkey.credential, scene.id());
        assert_eq!(passkey.counter, 7);
        assert_eq!(passkey.transports, ["internal", "usb"]);
        let stored = serde_json::to_string(&passkey).unwrap();
        let passkey: Passkey = serde_json::from_str(&stored).unwrap();

        scene.client_data["type"] = "webauthn.get".into();
        scene.counter = 8;
        let asserted = scene.assert(&passkey, UserVerification::Required);
        let expected = Asserted {
            counter: 8,
            user_verified: true,
            backed_up: false,
        };
        assert_eq!(asserted, Ok(expected));
        // A security key that keeps no account with the credential names none.
        scene.user_handle = None;
        assert_eq!(
            scene.assert(&passkey, UserVerification::Required),
            Ok(expected)
        );
    }
}

#[test]
fn an_attestation_statement_is_ignored() {
    let [key, _] = Key::both();
    let mut scene = Scene::new(key, "webauthn.create");
    let nonsense = Value::Map(vec![("sig".into(), Value::Bytes(vec![1, 2, 3]))]);
    scene.statement = ("packed", nonsense);
    assert!(scene.register().is_ok());
}

#[test]
fn extensions_that_nobody_asked_for_are_read_over() {
    let [key, _] = Key::both();
    let mut scene = Scene::new(key, "webauthn.create");
    scene.flags |= EXTENSIONS;
    scene.more = encode(&Value::Map(vec![("credProtect".into(), 2.into())]));
    assert!(scene.register().is_ok());
}

#[test]
fn whatever_is_bent_at_registration_is_found() {
    type Bend = fn(&mut Scene);
    let cases: &[(&str, Bend, Error)] = &[
        (
            "another ceremony",
            |s| s.client_data["type"] = "webauthn.get".into(),
            Error::Ceremony,
        ),
        (
            "another challenge",
            |s| s.client_data["challenge"] = "AAAA".into(),
            Error::Challenge,
        ),
        (
            "an empty challenge",
            |s| s.client_data["challenge"] = "".into(),
            Error::Challenge,
        ),
        (
            "a prefix of the challenge",
            |s| s.client_data["challenge"] = "MDEyMw".into(),
            Error::Challenge,
        ),
        (
            "another origin",
            |s| s.client_data["origin"] = "https://otklik.example.evil".into(),
            Error::Origin,
        ),
        (
            "plain HTTP",
            |s| s.client_data["origin"] = "http://otklik.example".into(),
            Error::Origin,
        ),
        (
            "another port",
            |s| s.client_data["origin"] = "https://otklik.example:8443".into(),
            Error::Origin,
        ),
        (
            "a frame",
            |s| s.client_data["crossOrigin"] = true.into(),
            Error::CrossOrigin,
        ),
        (
            "a frame's top",
            |s| s.client_data["topOrigin"] = "https://a.example".into(),
            Error::CrossOrigin,
        ),
        (
            "another host's key",
            |s| s.rp_id = "example",
            Error::RelyingParty,
        ),
        ("nobody there", |s| s.flags &= !PRESENT, Error::UserPresence),
        (
            "backed up without being able to",
            |s| s.flags |= BACKED_UP,
            Error::BackupFlags,
        ),
        (
            "another id",
            |s| s.id = Some("AAAA".to_owned()),
            Error::Credential,
        ),
        (
            "no public key",
            |s| s.kind = "password",
            Error::Unreadable("type"),
        ),
        (
            "an empty id",
            |s| s.credential.clear(),
            Error::Unreadable("credential id"),
        ),
        (
            "an endless id",
            |s| s.credential = vec![1; 1024],
            Error::Unreadable("credential id"),
        ),
        (
            "bytes behind",
            |s| s.more = vec![0xA0],
            Error::Unreadable("bytes after the authenticator data"),
        ),
        (
            "extensions that are not there",
            |s| s.flags |= EXTENSIONS,
            Error::Unreadable("CBOR"),
        ),
        ("RS256", |s| s.cose[1].1 = Value::from(-257), Error::Key),
        ("ES256K", |s| s.cose[1].1 = Value::from(-47), Error::Key),
        ("no algorithm", |s| _ = s.cose.remove(1), Error::Key),
        (
            "another curve",
            |s| s.cose[2].1 = Value::from(2),
            Error::Key,
        ),
        ("another kind", |s| s.cose[0].1 = Value::from(4), Error::Key),
        (
            "an algorithm twice",
            |s| {
                let alg = s.cose[1].clone();
                s.cose.push(alg)
            },
            Error::Key,
        ),
        (
            "a short x",
            |s| s.cose[3].1 = Value::Bytes(vec![1; 31]),
            Error::Key,
        ),
        ("x as text", |s| s.cose[3].1 = Value::from("x"), Error::Key),
        (
            "a point off the curve",
            |s| s.cose[3].1 = Value::Bytes([&[2][..], &[0; 31]].concat()),
            Error::Key,
        ),
    ];
    for (what, bend, expected) in cases {
        for key in Key::both() {
            let mut scene = Scene::new(key, "webauthn.create");
            bend(&mut scene);
            assert_eq!(scene.register(), Err(*expected), "{what}");
        }
    }
}

#[test]
fn an_ed25519_key_under_which_anybody_can_sign_is_refused() {
    let [_, key] = Key::both();
    let mut scene = Scene::new(key, "webauthn.create");
    let mut identity = vec![0; 32];
    identity[0] = 1;
    scene.cose[3].1 = Value::Bytes(identity);
    assert_eq!(scene.register(), Err(Error::Key));
}

#[test]
fn user_verification_is_demanded_where_the_passkey_stands_alone() {
    for key in Key::both() {
        let mut scene = Scene::new(key, "webauthn.create");
        scene.flags &= !VERIFIED;
        let unverified = Err(Error::UserVerification);
        assert_eq!(scene.register_with(UserVerification::Required), unverified);
        let passkey = scene.register().unwrap();
        scene.client_data["type"] = "webauthn.get".into();
        scene.counter = 8;
        let alone = scene.assert(&passkey, UserVerification::Required);
        assert_eq!(alone, Err(Error::UserVerification));
        let second = scene.assert(&passkey, UserVerification::Preferred).unwrap();
        assert!(!second.user_verified);
    }
}

#[test]
fn whatever_is_bent_at_assertion_is_found() {
    type Bend = fn(&mut Scene);
    let cases: &[(&str, Bend, Error)] = &[
        (
            "another ceremony",
            |s| s.client_data["type"] = "webauthn.create".into(),
            Error::Ceremony,
        ),
        (
            "another challenge",
            |s| s.client_data["challenge"] = "AAAA".into(),
            Error::Challenge,
        ),
        (
            "another origin",
            |s| s.client_data["origin"] = "https://evil.example".into(),
            Error::Origin,
        ),
        (
            "a frame",
            |s| s.client_data["crossOrigin"] = true.into(),
            Error::CrossOrigin,
        ),
        (
            "another host's key",
            |s| s.rp_id = "evil.example",
            Error::RelyingParty,
        ),
        ("nobody there", |s| s.flags &= !PRESENT, Error::UserPresence),
        (
            "eligible all at once",
            |s| s.flags |= ELIGIBLE,
            Error::BackupFlags,
        ),
        (
            "another credential",
            |s| s.id = Some("AAAA".to_owned()),
            Error::Credential,
        ),
        (
            "another account",
            |s| s.user_handle = Some(b"somebody else".to_vec()),
            Error::UserHandle,
        ),
        ("no public key", |s| s.kind = "", Error::Unreadable("type")),
        (
            "bytes behind",
            |s| s.more = vec![0],
            Error::Unreadable("bytes after the authenticator data"),
        ),
        ("a counter that stands", |s| s.counter = 7, Error::Counter),
        (
            "a counter that goes back",
            |s| s.counter = 6,
            Error::Counter,
        ),
        (
            "a counter that stops counting",
            |s| s.counter = 0,
            Error::Counter,
        ),
    ];
    for (what, bend, expected) in cases {
        for key in Key::both() {
            let mut scene = Scene::new(key, "webauthn.create");
            let passkey = scene.register().unwrap();
            scene.client_data["type"] = "webauthn.get".into();
            scene.counter = 8;
            bend(&mut scene);
            let answer = scene.assert(&passkey, UserVerification::Required);
            assert_eq!(answer, Err(*expected), "{what}");
        }
    }
}

#[test]
fn a_passkey_that_does_not_count_goes_on_at_zero() {
    for key in Key::both() {
        let mut scene = Scene::new(key, "webauthn.create");
        scene.counter = 0;
        scene.flags |= ELIGIBLE | BACKED_UP;
        let passkey = scene.register().unwrap();
        scene.client_data["type"] = "webauthn.get".into();
        for _ in 0..2 {
            let asserted = scene.assert(&passkey, UserVerification::Required).unwrap();
            assert_eq!((asserted.counter, asserted.backed_up), (0, true));
        }
    }
}

#[test]
fn a_signature_of_another_key_or_over_other_words_does_not_fit() {
    for (key, other) in Key::both().into_iter().zip(Key::both()) {
        let mut scene = Scene::new(key, "webauthn.create");
        let passkey = scene.register().unwrap();
        scene.client_data["type"] = "webauthn.get".into();
        scene.counter = 8;
        let check = |answer: &AssertionResponse| {
            let verification = UserVerification::Required;
            assert(&here(), CHALLENGE, verification, &passkey, ACCOUNT, answer)
        };
        let bent = scene.answer(|signature| signature[20] ^= 1);
        assert_eq!(check(&bent), Err(Error::Signature));
        let cut = scene.answer(|signature| signature.truncate(10));
        assert_eq!(check(&cut), Err(Error::Signature));
        let none = scene.answer(|signature| signature.clear());
        assert_eq!(check(&none), Err(Error::Signature));
        let mut raised = scene.answer(|_| ());
        scene.counter = 9;
        raised.response.authenticator_data = scene.answer(|_| ()).response.authenticator_data;
        assert_eq!(check(&raised), Err(Error::Signature));
        let own = std::mem::replace(&mut scene.key, other);
        assert_eq!(check(&scene.answer(|_| ())), Err(Error::Signature));
        scene.key = own;
        assert!(check(&scene.answer(|_| ())).is_ok());
    }
}

#[test]
fn options_ask_for_what_is_checked() {
    let [key, _] = Key::both();
    let passkey = Scene::new(key, "webauthn.create").register().unwrap();
    let kept = [passkey.clone()];
    let options = creation_options(&here(), CHALLENGE, ACCOUNT, "a***@example.ru", &kept);
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["rp"]["id"], "otklik.example");
    assert_eq!(options["challenge"], URL_SAFE_NO_PAD.encode(CHALLENGE));
    assert_eq!(
        options["excludeCredentials"][0]["id"],
        passkey.credential.as_str()
    );
    let algorithms: Vec<_> = options["pubKeyCredParams"]
        .as_array()
        .unwrap()
        .iter()
        .collect();
    assert_eq!(algorithms.len(), 2);
    let options = request_options(&here(), CHALLENGE, UserVerification::Required, &[]);
    assert_eq!(options["userVerification"], "required");
    assert_eq!(options["allowCredentials"], json!([]));
}

#[test]
fn deeply_nested_cbor_is_refused() {
    let nested = [vec![0x81; 20_000], vec![0]].concat();
    let answer = json!({
        "id": "AAAA",
        "type": "public-key",
        "response": {
            "clientDataJSON": URL_SAFE_NO_PAD.encode(json!({
                "type": "webauthn.create",
                "challenge": URL_SAFE_NO_PAD.encode(CHALLENGE),
                "origin": "https://otklik.example",
            }).to_string()),
            "attestationObject": URL_SAFE_NO_PAD.encode(nested),
        },
    });
    let answer = serde_json::from_value(answer).unwrap();
    let refused = register(&here(), CHALLENGE, UserVerification::Preferred, &answer);
    assert_eq!(refused, Err(Error::Unreadable("CBOR")));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = authenticator_data::AuthenticatorData::parse(&bytes);
        let _ = authenticator_data::cbor(&mut bytes.as_slice());
    }

    #[test]
    fn no_change_of_one_byte_passes_for_the_original(at in 0usize..1000, xor in 1u8..=255) {
        let [key, _] = Key::both();
        let mut scene = Scene::new(key, "webauthn.create");
        let passkey = scene.register().unwrap();
        scene.client_data["type"] = "webauthn.get".into();
        scene.counter = 8;
        let mut answer = scene.answer(|_| ());
        let mut data = URL_SAFE_NO_PAD.decode(&answer.response.authenticator_data).unwrap();
        let at = at % data.len();
        data[at] ^= xor;
        answer.response.authenticator_data = URL_SAFE_NO_PAD.encode(data);
        let verification = UserVerification::Preferred;
        prop_assert!(assert(&here(), CHALLENGE, verification, &passkey, ACCOUNT, &answer).is_err());
    }
}
