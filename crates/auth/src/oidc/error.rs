//! What may be wrong with what a provider says.

use crate::jws;

/// Why a provider's word is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The issuer is no `https` address (`http` on loopback), or has a query or fragment.
    #[error("the issuer is not an https address")]
    IssuerAddress,
    /// The discovery document cannot be read.
    #[error("the discovery document cannot be read")]
    Discovery,
    /// The discovery document, the token or the redirect is another issuer's.
    #[error("the issuer is another")]
    Issuer,
    /// An endpoint is missing, or not `https`.
    #[error("the endpoint {0} is missing or not https")]
    Endpoint(&'static str),
    /// The provider does not offer what is needed here.
    #[error("the provider does not offer {0}")]
    NotOffered(&'static str),
    /// The key set cannot be read.
    #[error("the key set cannot be read")]
    Keys,
    /// No key of the set fits the token; a newer set may have one.
    #[error("no key of the set fits the token")]
    UnknownKey,
    /// The answer of the token endpoint cannot be read, or has no ID token.
    #[error("the answer of the token endpoint has no ID token")]
    TokenAnswer,
    /// The ID token's form, algorithm or signature.
    #[error(transparent)]
    Token(#[from] jws::Error),
    /// The token is for somebody else.
    #[error("the audience is another")]
    Audience,
    /// The token was given to somebody else.
    #[error("the authorized party is another")]
    AuthorizedParty,
    /// The token's time is over.
    #[error("the token has expired")]
    Expired,
    /// The token is of a time that is yet to come, or was made long ago.
    #[error("the token was not made just now")]
    IssuedAt,
    /// The token answers another request.
    #[error("the nonce is another")]
    Nonce,
    /// The token does not say who it is about.
    #[error("the subject is missing or too long")]
    Subject,
    /// The access token is not the one that came with the ID token.
    #[error("the access token is another")]
    AccessToken,
    /// The further claims cannot be read, or are of another person.
    #[error("the further claims cannot be read or are of another subject")]
    UserInfo,
}
