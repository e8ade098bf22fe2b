//! Sign-in through somebody who knows the person: OpenID Connect Core 1.0 as a relying party, the
//! authorization code flow with PKCE (RFC 7636), and nothing else of it.
//!
//! Everything here is pure: the caller fetches what [`Provider`] and [`Client`] name, within its own limits.

mod claims;
mod client;
mod error;
mod id_token;
mod jwks;
mod provider;
#[cfg(test)]
mod tests;

pub use claims::{Mapping, MappingError, Person};
pub use client::{Client, Secrets, TokenRequest, Tokens};
pub use error::Error;
pub use id_token::{Expected, IdToken};
pub use jwks::KeySet;
pub use provider::{Issuer, Provider};
