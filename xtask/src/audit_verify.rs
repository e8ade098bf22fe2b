//! `cargo xtask audit-verify`: builds the audit and hands over.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::cargo;
use crate::project::Project;

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    let audit = cargo::build(
        project,
        "the audit",
        ["--release", "--package", "audit", "--bin", "audit"],
    )?
    .pop()
    .context("cargo built the audit but named no executable")?;
    // By `exec`: its exit status is the answer.
    let error = Command::new(audit).args(arguments).exec();
    Err(anyhow!(error).context("the audit can't be started"))
}
