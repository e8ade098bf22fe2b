//! Which second factors an account has, as the person chooses among them.

use store::account::Account;

/// The methods, the best first. Codes by message are offered only where the owner has turned them on: an
/// app or a passkey must not be worth as little as a mailbox.
pub(crate) fn of(account: &Account, factors: &[String], recovery_codes: i64) -> Vec<String> {
    let has = |kind: &str| factors.iter().any(|factor| factor == kind);
    let person = &account.profile.person;
    let by_message = has("message");
    [
        ("passkey", has("passkey")),
        ("totp", has("totp")),
        ("email", by_message && person.email.is_some()),
        ("sms", by_message && person.phone.is_some()),
        ("recovery", recovery_codes > 0),
    ]
    .into_iter()
    .filter(|(_, is_there)| *is_there)
    .map(|(method, _)| method.to_owned())
    .collect()
}

/// The method that a page asks for first: one that needs no script.
pub(crate) fn first(methods: &[String]) -> &str {
    let by_code = |method: &&String| matches!(method.as_str(), "totp" | "recovery");
    let found = methods.iter().find(by_code);
    // Codes by message are sent when they are asked for.
    found.map_or("", String::as_str)
}
