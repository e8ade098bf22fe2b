//! Credentials, pure: no clock, no input or output. Random bytes come from the host's generator
//! (`getrandom`), the time is an argument, and what is stored is the caller's business.

pub mod agent;
pub mod altcha;
pub mod code;
pub mod jws;
pub mod network;
pub mod oidc;
pub mod password;
pub mod public_key;
pub mod qr;
pub mod signature;
pub mod token;
pub mod totp;
pub mod wait;
pub mod webauthn;
