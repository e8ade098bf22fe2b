//! The options of `up`.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

const LISTEN: &str = "127.0.0.1:3000";

#[derive(Debug, PartialEq)]
pub(super) struct Up {
    pub(super) listen: String,
    pub(super) state_dir: Option<PathBuf>,
    pub(super) variables: Vec<(String, String)>,
    pub(super) demo: bool,
}

impl Up {
    pub(super) fn parse(arguments: Vec<OsString>) -> Result<Self> {
        let mut up = Self {
            listen: LISTEN.to_owned(),
            state_dir: None,
            variables: Vec::new(),
            demo: false,
        };
        let mut parser = Parser::from_args(arguments);
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("listen") => up.listen = parser.value()?.string()?,
                Arg::Long("state-dir") => up.state_dir = Some(parser.value()?.into()),
                Arg::Long("variable") => {
                    up.variables.push(variable(&parser.value()?.string()?)?);
                }
                Arg::Long("demo") => up.demo = true,
                other => {
                    return Err(other.unexpected()).context(
                        "`up` takes --listen ADDR, --state-dir DIR, --variable K=V and --demo",
                    );
                }
            }
        }
        Ok(up)
    }
}

fn variable(text: &str) -> Result<(String, String)> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        // The text may be a secret with its name forgotten, so the message does not repeat it.
        _ => bail!("--variable needs NAME=VALUE, for example --variable secure_cookies=true"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Up> {
        Up::parse(arguments.iter().map(OsString::from).collect())
    }

    #[test]
    fn without_options_it_is_port_3000_on_this_machine() {
        let up = parse(&[]).unwrap();
        assert_eq!(
            (up.listen.as_str(), up.state_dir, up.demo),
            (LISTEN, None, false)
        );
    }

    #[test]
    fn every_option_is_understood() {
        let up = parse(&[
            "--listen=[::1]:0",
            "--state-dir",
            "/tmp/x",
            "--variable",
            "a=b=c",
            "--variable",
            "d=",
            "--demo",
        ])
        .unwrap();
        let expected = Up {
            listen: "[::1]:0".into(),
            state_dir: Some("/tmp/x".into()),
            variables: vec![("a".into(), "b=c".into()), ("d".into(), String::new())],
            demo: true,
        };
        assert_eq!(up, expected);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for arguments in [
            &["--port", "80"][..],
            &["serve"],
            &["--listen"],
            &["--variable", "novalue"],
            &["--variable", "=x"],
        ] {
            assert!(parse(arguments).is_err(), "{arguments:?}");
        }
    }

    #[test]
    fn a_secret_without_its_name_is_not_repeated_in_the_message() {
        let error = parse(&["--variable", "hunter2"]).unwrap_err();
        assert!(!format!("{error:#}").contains("hunter2"));
    }
}
