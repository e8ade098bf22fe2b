//! The black-box tests: against an instance of their own, or against any that runs.

use anyhow::Result;

use super::tally::Tally;
use super::{Run, stream};
use crate::cargo;

pub(super) const PACKAGE: &str = "otklik-tests";

const BASE_URL: &str = "OTKLIK_BASE_URL";

/// Where the tests find the runner that the build stage has made.
pub(super) const RUNNER: &str = "OTKLIK_RUNNER";

/// The same for the runner whose clock tests set.
const VIRTUAL_RUNNER: &str = "OTKLIK_VIRTUAL_RUNNER";

/// Where they find this program, whose announcer they try.
const XTASK: &str = "OTKLIK_XTASK";

pub(super) fn run(run: &mut Run) -> Result<()> {
    let mut command = cargo::command(run.project);
    command
        .args(["test", "--package", PACKAGE])
        .args(&run.filter);
    match &run.base_url {
        // OTKLIK_STAFF_TOKEN, OTKLIK_TICK_TOKEN and OTKLIK_OUTBOX_TOKEN are inherited.
        Some(url) => command.env(BASE_URL, url.trim_end_matches('/')),
        None => command.env_remove(BASE_URL),
    };
    command.env(XTASK, std::env::current_exe()?);
    if let Some(runner) = &run.runner {
        command.env(RUNNER, runner);
    }
    if let Some(runner) = &run.virtual_runner {
        command.env(VIRTUAL_RUNNER, runner);
    }
    let mut tally = Tally::default();
    let outcome = stream::tests(&mut command, &mut tally);
    let counted = run.count(tally);
    outcome.and(counted)
}
