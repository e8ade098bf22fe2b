//! The options of `test`.

use std::ffi::OsString;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

/// In the order in which they run: what is quick and often wrong comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Fmt,
    Licences,
    Clippy,
    Build,
    Unit,
    Api,
    Browser,
}

const STAGES: [Stage; 7] = [
    Stage::Fmt,
    Stage::Licences,
    Stage::Clippy,
    Stage::Build,
    Stage::Unit,
    Stage::Api,
    Stage::Browser,
];

impl Stage {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Licences => "licences",
            Self::Clippy => "clippy",
            Self::Build => "build",
            Self::Unit => "unit",
            Self::Api => "api",
            Self::Browser => "browser",
        }
    }

    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Fmt => "is all code formatted?",
            Self::Licences => "licences and origins of the dependencies",
            Self::Clippy => "clippy on native code and on the components",
            Self::Build => "assets, components and runner",
            Self::Unit => "tests of the crates, the store on real SQLite, the runner",
            Self::Api => "black-box tests over HTTP",
            Self::Browser => "tests in headless Chromium",
        }
    }

    fn named(name: &str) -> Result<Self> {
        match STAGES.into_iter().find(|stage| stage.name() == name) {
            Some(stage) => Ok(stage),
            None => {
                let names = STAGES.map(Self::name).join(", ");
                bail!("there is no stage \"{name}\"; the stages are {names}")
            }
        }
    }

    fn needs_build(self) -> bool {
        matches!(self, Self::Api | Self::Browser)
    }

    fn has_named_tests(self) -> bool {
        matches!(self, Self::Unit | Self::Api | Self::Browser)
    }
}

#[derive(Debug, PartialEq)]
pub(super) struct Test {
    /// Sorted, each at most once.
    pub(super) stages: Vec<Stage>,
    pub(super) base_url: Option<String>,
    pub(super) filter: Option<String>,
}

impl Test {
    pub(super) fn parse(arguments: Vec<OsString>) -> Result<Self> {
        let (mut only, mut base_url, mut filter) = (Vec::new(), None, None);
        let mut parser = Parser::from_args(arguments);
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("only") => only.push(Stage::named(&parser.value()?.string()?)?),
                Arg::Long("base-url") => base_url = Some(parser.value()?.string()?),
                Arg::Value(value) if filter.is_none() => filter = Some(value.string()?),
                other => {
                    return Err(other.unexpected())
                        .context("`test` takes --only STAGE, --base-url URL and one filter");
                }
            }
        }
        let stages = stages(only, base_url.as_deref(), filter.is_some())?;
        Ok(Self {
            stages,
            base_url,
            filter,
        })
    }
}

fn stages(only: Vec<Stage>, base_url: Option<&str>, filter: bool) -> Result<Vec<Stage>> {
    if let Some(url) = base_url {
        if !url.starts_with("http://") && !url.starts_with("https://") {
            bail!("--base-url needs a URL, for example http://127.0.0.1:3000");
        }
        if only.iter().any(|stage| *stage != Stage::Api) {
            bail!("with --base-url only the black-box tests (api) can run");
        }
        return Ok(vec![Stage::Api]);
    }
    let mut stages = match (only.is_empty(), filter) {
        (false, _) => only,
        (true, false) => STAGES.to_vec(),
        (true, true) => STAGES
            .into_iter()
            .filter(|stage| stage.has_named_tests())
            .collect(),
    };
    if stages.iter().any(|stage| stage.needs_build()) {
        stages.push(Stage::Build);
    }
    stages.sort_unstable();
    stages.dedup();
    Ok(stages)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Test> {
        Test::parse(arguments.iter().map(OsString::from).collect())
    }

    #[track_caller]
    fn check(arguments: &[&str], expected: &[Stage]) {
        assert_eq!(parse(arguments).unwrap().stages, expected);
    }

    #[test]
    fn stages_follow_from_the_options() {
        check(&[], &STAGES);
        check(&["--only", "fmt"], &[Stage::Fmt]);
        check(
            &["--only", "unit", "--only=fmt", "--only=unit"],
            &[Stage::Fmt, Stage::Unit],
        );
        check(&["--only", "browser"], &[Stage::Build, Stage::Browser]);
        check(
            &["receipt"],
            &[Stage::Build, Stage::Unit, Stage::Api, Stage::Browser],
        );
        check(&["--only", "unit", "receipt"], &[Stage::Unit]);
        check(&["--base-url", "http://127.0.0.1:3000"], &[Stage::Api]);
        check(&["--base-url", "http://[::1]:1", "receipt"], &[Stage::Api]);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for arguments in [
            &["--only", "everything"][..],
            &["--base-url", "localhost"],
            &["--base-url", "http://h", "--only", "unit"],
            &["one", "two"],
            &["--fast"],
        ] {
            assert!(parse(arguments).is_err(), "{arguments:?}");
        }
    }
}
