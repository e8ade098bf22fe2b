//! One-time codes of an authenticator app (RFC 6238).
//!
//! HMAC-SHA-1, six digits, thirty seconds: what every app understands (some take an `otpauth` link with
//! another algorithm and count with SHA-1 all the same).

use std::fmt;

use domain::text::unspaced;

use totp_rs::{Builder, Totp};

/// Bytes of a secret: the length that RFC 4226 4 recommends (R6).
const SECRET_BYTES: usize = 20;

/// Steps of thirty seconds before and after the present one that are accepted: the network's delay and a
/// telephone's clock (RFC 6238 5.2 recommends one).
const SKEW: u16 = 1;

/// Why a secret cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The host gives no random bytes.
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// The secret is shorter than the 16 bytes that RFC 4226 demands.
    #[error("the secret is too short")]
    Short,
    /// The link cannot be written.
    #[error("no otpauth link: {0}")]
    Link(String),
}

/// The secret that the service and the app share.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// A new secret.
    pub fn new() -> Result<Self, SecretError> {
        let mut bytes = vec![0; SECRET_BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Secret(bytes))
    }

    /// A secret that was stored.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SecretError> {
        // RFC 4226 4, R6: at least 128 bits.
        if bytes.len() < 16 {
            return Err(SecretError::Short);
        }
        Ok(Secret(bytes.to_vec()))
    }

    /// What is to be stored, sealed.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret for typing it into an app: base32 (RFC 4648 6).
    pub fn base32(&self) -> String {
        totp_rs::Secret::from(self.0.clone()).to_base32()
    }

    /// The `otpauth` link that the QR code holds. Colons separate its parts, so they are left out of names.
    pub fn link(&self, issuer: &str, account: &str) -> Result<String, SecretError> {
        let totp = builder(self)
            .with_issuer(Some(issuer.replace(':', " ")))
            .with_account_name(account.replace(':', " "))
            .build();
        totp.and_then(|totp| totp.to_url())
            .map_err(|error| SecretError::Link(error.to_string()))
    }

    /// The step of thirty seconds that the code belongs to, if it is one of now or of its neighbours.
    ///
    /// RFC 6238 5.2: a code is good for one sign-in. The caller keeps the step and gives it back as
    /// `used`; no step up to it is accepted again.
    pub fn check(&self, code: &str, now_seconds: u64, used: Option<u64>) -> Option<u64> {
        let step = totp(self)?.check(&unspaced(code), now_seconds)?;
        used.is_none_or(|used| used < step).then_some(step)
    }

    /// The code of this moment, as the app shows it: for tests and for the demonstration.
    pub fn code(&self, now_seconds: u64) -> Option<String> {
        Some(totp(self)?.generate(now_seconds).to_string())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn builder(secret: &Secret) -> Builder {
    Builder::new().with_secret(secret.0.clone()).with_skew(SKEW)
}

/// `None` never happens: every secret is long enough by construction.
fn totp(secret: &Secret) -> Option<Totp> {
    builder(secret).build().ok()
}

#[cfg(test)]
mod tests {
    use super::Secret;

    fn rfc_secret() -> Secret {
        Secret::from_bytes(b"12345678901234567890").unwrap()
    }

    /// RFC 6238, appendix B, SHA-1. Its codes have eight digits; ours are their last six.
    const VECTORS: [(u64, &str); 6] = [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ];

    #[test]
    fn codes_are_those_of_the_standard() {
        for (time, code) in VECTORS {
            let code = code.split_at(2).1;
            assert_eq!(rfc_secret().code(time).as_deref(), Some(code), "{time}");
            assert_eq!(
                rfc_secret().check(code, time, None),
                Some(time / 30),
                "{time}"
            );
        }
    }

    #[test]
    fn a_neighbouring_step_is_accepted_and_no_further_one() {
        let code = rfc_secret().code(3000).unwrap();
        for (time, expected) in [
            (2939, None),
            (2969, None),
            (2970, Some(100)),
            (3000, Some(100)),
            (3029, Some(100)),
            (3059, Some(100)),
            (3060, None),
        ] {
            assert_eq!(rfc_secret().check(&code, time, None), expected, "{time}");
        }
    }

    #[test]
    fn a_step_that_was_used_is_refused_with_all_before_it() {
        let secret = rfc_secret();
        let (now, next) = (secret.code(3000).unwrap(), secret.code(3030).unwrap());
        assert_eq!(secret.check(&now, 3000, Some(99)), Some(100));
        assert_eq!(secret.check(&now, 3000, Some(100)), None);
        assert_eq!(secret.check(&next, 3030, Some(100)), Some(101));
        assert_eq!(secret.check(&now, 3030, Some(101)), None);
    }

    #[test]
    fn hostile_codes_are_refused() {
        for code in [
            "",
            "28708",
            "2870822",
            "28708a",
            "２８７０８２",
            "\u{0}28708",
            "-28708",
            "287.082",
            "+28708",
            "💥",
        ] {
            assert_eq!(rfc_secret().check(code, 59, None), None, "{code:?}");
        }
        for code in [" 287 082\n", "\u{200b}287-082", "\u{202a}287082\u{202c}."] {
            assert_eq!(rfc_secret().check(code, 59, None), Some(1), "{code:?}");
        }
        assert_eq!(rfc_secret().check("000000", u64::MAX / 2, None), None);
    }

    #[test]
    fn the_link_carries_issuer_account_and_secret() {
        let link = rfc_secret().link("Отклик", "anna@example.ru").unwrap();
        let expected = "otpauth://totp/%D0%9E%D1%82%D0%BA%D0%BB%D0%B8%D0%BA:anna%40example.ru\
            ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%D0%9E%D1%82%D0%BA%D0%BB%D0%B8%D0%BA";
        assert_eq!(link, expected);
        assert!(
            rfc_secret()
                .link("a:b", "c:d")
                .unwrap()
                .starts_with("otpauth://totp/a%20b:c%20d?")
        );
    }

    #[test]
    fn secrets_are_random_long_and_private() {
        let (one, other) = (Secret::new().unwrap(), Secret::new().unwrap());
        assert_ne!(one.as_bytes(), other.as_bytes());
        assert_eq!(one.base32().len(), 32);
        assert!(Secret::from_bytes(&[7; 15]).is_err());
        assert!(!format!("{one:?}").contains(&one.base32()));
    }
}
