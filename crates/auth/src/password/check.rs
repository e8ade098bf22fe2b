//! The rules of a new password (product.md, section 6), every broken one named at once.

use std::fmt;

use domain::Text;

use super::normalise;
use super::strength::is_common;

/// The least length in characters.
pub const MIN_CHARS: usize = 8;

/// The length that is advised.
pub const RECOMMENDED_CHARS: usize = 12;

/// The greatest length in characters: room for a sentence, and no work for a mischief maker.
pub const MAX_CHARS: usize = 128;

/// Equal characters one after another that are too many.
const RUN: usize = 3;

/// A shorter login is found in good passwords by chance.
const MIN_LOGIN_CHARS: usize = 4;

/// A password that may be set. It has no telling `Debug`.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// The password in its uniform spelling.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// A broken rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Fewer than [`MIN_CHARS`] characters.
    Short,
    /// More than [`MAX_CHARS`] characters.
    Long,
    /// No capital letter.
    Upper,
    /// No small letter.
    Lower,
    /// No digit.
    Digit,
    /// No sign: nothing but letters and digits.
    Sign,
    /// A space of some kind.
    Space,
    /// A NUL, which no keyboard types.
    Control,
    /// Three equal characters one after another.
    Repeats,
    /// The login is in it.
    Login,
    /// One of the commonest, or made from one in the usual ways.
    Common,
}

impl Fault {
    /// The stable code for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Fault::Short => "password_short",
            Fault::Long => "password_long",
            Fault::Upper => "password_upper",
            Fault::Lower => "password_lower",
            Fault::Digit => "password_digit",
            Fault::Sign => "password_sign",
            Fault::Space => "password_space",
            Fault::Control => "password_control",
            Fault::Repeats => "password_repeats",
            Fault::Login => "password_login",
            Fault::Common => "password_common",
        }
    }

    /// The message for people: what to do.
    pub fn text(self) -> Text {
        match self {
            Fault::Short => Text::new(
                format!("Нужно не меньше {MIN_CHARS} знаков, лучше {RECOMMENDED_CHARS}"),
                format!("Use at least {MIN_CHARS} characters, better {RECOMMENDED_CHARS}"),
            ),
            Fault::Long => Text::new(
                format!("Нужно не больше {MAX_CHARS} знаков"),
                format!("Use at most {MAX_CHARS} characters"),
            ),
            Fault::Upper => Text::fixed("Добавьте заглавную букву", "Add a capital letter"),
            Fault::Lower => Text::fixed("Добавьте строчную букву", "Add a small letter"),
            Fault::Digit => Text::fixed("Добавьте цифру", "Add a digit"),
            Fault::Sign => Text::fixed(
                "Добавьте знак, например ! ? - _ % №",
                "Add a sign, such as ! ? - _ % &",
            ),
            Fault::Space => Text::fixed("Уберите пробелы", "Remove the spaces"),
            Fault::Control => Text::fixed(
                "Уберите служебные (управляющие) символы",
                "Remove the control characters",
            ),
            Fault::Repeats => Text::fixed(
                "Уберите три одинаковых знака подряд",
                "Do not repeat a character three times in a row",
            ),
            Fault::Login => Text::fixed(
                "Пароль не должен содержать телефон, почту или другой логин",
                "The password must not contain the phone, the e-mail address or another login",
            ),
            Fault::Common => Text::fixed(
                "Такой пароль подбирают в числе первых: придумайте менее предсказуемый",
                "This password is among the first that are tried: choose a less predictable one",
            ),
        }
    }
}

/// Checks a new password against all rules. `logins` are the person's phone, e-mail and other logins.
pub fn check(password: &str, logins: &[&str]) -> Result<NewPassword, Vec<Fault>> {
    let password = normalise(password);
    let length = password.chars().count();
    let lacks = |kind: fn(char) -> bool| !password.chars().any(kind);
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    let rules = [
        (length < MIN_CHARS, Fault::Short),
        (length > MAX_CHARS, Fault::Long),
        (lacks(char::is_uppercase), Fault::Upper),
        (lacks(char::is_lowercase), Fault::Lower),
        (lacks(char::is_numeric), Fault::Digit),
        (lacks(is_sign), Fault::Sign),
        (has(char::is_whitespace), Fault::Space),
        (
            has(|c| c.is_control() && !c.is_whitespace()),
            Fault::Control,
        ),
        (has_run(&password), Fault::Repeats),
        (
            logins.iter().any(|login| holds(&password, login)),
            Fault::Login,
        ),
        // The measure of a very long password costs time, and a long one is not common.
        (length <= MAX_CHARS && is_common(&password), Fault::Common),
    ];
    let faults: Vec<Fault> = rules
        .into_iter()
        .filter_map(|(broken, fault)| broken.then_some(fault))
        .collect();
    if faults.is_empty() {
        Ok(NewPassword(password))
    } else {
        Err(faults)
    }
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control()
}

fn has_run(password: &str) -> bool {
    let mut run = 0;
    let mut last = None;
    password.chars().any(|c| {
        run = if last == Some(c) { run + 1 } else { 1 };
        last = Some(c);
        run >= RUN
    })
}

