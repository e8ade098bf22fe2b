//! Signatures that OpenSSL made, and those of an authority of our own that does not keep to the rules.

mod authority;
mod forged;
mod lists;
mod openssl;

use chrono::{DateTime, Utc};

use super::*;
use authority::{INN, Party, Plan, SNILS};

fn now() -> DateTime<Utc> {
    "2026-12-01T09:00:00Z".parse().unwrap()
}

const STATEMENT: &str = "Otklik sign-in at https://otklik.example, challenge AAAA";

#[test]
fn the_statement_names_the_service() {
    assert_eq!(statement("https://otklik.example", "AAAA"), STATEMENT);
}
