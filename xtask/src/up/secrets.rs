//! The secrets of an instance: given by its operator, or made once and kept beside its data.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use crate::private_file;

/// Each with the random bytes in it; spin.toml says what they are for and how long they must be.
const NAMES: [(&str, usize); 6] = [
    ("staff_token", 24),
    ("tick_token", 24),
    ("outbox_token", 24),
    ("bootstrap_token", 24),
    ("secret_key", 32),
    ("data_key", 32),
];

const FILE: &str = "secrets.toml";

/// Values by the names of their Spin variables.
pub(crate) struct Secrets {
    values: BTreeMap<&'static str, String>,
    /// Whether the staff token is ours and not one that the operator gave and knows.
    own_staff_token: bool,
}

impl Secrets {
    /// Takes what `given` knows, then what is kept in the state directory, and makes the rest.
    pub(crate) fn load_or_make(
        state: &Path,
        given: impl Fn(&str) -> Option<String>,
    ) -> Result<Self> {
        let file = state.join(FILE);
        let mut kept = read(&file)?;
        let mut values = BTreeMap::new();
        let mut made = false;
        let mut own_staff_token = false;
        for (name, bytes) in NAMES {
            let value = match given(name) {
                Some(value) => value,
                None => {
                    own_staff_token |= name == "staff_token";
                    match kept.get(name) {
                        Some(value) => value.clone(),
                        None => {
                            made = true;
                            let value = random(bytes)?;
                            kept.insert(name.to_owned(), value.clone());
                            value
                        }
                    }
                }
            };
            values.insert(name, value);
        }
        if made {
            keep(state, &file, &kept)?;
        }
        Ok(Self {
            values,
            own_staff_token,
        })
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    pub(super) fn environment(&self) -> impl Iterator<Item = (String, &str)> {
        self.values
            .iter()
            .map(|(name, value)| (environment_name(name), value.as_str()))
    }

    /// Tells the operator a staff token that they could not know.
    pub(super) fn tell(&self, state: &Path) {
        if self.own_staff_token {
            eprintln!(
                "Staff token, for staff calls (`Authorization: Bearer …`), kept in {}: {}",
                state.join(FILE).display(),
                self.value("staff_token")
            );
        }
    }
}

/// Where Spin and the runner look for the value of a variable.
pub(crate) fn environment_name(variable: &str) -> String {
    format!("SPIN_VARIABLE_{}", variable.to_uppercase())
}

fn read(file: &Path) -> Result<BTreeMap<String, String>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => {
            return Err(error).with_context(|| format!("{} can't be read", file.display()));
        }
    };
    // The parser's own message would quote the line, and with it the secret.
    toml::from_str(&text).map_err(|_| {
        anyhow!(
            "{} is not lines of name = \"value\". Mend it; without its secret_key, \
             access codes given out earlier stop working, and without its data_key nobody can \
             read the personal data",
            file.display()
        )
    })
}

fn keep(state: &Path, file: &Path, secrets: &BTreeMap<String, String>) -> Result<()> {
    fs::create_dir_all(state)
        .with_context(|| format!("the state directory {} can't be made", state.display()))?;
    let text = format!(
        "# Made by `cargo xtask up`. Who has these can act as staff, guess access codes and read personal data.\n{}",
        toml::to_string(secrets)?
    );
    private_file::write(file, text.as_bytes())
}

/// As many random bytes, in hexadecimal digits.
pub(crate) fn random(bytes: usize) -> Result<String> {
    let mut buffer = vec![0; bytes];
    getrandom::fill(&mut buffer)
        .map_err(|error| anyhow!("the system gives no random bytes: {error}"))?;
    Ok(buffer.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::project::scratch;

    #[test]
    fn secrets_are_made_once_and_kept_for_the_owner_alone() {
        let state = scratch("secrets-kept").join("state");
        let first = Secrets::load_or_make(&state, |_| None).unwrap();
        let second = Secrets::load_or_make(&state, |_| None).unwrap();
        assert_eq!(first.values, second.values);
        let mode = fs::metadata(state.join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn secrets_are_long_and_different() {
        let state = scratch("secrets-long");
        let secrets = Secrets::load_or_make(&state, |_| None).unwrap();
        // spin.toml asks for 24 characters of a token and 32 of the key.
        assert!(secrets.value("staff_token").len() >= 24);
        assert!(secrets.value("secret_key").len() >= 32);
        assert!(secrets.value("data_key").len() >= 32);
        assert_ne!(secrets.value("staff_token"), secrets.value("tick_token"));
    }

    #[test]
    fn a_given_secret_wins_and_is_not_kept() {
        let state = scratch("secrets-given");
        let given = |name: &str| (name == "staff_token").then(|| "given by hand".to_owned());
        let secrets = Secrets::load_or_make(&state, given).unwrap();
        assert_eq!(secrets.value("staff_token"), "given by hand");
        assert!(!secrets.own_staff_token);
        let kept = fs::read_to_string(state.join(FILE)).unwrap();
        assert!(!kept.contains("given by hand"));
        assert!(kept.contains(secrets.value("secret_key")));
    }

    #[test]
    fn an_empty_value_is_given_too() {
        let state = scratch("secrets-empty");
        let secrets = Secrets::load_or_make(&state, |_| Some(String::new())).unwrap();
        assert_eq!(secrets.value("staff_token"), "");
        assert!(!state.join(FILE).exists());
    }

    #[test]
    fn other_lines_of_the_file_survive() {
        let state = scratch("secrets-other");
        fs::write(state.join(FILE), "tick_token = \"t\\\"t\"\nmine = \"x\"\n").unwrap();
        let secrets = Secrets::load_or_make(&state, |_| None).unwrap();
        assert_eq!(secrets.value("tick_token"), "t\"t");
        let kept = read(&state.join(FILE)).unwrap();
        assert_eq!(kept.get("mine").unwrap(), "x");
        assert_eq!(kept.get("tick_token").unwrap(), "t\"t");
    }

    #[test]
    fn a_broken_file_is_an_error_that_keeps_the_secret() {
        let state = scratch("secrets-broken");
        fs::write(state.join(FILE), "staff_token = hunter2").unwrap();
        let Err(error) = Secrets::load_or_make(&state, |_| None) else {
            panic!("a broken file was accepted");
        };
        assert!(!format!("{error:#}").contains("hunter2"));
    }

    #[test]
    fn the_environment_has_spins_names() {
        assert_eq!(environment_name("staff_token"), "SPIN_VARIABLE_STAFF_TOKEN");
    }
}
