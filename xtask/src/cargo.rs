//! Running cargo from within `cargo xtask`.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// Cargo, at the root of the project.
pub(crate) fn command(project: &Project) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&project.root);
    // What `cargo run` set for xtask itself is not true of what we build, and would make
    // build scripts that watch these variables run again.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs `cargo build` and returns the executables it has built or found fresh. Cargo's words
/// are passed on, except for the closing line of a build in which nothing was to be done.
pub(crate) fn build<I, S>(project: &Project, what: &str, arguments: I) -> Result<Vec<PathBuf>>
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = command(project);
    command
        .arg("build")
        .arg("--message-format=json-render-diagnostics")
        .args([
            "--color",
            if std::io::stderr().is_terminal() {
                "always"
            } else {
                "never"
            },
        ])
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().context("cargo can't be started")?;
    let stderr = child.stderr.take().context("cargo's stderr is not piped")?;
    let words = std::thread::spawn({
        let what = what.to_owned();
        move || pass_on(&what, stderr)
    });
    let stdout = child.stdout.take().context("cargo's stdout is not piped")?;
    let executables = executables(stdout);
    let status = child.wait()?;
    let _ = words.join();
    if !status.success() {
        bail!("{what} did not build; the compiler's messages stand above");
    }
    executables
}

fn pass_on(what: &str, stderr: impl Read) {
    let mut silent = true;
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        if silent && line.contains("Finished") {
            continue;
        }
        if silent {
            eprintln!("Building {what}…");
            silent = false;
        }
        eprintln!("{line}");
    }
}

fn executables(messages: impl Read) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for line in BufReader::new(messages).lines() {
        let line = line?;
        // Anything else on stdout is a build script's or a wrapper's chatter.
        let Ok(message) = serde_json::from_str::<serde_json::Value>(&line) else {
            continue;
        };
        if let Some(path) = message["executable"].as_str() {
            found.push(PathBuf::from(path));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executables_are_found_among_cargos_messages() {
        let messages = concat!(
            "{\"reason\":\"compiler-artifact\",\"executable\":null}\n",
            "chatter\n",
            "{\"reason\":\"compiler-artifact\",\"executable\":\"/t/release/runner\"}\n",
            "{\"reason\":\"build-finished\",\"success\":true}\n",
        );
        let found = executables(messages.as_bytes()).unwrap();
        assert_eq!(found, [PathBuf::from("/t/release/runner")]);
    }
}
