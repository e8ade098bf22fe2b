//! The browser tests' packages.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::stream;

const OLDEST_NODE: u32 = 20;

/// Installs what package-lock.json names, unless just that is installed already.
pub(super) fn install(directory: &Path) -> Result<()> {
    node_is_new_enough()?;
    let lock = fs::read(directory.join("package-lock.json"))
        .context("tests/package-lock.json can't be read")?;
    let stamp = directory.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    stream::check(
        Command::new("npm").current_dir(directory).args([
            "ci",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]),
        "npm could not install the packages of the browser tests; is this machine offline?",
    )?;
    fs::write(&stamp, lock).with_context(|| format!("{} can't be written", stamp.display()))
}

fn node_is_new_enough() -> Result<()> {
    let advice = format!("install Node {OLDEST_NODE} or newer, the browser tests need it");
    let output = Command::new("node")
        .arg("--version")
        .output()
        .with_context(|| format!("node can't be started; {advice}"))?;
    let version = String::from_utf8_lossy(&output.stdout);
    match major(&version) {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!("this is node {}; {advice}", version.trim()),
    }
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_major_version_is_read() {
        for (version, expected) in [
            ("v20.20.2\n", Some(20)),
            ("v8.1.0", Some(8)),
            ("20.1.0", None),
            ("", None),
        ] {
            assert_eq!(major(version), expected, "{version}");
        }
    }
}