/// Whether the password has the login in it: the whole, the name before the @, or the digits of a phone or
/// СНИЛС however they are written.
fn holds(password: &str, login: &str) -> bool {
    let password = password.to_lowercase();
    let login = normalise(login).trim().to_lowercase();
    let name = login.split('@').next().unwrap_or_default();
    if name.chars().count() >= MIN_LOGIN_CHARS && password.contains(name) {
        return true;
    }
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    // People write a phone with +7, with 8 or without either; the ten digits after that are the number. A
    // СНИЛС has eleven, and ten of them are it as good as.
    let number = digits(&login);
    let number = number
        .get(number.len().saturating_sub(10)..)
        .unwrap_or_default();
    if number.len() < 10 {
        return false;
    }
    digits(&password).contains(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Fault, check};

    #[track_caller]
    fn refused(password: &str, expected: &[Fault]) {
        let faults = check(password, &["anna.k@example.ru", "+7 912 345-67-89"]).err();
        assert_eq!(faults.unwrap_or_default(), expected, "{password:?}");
    }

    #[test]
    fn every_broken_rule_is_named_at_once() {
        use Fault::*;
        refused("", &[Short, Upper, Lower, Digit, Sign, Common]);
        refused("kV7$pQ2", &[Short]);
        refused("kv7$pq2!ml", &[Upper]);
        refused("KV7$PQ2!ML", &[Lower]);
        refused("kVx$pQy!ml", &[Digit]);
        refused("kV7spQ2xml", &[Sign]);
        refused("kV7$ pQ2!m", &[Space]);
        refused("kV7$\u{a0}pQ2!m", &[Space]);
        refused("kV7$\u{0}pQ2!m", &[Control]);
        // What nobody sees is left out, and counts for nothing.
        refused("kV7$\u{1}pQ2!m\u{200b}\u{202a}", &[]);
        refused("kV7$pQ2\u{200b}", &[Short]);
        refused("kV7$$$pQ2!m", &[Repeats]);
        refused(
            "   ",
            &[Short, Upper, Lower, Digit, Sign, Space, Repeats, Common],
        );
        refused(&format!("kV7$pQ2!{}", "xY".repeat(61)), &[Long]);
    }

    #[test]
    fn the_login_is_not_part_of_the_password() {
        for password in [
            "Anna.K!2291qz",
            "x9ANNA.K#mZ",
            "Zq!x9123456789",
            "Zq!+7(912)345-67-89",
        ] {
            refused(password, &[Fault::Login]);
        }
        refused("Zq!912345xK67$", &[]);
        let short_name = check("bOb!7Qzr9w", &["bob@example.ru"]);
        assert!(
            short_name.is_ok(),
            "three letters come by chance: {short_name:?}"
        );
    }

    #[test]
    fn the_commonest_are_refused_in_their_usual_disguises() {
        for password in [
            "Password1!",
            "P@ssw0rd",
            "Pa$$w0rd123!",
            "Qwerty123!",
            "Qwerty2024!",
            "Йцукен123!",
            "Пароль2025!",
            "Aa123456!",
            "Admin@123",
            "Welcome1!",
            "Qwe123!@#",
            "1qaz!QAZ",
            "1q2w3e4R!",
            "Zxcvbn1!",
            "Privet123!",
            "Gosuslugi2025!",
            "Abc12345!",
            "!Password1",
            "Natasha1985!",
            "Moskva2024!",
            "1Q2w3e4r5t!",
            "Россия2025!",
        ] {
            let faults = check(password, &[]).err().unwrap_or_default();
            assert!(faults.contains(&Fault::Common), "{password:?}: {faults:?}");
        }
    }

    #[test]
    fn good_passwords_are_accepted() {
        for password in [
            "kV7$pQ2!",
            "Тихий-Омут-1974",
            "correct-Horse7battery",
            "9!7@Xk28#41$",
            "Зима!ушла?В5утра",
            "tR4mvai&dozhd",
        ] {
            assert!(
                check(password, &["anna.k@example.ru"]).is_ok(),
                "{password:?}"
            );
        }
    }

    #[test]
    fn two_spellings_of_a_letter_are_one_password() {
        let one = check("Чай-и-кофе7", &[]).unwrap();
        let other = check("Чаи\u{306}-и-кофе7", &[]).unwrap();
        assert_eq!(one.as_str(), other.as_str());
    }

    #[test]
    fn codes_are_unique_and_texts_are_there() {
        use Fault::*;
        let all = [
            Short, Long, Upper, Lower, Digit, Sign, Space, Control, Repeats, Login, Common,
        ];
        let codes: std::collections::BTreeSet<_> = all.iter().map(|fault| fault.code()).collect();
        assert_eq!(codes.len(), all.len());
        for fault in all {
            assert!(!fault.text().ru.is_empty() && !fault.text().en.is_empty());
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_check_panic(password in any::<String>(), login in any::<String>()) {
            if let Ok(password) = check(&password, &[&login]) {
                let shown = format!("{password:?}");
                prop_assert!(!shown.contains(password.as_str()));
            }
        }
    }
}
