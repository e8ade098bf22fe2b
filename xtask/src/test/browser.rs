//! The tests in headless Chromium, and the installing of what they need.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::tally::Tally;
use super::{Run, api, npm, stream};
use crate::assets::files_below;

const CHROMIUM: &str = "CHROMIUM";

const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// With a font that has Cyrillic letters: screenshots show words, not boxes.
const DEBIAN_PACKAGES: [&str; 2] = ["chromium", "fonts-dejavu-core"];

pub(super) fn run(run: &mut Run) -> Result<()> {
    let directory = run.project.path("tests");
    let files: Vec<PathBuf> = files_below(&directory.join("browser"))?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    if files.is_empty() {
        bail!("there are no files tests/browser/*.test.mjs");
    }
    npm::install(&directory)?;
    let chromium = chromium()?;
    let mut command = Command::new("node");
    command
        .current_dir(&directory)
        .env(CHROMIUM, chromium)
        .env_remove("OTKLIK_BASE_URL")
        .args(["--test", "--test-reporter=spec"]);
    if let Some(runner) = &run.runner {
        command.env(api::RUNNER, runner);
    }
    if let Some(filter) = &run.filter {
        command.arg(format!("--test-name-pattern={filter}"));
    }
    let mut tally = Tally::default();
    let outcome = stream::tests(command.args(files), &mut tally);
    let counted = run.count(tally);
    outcome.and(counted)
}

fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(CHROMIUM) {
        let path = PathBuf::from(path);
        if !path.is_file() {
            bail!(
                "{CHROMIUM} names {}, where there is no file",
                path.display()
            );
        }
        return Ok(path);
    }
    if let Some(path) = on_path() {
        return Ok(path);
    }
    install().context(
        "no Chromium was found. Install it, or set CHROMIUM to the path of a Chromium or Chrome",
    )?;
    on_path().context("Chromium was installed, but is not on PATH")
}

fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|directory| NAMES.map(|name| directory.join(name)))
        .find(|candidate| candidate.is_file())
}

/// On Debian as root; anywhere else it is not ours to install a browser.
fn install() -> Result<()> {
    let debian = Path::new("/etc/debian_version").exists();
    if !debian || !root()? {
        bail!("it can be installed by this command only on Debian and as root");
    }
    eprintln!("Installing {}…", DEBIAN_PACKAGES.join(" and "));
    stream::check(
        Command::new("apt-get").args(["update", "-qq"]),
        "apt-get update failed; is this machine offline?",
    )?;
    stream::check(
        Command::new("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(DEBIAN_PACKAGES)
            .env("DEBIAN_FRONTEND", "noninteractive"),
        "apt-get could not install Chromium",
    )
}

fn root() -> Result<bool> {
    let output = Command::new("id")
        .arg("-u")
        .output()
        .context("id can't be started")?;
    Ok(output.stdout.trim_ascii() == b"0")
}
