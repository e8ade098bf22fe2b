//! From the person's certificate up to one that is trusted (RFC 5280, 6, without policies and revocation).

use chrono::{DateTime, Utc};
use x509_cert::Certificate;

use super::certificate::{is_authority, is_issued};
use super::{Error, MAX_CERTIFICATES};

/// The most authorities between a person and a root: two are usual.
const MAX_AUTHORITIES: u8 = 5;

/// The most signatures that are checked for one chain: a tangle of certificates that name each other must
/// not keep the service busy.
const MAX_CHECKS: u32 = 32;

/// The certificates that are trusted, as configured.
#[derive(Clone, Debug, Default)]
pub struct Roots(Vec<Certificate>);

impl Roots {
    /// Reads certificates in PEM, one after the other; an empty text is none.
    ///
    /// # Errors
    /// When something else is among them.
    pub fn parse(pem: &str) -> Result<Self, Error> {
        // A variable of one line may write the ends of lines as \n.
        let pem = pem.replace("\\n", "\n");
        if pem.trim().is_empty() {
            return Ok(Roots::default());
        }
        let roots = Certificate::load_pem_chain(pem.trim().as_bytes()).map_err(|_| Error::Roots)?;
        if roots.is_empty() {
            return Err(Error::Roots);
        }
        Ok(Roots(roots))
    }

    /// Whether nothing is trusted, so that nobody can sign in this way.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Finds a chain from a person's certificate to a root, through the others.
    pub(super) fn reach(
        &self,
        leaf: &Certificate,
        others: &[Certificate],
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let others = others.get(..MAX_CERTIFICATES).unwrap_or(others);
        let mut climb = Climb {
            roots: &self.0,
            others,
            now,
            checks: MAX_CHECKS,
        };
        if climb.from(leaf, 0) {
            Ok(())
        } else {
            Err(Error::Untrusted)
        }
    }
}

struct Climb<'a> {
    roots: &'a [Certificate],
    others: &'a [Certificate],
    now: DateTime<Utc>,
    checks: u32,
}

impl<'a> Climb<'a> {
    /// Whether a chain leads from this certificate to a root; `below` authorities are in it already.
    fn from(&mut self, child: &Certificate, below: u8) -> bool {
        if below > MAX_AUTHORITIES {
            return false;
        }
        let (roots, others) = (self.roots, self.others);
        if roots.iter().any(|root| self.issued(child, root, below)) {
            return true;
        }
        others
            .iter()
            .any(|other| self.issued(child, other, below) && self.from(other, below + 1))
    }

    fn issued(&mut self, child: &Certificate, issuer: &Certificate, below: u8) -> bool {
        let named = child.tbs_certificate().issuer() == issuer.tbs_certificate().subject();
        if !named || child == issuer || !is_authority(issuer, below, self.now) {
            return false;
        }
        let Some(left) = self.checks.checked_sub(1) else {
            return false;
        };
        self.checks = left;
        is_issued(child, issuer).is_ok()
    }
}
