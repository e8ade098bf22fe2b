//! Codes that a person types: those of messages, and those written down for a bad day.

use std::fmt;

use domain::access_code::{read_symbols, write_symbols};
use domain::text::unspaced;

/// Digits of a code in a message. A million codes, five attempts and ten minutes leave a guesser one
/// chance in 200,000.
pub const DIGITS: usize = 6;

/// How many numbers of [`DIGITS`] digits there are.
const NUMBERS: u32 = 1_000_000;

/// A code of six digits, sent by e-mail or SMS.
#[derive(Clone, PartialEq, Eq)]
pub struct MessageCode(String);

impl MessageCode {
    /// A new code, every one as likely as the others.
    pub fn new() -> Result<Self, getrandom::Error> {
        uniform(getrandom::u32).map(|number| MessageCode(format!("{number:06}")))
    }

    /// Reads a code as people type or paste it: with spaces or dashes in it.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = unspaced(text);
        let fits = digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then_some(MessageCode(digits))
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A number below [`NUMBERS`]. 2^32 is no multiple of it, so the rest at the end is thrown away: without
/// that the low numbers would come oftener.
fn uniform<E>(mut random: impl FnMut() -> Result<u32, E>) -> Result<u32, E> {
    const WHOLE: u32 = u32::MAX - u32::MAX % NUMBERS;
    loop {
        let number = random()?;
        if number < WHOLE {
            return Ok(number % NUMBERS);
        }
    }
}

/// Symbols of the access code's alphabet, which has no look-alikes, as many as `N`.
#[derive(Clone, PartialEq, Eq)]
pub struct Symbols<const N: usize>(String);

/// A code that signs in once when the second factor is lost. Twelve symbols of thirty are 58.8 bits: at
/// least 50 are wanted for what is valid for years.
pub type RecoveryCode = Symbols<12>;

/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;

/// The short code of a sign-in by QR, for typing it on the telephone. Eight symbols are 39 bits, which
/// is enough for the five minutes that it is valid: a guess must also be approved by somebody signed in.
pub type ShortCode = Symbols<8>;

impl<const N: usize> Symbols<N> {
    /// A new code.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut entropy = [0; 16];
        getrandom::fill(&mut entropy)?;
        Ok(Symbols(write_symbols(entropy, N)))
    }

    /// Reads a code as people type it: any case, spaces and dashes anywhere, Cyrillic look-alikes.
    pub fn parse(text: &str) -> Option<Self> {
        read_symbols(text, N).map(Symbols)
    }

    /// The symbols alone: what is hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form shown to a person: groups of four.
    pub fn grouped(&self) -> String {
        let mut grouped = String::with_capacity(N + N / 4);
        for (at, symbol) in self.0.chars().enumerate() {
            if at > 0 && at.is_multiple_of(4) {
                grouped.push('-');
            }
            grouped.push(symbol);
        }
        grouped
    }
}

impl fmt::Debug for MessageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MessageCode(…)")
    }
}

impl<const N: usize> fmt::Debug for Symbols<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Symbols(…)")
    }
}

#[cfg(test)]
mod tests {
    use domain::access_code::ALPHABET;

    use super::{MessageCode, NUMBERS, RecoveryCode, ShortCode, uniform};

    #[test]
    fn a_number_from_the_uneven_end_is_drawn_again() {
        let mut drawn = [u32::MAX, 4_294_000_000, 4_293_999_999].into_iter();
        let number = uniform(|| drawn.next().ok_or(()));
        assert_eq!(number, Ok(999_999));
        assert_eq!(drawn.next(), None);
        // What is left below is a whole number of millions, so every code comes as often.
        assert_eq!(4_294_000_000 % NUMBERS, 0);
    }

    #[test]
    fn a_message_code_is_read_as_people_paste_it() {
        let code = MessageCode::new().unwrap();
        let (left, right) = code.as_str().split_at(3);
        for typed in [
            format!("{left} {right}"),
            format!(" {left}-{right}\n"),
            format!("{left}\u{a0}{right}"),
            format!("\u{200b}{left}\u{2011}{right}."),
        ] {
            assert_eq!(MessageCode::parse(&typed), Some(code.clone()), "{typed:?}");
        }
        for wrong in [
            "",
            "12345",
            "1234567",
            "12345a",
            "١٢٣٤٥٦",
            "+12345",
            "12.3456",
        ] {
            assert_eq!(MessageCode::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_recovery_code_has_fifty_bits_and_forgives_typing() {
        assert!((ALPHABET.len() as f64).log2() * 12.0 >= 50.0);
        let code = RecoveryCode::new().unwrap();
        assert_eq!(code.grouped().len(), 14);
        let typed = format!(" {} ", code.grouped().to_lowercase().replace('-', " "));
        assert_eq!(RecoveryCode::parse(&typed), Some(code.clone()));
        assert_eq!(RecoveryCode::parse(code.as_str().split_at(1).1), None);
        assert_eq!(ShortCode::parse(code.as_str()), None);
        assert_ne!(code, RecoveryCode::new().unwrap());
    }

    #[test]
    fn debug_does_not_reveal_a_code() {
        let code = MessageCode::new().unwrap();
        assert!(!format!("{code:?}").contains(code.as_str()));
        let code = ShortCode::new().unwrap();
        assert!(!format!("{code:?}").contains(code.as_str()));
    }
}
