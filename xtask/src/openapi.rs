//! `cargo xtask openapi`: writes the OpenAPI document, which a test of `api` compares with the code.

use std::ffi::OsString;
use std::fs;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use lexopt::Parser;

use crate::cargo;
use crate::project::Project;

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    if let Some(argument) = Parser::from_args(arguments).next()? {
        return Err(argument.unexpected().into());
    }
    // The document is made by the crate itself, so that xtask need not be built with all of it.
    let made = cargo::command(project)
        .args([
            "run",
            "--quiet",
            "--package",
            "api",
            "--features",
            "openapi",
            "--example",
            "openapi",
        ])
        .stderr(Stdio::inherit())
        .output()?;
    if !made.status.success() {
        bail!("the document was not made; the reason stands above");
    }
    let path = project.path("static/openapi.json");
    fs::write(&path, made.stdout).with_context(|| format!("{} can't be written", path.display()))
}
