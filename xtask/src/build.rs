//! `cargo xtask build`: assets, components, runner.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result};
use lexopt::{Arg, Parser};

use crate::manifest::Manifest;
use crate::project::Project;
use crate::{assets, cargo, wasm_target};

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    let with_runner = parse(arguments)?;
    components(project, &Manifest::read(project)?)?;
    if with_runner {
        runner(project)?;
    }
    Ok(())
}

fn parse(arguments: Vec<OsString>) -> Result<bool> {
    let mut with_runner = true;
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("no-runner") => with_runner = false,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(with_runner)
}

/// The assets and all components, where spin.toml expects them.
pub(crate) fn components(project: &Project, manifest: &Manifest) -> Result<()> {
    wasm_target::ensure()?;
    assets::refresh(project)?;
    let mut arguments: Vec<OsString> = Vec::new();
    arguments.extend(["--target", wasm_target::WASM_TARGET].map(OsString::from));
    arguments.extend(["--profile", "component", "--target-dir"].map(OsString::from));
    arguments.push(project.component_target().into());
    // One call for all of them: what they share is compiled once, and while nothing has
    // changed cargo finds that out once.
    for component in &manifest.components {
        arguments.extend(["--package", component].map(OsString::from));
    }
    cargo::build(project, "the components", arguments)?;
    Ok(())
}

/// Builds the runner and says where it is.
pub(crate) fn runner(project: &Project) -> Result<PathBuf> {
    cargo::build(
        project,
        "the runner",
        ["--release", "--package", "runner", "--bin", "runner"],
    )?
    .pop()
    .context("cargo built the runner but named no executable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runner_can_be_left_out() {
        assert!(parse(vec![]).unwrap());
        assert!(!parse(vec!["--no-runner".into()]).unwrap());
    }

    #[test]
    fn unknown_options_are_refused() {
        assert!(parse(vec!["--fast".into()]).is_err());
    }
}
