//! The tests of the native crates.

use anyhow::Result;

use super::tally::Tally;
use super::{Run, api, stream};
use crate::cargo;

const RUNNER: &str = "runner";

pub(super) fn run(run: &mut Run) -> Result<()> {
    let mut tally = Tally::default();
    let outcome = tests(run, &mut tally);
    let counted = run.count(tally);
    outcome.and(counted)
}

fn tests(run: &Run, tally: &mut Tally) -> Result<()> {
    let mut crates = cargo::command(run.project);
    crates.args(["test", "--workspace"]);
    for component in &run.manifest.components {
        crates.args(["--exclude", component]);
    }
    crates
        .args(["--exclude", api::PACKAGE, "--exclude", RUNNER])
        .args(&run.filter);
    stream::tests(&mut crates, tally)?;
    // In the release profile the tests share wasmtime, minutes of compiling, with the runner.
    let mut runner = cargo::command(run.project);
    runner
        .args(["test", "--release", "--package", RUNNER])
        .args(&run.filter);
    stream::tests(&mut runner, tally)
}
