//! Servers under measurement: processes of ours, or one that is already there.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::AtomicUsize;

use anyhow::{Context, Result, bail};

use crate::state::{SECRET_KEY, STAFF_TOKEN, TICK_TOKEN};

/// The kernel's unit of a process's times, in seconds: Linux shows hundredths everywhere.
const TICK: f64 = 0.01;

pub(crate) struct Server {
    pub(crate) name: &'static str,
    pub(crate) address: SocketAddr,
    /// Requests sent so far, so that no two are the same.
    pub(crate) next: AtomicUsize,
    process: Option<Process>,
}

struct Process {
    child: Child,
    /// Kept open: a server that writes a line to a closed pipe would end.
    _stdout: BufReader<ChildStdout>,
}

impl Server {
    /// The components in the project's runner.
    pub(crate) fn wasm(runner: &Path, manifest: &Path, state: &Path) -> Result<Self> {
        let mut command = Command::new(runner);
        command
            .arg("up")
            .arg("--from")
            .arg(manifest)
            .args([
                "--listen",
                "127.0.0.1:0",
                "--tick-every",
                "0",
                "--state-dir",
            ])
            .arg(state)
            .env("SPIN_VARIABLE_STAFF_TOKEN", STAFF_TOKEN)
            .env("SPIN_VARIABLE_TICK_TOKEN", TICK_TOKEN)
            .env("SPIN_VARIABLE_SECRET_KEY", SECRET_KEY);
        Self::start("wasm", command, state)
    }

    /// The native twin: this very program.
    pub(crate) fn native(state: &Path) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("serve-native").arg(state);
        Self::start("native", command, state)
    }

    fn start(name: &'static str, mut command: Command, state: &Path) -> Result<Self> {
        fs::create_dir_all(state)?;
        let log = state.join(format!("{name}.log"));
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()
            .with_context(|| format!("{} can't be started", command.get_program().display()))?;
        let stdout = child.stdout.take().context("stdout is not piped")?;
        let mut stdout = BufReader::new(stdout);
        let mut line = String::new();
        stdout.read_line(&mut line)?;
        let process = Process {
            child,
            _stdout: stdout,
        };
        let Some(address) = line.trim().strip_prefix("Serving http://") else {
            drop(process);
            bail!("{name} does not serve:\n{}", fs::read_to_string(log)?);
        };
        Ok(Self {
            name,
            address: address.parse()?,
            next: AtomicUsize::new(0),
            process: Some(process),
        })
    }

    /// A server that somebody else has started on this machine.
    pub(crate) fn elsewhere(base_url: &str) -> Result<Self> {
        let authority = base_url
            .strip_prefix("http://")
            .map(|rest| rest.trim_end_matches('/'))
            .with_context(|| format!("{base_url} does not begin with http://"))?;
        let addresses = authority
            .to_socket_addrs()
            .with_context(|| format!("{base_url} needs a host and a port"))?;
        let Some(address) = addresses.into_iter().find(|a| a.ip().is_loopback()) else {
            bail!("{base_url} is another machine; the load is for this one only");
        };
        Ok(Self {
            name: "instance",
            address,
            next: AtomicUsize::new(0),
            process: None,
        })
    }

    fn proc(&self, file: &str) -> Option<String> {
        let id = self.process.as_ref()?.child.id();
        fs::read_to_string(format!("/proc/{id}/{file}")).ok()
    }

    /// Makes the peak of the memory what is in use now (proc(5), clear_refs).
    pub(crate) fn forget_peak(&self) {
        if let Some(process) = &self.process {
            // Where the kernel lacks it, the peak is that of the process's life.
            _ = fs::write(format!("/proc/{}/clear_refs", process.child.id()), "5");
        }
    }

    /// The peak of the resident memory in bytes.
    pub(crate) fn peak(&self) -> Option<u64> {
        let status = self.proc("status")?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
        Some(kibibytes * 1024)
    }

    /// Seconds of processor time that the process has used.
    pub(crate) fn cpu(&self) -> Option<f64> {
        let stat = self.proc("stat")?;
        // The second field is the name, in parentheses; times are fields 14 and 15.
        let (_, fields) = stat.rsplit_once(')')?;
        let mut times = fields.split_whitespace().skip(11);
        let (user, system): (f64, f64) = (times.next()?.parse().ok()?, times.next()?.parse().ok()?);
        Some((user + system) * TICK)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself. What it kept is thrown away, so nothing need be saved.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_put_under_load() {
        for url in [
            "https://127.0.0.1:1",
            "http://127.0.0.1",
            "http://192.0.2.1:80",
        ] {
            assert!(Server::elsewhere(url).is_err(), "{url}");
        }
        let here = Server::elsewhere("http://127.0.0.1:3000/").unwrap();
        assert_eq!(here.address.port(), 3000);
        assert!(here.peak().is_none() && here.cpu().is_none());
    }
}
