//! Keeping passwords: Argon2id (RFC 9106) with a pepper, as PHC strings.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::{NewPassword, normalise};

// The parameters were chosen by measuring one comparison in a component (argon2 0.6 built with
// opt-level 3 and fat LTO, under this project's runner on two shared cores; median of 20 in a row in one
// warm instance) and natively beside it:
//
// | memory  | passes | in wasm | native |                                   |
// | ------- | ------ | ------- | ------ | --------------------------------- |
// | 19 MiB  | 2      |   29 ms |  15 ms | OWASP's minimum                   |
// | 19 MiB  | 3      |   43 ms |  22 ms |                                   |
// | 32 MiB  | 2      |   53 ms |  44 ms | taken                             |
// | 46 MiB  | 2      |   78 ms |  66 ms |                                   |
// | 64 MiB  | 3      |  176 ms | 129 ms | RFC 9106's second choice, 4 lanes |
//
// 32 MiB are past the second-level cache, where a guesser's hardware loses its advantage. An instance
// computes for one request at a time, so this is the memory of an instance and not of a request; sixteen
// instances at once take half a gigabyte.

/// Memory in KiB.
const MEMORY_KIB: u32 = 32 * 1024;

/// Passes over the memory.
const PASSES: u32 = 2;

/// Lanes; a component has one thread.
const LANES: u32 = 1;

/// Bytes of salt, as RFC 9106 3.1 recommends.
const SALT_BYTES: usize = 16;

/// What a look at a password gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is another password, or there is none.
    Wrong,
    /// It is the password.
    Right,
    /// It is the password, kept with other parameters than today's: hash it again while it is known.
    RightButDated,
}

/// Why a password could be neither hashed nor compared.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// The host gives no random bytes.
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// Argon2 refuses: no memory, or what is stored is no PHC string.
    #[error("argon2: {0}")]
    Argon(String),
}

/// Hashes and compares with today's parameters.
pub struct Hasher {
    pepper: Vec<u8>,
    parameters: Params,
}

impl Hasher {
    /// A hasher. The pepper comes from a secret outside the database: who has only the hashes cannot even
    /// begin to guess.
    pub fn new(pepper: &[u8]) -> Result<Self, HashError> {
        let parameters = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(argon)?;
        Ok(Hasher {
            pepper: pepper.to_vec(),
            parameters,
        })
    }

    /// The PHC string of a new password, with a salt of its own.
    pub fn hash(&self, password: &NewPassword) -> Result<String, HashError> {
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt)?;
        self.phc(password.as_str(), &salt)
    }

    /// Compares what somebody typed with what is kept. Without anything kept (the login is unknown, or the
    /// account has no password) the same work is done for nothing, so that the time does not tell. No password has
    /// white space: what stands around it was pasted along.
    pub fn verify(&self, password: &str, kept: Option<&str>) -> Result<Verdict, HashError> {
        let Some(kept) = kept else {
            self.dummy(password)?;
            return Ok(Verdict::Wrong);
        };
        let kept = PasswordHash::new(kept).map_err(|error| HashError::Argon(error.to_string()))?;
        let password = normalise(password);
        let password = password.trim();
        match self.argon()?.verify_password(password.as_bytes(), &kept) {
            Ok(()) if self.is_dated(&kept) => Ok(Verdict::RightButDated),
            Ok(()) => Ok(Verdict::Right),
            Err(password_hash::Error::PasswordInvalid) => Ok(Verdict::Wrong),
            Err(error) => Err(HashError::Argon(error.to_string())),
        }
    }

    /// As much work as a comparison.
    pub fn dummy(&self, password: &str) -> Result<(), HashError> {
        let made = self.phc(&normalise(password), &[0; SALT_BYTES])?;
        std::hint::black_box(made);
        Ok(())
    }

    fn phc(&self, password: &str, salt: &[u8]) -> Result<String, HashError> {
        let made = self
            .argon()?
            .hash_password_with_salt(password.as_bytes(), salt);
        made.map(|hash| hash.to_string())
            .map_err(|error| HashError::Argon(error.to_string()))
    }

    fn argon(&self) -> Result<Argon2<'_>, HashError> {
        let parameters = self.parameters.clone();
        Argon2::new_with_secret(
            &self.pepper,
            Algorithm::Argon2id,
            Version::V0x13,
            parameters,
        )
        .map_err(argon)
    }

    fn is_dated(&self, kept: &PasswordHash) -> bool {
        let same = |parameters: Params| {
            parameters.m_cost() == self.parameters.m_cost()
                && parameters.t_cost() == self.parameters.t_cost()
                && parameters.p_cost() == self.parameters.p_cost()
        };
        let is_ours = kept.algorithm == Algorithm::Argon2id.ident()
            && kept.version == Some(Version::V0x13.into());
        !is_ours || !Params::try_from(kept).is_ok_and(same)
    }
}

