//! `cargo xtask classify`: how well the classifier does, on the project's texts or on others.

use std::ffi::OsString;
use std::path::absolute;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::cargo;
use crate::project::Project;

/// Trains on one file and reports on another; both are CSV with the columns `text` and `category`.
pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    let mut train = project.path("crates/classifier/data/train.csv");
    let mut test = project.path("crates/classifier/data/held_out.csv");
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        let file = match argument {
            Arg::Long("train") => &mut train,
            Arg::Long("test") => &mut test,
            other => return Err(other.unexpected().into()),
        };
        // Cargo below runs elsewhere.
        let given: String = parser.value()?.string()?;
        *file = absolute(&given).with_context(|| given.clone())?;
    }
    let status = cargo::command(project)
        .args(["run", "--quiet", "--release", "--package", "classifier"])
        .args(["--example", "evaluate", "--"])
        .args([&train, &test])
        .status()?;
    if !status.success() {
        bail!("nothing was reported; the reason stands above");
    }
    Ok(())
}
