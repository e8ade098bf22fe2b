//! Formatting and clippy.

use std::process::{Command, Stdio};

use anyhow::Result;

use super::stream;
use crate::cargo;
use crate::manifest::Manifest;
use crate::project::Project;
use crate::wasm_target::WASM_TARGET;

pub(super) fn fmt(project: &Project) -> Result<()> {
    toolchain_component(project, "fmt", "rustfmt")?;
    stream::check(
        cargo::command(project).args(["fmt", "--all", "--check"]),
        "some code is not formatted; run `cargo fmt --all`",
    )
}

pub(super) fn clippy(project: &Project, manifest: &Manifest) -> Result<()> {
    toolchain_component(project, "clippy", "clippy")?;
    let advice = "clippy objects; its reasons stand above";
    let mut native = cargo::command(project);
    native.args(["clippy", "--workspace", "--all-targets"]);
    // What only tests build is looked at too; with it, all of the runner is.
    native.args(["--features", "runner/virtual-clock"]);
    for component in &manifest.components {
        native.args(["--exclude", component]);
    }
    stream::check(native.args(["--", "--deny", "warnings"]), advice)?;

    let mut wasm = cargo::command(project);
    wasm.args(["clippy", "--target", WASM_TARGET, "--target-dir"])
        .arg(project.component_target());
    for component in &manifest.components {
        wasm.args(["--package", component]);
    }
    stream::check(wasm.args(["--", "--deny", "warnings"]), advice)
}

fn toolchain_component(project: &Project, subcommand: &str, component: &str) -> Result<()> {
    let there = cargo::command(project)
        .args([subcommand, "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if there.success() {
        return Ok(());
    }
    stream::check(
        Command::new("rustup").args(["component", "add", component]),
        &format!("{component} is missing; run `rustup component add {component}`"),
    )
}
