//! Problem documents (RFC 9457).

use domain::Lang;
use domain::appeal::FieldError;
use serde::Serialize;

/// `application/problem+json`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemDocument {
    /// Where this kind of problem is explained.
    pub r#type: String,
    /// What happened, in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do.
    pub detail: String,
    /// The path that was called.
    pub instance: String,
    /// The stable code for programs.
    pub code: String,
    /// The request's number, to be told to support.
    pub request_id: String,
    /// Every fault of the input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// The moves that are allowed instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Vec<String>>,
    /// With the code `idempotency_key_reused`: the number of the appeal that was registered with the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appeal: Option<String>,
    /// With the code `proof_required`: what the proof is made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenge: Option<Challenge>,
}

/// A challenge of ALTCHA's protocol, version 1. The proof is base64 of a JSON object with these members less
/// `maxnumber`, and with `number`: the one for which SHA-256 of `salt` and the number, in decimal, is
/// `challenge`. It works once.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Challenge {
    /// `SHA-256`.
    pub algorithm: String,
    /// The hash to be found, in hexadecimal.
    pub challenge: String,
    /// The greatest number that it may be.
    pub maxnumber: u32,
    /// What stands before the number; it says when the challenge expires.
    pub salt: String,
    /// The server's signature.
    pub signature: String,
}

/// One fault of the input.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// Where: a JSON pointer (RFC 6901); for query parameters `/` and the name.
    pub pointer: String,
    /// The stable code for programs.
    pub code: String,
    /// What is wrong and what is allowed.
    pub detail: String,
}

impl FieldProblem {
    /// A fault in the caller's language.
    pub fn new(error: &FieldError, lang: Lang) -> Self {
        FieldProblem {
            pointer: error.pointer.clone(),
            code: error.code.to_owned(),
            detail: error.message.get(lang).to_owned(),
        }
    }
}
