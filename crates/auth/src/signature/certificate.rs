//! One certificate: what `rustls-webpki` does not ask of it, and what it is for (RFC 5280).

use chrono::{DateTime, Utc};
use der::asn1::ObjectIdentifier;
use webpki::{
    ExtendedKeyUsageValidator, KeyPurposeId, KeyPurposeIdIter, RequiredEkuNotFoundContext,
};
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};

use super::Error;
use crate::public_key::PublicKey;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// The purposes under which a person signs: proving themselves, mail, documents (RFC 9336), any.
const PERSONAL: &[ObjectIdentifier] = &[
    oid("1.3.6.1.5.5.7.3.2"),
    oid("1.3.6.1.5.5.7.3.4"),
    oid("1.3.6.1.5.5.7.3.36"),
    oid("2.5.29.37.0"),
];

/// One of these purposes, wherever purposes are named in a chain.
pub(super) struct Personal;

impl ExtendedKeyUsageValidator for Personal {
    fn validate(&self, purposes: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        let mut is_limited = false;
        for purpose in purposes {
            let purpose = purpose?;
            let mut personal = PERSONAL.iter().map(ObjectIdentifier::as_bytes);
            if personal.any(|one| KeyPurposeId::new(one) == purpose) {
                return Ok(());
            }
            is_limited = true;
        }
        if !is_limited {
            return Ok(());
        }
        Err(webpki::Error::RequiredEkuNotFoundContext(
            RequiredEkuNotFoundContext {
                required: webpki::KeyUsage::client_auth(),
                present: Vec::new(),
            },
        ))
    }
}

/// Whether the key is for signatures, where that is said.
pub(super) fn is_for_signatures(certificate: &Certificate) -> Result<(), Error> {
    let usage = certificate.tbs_certificate().get_extension::<KeyUsage>();
    match usage.map_err(|_| Error::Usage)? {
        Some((_, usage)) if !usage.digital_signature() && !usage.non_repudiation() => {
            Err(Error::Usage)
        }
        _ => Ok(()),
    }
}

/// Whether this is an authority today whose key is for signing certificates, where that is said.
pub(super) fn is_authority(certificate: &Certificate, now: DateTime<Utc>) -> bool {
    let tbs = certificate.tbs_certificate();
    let is_ca = tbs.get_extension::<BasicConstraints>();
    let usage = tbs.get_extension::<KeyUsage>();
    let second = |time: x509_cert::time::Time| time.to_unix_duration().as_secs();
    let (from, until) = (tbs.validity().not_before, tbs.validity().not_after);
    let now = u64::try_from(now.timestamp()).unwrap_or_default();
    is_ca.is_ok_and(|found| found.is_some_and(|(_, constraints)| constraints.ca))
        && usage.is_ok_and(|found| found.is_none_or(|(_, usage)| usage.key_cert_sign()))
        && (second(from)..=second(until)).contains(&now)
}

/// Whether so many authorities may stand below this one.
pub(super) fn allows(certificate: &Certificate, below: usize) -> bool {
    let tbs = certificate.tbs_certificate();
    let constraints = tbs.get_extension::<BasicConstraints>();
    constraints.is_ok_and(|found| {
        let most = found.and_then(|(_, constraints)| constraints.path_len_constraint);
        most.is_none_or(|most| below <= usize::from(most))
    })
}

/// The certificate's key.
pub(super) fn key(certificate: &Certificate) -> Result<PublicKey, Error> {
    let info = certificate.tbs_certificate().subject_public_key_info();
    PublicKey::from_x509(info).map_err(|_| Error::Algorithm)
}
