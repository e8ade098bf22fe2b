//! Signatures by certificates, as CMS and as JWS, against roots that did not sign them.

#![no_main]

use auth::signature::{Roots, verify_cms, verify_jws};
use libfuzzer_sys::fuzz_target;

const STATEMENT: &str = "Otklik sign-in at https://otklik.example, challenge AAAA";
const ROOTS: &str = include_str!("../../crates/auth/src/signature/tests/vectors/root.pem");

fuzz_target!(|bytes: &[u8]| {
    let roots = Roots::parse(ROOTS).expect("roots");
    let now = chrono::DateTime::from_timestamp(1_796_000_000, 0).expect("a time");
    let _ = verify_cms(&roots, STATEMENT, bytes, now);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = verify_jws(&roots, STATEMENT, text, now);
        let _ = Roots::parse(text);
    }
});
