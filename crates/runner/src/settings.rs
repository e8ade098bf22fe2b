//! What the command line says.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use lexopt::prelude::*;

use crate::worker::Limits;

/// The help text.
pub const HELP: &str = "\
Runs a Spin application: its spin.toml and its components.

usage: runner up [options]       serve
       runner check [options]    only check the manifest and what it needs

  --from FILE             the manifest, or its directory  [spin.toml]
  --listen ADDR           address and port; port 0 takes a free one  [127.0.0.1:3000]
  --state-dir DIR         databases and copies of files  [.spin beside the manifest]
  --cache-dir DIR         compiled code  [the user's cache directory]
  --variable NAME=VALUE   a variable of the application; else SPIN_VARIABLE_<NAME> counts
  --tick-every SECONDS    how often to call POST /internal/tick; 0 never, nor what
                          [application.tool.runner] calls  [60]
  --tick-variable NAME    the variable with the tick's bearer token; without a value there
                          is no tick  [tick_token]
  --memory MIB            memory of one instance  [256]
  --cpu-limit SECONDS     how long a guest may compute without a pause  [10]
  --response-limit SECONDS  how long a response may take to begin  [60]
  --shutdown-limit SECONDS  how long requests may take to end after SIGTERM  [30]
  --max-connections N     connections at once; more wait to be accepted  [1024]
  --log-requests          one log line a request: method, route, status, milliseconds
";

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Serve the application.
    Up,
    /// Only check it.
    Check,
    /// Print [`HELP`].
    Help,
}

/// How to do it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The manifest.
    pub manifest: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where databases and copies of files live.
    pub state_dir: PathBuf,
    /// Where compiled code lives.
    pub cache_dir: PathBuf,
    /// Variables given on the command line.
    pub variables: BTreeMap<String, String>,
    /// How often to tick; `None` is never.
    pub tick_every: Option<Duration>,
    /// The variable that holds the tick's token.
    pub tick_variable: String,
    /// Limits of guests.
    pub limits: Limits,
    /// How long requests may take to end after SIGTERM.
    pub shutdown: Duration,
    /// Connections at once.
    pub max_connections: usize,
    /// Whether each request is logged.
    pub log_requests: bool,
}

impl Settings {
    /// The manifest's directory.
    pub fn base(&self) -> &Path {
        match self.manifest.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        }
    }

    /// Reads the command line, without the program's name.
    ///
    /// # Errors
    /// Says which option is unknown or which value is bad.
    pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<(Command, Self)> {
        let mut parser = lexopt::Parser::from_args(arguments);
        let mut command = None;
        let mut manifest = PathBuf::from("spin.toml");
        let (mut state_dir, mut cache_dir) = (None, None);
        let mut settings = Self {
            manifest: PathBuf::new(),
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            state_dir: PathBuf::new(),
            cache_dir: PathBuf::new(),
            variables: BTreeMap::new(),
            tick_every: Some(Duration::from_secs(60)),
            tick_variable: "tick_token".to_owned(),
            limits: Limits::default(),
            shutdown: Duration::from_secs(30),
            max_connections: 1024,
            log_requests: false,
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Value(word) if command.is_none() => {
                    command = Some(match word.to_str() {
                        Some("up") => Command::Up,
                        Some("check") => Command::Check,
                        Some("help") => Command::Help,
                        _ => bail!("unknown command {word:?}; see runner --help"),
                    });
                }
                Short('h') | Long("help") => command = Some(Command::Help),
                Short('f') | Long("from") => manifest = parser.value()?.into(),
                Long("listen") => settings.listen = address(&parser.value()?.string()?)?,
                Long("state-dir") => state_dir = Some(PathBuf::from(parser.value()?)),
                Long("cache-dir") => cache_dir = Some(PathBuf::from(parser.value()?)),
                Long("variable") => {
                    let pair = parser.value()?.string()?;
                    // The pair may be a secret, so no message shows it.
                    let (name, value) = pair
                        .split_once('=')
                        .context("--variable needs NAME=VALUE")?;
                    settings.variables.insert(name.to_owned(), value.to_owned());
                }
                Long("tick-every") => {
                    settings.tick_every = Some(seconds(&mut parser)?).filter(|d| !d.is_zero());
                }
                Long("tick-variable") => settings.tick_variable = parser.value()?.string()?,
                Long("memory") => {
                    let mebibytes: usize = parser.value()?.parse()?;
                    settings.limits.memory = mebibytes.saturating_mul(1024 * 1024);
                }
                Long("cpu-limit") => settings.limits.cpu = seconds(&mut parser)?,
                Long("response-limit") => settings.limits.response = seconds(&mut parser)?,
                Long("shutdown-limit") => settings.shutdown = seconds(&mut parser)?,
                Long("max-connections") => {
                    let number: usize = parser.value()?.parse()?;
                    settings.max_connections = number.clamp(1, 100_000);
                }
                Long("log-requests") => settings.log_requests = true,
                _ => bail!("{}; see runner --help", argument.unexpected()),
            }
        }
        let command = command.unwrap_or(Command::Help);
        settings.manifest = if manifest.is_dir() {
            manifest.join("spin.toml")
        } else {
            manifest
        };
        settings.state_dir = state_dir.unwrap_or_else(|| settings.base().join(".spin"));
        settings.cache_dir = cache_dir.unwrap_or_else(|| user_cache(&settings.state_dir));
        Ok((command, settings))
    }
}

fn address(text: &str) -> anyhow::Result<SocketAddr> {
    let fault = || format!("--listen {text:?}: give an address and a port, as in 127.0.0.1:3000");
    text.to_socket_addrs()
        .with_context(fault)?
        .next()
        .with_context(fault)
}

fn seconds(parser: &mut lexopt::Parser) -> anyhow::Result<Duration> {
    let number: f64 = parser.value()?.parse()?;
    Duration::try_from_secs_f64(number).context("a number of seconds is not negative")
}

/// Where the XDG base directory specification has caches, else beside the databases.
fn user_cache(state_dir: &Path) -> PathBuf {
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|p| p.is_absolute())
    };
    absolute("XDG_CACHE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        .map_or_else(
            || state_dir.join("cache"),
            |cache| cache.join("spin-runner"),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> anyhow::Result<(Command, Settings)> {
        Settings::parse(arguments.iter().map(OsString::from))
    }

    #[test]
    fn options_are_read() {
        let (command, settings) = parse(&[
            "up",
            "--from",
            "a/spin.toml",
            "--listen",
            "127.0.0.1:0",
            "--variable",
            "a=b=c",
            "--tick-every",
            "0",
            "--memory",
            "64",
            "--cpu-limit",
            "0.5",
        ])
        .unwrap();
        assert_eq!(command, Command::Up);
        assert_eq!(settings.base(), Path::new("a"));
        assert_eq!(settings.state_dir, Path::new("a/.spin"));
        assert_eq!(settings.listen.port(), 0);
        assert_eq!(settings.variables["a"], "b=c");
        assert_eq!(settings.tick_every, None);
        assert_eq!(settings.limits.memory, 64 << 20);
        assert_eq!(settings.limits.cpu, Duration::from_millis(500));
    }

    #[test]
    fn bad_options_are_refused_and_a_secret_is_not_shown() {
        for arguments in [
            &["down"][..],
            &["up", "--nonsense"],
            &["up", "--listen", "nowhere"],
            &["up", "--cpu-limit", "-1"],
            &["up", "--variable", "hunter2"],
        ] {
            let error = format!("{:#}", parse(arguments).err().unwrap());
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
