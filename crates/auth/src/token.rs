//! Tokens that a program keeps: sessions, tickets, invitations, API keys.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// 256 bits: out of reach of guessing, however many are in use at once.
const BYTES: usize = 32;

/// A random token. It is stored only as a keyed hash, so it has no `Display` and no telling `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; BYTES]);

impl Token {
    /// A new token from the host's random bytes.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Token(bytes))
    }

    /// Reads a token; `None` for anything that [`Token::text`] does not write.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Token)
    }

    /// The token as it travels: 43 characters of base64url (RFC 4648 5), without padding.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The bytes, which are what is hashed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_survives_its_travel_and_no_two_are_the_same() {
        let token = Token::new().unwrap();
        assert_eq!(token.text().len(), 43);
        assert_eq!(Token::parse(&token.text()), Some(token.clone()));
        assert_ne!(token, Token::new().unwrap());
        assert!(!format!("{token:?}").contains(&token.text()));
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let text = Token::new().unwrap().text();
        // The last character carries four bits: one with others set is another spelling of the same
        // bytes, and a token must have one spelling.
        let spelt_otherwise = format!("{}B", text.split_at(42).0);
        for wrong in [
            "",
            "A",
            text.split_at(1).1,
            &format!("{text}A"),
            &format!("{text}="),
            &spelt_otherwise,
            "т",
        ] {
            assert_eq!(Token::parse(wrong), None, "{wrong:?}");
        }
    }
}
