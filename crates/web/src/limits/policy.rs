//! What is allowed in which time. Networks are /24 and /56: behind one there may be an office or, with a
//! mobile provider, some thousands of people, so the limits by network are wide and those by login, account
//! and key are narrow.

use store::limits::Policy;

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;

const fn policy(name: &'static str, quota: u64, window_seconds: u32) -> Policy {
    Policy {
        name,
        quota,
        window_seconds,
    }
}

/// Appeals of a network that need no proof of work: nobody's family sends more, a script soon does.
pub const SUBMISSION_FREE: Policy = policy("submission-free", 10, 10 * MINUTE);

/// Appeals of a network, proof or not: an incident makes a whole district write, a robot with a proof a
/// second makes six times as many.
pub const SUBMISSION: Policy = policy("submission", 600, HOUR);

/// Appeals of one account: somebody who documents every pit of a street.
pub const SUBMISSION_BY_ACCOUNT: Policy = policy("submission-account", 60, HOUR);

/// Bytes of attachments of a network: some seventy appeals with all that may be attached.
pub const UPLOAD: Policy = policy("upload", 2 << 30, HOUR);

/// Wrong access codes of a network. A code has 63 bits, so this is against noise and against typing
/// errors of nobody: a person needs two or three tries.
pub const LOOKUP: Policy = policy("lookup", 30, 10 * MINUTE);

/// Failed sign-ins of a login or a network after which a proof of work is asked for: three, as the lockout
/// comes at five.
pub const SIGN_IN_FREE: Policy = policy("sign-in-free", 3, 30 * MINUTE);

/// Failed sign-ins of a network, whatever the logins: what the lockout by account does not see, one
/// password tried with many logins.
pub const SIGN_IN: Policy = policy("sign-in", 60, 10 * MINUTE);

/// Codes sent to one login or account: each costs money and wakes somebody.
pub const CODE_SENDING: Policy = policy("code-sending", 5, 30 * MINUTE);

/// Letters an hour to an address that nobody has proved to be theirs, whatever they are about: what an appeal and an
/// invitation bring that come at once. What is more goes later, in one letter.
pub const LETTERS_UNPROVED_HOUR: Policy = policy("letters-unproved-hour", 5, HOUR);

/// The same a day: a family whose appeals are worked on, and no mailbox that is full in the morning.
pub const LETTERS_UNPROVED_DAY: Policy = policy("letters-unproved-day", 10, DAY);

/// Short messages an hour to a telephone that nobody has proved to be theirs: each costs money and wakes somebody.
pub const SMS_UNPROVED_HOUR: Policy = policy("sms-unproved-hour", 2, HOUR);

/// The same a day.
pub const SMS_UNPROVED_DAY: Policy = policy("sms-unproved-day", 4, DAY);

/// Invitations that one account, key or access code makes: everybody who works on the largest case, at once.
pub const INVITATION_MAKING: Policy = policy("invitation", 20, HOUR);

/// Wrong codes of a network, beside the five that each code allows.
pub const CODE_ATTEMPT: Policy = policy("code-attempt", 60, 10 * MINUTE);

/// Challenges for passkeys, signatures and providers given to one network: each is a row until it ends.
pub const CHALLENGE: Policy = policy("challenge", 300, 10 * MINUTE);

/// Accounts registered from one network.
pub const REGISTRATION: Policy = policy("registration", 30, HOUR);

/// Recoveries begun from one network.
pub const RECOVERY: Policy = policy("recovery", 30, HOUR);

/// Commands of one API key: ten a second for a minute is what a call centre's import does.
pub const API_KEY: Policy = policy("api-key", 600, MINUTE);
