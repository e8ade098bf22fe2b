//! Sign-in by electronic signature: the person signs a statement with the key of their certificate, in any
//! program that they have for that, as a CMS signature (RFC 5652) or as a JWS with `x5c` (RFC 7515).
//!
//! What is checked: the statement, the signature, the chain of certificates up to configured roots, that the
//! certificate names a person, and revocation where lists are configured beside the roots. Nothing is fetched from
//! addresses that certificates name. Algorithms: RSA (2048 to 4096 bits, PKCS #1 v1.5 and PSS), ECDSA
//! on P-256 and P-384, Ed25519, with SHA-256, SHA-384 and SHA-512. ГОСТ Р 34.10 is not among them: there is
//! no kept library in Rust that checks it.

mod certificate;
mod chain;
mod cms;
mod error;
mod jws;
mod person;
#[cfg(test)]
mod tests;
mod text;

use chrono::{DateTime, Utc};
use x509_cert::Certificate;

pub use chain::Roots;
pub use error::Error;
pub use person::Signer;

/// The largest signature that is read: chains of RSA-4096 certificates and time stamps stay below.
pub const MAX_BYTES: usize = 64 * 1024;

/// The most certificates that are looked through for a chain: the longest one with its root. Ways through those that
/// name each other are as many as their orders: eight take 15 ms to be tried, natively, sixteen 80.
const MAX_CERTIFICATES: usize = 8;

/// The statement that is signed: one line of ASCII without an end, so that no editor or operating system changes
/// it on the way. It names the service, so that a signature given here is good for nothing else.
pub fn statement(origin: &str, nonce: &str) -> String {
    format!("Otklik sign-in at {origin}, challenge {nonce}")
}

/// Checks a CMS signature over the statement, as a file that a program for signatures wrote: DER, BER, PEM or
/// base64; detached or with the statement in it.
///
/// # Errors
/// Says what is wrong.
pub fn verify_cms(
    roots: &Roots,
    statement: &str,
    file: &[u8],
    now: DateTime<Utc>,
) -> Result<Signer, Error> {
    if file.len() > MAX_BYTES {
        return Err(Error::Unreadable);
    }
    let (leaf, others) = cms::verify(statement.as_bytes(), file)?;
    finish(roots, &leaf, &others, now)
}

/// Checks a JWS in compact form whose payload is the statement and whose header has the certificates.
///
/// # Errors
/// Says what is wrong.
pub fn verify_jws(
    roots: &Roots,
    statement: &str,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Signer, Error> {
    if token.len() > MAX_BYTES {
        return Err(Error::Unreadable);
    }
    let (leaf, others) = jws::verify(statement.as_bytes(), token.trim())?;
    finish(roots, &leaf, &others, now)
}

fn finish(
    roots: &Roots,
    leaf: &Certificate,
    others: &[Certificate],
    now: DateTime<Utc>,
) -> Result<Signer, Error> {
    certificate::is_for_signatures(leaf)?;
    roots.reach(leaf, others, now)?;
    Signer::read(leaf)
}
