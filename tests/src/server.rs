//! An instance of our own: a process of the runner with a state directory of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::target::Target;

/// The first start compiles the components.
const START: Duration = Duration::from_secs(180);

/// How long the runner may take to end after SIGTERM: longer than any request here.
const STOP: Duration = Duration::from_secs(30);

const STAFF_TOKEN: &str = "staff-token-of-the-black-box-tests";
const TICK_TOKEN: &str = "tick-token-of-the-black-box-tests";
const SECRET_KEY: &str = "secret-key-of-the-black-box-tests-0123456789";

/// A running instance; stopped and its state removed when dropped.
pub struct Server {
    process: Child,
    target: Target,
    secrets: Secrets,
    /// Dropped before the state directory, so that nobody writes to it any more.
    watchdog: Option<Watchdog>,
    state: TempDir,
}

/// Whether the instance is given its secret variables.
#[derive(Clone, Copy)]
enum Secrets {
    Set,
    Unset,
}

impl Server {
    /// Starts an instance with an empty state.
    pub fn start() -> Self {
        let state = tempfile::tempdir().expect("a temporary directory");
        Self::start_in(state, Secrets::Set)
    }

    /// Starts an instance for which nobody has set a secret.
    pub fn start_without_secrets() -> Self {
        let state = tempfile::tempdir().expect("a temporary directory");
        Self::start_in(state, Secrets::Unset)
    }

    fn start_in(state: TempDir, secrets: Secrets) -> Self {
        // The first start compiles the components and keeps the result for those after it.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let runner = runner();
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spin.toml");
        let mut command = Command::new(&runner);
        command
            .arg("up")
            .arg("--from")
            .arg(&manifest)
            .args(["--listen", "127.0.0.1:0", "--state-dir"])
            .arg(state.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        for (name, value) in [
            ("SPIN_VARIABLE_STAFF_TOKEN", STAFF_TOKEN),
            ("SPIN_VARIABLE_TICK_TOKEN", TICK_TOKEN),
            ("SPIN_VARIABLE_SECRET_KEY", SECRET_KEY),
        ] {
            match secrets {
                Secrets::Set => command.env(name, value),
                Secrets::Unset => command.env_remove(name),
            };
        }
        let mut process = command
            .spawn()
            .unwrap_or_else(|error| panic!("{} can't be started: {error}", runner.display()));
        let watchdog = Watchdog::over(process.id(), state.path());
        let base_url = address(&mut process);
        let target = Target {
            base_url,
            staff_token: STAFF_TOKEN.to_owned(),
            tick_token: TICK_TOKEN.to_owned(),
        };
        Server {
            process,
            target,
            secrets,
            watchdog: Some(watchdog),
            state,
        }
    }

    /// How to call it.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Kills it (SIGKILL) as a power cut would, and starts it again with what is on the disk.
    pub fn kill_and_start_again(mut self) -> Self {
        self.process.kill().expect("the runner can be killed");
        self.start_again()
    }

    /// Asks it to end (SIGTERM).
    pub fn terminate(&self) {
        let id = self.process.id().to_string();
        let sent = Command::new("sh")
            .args(["-c", "kill -TERM \"$1\"", "sh", &id])
            .status();
        assert!(sent.expect("sh").success(), "SIGTERM can be sent");
    }

    /// Waits until it has ended by itself after [`Server::terminate`], and starts it again.
    pub fn wait_and_start_again(mut self) -> (ExitStatus, Self) {
        let deadline = Instant::now() + STOP;
        loop {
            if let Some(status) = self
                .process
                .try_wait()
                .expect("the runner can be waited for")
            {
                return (status, self.start_again());
            }
            assert!(
                Instant::now() < deadline,
                "the runner does not end after SIGTERM"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn start_again(mut self) -> Self {
        self.process.wait().expect("the runner can be waited for");
        if let Some(watchdog) = self.watchdog.take() {
            watchdog.dismiss();
        }
        // The directory goes on to the next process; this server's own is an empty one.
        let state = std::mem::replace(&mut self.state, tempfile::tempdir().expect("a directory"));
        Self::start_in(state, self.secrets)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
        if let Some(watchdog) = self.watchdog.take() {
            watchdog.dismiss();
        }
    }
}

/// A shell that ends the runner when this process is gone: its standard input closes then, however we end.
struct Watchdog {
    shell: Child,
    _pipe: ChildStdin,
}

impl Watchdog {
    fn over(process: u32, state: &Path) -> Self {
        let script = "trap '' INT TERM; read -r _; kill -KILL \"$1\" && sleep 0.2; rm -rf \"$2\"";
        let mut shell = Command::new("sh")
            .args(["-c", script, "watchdog", &process.to_string()])
            .arg(state)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh");
        let pipe = shell.stdin.take().expect("its stdin is piped");
        Watchdog { shell, _pipe: pipe }
    }

    fn dismiss(mut self) {
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}

/// Where the runner is: `cargo xtask test` says it; else where cargo puts it.
fn runner() -> PathBuf {
    if let Some(path) = std::env::var_os("OTKLIK_RUNNER").filter(|path| !path.is_empty()) {
        return path.into();
    }
    let executable = std::env::current_exe().expect("the path of this test");
    // target/debug/deps/it-…
    let target = executable.ancestors().nth(3).expect("a target directory");
    let built = ["release", "debug"].map(|profile| target.join(profile).join("runner"));
    let found = built.iter().find(|path| path.is_file());
    found.cloned().unwrap_or_else(|| {
        panic!(
            "there is no runner in {}: run `cargo xtask build`, or set OTKLIK_RUNNER, or OTKLIK_BASE_URL \
             to test an instance that runs",
            target.display()
        )
    })
}

/// Reads `Serving http://…`, and goes on reading so that the runner never waits for its output.
fn address(process: &mut Child) -> String {
    let stdout = process.stdout.take().expect("its stdout is piped");
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            // Nobody listens after the first line.
            let _ = sender.send(line);
        }
    });
    let line = receiver.recv_timeout(START).unwrap_or_else(|error| {
        let _ = process.kill();
        panic!("the runner did not start (its messages are above): {error}")
    });
    let address = line
        .strip_prefix("Serving ")
        .unwrap_or_else(|| panic!("not an address: {line}"));
    address.trim_end_matches('/').to_owned()
}
