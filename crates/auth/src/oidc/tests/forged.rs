//! ID tokens, good and forged.

use super::*;
use crate::jws;

#[test]
fn a_token_of_each_algorithm_is_taken() {
    for alg in ["RS256", "ES256", "EdDSA"] {
        let token = verify(&KEYS.token(alg, &claims())).unwrap();
        assert_eq!(token.subject, "1000299654");
    }
}

#[test]
fn several_audiences_need_a_party_and_it_must_be_us() {
    let with = |aud: Value, azp: Value| {
        let mut claims = claims();
        claims["aud"] = aud;
        if !azp.is_null() {
            claims["azp"] = azp;
        }
        verify(&KEYS.token("ES256", &claims)).map(|_| ())
    };
    assert_eq!(with(json!(["otklik"]), Value::Null), Ok(()));
    assert_eq!(with(json!(["other", "otklik"]), json!("otklik")), Ok(()));
    let party = Err(Error::AuthorizedParty);
    assert_eq!(with(json!(["other", "otklik"]), Value::Null), party);
    assert_eq!(with(json!("otklik"), json!("other")), party);
    assert_eq!(with(json!("otklik"), json!(7)), party);
    for aud in [
        json!("other"),
        json!("otklik2"),
        json!([]),
        json!(["other"]),
        json!(7),
    ] {
        assert_eq!(with(aud, Value::Null), Err(Error::Audience));
    }
}

#[test]
fn whatever_is_bent_in_the_claims_is_found() {
    type Bend = fn(&mut Value);
    let cases: &[(Bend, Error)] = &[
        (
            |c| c["iss"] = "https://id.example/realm/".into(),
            Error::Issuer,
        ),
        (|c| c["iss"] = Value::Null, Error::Issuer),
        (|c| c["aud"] = "other".into(), Error::Audience),
        (|c| c["nonce"] = "another".into(), Error::Nonce),
        (|c| c["nonce"] = Value::Null, Error::Nonce),
        (
            |c| c["exp"] = (now().timestamp() - 60).into(),
            Error::Expired,
        ),
        (|c| c["exp"] = Value::Null, Error::Expired),
        (|c| c["exp"] = "never".into(), Error::Expired),
        (
            |c| c["iat"] = (now().timestamp() + 61).into(),
            Error::IssuedAt,
        ),
        (
            |c| c["iat"] = (now().timestamp() - 601).into(),
            Error::IssuedAt,
        ),
        (|c| c["iat"] = Value::Null, Error::IssuedAt),
        (
            |c| c["nbf"] = (now().timestamp() + 61).into(),
            Error::IssuedAt,
        ),
        (|c| c["sub"] = "".into(), Error::Subject),
        (|c| c["sub"] = "я".into(), Error::Subject),
        (|c| c["sub"] = "1".repeat(256).into(), Error::Subject),
        (|c| c["sub"] = 1.into(), Error::Subject),
    ];
    for (bend, expected) in cases {
        let mut claims = claims();
        bend(&mut claims);
        let refused = verify(&KEYS.token("EdDSA", &claims)).map(|_| ());
        assert_eq!(refused, Err(*expected), "{claims}");
    }
}

#[test]
fn clocks_may_differ_by_a_minute() {
    let mut claims = claims();
    claims["iat"] = (now().timestamp() + 59).into();
    claims["exp"] = (now().timestamp() - 59).into();
    assert!(verify(&KEYS.token("EdDSA", &claims)).is_ok());
}

#[test]
fn none_and_symmetric_algorithms_do_not_exist() {
    for alg in [
        "none", "None", "NONE", "nOnE", "", "HS256", "HS512", "RS1", "ES256K", "RSA1_5",
    ] {
        let header = b64(json!({ "alg": alg, "kid": "RS256" }).to_string());
        let body = b64(claims().to_string());
        for signature in ["", "AAAA"] {
            let refused = verify(&format!("{header}.{body}.{signature}")).map(|_| ());
            assert_eq!(refused, Err(jws::Error::Algorithm.into()), "{alg}");
        }
    }
}

#[test]
fn a_public_key_is_no_secret_to_sign_with() {
    use hmac::{Hmac, KeyInit, Mac};
    use rsa::pkcs8::EncodePublicKey;
    // The classic key confusion: HMAC with the RSA key's public bytes, which everybody has.
    let public = KEYS.rsa.to_public_key();
    let pem = public
        .to_public_key_pem(rsa::pkcs8::LineEnding::LF)
        .unwrap();
    let der = public.to_public_key_der().unwrap();
    let modulus = KEYS.rsa.n().to_be_bytes();
    for secret in [pem.as_bytes(), der.as_bytes(), &modulus] {
        let header = b64(json!({ "alg": "HS256", "kid": "RS256" }).to_string());
        let signed = format!("{header}.{}", b64(claims().to_string()));
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret).unwrap();
        mac.update(signed.as_bytes());
        let token = format!("{signed}.{}", b64(mac.finalize().into_bytes()));
        let refused = verify(&token).map(|_| ());
        assert_eq!(refused, Err(jws::Error::Algorithm.into()));
    }
    // Nor does a symmetric key get into a set, wherever it came from.
    let oct = json!({ "keys": [{ "kty": "oct", "kid": "RS256", "k": b64([7; 32]) }] });
    let keys = KeySet::parse(oct.to_string().as_bytes()).unwrap();
    let refused = verify_with(&KEYS.token("RS256", &claims()), &keys).map(|_| ());
    assert_eq!(refused, Err(Error::UnknownKey));
}

