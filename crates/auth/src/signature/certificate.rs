//! One certificate: its time, what it is for, and whether another's key signed it (RFC 5280).

use chrono::{DateTime, Utc};
use der::Encode;
use der::asn1::ObjectIdentifier;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};

use super::Error;
use crate::public_key::{PublicKey, Scheme};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// The critical extensions that are understood: basic constraints, key usage, extended key usage, alternative
/// names (which say nothing that is used), policies (any is taken). Any other refuses the certificate, among
/// them name constraints (RFC 5280, 4.2).
const UNDERSTOOD: &[ObjectIdentifier] = &[
    oid("2.5.29.19"),
    oid("2.5.29.15"),
    oid("2.5.29.37"),
    oid("2.5.29.17"),
    oid("2.5.29.32"),
];

/// The purposes under which a person signs: proving themselves, mail, documents (RFC 9336), any.
const PERSONAL: &[ObjectIdentifier] = &[
    oid("1.3.6.1.5.5.7.3.2"),
    oid("1.3.6.1.5.5.7.3.4"),
    oid("1.3.6.1.5.5.7.3.36"),
    oid("2.5.29.37.0"),
];

/// Whether a person signs with this certificate, today.
pub(super) fn is_persons(certificate: &Certificate, now: DateTime<Utc>) -> Result<(), Error> {
    is_valid(certificate, now)?;
    is_understood(certificate)?;
    let tbs = certificate.tbs_certificate();
    let constraints = tbs.get_extension::<BasicConstraints>();
    if let Some((_, BasicConstraints { ca: true, .. })) = constraints.map_err(|_| Error::Usage)? {
        return Err(Error::Usage);
    }
    let usage = tbs.get_extension::<KeyUsage>().map_err(|_| Error::Usage)?;
    if usage.is_some_and(|(_, usage)| !usage.digital_signature() && !usage.non_repudiation()) {
        return Err(Error::Usage);
    }
    let purposes = tbs.get_extension::<ExtendedKeyUsage>();
    match purposes.map_err(|_| Error::Usage)? {
        Some((_, purposes)) if !purposes.0.iter().any(|one| PERSONAL.contains(one)) => {
            Err(Error::Usage)
        }
        _ => Ok(()),
    }
}

/// Whether an authority may issue with this certificate, today, with so many authorities `below` it.
pub(super) fn is_authority(certificate: &Certificate, below: u8, now: DateTime<Utc>) -> bool {
    let tbs = certificate.tbs_certificate();
    let is_ca = match tbs.get_extension::<BasicConstraints>() {
        Ok(Some((_, constraints))) => {
            constraints.ca
                && constraints
                    .path_len_constraint
                    .is_none_or(|most| below <= most)
        }
        _ => false,
    };
    let may_issue = match tbs.get_extension::<KeyUsage>() {
        Ok(usage) => usage.is_none_or(|(_, usage)| usage.key_cert_sign()),
        Err(_) => false,
    };
    is_ca && may_issue && is_valid(certificate, now).is_ok() && is_understood(certificate).is_ok()
}

/// Whether the issuer's key signed the certificate.
pub(super) fn is_issued(certificate: &Certificate, issuer: &Certificate) -> Result<(), Error> {
    let tbs = certificate.tbs_certificate();
    if certificate.signature_algorithm() != tbs.signature() {
        return Err(Error::Algorithm);
    }
    let scheme = Scheme::from_x509(certificate.signature_algorithm(), None);
    let signature = certificate.signature().as_bytes();
    let signed = tbs.to_der().map_err(|_| Error::Unreadable)?;
    key(issuer)?
        .verify(
            scheme.map_err(|_| Error::Algorithm)?,
            &signed,
            signature.ok_or(Error::Signature)?,
        )
        .map_err(|_| Error::Signature)
}

/// The certificate's key.
pub(super) fn key(certificate: &Certificate) -> Result<PublicKey, Error> {
    let info = certificate.tbs_certificate().subject_public_key_info();
    PublicKey::from_x509(info).map_err(|_| Error::Algorithm)
}

fn is_valid(certificate: &Certificate, now: DateTime<Utc>) -> Result<(), Error> {
    let validity = certificate.tbs_certificate().validity();
    let second = |time: x509_cert::time::Time| time.to_unix_duration().as_secs();
    let now = u64::try_from(now.timestamp()).unwrap_or_default();
    let is_now = second(validity.not_before) <= now && now <= second(validity.not_after);
    is_now.then_some(()).ok_or(Error::Validity)
}

fn is_understood(certificate: &Certificate) -> Result<(), Error> {
    let extensions = certificate.tbs_certificate().extensions();
    let mut extensions = extensions.into_iter().flatten();
    let all = extensions.all(|one| !one.critical || UNDERSTOOD.contains(&one.extn_id));
    all.then_some(()).ok_or(Error::Usage)
}
