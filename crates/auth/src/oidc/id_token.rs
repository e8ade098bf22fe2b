//! The ID token: who the provider says it is (Core, 3.1.3.7).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256, Sha384, Sha512};
use subtle::ConstantTimeEq;

use super::{Error, KeySet};
use crate::jws::{self, Algorithm, Jws};

/// How far the provider's clock and ours may be apart.
const LEEWAY: Duration = Duration::seconds(60);

/// How long ago a token may have been made: it comes straight from the provider, right after the person.
const MAX_AGE: Duration = Duration::minutes(10);

/// The longest subject (Core, 2).
const MAX_SUBJECT_CHARS: usize = 255;

/// What a token must say.
pub struct Expected<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// We.
    pub client: &'a str,
    /// The request's own.
    pub nonce: &'a str,
    /// The time.
    pub now: DateTime<Utc>,
}

/// A token that was found good.
#[derive(Clone, Debug)]
pub struct IdToken {
    /// The person, as the provider names them: stable, and unique at that provider.
    pub subject: String,
    /// All claims.
    pub claims: Map<String, Value>,
    algorithm: Algorithm,
}

impl IdToken {
    /// Checks a token.
    ///
    /// # Errors
    /// Says what is wrong. After [`Error::UnknownKey`] it is worth fetching the keys again, once.
    pub fn verify(token: &str, keys: &KeySet, expected: &Expected<'_>) -> Result<Self, Error> {
        let token = Jws::parse(token)?;
        if token.algorithm == Algorithm::Es384 {
            // Nobody's ID tokens; the fewer the better.
            return Err(jws::Error::Algorithm.into());
        }
        let claims: Map<String, Value> = token.verify_json(keys.find(&token)?)?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        if text("iss") != Some(expected.issuer) {
            return Err(Error::Issuer);
        }
        audience(&claims, expected.client)?;
        times(&claims, expected.now)?;
        let nonce = text("nonce").ok_or(Error::Nonce)?;
        if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
            return Err(Error::Nonce);
        }
        let subject = text("sub").filter(|subject| is_subject(subject));
        Ok(IdToken {
            subject: subject.ok_or(Error::Subject)?.to_owned(),
            algorithm: token.algorithm,
            claims,
        })
    }

    /// Whether the access token is the one that came with this ID token, where it says so (Core, 3.1.3.8).
    ///
    /// # Errors
    /// When it is another.
    pub fn check_access_token(&self, access_token: &str) -> Result<(), Error> {
        let Some(given) = self.claims.get("at_hash") else {
            return Ok(());
        };
        let hash = match self.algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 | Algorithm::Es256 => {
                Sha256::digest(access_token).to_vec()
            }
            Algorithm::Es384 => Sha384::digest(access_token).to_vec(),
            Algorithm::EdDsa => Sha512::digest(access_token).to_vec(),
        };
        let half = hash.get(..hash.len() / 2).unwrap_or_default();
        if given.as_str() != Some(URL_SAFE_NO_PAD.encode(half).as_str()) {
            return Err(Error::AccessToken);
        }
        Ok(())
    }

    /// Adds the further claims of the person, from the body of the endpoint's answer (Core, 5.3.2). What the
    /// ID token says itself stays.
    ///
    /// # Errors
    /// When they are of somebody else.
    pub fn add_userinfo(&mut self, body: &[u8]) -> Result<(), Error> {
        let further: Map<String, Value> =
            serde_json::from_slice(body).map_err(|_| Error::UserInfo)?;
        if further.get("sub").and_then(Value::as_str) != Some(&self.subject) {
            return Err(Error::UserInfo);
        }
        for (name, value) in further {
            self.claims.entry(name).or_insert(value);
        }
        Ok(())
    }
}

/// The token is for us, and was given to us: with more than one audience it must say to whom.
fn audience(claims: &Map<String, Value>, client: &str) -> Result<(), Error> {
    let audience: Vec<&str> = match claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !audience.contains(&client) {
        return Err(Error::Audience);
    }
    match claims.get("azp") {
        Some(party) if party.as_str() != Some(client) => Err(Error::AuthorizedParty),
        None if audience.len() > 1 => Err(Error::AuthorizedParty),
        _ => Ok(()),
    }
}

fn times(claims: &Map<String, Value>, now: DateTime<Utc>) -> Result<(), Error> {
    // NumericDate may have a fraction (RFC 7519, 2).
    let time = |name: &str| {
        let seconds = claims.get(name)?.as_f64()?;
        DateTime::from_timestamp(seconds as i64, 0)
    };
    let expires = time("exp").ok_or(Error::Expired)?;
    if now >= expires + LEEWAY {
        return Err(Error::Expired);
    }
    let issued = time("iat").ok_or(Error::IssuedAt)?;
    let early = time("nbf").is_some_and(|not_before| not_before > now + LEEWAY);
    if early || issued > now + LEEWAY || issued < now - MAX_AGE {
        return Err(Error::IssuedAt);
    }
    Ok(())
}

fn is_subject(subject: &str) -> bool {
    (1..=MAX_SUBJECT_CHARS).contains(&subject.len()) && subject.is_ascii()
}
