//! `cargo xtask up`: builds everything, makes the secrets and serves.
//!
//! xtask does not stay around as the runner's parent: it becomes the runner by `exec`. So
//! signals, the exit status and the end of the process are the runner's own, and nothing can be
//! orphaned. What is left to do once the runner listens is done by a small child, the
//! announcer, which reads the runner's stdout.

pub(crate) mod announce;
mod arguments;
pub(crate) mod secrets;

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow};

use crate::build;
use crate::manifest::Manifest;
use crate::project::Project;
use arguments::Up;

/// The hidden command of the announcer.
pub(crate) const ANNOUNCE: &str = "announce";

pub(crate) fn run(project: &Project, arguments: Vec<OsString>) -> Result<()> {
    let up = Up::parse(arguments)?;
    let manifest = Manifest::read(project)?;
    build::components(project, &manifest)?;
    let runner = build::runner(project)?;

    let state = match &up.state_dir {
        Some(directory) => std::path::absolute(directory)?,
        None => project.path(".spin"),
    };
    let mut command = Command::new(runner);
    command
        .arg("up")
        .arg("--from")
        .arg(project.path("spin.toml"))
        .args(["--listen", &up.listen])
        .arg("--state-dir")
        .arg(&state);
    for (name, value) in &up.variables {
        // Arguments are seen by every user of the machine, the environment is not.
        if manifest.secret_variables.contains(name) {
            command.env(secrets::environment_name(name), value);
        } else {
            command.arg("--variable").arg(format!("{name}={value}"));
        }
    }
    let given = |name: &str| {
        up.variables
            .iter()
            .rev()
            .find(|(variable, _)| variable == name)
            .map(|(_, value)| value.clone())
            .or_else(|| std::env::var(secrets::environment_name(name)).ok())
    };
    let secrets = secrets::Secrets::load_or_make(&state, given)?;
    secrets.tell(&state);
    command.envs(secrets.environment());

    // Nothing delivers messages here: their codes are read in the log.
    if up.demo && given("demo").is_none() {
        command.args(["--variable", "demo=true"]);
    }

    let announcer = announcer(&up, &state, secrets.value("staff_token"))?;
    let error = command.stdout(announcer).exec();
    Err(anyhow!(error).context(format!(
        "{} can't be started",
        command.get_program().display()
    )))
}

fn announcer(up: &Up, state: &Path, staff_token: &str) -> Result<Stdio> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg(ANNOUNCE)
        .args(["--runner", &std::process::id().to_string()])
        .arg("--state-dir")
        .arg(state)
        .env(announce::STAFF_TOKEN, staff_token)
        .stdin(Stdio::piped())
        // Out of the terminal's process group: Ctrl-C is for the runner, and the announcer
        // ends when the runner's stdout does.
        .process_group(0);
    if up.demo {
        command.arg("--demo");
    }
    let mut child = command.spawn().context("the announcer can't be started")?;
    let stdin = child
        .stdin
        .take()
        .context("the announcer's stdin is not piped")?;
    Ok(stdin.into())
}
