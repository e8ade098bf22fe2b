//! A JWS with its signer's certificates (RFC 7515, 4.1.6).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use der::Decode;
use x509_cert::Certificate;

use super::certificate::key;
use super::{Error, MAX_CERTIFICATES};
use crate::jws::{self, Jws};

/// The signer's certificate and those above it, once the signature over the statement is found good.
pub(super) fn verify(
    statement: &[u8],
    token: &str,
) -> Result<(Certificate, Vec<Certificate>), Error> {
    let token = Jws::parse(token)?;
    let chain = token.header.x5c.as_ref().ok_or(Error::NoCertificate)?;
    let mut chain = chain.iter().take(MAX_CERTIFICATES).map(|text| {
        let bytes = STANDARD.decode(text).map_err(|_| Error::Unreadable)?;
        Certificate::from_der(&bytes).map_err(|_| Error::Unreadable)
    });
    let leaf = chain.next().ok_or(Error::NoCertificate)??;
    let others = chain.collect::<Result<Vec<_>, _>>()?;
    if token.verify(&key(&leaf)?)? != statement {
        return Err(Error::Statement);
    }
    Ok((leaf, others))
}

impl From<jws::Error> for Error {
    fn from(error: jws::Error) -> Self {
        match error {
            jws::Error::Unreadable | jws::Error::Critical => Error::Unreadable,
            jws::Error::Algorithm => Error::Algorithm,
            jws::Error::Signature => Error::Signature,
        }
    }
}
