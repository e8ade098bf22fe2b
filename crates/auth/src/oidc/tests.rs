//! A provider made of a few lines, honest and then not.

mod forged;
mod person;

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use p256::ecdsa::signature::{SignatureEncoding, Signer};
use rsa::pkcs1v15;
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};
use sha2::Sha256;

use super::*;

const ISSUER: &str = "https://id.example/realm";
const CLIENT: &str = "otklik";
const NONCE: &str = "n-0S6_WzA2Mj";

fn now() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The provider's keys, one of each kind.
struct Keys {
    rsa: rsa::RsaPrivateKey,
    ec: p256::ecdsa::SigningKey,
    ed: ed25519_dalek::SigningKey,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let random = || {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).unwrap();
        bytes
    };
    Keys {
        rsa: rsa::RsaPrivateKey::new(&mut rsa::rand_core::UnwrapErr(getrandom::SysRng), 2048)
            .unwrap(),
        ec: p256::ecdsa::SigningKey::from_slice(&random()).unwrap(),
        ed: ed25519_dalek::SigningKey::from_bytes(&random()),
    }
});

impl Keys {
    fn jwk(&self, alg: &str) -> Value {
        match alg {
            "RS256" => json!({
                "kty": "RSA", "kid": alg, "use": "sig", "alg": alg,
                "n": b64(self.rsa.n().to_be_bytes()), "e": b64([1, 0, 1]),
            }),
            "ES256" => {
                let point = self.ec.verifying_key().to_sec1_point(false);
                let (x, y) = (b64(point.x().unwrap()), b64(point.y().unwrap()));
                json!({ "kty": "EC", "crv": "P-256", "kid": alg, "use": "sig", "x": x, "y": y })
            }
            _ => {
                let x = b64(self.ed.verifying_key().to_bytes());
                json!({ "kty": "OKP", "crv": "Ed25519", "kid": alg, "x": x })
            }
        }
    }

