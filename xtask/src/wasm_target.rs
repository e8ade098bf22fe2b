//! The compiler's standard library for components.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

pub(crate) const WASM_TARGET: &str = "wasm32-wasip2";

/// Adds the target when the toolchain doesn't have it.
pub(crate) fn ensure() -> Result<()> {
    if installed()? {
        return Ok(());
    }
    eprintln!("Adding the compilation target {WASM_TARGET}…");
    match Command::new("rustup")
        .args(["target", "add", WASM_TARGET])
        .status()
    {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => bail!(
            "rustup could not add the target {WASM_TARGET}, its reason stands above. \
             If this machine is offline, connect it once and run `rustup target add {WASM_TARGET}`"
        ),
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "this Rust has no standard library for {WASM_TARGET}, and rustup, which could add it, \
             is not installed. Install Rust with rustup, or install your distribution's \
             package for this target"
        ),
        Err(error) => Err(error).context("rustup can't be started"),
    }
}

fn installed() -> Result<bool> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .output()
        .context("rustc can't be started; install Rust")?;
    if !output.status.success() {
        bail!(
            "this rustc does not know the target {WASM_TARGET}; install a newer Rust \
             (the version needed stands in Cargo.toml as rust-version)"
        );
    }
    let directory = String::from_utf8(output.stdout).context("rustc printed a strange path")?;
    Ok(Path::new(directory.trim()).is_dir())
}
