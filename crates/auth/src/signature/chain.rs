//! From the person's certificate up to one that is trusted (RFC 5280, 6, without policies), and whether one on
//! the way was revoked. `rustls-webpki` finds the way; what it leaves to others is asked in `certificate.rs`.

use std::time::Duration;

use chrono::{DateTime, Utc};
use der::{Decode, Encode};
use rustls_pki_types::pem::{PemObject, SectionKind};
use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{
    CertRevocationList, EndEntityCert, ExpirationPolicy, OwnedCertRevocationList,
    RevocationOptionsBuilder, VerifiedPath, anchor_from_trusted_cert,
};
use x509_cert::Certificate;

use super::certificate::{Personal, allows, is_authority};
use super::{Error, MAX_CERTIFICATES};
use crate::public_key::ALGORITHMS;

/// The certificates that are trusted, as configured, and lists of revoked ones beside them.
#[derive(Debug, Default)]
pub struct Roots {
    trusted: Vec<(Certificate, TrustAnchor<'static>)>,
    lists: Vec<CertRevocationList<'static>>,
}

impl Roots {
    /// Reads certificates and lists of revoked certificates (`X509 CRL`) in PEM, one after the other; an empty text
    /// is none.
    ///
    /// # Errors
    /// When something else is among them, or lists alone.
    pub fn parse(pem: &str) -> Result<Self, Error> {
        // A variable of one line may write the ends of lines as \n.
        let pem = pem.replace("\\n", "\n");
        let mut roots = Roots::default();
        if pem.trim().is_empty() {
            return Ok(roots);
        }
        for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(pem.as_bytes()) {
            match section.map_err(|_| Error::Roots)? {
                (SectionKind::Certificate, der) => roots.trust(der)?,
                (SectionKind::Crl, der) => {
                    let list = OwnedCertRevocationList::from_der(&der);
                    roots.lists.push(list.map_err(|_| Error::Roots)?.into());
                }
                _ => return Err(Error::Roots),
            }
        }
        // The reader passes over names of sections that it does not know.
        let all = pem.matches("-----BEGIN ").count();
        if roots.is_empty() || roots.trusted.len() + roots.lists.len() != all {
            return Err(Error::Roots);
        }
        Ok(roots)
    }

    fn trust(&mut self, der: Vec<u8>) -> Result<(), Error> {
        let certificate = Certificate::from_der(&der).map_err(|_| Error::Roots)?;
        let der = CertificateDer::from(der);
        let anchor = anchor_from_trusted_cert(&der).map_err(|_| Error::Roots)?;
        self.trusted.push((certificate, anchor.to_owned()));
        Ok(())
    }

    /// Whether nothing is trusted, so that nobody can sign in this way.
    pub fn is_empty(&self) -> bool {
        self.trusted.is_empty()
    }

    /// Finds a chain from a person's certificate to a root, through the others. Where there are lists, every
    /// authority on the way must have one that is still good, and the certificate must not be in it.
    pub(super) fn reach(
        &self,
        leaf: &Certificate,
        others: &[Certificate],
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let der = |one: &Certificate| one.to_der().map(CertificateDer::from);
        let leaf = der(leaf).map_err(|_| Error::Unreadable)?;
        let leaf = EndEntityCert::try_from(&leaf).map_err(|_| Error::Usage)?;
        let others = others.iter().take(MAX_CERTIFICATES);
        let others: Result<Vec<_>, _> = others.map(der).collect();
        let others = others.map_err(|_| Error::Unreadable)?;
        // Of a root the library looks at name, key and name constraints alone (RFC 5280, 6.1.1).
        let trusted = self.trusted.iter();
        let anchors: Vec<TrustAnchor<'_>> = trusted
            .filter(|(certificate, _)| is_authority(certificate, now))
            .map(|(_, anchor)| anchor.clone())
            .collect();
        let lists: Vec<_> = self.lists.iter().collect();
        let revocation = RevocationOptionsBuilder::new(&lists).ok().map(|options| {
            options
                .with_expiration_policy(ExpirationPolicy::Enforce)
                .build()
        });
        let second = u64::try_from(now.timestamp()).unwrap_or_default();
        let found = leaf.verify_for_usage(
            ALGORITHMS,
            &anchors,
            &others,
            UnixTime::since_unix_epoch(Duration::from_secs(second)),
            Personal,
            revocation,
            Some(&|path| self.may_issue(path, now)),
        );
        found.map(|_| ()).map_err(Error::from)
    }

    /// The library takes whoever is a CA for one that may sign certificates, and a root for one that allows a way of
    /// any length.
    fn may_issue(&self, path: &VerifiedPath<'_>, now: DateTime<Utc>) -> Result<(), webpki::Error> {
        let mut authorities = path.intermediate_certificates();
        let below = path.intermediate_certificates().count();
        let is_short = self
            .trusted
            .iter()
            .any(|(root, anchor)| anchor == path.anchor() && allows(root, below));
        let is_authority = authorities.all(|one| {
            let certificate = Certificate::from_der(&one.der());
            certificate.is_ok_and(|certificate| is_authority(&certificate, now))
        });
        match (is_short, is_authority) {
            (true, true) => Ok(()),
            (true, false) => Err(webpki::Error::EndEntityUsedAsCa),
            (false, _) => Err(webpki::Error::PathLenConstraintViolated),
        }
    }
}

impl From<webpki::Error> for Error {
    fn from(error: webpki::Error) -> Self {
        use webpki::Error::*;
        match error {
            CertExpired { .. } | CertNotValidYet { .. } | InvalidCertValidity => Error::Validity,
            CaUsedAsEndEntity | RequiredEkuNotFoundContext(_) | EmptyEkuExtension => Error::Usage,
            CertRevoked => Error::Revoked,
            CrlExpired { .. }
            | InvalidCrlSignatureForPublicKey
            | IssuerNotCrlSigner
            | UnknownRevocationStatus
            | UnsupportedCrlSignatureAlgorithmContext(_)
            | UnsupportedCrlSignatureAlgorithmForPublicKeyContext(_) => Error::Revocation,
            _ => Error::Untrusted,
        }
    }
}
