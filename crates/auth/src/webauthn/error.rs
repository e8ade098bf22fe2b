//! What may be wrong with the answer of a passkey.

/// Why a passkey's answer is refused. The variants are for the log and for tests: a caller is told that it
/// did not work, except where there is something to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not the JSON, CBOR or bytes that the standard asks for.
    #[error("the answer cannot be read: {0}")]
    Unreadable(&'static str),
    /// An answer to the other ceremony.
    #[error("the answer belongs to another ceremony")]
    Ceremony,
    /// Another challenge than the one that was given.
    #[error("the challenge is another")]
    Challenge,
    /// A page of another origin asked.
    #[error("the origin is another")]
    Origin,
    /// A page in somebody's frame asked.
    #[error("the page was in a frame of another origin")]
    CrossOrigin,
    /// The passkey belongs to another host.
    #[error("the relying party is another")]
    RelyingParty,
    /// Nobody touched the device.
    #[error("the user was not present")]
    UserPresence,
    /// The device did not check who holds it.
    #[error("the user was not verified")]
    UserVerification,
    /// Flags that contradict each other, or what was said at registration.
    #[error("the backup flags contradict each other")]
    BackupFlags,
    /// A key of a kind that was not offered.
    #[error("the key is not supported")]
    Key,
    /// The credential is not the one that was asked for.
    #[error("the credential is another")]
    Credential,
    /// The account that the device names is not the one that owns the passkey.
    #[error("the user handle is another")]
    UserHandle,
    /// The signature does not fit.
    #[error("the signature does not fit")]
    Signature,
    /// The counter did not grow: there may be two copies of the key.
    #[error("the signature counter did not grow")]
    Counter,
}
