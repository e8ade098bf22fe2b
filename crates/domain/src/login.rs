//! What people sign in by: telephone, e-mail, СНИЛС; and when a sign-in looks like somebody else's.

use crate::applicant::{Email, Phone, Snils, ValueError, shown_email};
use crate::text::{self, is_dash};

/// A checked login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    /// A telephone.
    Phone(Phone),
    /// An e-mail address.
    Email(Email),
    /// The number of the pension insurance account.
    Snils(Snils),
}

impl Login {
    /// Everything that a typed login may mean, the likeliest first; empty for what is no login. Eleven digits
    /// may be a telephone and a СНИЛС at once; written in a СНИЛС's own groups they are only that.
    pub fn candidates(text: &str) -> Vec<Login> {
        if text.contains('@') {
            return Email::parse(text).map(Login::Email).into_iter().collect();
        }
        let snils = Snils::parse(text).ok();
        let dash = |c| if is_dash(c) { '-' } else { c };
        let grouped: String = text::value(text, &[]).chars().map(dash).collect();
        if let Some(snils) = snils.as_ref().filter(|snils| snils.grouped() == grouped) {
            return vec![Login::Snils(snils.clone())];
        }
        let phone = Phone::parse(text).ok().map(Login::Phone);
        phone.into_iter().chain(snils.map(Login::Snils)).collect()
    }

    /// A login to register with: a telephone or an e-mail address, to which a code can be sent.
    pub fn contact(text: &str) -> Result<Login, ValueError> {
        if text.contains('@') {
            return Email::parse(text).map(Login::Email);
        }
        let has_letters = text::value(text, &["tel:"]).contains(char::is_alphabetic);
        match Phone::parse(text) {
            Ok(phone) => Ok(Login::Phone(phone)),
            Err(error) if !has_letters => Err(error),
            Err(_) => Email::parse(text).map(Login::Email),
        }
    }

    /// The canonical value.
    pub fn as_str(&self) -> &str {
        match self {
            Login::Phone(phone) => phone.as_str(),
            Login::Email(email) => email.as_str(),
            Login::Snils(snils) => snils.as_str(),
        }
    }

    /// Enough of it for its owner to know it again: `a***@example.ru`, `+7 *** ***-67-89`.
    pub fn masked(&self) -> String {
        match self {
            Login::Email(email) => {
                let email = shown_email(email.as_str());
                let (local, domain) = email.rsplit_once('@').unwrap_or_default();
                let first: String = local.chars().take(1).collect();
                format!("{first}***@{domain}")
            }
            Login::Phone(phone) => {
                let digits = phone.as_str();
                let tail: Vec<char> = digits.chars().rev().take(4).collect();
                let tail: String = tail.into_iter().rev().collect();
                let (before, last) = tail.split_at_checked(2).unwrap_or_default();
                format!("+7 *** ***-{before}-{last}")
            }
            Login::Snils(_) => "***-***-*** **".to_owned(),
        }
    }
}

/// Failures in a row after which somebody who comes from elsewhere and then knows the password has
/// rather guessed it: a person who mistypes does so once or twice.
pub const GUESSED_AFTER: i64 = 3;

/// Codes sent to one account in an hour beyond which they are somebody else's doing: a person asks for one,
/// and for another when it is late.
pub const CODES_AN_HOUR: i64 = 5;

/// What is known about a sign-in with the right password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// Failures since the last sign-in.
    pub failures: i64,
    /// Whether this kind of browser and system was used before.
    pub known_device: bool,
    /// Whether this network was used before.
    pub known_network: bool,
    /// Whether a second factor is asked for next, which a guessed password does not pass.
    pub second_factor: bool,
}

/// Whether a sign-in with the right password is so unlike its owner that the account is locked instead.
pub const fn is_unusual(about: Circumstances) -> bool {
    let elsewhere = !about.known_device && !about.known_network;
    elsewhere && about.failures >= GUESSED_AFTER && !about.second_factor
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, Login, is_unusual};

    fn kinds(text: &str) -> Vec<&'static str> {
        let kind = |login: &Login| match login {
            Login::Phone(_) => "phone",
            Login::Email(_) => "email",
            Login::Snils(_) => "snils",
        };
        Login::candidates(text).iter().map(kind).collect()
    }

    #[test]
    fn what_is_typed_is_taken_for_what_it_may_mean() {
        for (text, expected) in [
            ("+7 912 345-67-89", vec!["phone"]),
            ("9123456789", vec!["phone"]),
            ("Anna@Example.ru", vec!["email"]),
            ("anna@", vec![]),
            ("112-233-445 95", vec!["snils"]),
            ("11223344595", vec!["snils"]),
            ("\u{200b}+7 912 345-67-89.", vec!["phone"]),
            ("tel:+79123456789", vec!["phone"]),
            ("mailto:anna@example.ru", vec!["email"]),
            (
                "\u{202a}112\u{2011}233\u{2011}445\u{a0}95\u{202c}",
                vec!["snils"],
            ),
            ("", vec![]),
            ("anna", vec![]),
            ("' OR 1=1 --", vec![]),
        ] {
            assert_eq!(kinds(text), expected, "{text:?}");
        }
    }

    #[test]
    fn eleven_digits_that_are_both_are_tried_as_both_unless_they_are_grouped() {
        // Of the telephones of one hundred one is a СНИЛС by chance.
        let both = (0..1000)
            .map(|n| format!("89123450{n:03}"))
            .find(|text| kinds(text).len() == 2)
            .unwrap();
        assert_eq!(kinds(&both), ["phone", "snils"]);
        let Login::Snils(snils) = &Login::candidates(&both)[1] else {
            panic!("{both}")
        };
        assert_eq!(kinds(&snils.grouped()), ["snils"]);
    }

    #[test]
    fn one_registers_with_what_a_code_can_be_sent_to() {
        for (text, code) in [
            ("112-233-445 95", "phone_format"),
            ("anna", "email_format"),
            ("", "phone_format"),
            ("anna@", "email_format"),
        ] {
            assert_eq!(Login::contact(text).unwrap_err().code, code, "{text:?}");
        }
        let phone = Login::contact("8 (912) 345-67-89").unwrap();
        assert_eq!(phone.masked(), "+7 *** ***-67-89");
        let email = Login::contact("anna.petrova@Example.ru").unwrap();
        assert_eq!(email.masked(), "a***@example.ru");
        let email = Login::contact("anna.petrova@xn--e1afmkfd.xn--p1ai").unwrap();
        assert_eq!(email.masked(), "a***@пример.рф");
    }

    #[test]
    fn a_stranger_who_knows_the_password_after_failures_is_not_let_in() {
        let stranger = Circumstances {
            failures: 3,
            known_device: false,
            known_network: false,
            second_factor: false,
        };
        for (about, expected) in [
            (stranger, true),
            (
                Circumstances {
                    failures: 4,
                    ..stranger
                },
                true,
            ),
            (
                Circumstances {
                    failures: 2,
                    ..stranger
                },
                false,
            ),
            (
                Circumstances {
                    known_device: true,
                    ..stranger
                },
                false,
            ),
            (
                Circumstances {
                    known_network: true,
                    ..stranger
                },
                false,
            ),
            (
                Circumstances {
                    second_factor: true,
                    ..stranger
                },
                false,
            ),
        ] {
            assert_eq!(is_unusual(about), expected, "{about:?}");
        }
    }
}
