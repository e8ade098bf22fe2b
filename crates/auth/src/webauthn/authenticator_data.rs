//! What the device says, and signs (level 3, 6.1): a hash, flags, a counter, and at registration a key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use coset::iana::{self, EnumI64};
use coset::{AsCborValue, CoseKey, Label, RegisteredLabelWithPrivate};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::wire::MAX_CREDENTIAL_BYTES;
use super::{Algorithm, Error, RelyingParty, UserVerification};

/// Keys and extensions are maps of plain values; nothing that a device says is nested deeper.
pub(super) const MAX_CBOR_DEPTH: usize = 8;

const USER_PRESENT: u8 = 1 << 0;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const HAS_CREDENTIAL: u8 = 1 << 6;
const HAS_EXTENSIONS: u8 = 1 << 7;

const TOO_SHORT: Error = Error::Unreadable("authenticator data");

/// The device's words, read but not yet believed.
#[derive(Debug)]
pub(super) struct AuthenticatorData {
    relying_party: [u8; 32],
    flags: u8,
    pub(super) counter: u32,
    pub(super) credential: Option<Credential>,
}

/// A new credential.
#[derive(Debug)]
pub(super) struct Credential {
    /// base64url.
    pub(super) id: String,
    pub(super) algorithm: Algorithm,
    pub(super) key: Vec<u8>,
}

impl AuthenticatorData {
    /// Reads all of it: bytes that nobody announced are refused.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let (relying_party, rest) = bytes.split_first_chunk::<32>().ok_or(TOO_SHORT)?;
        let ([flags], rest) = rest.split_first_chunk::<1>().ok_or(TOO_SHORT)?;
        let (counter, mut rest) = rest.split_first_chunk::<4>().ok_or(TOO_SHORT)?;
        let credential = if flags & HAS_CREDENTIAL != 0 {
            Some(Credential::parse(&mut rest)?)
        } else {
            None
        };
        if flags & HAS_EXTENSIONS != 0 {
            // None was asked for; what comes is read to know where it ends, and ignored.
            let extensions = cbor(&mut rest)?;
            extensions.as_map().ok_or(Error::Unreadable("extensions"))?;
        }
        if !rest.is_empty() {
            return Err(Error::Unreadable("bytes after the authenticator data"));
        }
        Ok(AuthenticatorData {
            relying_party: *relying_party,
            flags: *flags,
            counter: u32::from_be_bytes(*counter),
            credential,
        })
    }

    /// Steps 14 to 18 of registration, 16 to 19 of assertion.
    pub(super) fn check(
        &self,
        relying_party: &RelyingParty,
        verification: UserVerification,
    ) -> Result<(), Error> {
        let expected: [u8; 32] = Sha256::digest(relying_party.id.as_bytes()).into();
        if !bool::from(expected.ct_eq(&self.relying_party)) {
            return Err(Error::RelyingParty);
        }
        if self.flags & USER_PRESENT == 0 {
            return Err(Error::UserPresence);
        }
        if verification == UserVerification::Required && !self.user_verified() {
            return Err(Error::UserVerification);
        }
        if self.backed_up() && !self.backup_eligible() {
            return Err(Error::BackupFlags);
        }
        Ok(())
    }

    pub(super) fn user_verified(&self) -> bool {
        self.flags & USER_VERIFIED != 0
    }

    pub(super) fn backup_eligible(&self) -> bool {
        self.flags & BACKUP_ELIGIBLE != 0
    }

    pub(super) fn backed_up(&self) -> bool {
        self.flags & BACKED_UP != 0
    }
}

impl Credential {
    fn parse(rest: &mut &[u8]) -> Result<Self, Error> {
        // The model of the device, which is nobody's business here.
        let (_aaguid, after) = rest.split_first_chunk::<16>().ok_or(TOO_SHORT)?;
        let (length, after) = after.split_first_chunk::<2>().ok_or(TOO_SHORT)?;
        let length = usize::from(u16::from_be_bytes(*length));
        if length == 0 || length > MAX_CREDENTIAL_BYTES {
            return Err(Error::Unreadable("credential id"));
        }
        let (id, after) = after.split_at_checked(length).ok_or(TOO_SHORT)?;
        *rest = after;
        let (algorithm, key) = public_key(cbor(rest)?)?;
        Ok(Credential {
            id: URL_SAFE_NO_PAD.encode(id),
            algorithm,
            key,
        })
    }
}

/// One CBOR item from the front of the bytes.
pub(super) fn cbor(rest: &mut &[u8]) -> Result<ciborium::Value, Error> {
    ciborium::de::from_reader_with_recursion_limit(rest, MAX_CBOR_DEPTH)
        .map_err(|_| Error::Unreadable("CBOR"))
}

/// A COSE_Key (RFC 9052, 7) whose kind, curve and algorithm say the same thing.
fn public_key(value: ciborium::Value) -> Result<(Algorithm, Vec<u8>), Error> {
    let key = CoseKey::from_cbor_value(value).map_err(|_| Error::Key)?;
    let parameter = |label: i64| {
        let found = key
            .params
            .iter()
            .find(|(name, _)| *name == Label::Int(label));
        found.map(|(_, value)| value).ok_or(Error::Key)
    };
    let coordinate = |label: i64| {
        let bytes = parameter(label)?.as_bytes().ok_or(Error::Key)?;
        <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| Error::Key)
    };
    let is_kind = |kind| key.kty == coset::KeyType::Assigned(kind);
    // EC2 and OKP keys use the same numbers for the curve and for x.
    let curve = parameter(iana::Ec2KeyParameter::Crv.to_i64())?
        .as_integer()
        .and_then(|curve| i64::try_from(curve).ok());
    let x = coordinate(iana::Ec2KeyParameter::X.to_i64())?;
    let (algorithm, bytes) = match &key.alg {
        Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::ES256))
            if is_kind(iana::KeyType::EC2)
                && curve == Some(iana::EllipticCurve::P_256.to_i64()) =>
        {
            let y = coordinate(iana::Ec2KeyParameter::Y.to_i64())?;
            (Algorithm::Es256, [&[4][..], &x, &y].concat())
        }
        Some(RegisteredLabelWithPrivate::Assigned(iana::Algorithm::EdDSA))
            if is_kind(iana::KeyType::OKP)
                && curve == Some(iana::EllipticCurve::Ed25519.to_i64()) =>
        {
            (Algorithm::EdDsa, x.to_vec())
        }
        _ => return Err(Error::Key),
    };
    algorithm.public_key(&bytes).map_err(|_| Error::Key)?;
    Ok((algorithm, bytes))
}