#[test]
fn an_algorithm_fits_only_keys_of_its_kind() {
    for (said, named) in [
        ("RS256", "ES256"),
        ("RS256", "EdDSA"),
        ("ES256", "RS256"),
        ("ES256", "EdDSA"),
        ("EdDSA", "RS256"),
        ("EdDSA", "ES256"),
        // The key is for RS256 alone, although it could do this.
        ("PS256", "RS256"),
    ] {
        let header = json!({ "alg": said, "kid": named });
        let token = KEYS.token_with(header, named, &claims());
        let refused = verify(&token).map(|_| ());
        assert_eq!(refused, Err(Error::UnknownKey), "{said} {named}");
    }
}

#[test]
fn a_key_that_the_token_brings_itself_is_not_used() {
    let stranger = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let point = stranger.verifying_key().to_sec1_point(false);
    let jwk = json!({
        "kty": "EC", "crv": "P-256", "x": b64(point.x().unwrap()), "y": b64(point.y().unwrap()),
    });
    for header in [
        json!({ "alg": "ES256", "jwk": jwk }),
        json!({ "alg": "ES256", "kid": "ES256", "jwk": jwk, "jku": "https://evil.example" }),
    ] {
        let signed = format!("{}.{}", b64(header.to_string()), b64(claims().to_string()));
        let signature: p256::ecdsa::Signature = stranger.sign(signed.as_bytes());
        let token = format!("{signed}.{}", b64(signature.to_bytes()));
        let refused = verify(&token).map(|_| ());
        assert_eq!(refused, Err(jws::Error::Signature.into()));
    }
}

#[test]
fn a_key_is_found_by_its_name_or_when_it_is_the_only_one() {
    let nameless = KEYS.token_with(json!({ "alg": "ES256" }), "ES256", &claims());
    assert!(verify(&nameless).is_ok());
    let mut second = KEYS.jwk("ES256");
    second["kid"] = "other".into();
    let both = json!({ "keys": [KEYS.jwk("ES256"), second] });
    let both = KeySet::parse(both.to_string().as_bytes()).unwrap();
    let refused = verify_with(&nameless, &both).map(|_| ());
    assert_eq!(refused, Err(Error::UnknownKey));
    assert!(verify_with(&KEYS.token("ES256", &claims()), &both).is_ok());
    let unknown = KEYS.token_with(json!({ "alg": "ES256", "kid": "new" }), "ES256", &claims());
    assert_eq!(verify(&unknown).map(|_| ()), Err(Error::UnknownKey));
    let mut for_encryption = KEYS.jwk("ES256");
    for_encryption["use"] = "enc".into();
    let set = KeySet::parse(json!({ "keys": [for_encryption] }).to_string().as_bytes()).unwrap();
    assert_eq!(
        verify_with(&nameless, &set).map(|_| ()),
        Err(Error::UnknownKey)
    );
}

#[test]
fn a_token_that_is_cut_bent_or_demanding_is_refused() {
    let good = KEYS.token("RS256", &claims());
    let (rest, signature) = good.rsplit_once('.').unwrap();
    let (header, body) = rest.split_once('.').unwrap();
    let mut richer = claims();
    richer["sub"] = "1".into();
    let swapped = format!("{header}.{}.{signature}", b64(richer.to_string()));
    let bad = Err(jws::Error::Signature.into());
    assert_eq!(verify(&swapped).map(|_| ()), bad);
    assert_eq!(verify(&format!("{header}.{body}.")).map(|_| ()), bad);
    let unreadable = [
        String::new(),
        "..".to_owned(),
        rest.to_owned(),
        format!("{good}.x"),
        format!("{good}="),
        good.replace('.', "!"),
        format!("{header}.{body}.{}", "A".repeat(jws::MAX_CHARS)),
    ];
    for token in unreadable {
        let refused = verify(&token).map(|_| ());
        assert_eq!(refused, Err(jws::Error::Unreadable.into()), "{token:.80}");
    }
    let demanding = json!({ "alg": "ES256", "kid": "ES256", "crit": ["exp"] });
    let refused = verify(&KEYS.token_with(demanding, "ES256", &claims())).map(|_| ());
    assert_eq!(refused, Err(jws::Error::Critical.into()));
}
