//! The access code: the only key to an appeal for a person who has not signed in.

use std::fmt;

/// Latin letters and digits without 0, O, 1, I, L (taken for one another) and U (taken
/// for V, and the maker of words): 30 symbols.
pub const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Thirteen symbols of thirty are 63.8 bits; at least 60 are required.
pub const LENGTH: usize = 13;

/// A secret code of one appeal. It is shown once and stored only as a keyed hash, so it
/// implements neither `Display` nor a telling `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessCode(String);

/// The string is not thirteen symbols of the alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an access code is 13 letters and digits")]
pub struct AccessCodeError;

impl AccessCode {
    /// Makes a code from 16 random bytes. 2^128 is not a multiple of 30^13, which favours
    /// some codes by less than one part in 2^64.
    pub fn from_entropy(entropy: [u8; 16]) -> AccessCode {
        AccessCode(write_symbols(entropy, LENGTH))
    }

    /// Reads a code as a person types it: any case, spaces and dashes anywhere, and
    /// Cyrillic letters that look like the Latin ones.
    pub fn parse(text: &str) -> Result<AccessCode, AccessCodeError> {
        read_symbols(text, LENGTH)
            .map(AccessCode)
            .ok_or(AccessCodeError)
    }

    /// The canonical form, thirteen capital symbols: what is hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form shown to a person: groups of four, five and four.
    pub fn grouped(&self) -> String {
        let mut grouped = String::with_capacity(LENGTH + 2);
        for (at, symbol) in self.0.chars().enumerate() {
            if at == 4 || at == 9 {
                grouped.push('-');
            }
            grouped.push(symbol);
        }
        grouped
    }
}

impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessCode(…)")
    }
}

/// So many symbols of the alphabet, made from random bytes; at most 26 are independent.
pub fn write_symbols(entropy: [u8; 16], length: usize) -> String {
    let mut rest = u128::from_be_bytes(entropy);
    let base = ALPHABET.len() as u128;
    let symbols = std::iter::repeat_with(|| {
        let symbol = ALPHABET.get((rest % base) as usize).copied();
        rest /= base;
        symbol.map_or('2', char::from)
    });
    symbols.take(length).collect()
}

/// Reads so many symbols as a person types them, see [`AccessCode::parse`].
pub fn read_symbols(text: &str, length: usize) -> Option<String> {
    let mut code = String::with_capacity(length);
    for c in crate::text::unspaced(text).chars() {
        let symbol = latin(c).to_ascii_uppercase();
        let known = symbol.is_ascii() && ALPHABET.contains(&(symbol as u8));
        if !known || code.len() == length {
            return None;
        }
        code.push(symbol);
    }
    (code.len() == length).then_some(code)
}

/// A Russian keyboard layout left on gives letters that cannot be told from Latin ones.
const fn latin(c: char) -> char {
    match c {
        'А' | 'а' => 'A',
        'В' | 'в' => 'B',
        'С' | 'с' => 'C',
        'Е' | 'е' => 'E',
        'Н' | 'н' => 'H',
        'К' | 'к' => 'K',
        'М' | 'м' => 'M',
        'Р' | 'р' => 'P',
        'Т' | 'т' => 'T',
        'Х' | 'х' => 'X',
        'У' | 'у' => 'Y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ALPHABET, AccessCode, LENGTH};

    #[test]
    fn a_code_is_at_least_sixty_bits_without_look_alikes() {
        assert!((ALPHABET.len() as f64).log2() * LENGTH as f64 >= 60.0);
        for look_alike in "0O1ILU".bytes() {
            assert!(!ALPHABET.contains(&look_alike));
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = AccessCode::from_entropy([7; 16]);
        let grouped = code.grouped();
        assert_eq!(grouped.len(), LENGTH + 2);
        for typed in [
            grouped.to_lowercase(),
            format!("  {}\n", grouped.replace('-', " ")),
            grouped.replace('-', "–"),
            format!("\u{202a}{grouped}\u{202c}."),
            code.as_str().replace('A', "А").replace('C', "с"),
        ] {
            assert_eq!(AccessCode::parse(&typed), Ok(code.clone()), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let code = AccessCode::from_entropy([9; 16]).as_str().to_owned();
        for text in [
            "",
            "-",
            &code.replacen(|_: char| true, "", 1),
            &format!("{code}2"),
            "ОООООООООООООО",
            "0000000000000",
        ] {
            assert!(AccessCode::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn debug_does_not_reveal_the_code() {
        let code = AccessCode::from_entropy([3; 16]);
        assert!(!format!("{code:?}").contains(code.as_str()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn a_code_survives_grouping(entropy: [u8; 16]) {
            let code = AccessCode::from_entropy(entropy);
            prop_assert_eq!(AccessCode::parse(&code.grouped()), Ok(code));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC*") {
            if let Ok(code) = AccessCode::parse(&text) {
                prop_assert_eq!(code.as_str().len(), LENGTH);
            }
        }
    }
}
