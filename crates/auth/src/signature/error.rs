//! What may be wrong with an electronic signature.

/// Why a signature is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The configured roots cannot be read.
    #[error("signature_roots: not PEM certificates, or lists of revoked ones beside them")]
    Roots,
    /// Not a CMS file or JWS, or larger than any.
    #[error("the signature cannot be read")]
    Unreadable,
    /// None, or more than one signer.
    #[error("there must be exactly one signer")]
    Signers,
    /// Something else was signed.
    #[error("something else was signed")]
    Statement,
    /// The signer's certificate is not in the file.
    #[error("the signer's certificate is missing")]
    NoCertificate,
    /// ГОСТ, SHA-1, short keys and whatever else is not taken.
    #[error("the algorithm is not supported")]
    Algorithm,
    /// The signature does not fit.
    #[error("the signature does not fit")]
    Signature,
    /// The certificate's time is not now, or that of one above it.
    #[error("the certificate is not valid now")]
    Validity,
    /// The certificate is not for signing by a person.
    #[error("the certificate is for something else")]
    Usage,
    /// No chain leads to a configured root.
    #[error("no chain leads to a configured root")]
    Untrusted,
    /// The certificate was revoked, or one above it.
    #[error("the certificate was revoked")]
    Revoked,
    /// The list that would tell is missing, out of date, or not the authority's.
    #[error("no current list tells whether the certificate was revoked")]
    Revocation,
    /// The certificate has neither СНИЛС nor a person's ИНН, or more than one.
    #[error("the certificate does not name a person")]
    Nobody,
}
