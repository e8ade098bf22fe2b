//! The announcer: tells that the instance is ready, and loads demonstration data.
//!
//! It reads the runner's stdout. When the runner listens, it asks for /health, which makes the
//! database; only then does it repeat the runner's line. It lives until the runner's stdout ends.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::http;

/// The environment variable by which the announcer gets the staff token.
pub(super) const STAFF_TOKEN: &str = "OTKLIK_STAFF_TOKEN";

const SERVING: &str = "Serving ";

/// Ten seconds are a hundred times what migrations of an empty database take.
const PATIENCE: Duration = Duration::from_secs(10);

struct Announcer {
    runner: u32,
    state: PathBuf,
    demo: bool,
}

pub(crate) fn run(arguments: Vec<OsString>) -> Result<()> {
    let announcer = Announcer::parse(arguments)?;
    let mut runner = BufReader::new(io::stdin());
    let Some(address) = first_address(&mut runner)? else {
        // The runner did not start, and has said why on stderr.
        return Ok(());
    };
    if let Err(error) = wait_until_healthy(&address, PATIENCE) {
        eprintln!("error: {error:#}; the instance is stopped");
        return announcer.stop_runner();
    }
    // From here on nobody's failure to listen to us may stop the runner.
    let mut words = format!("{SERVING}{address}\n");
    if announcer.demo {
        words += &format!("Enter as anybody by one press: {address}/demo\n");
    }
    let _ = write!(io::stdout(), "{words}").and_then(|()| io::stdout().flush());
    let rest = std::thread::spawn(move || pass_on(runner));
    if announcer.demo {
        let token = std::env::var(STAFF_TOKEN).unwrap_or_default();
        if let Err(error) = crate::demo::load(&address, &token, &announcer.state) {
            eprintln!("error: the demonstration data was not loaded whole: {error:#}");
        }
    }
    let _ = rest.join();
    Ok(())
}

impl Announcer {
    fn parse(arguments: Vec<OsString>) -> Result<Self> {
        let (mut runner, mut state, mut demo) = (None, None, false);
        let mut parser = Parser::from_args(arguments);
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("runner") => runner = Some(parser.value()?.parse()?),
                Arg::Long("state-dir") => state = Some(parser.value()?.into()),
                Arg::Long("demo") => demo = true,
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Self {
            runner: runner.context("--runner is missing")?,
            state: state.context("--state-dir is missing")?,
            demo,
        })
    }

    /// Ends the runner in a way that its caller sees as a failure: after SIGTERM it would end
    /// with success. Nothing is lost by it, the database survives a kill.
    fn stop_runner(&self) -> Result<()> {
        // Were the runner gone, its number could be another process's by now.
        if std::os::unix::process::parent_id() == self.runner {
            let script = format!("kill -KILL {}", self.runner);
            Command::new("sh").args(["-c", &script]).status()?;
        }
        Ok(())
    }
}

/// The address in the runner's line; other lines before it go to stderr. `None`: stdout ended.
fn first_address(runner: &mut impl BufRead) -> Result<Option<String>> {
    let mut line = String::new();
    loop {
        line.clear();
        if runner.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim_end().strip_prefix(SERVING) {
            Some(address) => return Ok(Some(address.to_owned())),
            None => eprint!("{line}"),
        }
    }
}

fn wait_until_healthy(address: &str, patience: Duration) -> Result<()> {
    let deadline = Instant::now() + patience;
    loop {
        let answer = http::get(&format!("{address}/health"));
        let reason = match answer {
            Ok((200, _)) => return Ok(()),
            Ok((status, body)) => format!("it answered {status}: {}", body.trim()),
            Err(error) => format!("{error:#}"),
        };
        if Instant::now() >= deadline {
            bail!(
                "{address}/health did not become 200 within {} seconds: {reason}",
                patience.as_secs()
            );
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The runner must never block on a full pipe, so its stdout is read even if ours is closed.
fn pass_on(mut runner: impl BufRead) {
    if io::copy(&mut runner, &mut io::stdout()).is_err() {
        let _ = io::copy(&mut runner, &mut io::sink());
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread::JoinHandle;

    use super::*;

    /// Answers one connection after the other with these status lines.
    fn server(statuses: &'static [&'static str]) -> (String, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let thread = std::thread::spawn(move || {
            for status in statuses {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = BufReader::new(stream.try_clone().unwrap());
                let mut line = String::new();
                while request.read_line(&mut line).unwrap() > 2 {
                    line.clear();
                }
                write!(
                    stream,
                    "HTTP/1.1 {status}\r\nContent-Length: 3\r\nConnection: close\r\n\r\nwhy"
                )
                .unwrap();
            }
        });
        (address, thread)
    }

    #[test]
    fn the_address_is_found_after_other_lines() {
        let mut lines = &b"loading\nServing http://127.0.0.1:80\nmore\n"[..];
        let address = first_address(&mut lines).unwrap();
        assert_eq!(address.as_deref(), Some("http://127.0.0.1:80"));
        assert_eq!(lines, b"more\n");
    }

    #[test]
    fn a_runner_that_ends_has_no_address() {
        assert_eq!(first_address(&mut &b"no\n"[..]).unwrap(), None);
    }

    #[test]
    fn health_is_asked_again_until_it_is_good() {
        let (address, thread) = server(&["503 Service Unavailable", "200 OK"]);
        wait_until_healthy(&address, PATIENCE).unwrap();
        thread.join().unwrap();
    }

    #[test]
    fn lasting_bad_health_is_told_with_its_reason() {
        let (address, thread) = server(&["500 Internal Server Error"]);
        let error = wait_until_healthy(&address, Duration::ZERO)
            .unwrap_err()
            .to_string();
        assert!(error.contains("500: why"), "{error}");
        thread.join().unwrap();
    }
}
