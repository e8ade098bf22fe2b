//! Keys and signature algorithms as certificates and CMS name them.

use der::Sequence;
use der::asn1::ObjectIdentifier;
use rsa::RsaPublicKey;
use rsa::pkcs1::DecodeRsaPublicKey;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::{Form, Hash, PublicKey, Scheme, Unsupported};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const RSA_SHA256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
const MGF1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");
const EC: ObjectIdentifier = oid("1.2.840.10045.2.1");
const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = oid("1.3.132.0.34");
const ECDSA_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
const ECDSA_SHA512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");
const ED25519: ObjectIdentifier = oid("1.3.101.112");
const SHA256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
const SHA384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");

/// RSASSA-PSS-params (RFC 4055, 3.1). The defaults are SHA-1, so that absent members mean a hash that is not taken.
#[derive(Sequence)]
struct PssParameters {
    #[asn1(context_specific = "0", optional = "true")]
    hash: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "1", optional = "true")]
    mask: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "2", optional = "true")]
    salt_length: Option<u32>,
    #[asn1(context_specific = "3", optional = "true")]
    trailer: Option<u32>,
}

impl Hash {
    /// The hash that an algorithm identifier names.
    ///
    /// # Errors
    /// When it is not one of SHA-256, SHA-384, SHA-512.
    pub fn from_x509(algorithm: &AlgorithmIdentifierOwned) -> Result<Self, Unsupported> {
        match algorithm.oid {
            SHA256 => Ok(Hash::Sha256),
            SHA384 => Ok(Hash::Sha384),
            SHA512 => Ok(Hash::Sha512),
            _ => Err(Unsupported),
        }
    }

    fn length(self) -> u32 {
        match self {
            Hash::Sha256 => 32,
            Hash::Sha384 => 48,
            Hash::Sha512 => 64,
        }
    }
}

impl Scheme {
    /// The scheme that an algorithm identifier of a CMS signature names. `digest` is what the signer says of the
    /// hash: plain `rsaEncryption` leaves it to that (RFC 3370, 3.2), and where both name one they must agree.
    ///
    /// # Errors
    /// When it is not taken: SHA-1, MD5, DSA, ГОСТ and whatever else.
    pub fn from_x509(
        algorithm: &AlgorithmIdentifierOwned,
        digest: Hash,
    ) -> Result<Self, Unsupported> {
        let scheme = match algorithm.oid {
            RSA => Scheme::RsaPkcs1(digest),
            RSA_SHA256 => Scheme::RsaPkcs1(Hash::Sha256),
            RSA_SHA384 => Scheme::RsaPkcs1(Hash::Sha384),
            RSA_SHA512 => Scheme::RsaPkcs1(Hash::Sha512),
            RSA_PSS => Scheme::RsaPss(pss_hash(algorithm)?),
            ECDSA_SHA256 => Scheme::Ecdsa(Hash::Sha256, Form::Der),
            ECDSA_SHA384 => Scheme::Ecdsa(Hash::Sha384, Form::Der),
            ECDSA_SHA512 => Scheme::Ecdsa(Hash::Sha512, Form::Der),
            ED25519 => return Ok(Scheme::Ed25519),
            _ => return Err(Unsupported),
        };
        match scheme {
            Scheme::RsaPkcs1(hash) | Scheme::RsaPss(hash) | Scheme::Ecdsa(hash, _)
                if hash != digest =>
            {
                Err(Unsupported)
            }
            _ => Ok(scheme),
        }
    }
}

fn pss_hash(algorithm: &AlgorithmIdentifierOwned) -> Result<Hash, Unsupported> {
    let parameters = algorithm.parameters.as_ref().ok_or(Unsupported)?;
    let parameters: PssParameters = parameters.decode_as().map_err(|_| Unsupported)?;
    let hash = Hash::from_x509(&parameters.hash.ok_or(Unsupported)?)?;
    let mask = parameters.mask.ok_or(Unsupported)?;
    let inner = mask.parameters.as_ref().ok_or(Unsupported)?;
    let inner: AlgorithmIdentifierOwned = inner.decode_as().map_err(|_| Unsupported)?;
    let usual = mask.oid == MGF1
        && Hash::from_x509(&inner)? == hash
        && parameters.salt_length == Some(hash.length())
        && parameters.trailer.is_none_or(|trailer| trailer == 1);
    usual.then_some(hash).ok_or(Unsupported)
}

impl PublicKey {
    /// The key of a certificate.
    ///
    /// # Errors
    /// When it is of a kind that is not taken, or broken.
    pub fn from_x509(info: &SubjectPublicKeyInfoOwned) -> Result<Self, Unsupported> {
        let bytes = info.subject_public_key.as_bytes().ok_or(Unsupported)?;
        match info.algorithm.oid {
            RSA | RSA_PSS => {
                let key = RsaPublicKey::from_pkcs1_der(bytes).map_err(|_| Unsupported)?;
                key.try_into()
            }
            EC => {
                let curve = info.algorithm.parameters.as_ref().ok_or(Unsupported)?;
                match curve.decode_as::<ObjectIdentifier>() {
                    Ok(P256) => PublicKey::p256(bytes),
                    Ok(P384) => PublicKey::p384(bytes),
                    _ => Err(Unsupported),
                }
            }
            ED25519 => PublicKey::ed25519(bytes),
            _ => Err(Unsupported),
        }
    }
}
