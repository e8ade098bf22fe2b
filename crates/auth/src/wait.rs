//! The way of a browser without scripts past a proof of work: a signed ticket that becomes good after some
//! seconds. Time is what the proof costs others, and it costs a robot the same.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::altcha::{Solved, same, sign};

/// What every ticket begins with, so that it can be told from a payload of ALTCHA: a dot is no base64.
pub const PREFIX: &str = "wait.";

/// How long a ticket is good for after its seconds have passed: a person may have gone to make tea.
const LIFE_SECONDS: u64 = 3600;

/// Random bytes that make each ticket another.
const NONCE_BYTES: usize = 12;

/// Why a ticket is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no ticket of ours, or one for somebody else.
    #[error("the ticket is not ours")]
    Forged,
    /// So many seconds are left.
    #[error("the ticket is good in {0} seconds")]
    Early(u64),
    /// It came too late.
    #[error("the ticket has expired")]
    Expired,
}

/// A ticket that is good from `good_at` on, for one bearer: whoever has the same `bearer` text.
pub fn issue(key: &str, bearer: &str, good_at: u64) -> Result<String, getrandom::Error> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce)?;
    let head = format!("{PREFIX}{good_at}.{}", URL_SAFE_NO_PAD.encode(nonce));
    let signature = signature(key, bearer, &head);
    Ok(format!("{head}.{signature}"))
}

/// Checks a ticket. It must work once, as a solved challenge does.
pub fn verify(key: &str, bearer: &str, ticket: &str, now: u64) -> Result<Solved, Fault> {
    let (head, signed) = ticket.trim().rsplit_once('.').ok_or(Fault::Forged)?;
    if !same(signature(key, bearer, head).as_bytes(), signed.as_bytes()) {
        return Err(Fault::Forged);
    }
    // What is signed is ours, so this is how it was written.
    let good_at = head
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.split('.').next()?.parse::<u64>().ok())
        .ok_or(Fault::Forged)?;
    if now < good_at {
        return Err(Fault::Early(good_at - now));
    }
    let expires_at = good_at + LIFE_SECONDS;
    if expires_at <= now {
        return Err(Fault::Expired);
    }
    let id = Sha256::digest(head).into();
    Ok(Solved { id, expires_at })
}

fn signature(key: &str, bearer: &str, head: &str) -> String {
    // A line end is in neither of them.
    URL_SAFE_NO_PAD.encode(sign(key, &format!("wait\n{bearer}\n{head}")))
}

#[cfg(test)]
mod tests {
    use super::{Fault, issue, verify};

    const KEY: &str = "a key of the test";
    const NOW: u64 = 1_800_000_000;

    #[test]
    fn a_ticket_is_good_after_its_seconds_and_for_its_bearer() {
        let ticket = issue(KEY, "203.0.113.0/24", NOW + 20).unwrap();
        let check =
            |bearer: &str, now| verify(KEY, bearer, &ticket, now).map(|solved| solved.expires_at);
        assert_eq!(check("203.0.113.0/24", NOW), Err(Fault::Early(20)));
        assert_eq!(check("203.0.113.0/24", NOW + 19), Err(Fault::Early(1)));
        assert_eq!(check("203.0.113.0/24", NOW + 20), Ok(NOW + 3620));
        assert_eq!(check("203.0.113.0/24", NOW + 3620), Err(Fault::Expired));
        assert_eq!(check("203.0.114.0/24", NOW + 20), Err(Fault::Forged));
    }

    #[test]
    fn no_two_tickets_are_the_same_and_none_is_made_by_hand() {
        let one = issue(KEY, "", NOW).unwrap();
        let other = issue(KEY, "", NOW).unwrap();
        let id = |ticket: &str| verify(KEY, "", ticket, NOW).unwrap().id;
        assert_ne!(id(&one), id(&other));
        let earlier = one.replace(&NOW.to_string(), &(NOW - 9).to_string());
        for ticket in [
            "",
            ".",
            "wait.",
            "wait.0.0.0",
            &earlier,
            &format!("{one}A"),
            "\u{0}",
            "💥.💥",
        ] {
            assert_eq!(verify(KEY, "", ticket, NOW), Err(Fault::Forged), "{ticket}");
        }
        assert_eq!(verify("another key", "", &one, NOW), Err(Fault::Forged));
    }
}
