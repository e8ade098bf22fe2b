//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::cases::Case;
use crate::measure::Plan;

pub(crate) const HELP: &str = "\
Measures the service beside the same code behind native axum and rusqlite: one JSON line a case.

usage: cargo xtask bench [options]

  --quick          short rounds, and 100,000 appeals where there are a million
  --case NAME      only this case (may be repeated): home, appeal, submission, list,
                   counters, export, upload, queue, cycle, tick, suggest
  --rows N         appeals in the large database  [1000000]
  --base-url URL   measures an instance that serves on this machine already, without a twin;
                   list, counters, export, queue and cycle need its token in
                   OTKLIK_STAFF_TOKEN, and what they send is left behind in it

A line tells what was measured (clients, rounds, seconds of a round, rows), the median of the
rounds' requests a second, latencies, the server's processor time for a request (cpu_us) and its
peak memory; the same of the native twin; and `ratio`, the service's speed as a share of the
twin's. The load runs on the same processors, which hides a part of every difference; `cpu_ratio`,
from the servers' own processor time alone, hides nothing and bears a busy machine better.
";

/// What to measure, and how.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) cases: Vec<Case>,
    pub(crate) is_quick: bool,
    /// Appeals in the large database.
    pub(crate) rows: usize,
    pub(crate) base_url: Option<String>,
    /// The runner and its manifest; `cargo xtask bench` has built them.
    pub(crate) runner: PathBuf,
    pub(crate) manifest: PathBuf,
    /// Where a directory for the run is made and removed.
    pub(crate) dir: PathBuf,
}

impl Options {
    /// [`None`]: only help was asked for.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Option<Self>> {
        let mut options = Self {
            cases: Vec::new(),
            is_quick: false,
            rows: 0,
            base_url: None,
            runner: PathBuf::new(),
            manifest: PathBuf::from("spin.toml"),
            dir: PathBuf::from("target/bench"),
        };
        let mut parser = lexopt::Parser::from_args(arguments);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("quick") => options.is_quick = true,
                Long("case") => options.cases.push(case(&parser.value()?.string()?)?),
                Long("rows") => {
                    options.rows = parser.value()?.parse()?;
                    if options.rows < SMALL {
                        bail!("--rows takes at least {SMALL}, the rows of the small database");
                    }
                }
                Long("base-url") => options.base_url = Some(parser.value()?.string()?),
                Long("runner") => options.runner = parser.value()?.into(),
                Long("manifest") => options.manifest = parser.value()?.into(),
                Long("dir") => options.dir = parser.value()?.into(),
                Short('h') | Long("help") => return Ok(None),
                other => bail!("{}; see --help", other.unexpected()),
            }
        }
        if options.rows == 0 {
            options.rows = if options.is_quick { 100_000 } else { 1_000_000 };
        }
        if options.cases.is_empty() {
            options.cases = Case::ALL.to_vec();
        }
        Ok(Some(options))
    }

    pub(crate) fn plan(&self) -> Plan {
        if self.is_quick {
            Plan {
                rounds: 3,
                warm_up: 0.5,
            }
        } else {
            Plan {
                rounds: 5,
                warm_up: 2.0,
            }
        }
    }

    /// Seconds of one round.
    pub(crate) fn seconds(&self) -> f64 {
        if self.is_quick { 1.0 } else { 2.0 }
    }
}

/// Appeals in the small database.
pub(crate) const SMALL: usize = 10_000;

fn case(name: &str) -> Result<Case> {
    let found = Case::ALL.into_iter().find(|case| case.name() == name);
    found.with_context(|| format!("there is no case {name:?}; see --help"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Option<Options>> {
        Options::parse(words.iter().map(OsString::from))
    }

    #[test]
    fn all_cases_are_measured_unless_some_are_named() {
        let all = parse(&["--quick"]).unwrap().unwrap();
        assert_eq!((all.cases.len(), all.rows), (Case::ALL.len(), 100_000));
        let two = parse(&["--case", "list", "--case", "home", "--rows", "20000"])
            .unwrap()
            .unwrap();
        assert_eq!(
            (two.cases, two.rows),
            (vec![Case::List, Case::Home], 20_000)
        );
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for words in [["--case", "lists"], ["--rows", "10"], ["--fast", ""]] {
            assert!(parse(&words).is_err(), "{words:?}");
        }
        assert!(parse(&["--help"]).unwrap().is_none());
    }
}
