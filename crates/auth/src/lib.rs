//! Credentials, pure: no clock, no input or output. Random bytes come from the host's generator
//! (`getrandom`), the time is an argument, and what is stored is the caller's business.

pub mod public_key;
pub mod webauthn;
