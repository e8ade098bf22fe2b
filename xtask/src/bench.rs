//! `cargo xtask bench`: builds what is measured and what measures, and hands over.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::manifest::Manifest;
use crate::project::Project;
use crate::{build, cargo};

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    let needs_service = needs_service(&arguments);
    let bench = cargo::build(
        project,
        "the bench",
        ["--release", "--package", "bench", "--bin", "bench"],
    )?
    .pop()
    .context("cargo built the bench but named no executable")?;
    let mut command = Command::new(bench);
    if needs_service {
        build::components(project, &Manifest::read(project)?)?;
        command.arg("--runner").arg(build::runner(project)?);
        command.arg("--manifest").arg(project.path("spin.toml"));
        command
            .arg("--dir")
            .arg(project.component_target().join("bench"));
    }
    // By `exec`, like the runner: its signals and exit status are its own.
    let error = command.args(arguments).exec();
    Err(anyhow!(error).context("the bench can't be started"))
}

/// An instance that serves already needs nothing of ours, and help needs nothing at all.
fn needs_service(arguments: &[OsString]) -> bool {
    !arguments.iter().any(|argument| {
        let argument = argument.to_string_lossy();
        let (name, _) = argument.split_once('=').unwrap_or((&argument, ""));
        matches!(name, "--base-url" | "--help" | "-h")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_built_for_an_instance_elsewhere() {
        for words in [
            ["--base-url", "http://127.0.0.1:3000"],
            ["--quick", "--base-url=x"],
        ] {
            assert!(!needs_service(&words.map(OsString::from)), "{words:?}");
        }
        assert!(needs_service(&["--quick".into()]));
    }
}
