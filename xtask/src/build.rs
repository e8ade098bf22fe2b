//! `cargo xtask build`: assets, components, runner.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result};
use lexopt::{Arg, Parser};

use crate::manifest::Manifest;
use crate::project::Project;
use crate::{assets, cargo, wasm_target};

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    let wanted = parse(arguments)?;
    components(project, &Manifest::read(project)?)?;
    if wanted.runner {
        runner(project)?;
    }
    if wanted.virtual_runner {
        virtual_runner(project)?;
    }
    Ok(())
}

/// What is built beside the components.
#[derive(Debug, PartialEq)]
struct Wanted {
    runner: bool,
    virtual_runner: bool,
}

fn parse(arguments: Vec<OsString>) -> Result<Wanted> {
    let mut wanted = Wanted {
        runner: true,
        virtual_runner: false,
    };
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("no-runner") => wanted.runner = false,
            Arg::Long("virtual-runner") => wanted.virtual_runner = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(wanted)
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

/// Builds the runner whose clock the tests set. It is the same code but for the clock, so it costs compiling our
/// own part again and linking, not the engine.
pub(crate) fn virtual_runner(project: &Project) -> Result<PathBuf> {
    cargo::build(
        project,
        "the runner with a clock for tests",
        [
            "--release",
            "--package",
            "runner",
            "--bin",
            "virtual-runner",
            "--features",
            "virtual-clock",
        ],
    )?
    .pop()
    .context("cargo built the runner for tests but named no executable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runner_can_be_left_out_and_the_one_for_tests_asked_for() {
        let wanted =
            |arguments: &[&str]| parse(arguments.iter().map(OsString::from).collect()).unwrap();
        let of = |runner, virtual_runner| Wanted {
            runner,
            virtual_runner,
        };
        assert_eq!(wanted(&[]), of(true, false));
        assert_eq!(wanted(&["--no-runner"]), of(false, false));
        assert_eq!(wanted(&["--virtual-runner"]), of(true, true));
    }

    #[test]
    fn unknown_options_are_refused() {
        assert!(parse(vec!["--fast".into()]).is_err());
    }
}
