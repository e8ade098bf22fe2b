//! Keys as JSON (RFC 7517, RFC 7518 section 6, RFC 8037).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, RsaPublicKey};
use serde::Deserialize;

use super::{PublicKey, Unsupported};

/// Shorter moduli are within reach (NIST SP 800-131A), longer ones only cost time.
const RSA_BITS: std::ops::RangeInclusive<u32> = 2048..=4096;

/// The widest RSA number that is read: 4096 bits.
const MAX_RSA_BYTES: usize = 512;

/// A public exponent is 65537 in practice; RSA keys take at most 33 bits of it.
const MAX_EXPONENT_BYTES: usize = 5;

/// The members of a JSON Web Key that matter here. A symmetric key (`oct`) has none of them.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Jwk {
    /// The kind: `RSA`, `EC`, `OKP`.
    #[serde(default)]
    pub kty: String,
    /// The key's name in its set.
    pub kid: Option<String>,
    /// The only algorithm that it may be used with.
    pub alg: Option<String>,
    /// What it may be used for; `sig` is for signatures.
    #[serde(rename = "use")]
    pub purpose: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

impl Jwk {
    /// The key itself.
    ///
    /// # Errors
    /// When it is of a kind that is not taken, or broken.
    pub fn public_key(&self) -> Result<PublicKey, Unsupported> {
        match (self.kty.as_str(), self.crv.as_deref()) {
            ("EC", Some("P-256")) => PublicKey::p256(&self.point()?),
            ("EC", Some("P-384")) => PublicKey::p384(&self.point()?),
            ("OKP", Some("Ed25519")) => PublicKey::ed25519(&bytes(&self.x)?),
            ("RSA", _) => PublicKey::rsa(&bytes(&self.n)?, &bytes(&self.e)?),
            _ => Err(Unsupported),
        }
    }

    fn point(&self) -> Result<Vec<u8>, Unsupported> {
        let (x, y) = (bytes(&self.x)?, bytes(&self.y)?);
        if x.len() != y.len() {
            return Err(Unsupported);
        }
        Ok([&[4][..], &x, &y].concat())
    }
}

fn bytes(member: &Option<String>) -> Result<Vec<u8>, Unsupported> {
    let text = member.as_deref().ok_or(Unsupported)?;
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Unsupported)
}

impl PublicKey {
    /// An RSA key from its modulus and exponent, of 2048 to 4096 bits.
    ///
    /// # Errors
    /// When it is shorter, longer or no such key.
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, Unsupported> {
        if modulus.len() > MAX_RSA_BYTES || exponent.len() > MAX_EXPONENT_BYTES {
            return Err(Unsupported);
        }
        let n = BoxedUint::from_be_slice_vartime(modulus);
        let e = BoxedUint::from_be_slice_vartime(exponent);
        RsaPublicKey::new(n, e).map_err(|_| Unsupported)?.try_into()
    }
}

impl TryFrom<RsaPublicKey> for PublicKey {
    type Error = Unsupported;

    fn try_from(key: RsaPublicKey) -> Result<Self, Unsupported> {
        if !RSA_BITS.contains(&key.n().bits()) {
            return Err(Unsupported);
        }
        Ok(PublicKey::Rsa(Box::new(key)))
    }
}
