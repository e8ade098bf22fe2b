//! Programs that work on a state directory, as `cargo xtask audit-verify` and `cargo xtask rebuild`: built, and handed
//! over to.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::cargo;
use crate::project::Project;

/// Runs a program of the package `audit`.
pub(crate) fn run(project: &Project, program: &str, arguments: Vec<OsString>) -> Result<()> {
    let options = ["--release", "--package", "audit", "--bin", program];
    let built = cargo::build(project, program, options)?
        .pop()
        .context("cargo built the program but named no executable")?;
    // By `exec`: its exit status is the answer.
    let error = Command::new(built).args(arguments).exec();
    Err(anyhow!(error).context("the program can't be started"))
}