    fn set(&self) -> KeySet {
        let keys = ["RS256", "ES256", "EdDSA"].map(|alg| self.jwk(alg));
        KeySet::parse(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
    }

    fn sign(&self, alg: &str, message: &[u8]) -> Vec<u8> {
        match alg {
            "RS256" => {
                let key = pkcs1v15::SigningKey::<Sha256>::new(self.rsa.clone());
                key.sign(message).to_vec()
            }
            "ES256" => {
                let signature: p256::ecdsa::Signature = self.ec.sign(message);
                signature.to_bytes().to_vec()
            }
            _ => self.ed.sign(message).to_bytes().to_vec(),
        }
    }

    fn token(&self, alg: &str, claims: &Value) -> String {
        self.token_with(json!({ "alg": alg, "kid": alg, "typ": "JWT" }), alg, claims)
    }

    fn token_with(&self, header: Value, key: &str, claims: &Value) -> String {
        let signed = format!("{}.{}", b64(header.to_string()), b64(claims.to_string()));
        let signature = self.sign(key, signed.as_bytes());
        format!("{signed}.{}", b64(signature))
    }
}

fn claims() -> Value {
    let at = now().timestamp();
    json!({
        "iss": ISSUER, "aud": CLIENT, "sub": "1000299654", "nonce": NONCE,
        "iat": at - 2, "exp": at + 300,
    })
}

fn verify(token: &str) -> Result<IdToken, Error> {
    verify_with(token, &KEYS.set())
}

fn verify_with(token: &str, keys: &KeySet) -> Result<IdToken, Error> {
    let expected = Expected {
        issuer: ISSUER,
        client: CLIENT,
        nonce: NONCE,
        now: now(),
    };
    IdToken::verify(token, keys, &expected)
}

fn document() -> Value {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": "https://id.example/realm/auth?theme=dark",
        "token_endpoint": "https://id.example/realm/token",
        "jwks_uri": "https://id.example/realm/jwks",
        "userinfo_endpoint": "https://id.example/realm/me",
        "response_types_supported": ["code", "id_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    })
}

fn read(document: &Value) -> Result<Provider, Error> {
    let issuer = Issuer::parse(ISSUER).unwrap();
    Provider::parse(&issuer, document.to_string().as_bytes())
}

fn client() -> Client {
    Client {
        id: CLIENT.to_owned(),
        secret: "s:e c/ret".to_owned(),
        redirect_uri: "https://otklik.example/sign-in/oidc/callback".to_owned(),
        scope: "openid profile".to_owned(),
    }
}

#[test]
fn an_issuer_is_an_https_address_or_on_this_machine() {
    for (text, is_good) in [
        ("https://id.example", true),
        ("https://id.example/realms/a", true),
        ("http://localhost:3000", true),
        ("http://127.0.0.1:3000/oidc", true),
        ("http://[::1]:3000", true),
        ("http://id.example", false),
        ("http://localhost.evil.example", false),
        ("http://127.0.0.1.evil.example", false),
        ("https://id.example/?a=b", false),
        ("https://id.example/#a", false),
        ("https://user:secret@id.example", false),
        ("ftp://id.example", false),
        ("id.example", false),
        ("", false),
    ] {
        assert_eq!(Issuer::parse(text).is_ok(), is_good, "{text}");
    }
    let issuer = Issuer::parse("https://id.example/realm/").unwrap();
    let expected = "https://id.example/realm/.well-known/openid-configuration";
    assert_eq!(issuer.discovery(), expected);
}

#[test]
fn a_discovery_document_must_be_the_issuers_own_and_safe() {
    assert!(read(&document()).is_ok());
    type Bend = fn(&mut Value);
    let cases: &[(Bend, Error)] = &[
        (|d| d["issuer"] = "https://id.example".into(), Error::Issuer),
        (
            |d| d["issuer"] = "https://id.example/realm/".into(),
            Error::Issuer,
        ),
        (
            |d| d["issuer"] = "https://evil.example".into(),
            Error::Issuer,
        ),
        (
            |d| d["token_endpoint"] = "http://id.example/token".into(),
            Error::Endpoint("token_endpoint"),
        ),
        (
            |d| d["jwks_uri"] = "http://id.example/jwks".into(),
            Error::Endpoint("jwks_uri"),
        ),
        (
            |d| d["authorization_endpoint"] = "javascript:alert(1)".into(),
            Error::Endpoint("authorization_endpoint"),
        ),
        (
            |d| d["userinfo_endpoint"] = "file:///etc/passwd".into(),
            Error::Endpoint("userinfo_endpoint"),
        ),
        (|d| d["jwks_uri"] = Value::Null, Error::Discovery),
        (
            |d| d["response_types_supported"] = json!(["id_token"]),
            Error::NotOffered("response type \"code\""),
        ),
        (
            |d| d["code_challenge_methods_supported"] = json!(["plain"]),
            Error::NotOffered("PKCE with S256"),
        ),
    ];
    for (bend, expected) in cases {
        let mut document = document();
        bend(&mut document);
        assert_eq!(read(&document), Err(*expected), "{document}");
    }
}

#[test]
fn the_browser_carries_state_nonce_and_the_hash_of_the_verifier() {
    let provider = read(&document()).unwrap();
    // RFC 7636, appendix B.
    let secrets = Secrets {
        state: "state&x".to_owned(),
        nonce: NONCE.to_owned(),
        verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
    };
    let url = client()
        .authorization_url(&provider, &secrets, "ru", true)
        .unwrap();
    let url = url::Url::parse(&url).unwrap();
    let query: Vec<_> = url.query_pairs().into_owned().collect();
    let get = |name: &str| {
        let mut found = query.iter().filter(|(key, _)| key == name);
        let one = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} twice");
        one
    };
    assert_eq!(get("theme"), Some("dark"));
    assert_eq!(get("state"), Some("state&x"));
    assert_eq!(get("nonce"), Some(NONCE));
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    assert_eq!(get("code_challenge"), Some(challenge));
    assert_eq!(get("code_challenge_method"), Some("S256"));
    assert_eq!(get("response_type"), Some("code"));
    assert_eq!(get("prompt"), Some("login"));
    assert!(!url.as_str().contains(&secrets.verifier));
}

#[test]
fn the_secret_goes_where_the_provider_takes_it() {
    let secrets = Secrets::new([[1; 32], [2; 32], [3; 32]]);
    let request = |methods: Value, secret: &str| {
        let mut document = document();
        document["token_endpoint_auth_methods_supported"] = methods;
        let mut client = client();
        client.secret = secret.to_owned();
        client.token_request(&read(&document).unwrap(), &secrets, "a code")
    };
    let basic = request(json!(["client_secret_basic"]), "s:e c/ret");
    // otklik:s%3Ae+c%2Fret
    let expected = "Basic b3RrbGlrOnMlM0FlK2MlMkZyZXQ=";
    assert_eq!(basic.authorization.as_deref(), Some(expected));
    assert!(!basic.body.contains("client_secret"));
    let post = request(json!(["client_secret_post"]), "s:e c/ret");
    assert_eq!(post.authorization, None);
    assert!(
        post.body.contains("client_secret=s%3Ae+c%2Fret"),
        "{}",
        post.body
    );
    let public = request(json!(["client_secret_basic", "none"]), "");
    assert_eq!(public.authorization, None);
    assert!(public.body.contains("client_id=otklik"));
    for request in [basic, post, public] {
        assert!(
            request
                .body
                .contains("grant_type=authorization_code&code=a+code&")
        );
        let verifier = format!("code_verifier={}", secrets.verifier);
        assert!(request.body.contains(&verifier));
    }
}