fn argon(error: argon2::Error) -> HashError {
    HashError::Argon(error.to_string())
}

#[cfg(test)]
mod tests {
    use argon2::Params;

    use super::{Hasher, Verdict};
    use crate::password::check;

    #[test]
    fn a_password_is_known_again_and_no_other() {
        let hasher = Hasher::new(b"pepper").unwrap();
        let kept = hasher.hash(&check("kV7$pQ2!mZ", &[]).unwrap()).unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=32768,t=2,p=1$"),
            "{kept}"
        );
        assert!(!kept.contains("kV7"));
        for (typed, verdict) in [
            ("kV7$pQ2!mZ", Verdict::Right),
            (" kV7$pQ2!mZ", Verdict::Right),
            ("\u{a0}kV7$pQ2!mZ\r\n", Verdict::Right),
            ("\u{feff}kV7$p\u{200b}Q2!mZ", Verdict::Right),
            ("kV7$ pQ2!mZ", Verdict::Wrong),
            ("kV7$pQ2!mz", Verdict::Wrong),
            ("", Verdict::Wrong),
        ] {
            assert_eq!(
                hasher.verify(typed, Some(&kept)).unwrap(),
                verdict,
                "{typed}"
            );
        }
        assert_eq!(hasher.verify("kV7$pQ2!mZ", None).unwrap(), Verdict::Wrong);
        let again = hasher.hash(&check("kV7$pQ2!mZ", &[]).unwrap()).unwrap();
        assert_ne!(kept, again, "each hash has a salt of its own");
    }

    #[test]
    fn another_spelling_of_a_letter_is_the_same_password() {
        let hasher = Hasher::new(b"pepper").unwrap();
        let kept = hasher.hash(&check("Чай-и-кофе7", &[]).unwrap()).unwrap();
        assert_eq!(
            hasher.verify("Чаи\u{306}-и-кофе7", Some(&kept)).unwrap(),
            Verdict::Right
        );
    }

    #[test]
    fn a_hash_is_worth_nothing_without_the_pepper() {
        let kept = Hasher::new(b"pepper")
            .unwrap()
            .hash(&check("kV7$pQ2!mZ", &[]).unwrap())
            .unwrap();
        let thief = Hasher::new(b"guess").unwrap();
        assert_eq!(
            thief.verify("kV7$pQ2!mZ", Some(&kept)).unwrap(),
            Verdict::Wrong
        );
    }

    #[test]
    fn a_hash_of_other_parameters_is_due_for_another() {
        let mut old = Hasher::new(b"pepper").unwrap();
        old.parameters = Params::new(8 * 1024, 1, 1, None).unwrap();
        let kept = old.hash(&check("kV7$pQ2!mZ", &[]).unwrap()).unwrap();
        let hasher = Hasher::new(b"pepper").unwrap();
        assert_eq!(
            hasher.verify("kV7$pQ2!mZ", Some(&kept)).unwrap(),
            Verdict::RightButDated
        );
        assert_eq!(
            hasher.verify("kV7$pQ2!mz", Some(&kept)).unwrap(),
            Verdict::Wrong
        );
    }

    #[test]
    fn what_is_no_hash_is_an_error_and_no_panic() {
        let hasher = Hasher::new(b"pepper").unwrap();
        for kept in [
            "",
            "$",
            "plain",
            "$argon2id$v=19$m=32768,t=2,p=1$",
            "$argon2id$v=19$m=99999999999,t=2,p=1$c2FsdHNhbHQ$aGFzaA",
        ] {
            assert!(hasher.verify("x", Some(kept)).is_err(), "{kept}");
        }
    }
}
