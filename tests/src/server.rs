//! An instance of our own: a process of the runner with a state directory of its own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::target::Target;

/// The first start compiles the components, which takes minutes on a busy machine.
const START: Duration = Duration::from_secs(600);

/// The file of the state directory to which a runner with a clock of its own writes each statement that it runs.
const STATEMENTS: &str = "statements";

/// The file of the state directory that holds the time of a runner with a clock of its own.
const CLOCK: &str = "clock";

/// How long the runner may take to end after SIGTERM: longer than any request here.
const STOP: Duration = Duration::from_secs(30);

const STAFF_TOKEN: &str = "staff-token-of-the-black-box-tests";
const TICK_TOKEN: &str = "tick-token-of-the-black-box-tests";
/// Makes the first administrator of an instance.
pub const BOOTSTRAP_TOKEN: &str = "bootstrap-token-of-the-black-box-tests";
/// The key of keyed hashes of the instances here.
const OUTBOX_TOKEN: &str = "outbox-token-of-the-black-box-tests";
pub const SECRET_KEY: &str = "secret-key-of-the-black-box-tests-0123456789";

/// A running instance; stopped and its state removed when dropped.
pub struct Server {
    process: Child,
    target: Target,
    variables: Variables,
    log: Log,
    /// Dropped before the state directory, so that nobody writes to it any more.
    watchdog: Option<Watchdog>,
    state: TempDir,
}

/// The variables of an instance, by their names in spin.toml.
type Variables = BTreeMap<String, String>;

/// What an instance has written to its standard error.
type Log = Arc<Mutex<Vec<u8>>>;

/// Secrets that tests know.
fn known() -> Variables {
    let known = [
        ("staff_token", STAFF_TOKEN),
        ("tick_token", TICK_TOKEN),
        ("outbox_token", OUTBOX_TOKEN),
        ("bootstrap_token", BOOTSTRAP_TOKEN),
        ("secret_key", SECRET_KEY),
    ];
    owned(&known)
}

fn owned(variables: &[(&str, &str)]) -> Variables {
    let variables = variables.iter();
    variables
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

impl Server {
    /// Starts an instance with an empty state.
    pub fn start() -> Self {
        let state = tempfile::tempdir().expect("a temporary directory");
        Self::start_in(state, known(), Log::default())
    }

    /// Starts an instance with an empty state and with these variables besides the known ones.
    pub fn start_with(variables: &[(&str, &str)]) -> Self {
        let state = tempfile::tempdir().expect("a temporary directory");
        let mut all = known();
        all.extend(owned(variables));
        Self::start_in(state, all, Log::default())
    }

    /// Starts an instance for which nobody has set a secret.
    pub fn start_without_secrets() -> Self {
        let state = tempfile::tempdir().expect("a temporary directory");
        Self::start_in(state, Variables::new(), Log::default())
    }

    /// Starts an instance with an empty state whose guests see this time, in milliseconds since 1970, until
    /// [`Server::set_time`] says another. Nothing ticks there by itself.
    pub fn start_at(now: i64) -> Self {
        let state = tempfile::tempdir().expect("a temporary directory");
        write_time(state.path(), now);
        Self::start_in(state, known(), Log::default())
    }

    /// The same with these variables besides the known ones.
    pub fn start_at_with(now: i64, variables: &[(&str, &str)]) -> Self {
        let state = tempfile::tempdir().expect("a temporary directory");
        write_time(state.path(), now);
        let mut all = known();
        all.extend(owned(variables));
        Self::start_in(state, all, Log::default())
    }

    /// The statements that an instance which was started with [`Server::start_at`] has run while something was done.
    pub fn statements(&self, work: impl FnOnce()) -> Vec<String> {
        let file = self.state.path().join(STATEMENTS);
        let read = || std::fs::read_to_string(&file).unwrap_or_default();
        let before = read().len();
        work();
        let after = read();
        let new = after.get(before..).unwrap_or_default().lines();
        new.map(str::to_owned).collect()
    }

    /// Moves the time of an instance that was started with [`Server::start_at`].
    pub fn set_time(&self, now: i64) {
        write_time(self.state.path(), now);
    }

    fn start_in(state: TempDir, variables: Variables, log: Log) -> Self {
        // The first start compiles the components and keeps the result for those after it.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let clock = state.path().join(CLOCK);
        let has_clock = clock.exists();
        let runner = if has_clock {
            virtual_runner()
        } else {
            runner()
        };
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spin.toml");
        let mut command = Command::new(&runner);
        command
            .arg("up")
            .arg("--from")
            .arg(&manifest)
            // What falls due is done when a test says so.
            .args([
                "--tick-every",
                "0",
                "--listen",
                "127.0.0.1:0",
                "--state-dir",
            ])
            .arg(state.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if has_clock {
            command.env("RUNNER_CLOCK", &clock);
            command.env("RUNNER_STATEMENTS", state.path().join(STATEMENTS));
            command.args(["--tick-every", "0"]);
        }
        // What the environment of the tests sets is not for this instance.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("SPIN_VARIABLE_") {
                command.env_remove(name);
            }
        }
        for (name, value) in &variables {
            command.env(format!("SPIN_VARIABLE_{}", name.to_uppercase()), value);
        }
        let mut process = command
            .spawn()
            .unwrap_or_else(|error| panic!("{} can't be started: {error}", runner.display()));
        let watchdog = Watchdog::over(process.id(), state.path());
        follow(&mut process, Arc::clone(&log));
        let base_url = address(&mut process);
        let token = |name| variables.get(name).cloned().unwrap_or_default();
        let target = Target {
            base_url,
            staff_token: token("staff_token"),
            tick_token: token("tick_token"),
            outbox_token: token("outbox_token"),
        };
        Server {
            process,
            target,
            variables,
            log,
            watchdog: Some(watchdog),
            state,
        }
    }

    /// How to call it.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Where its files are.
    pub fn state(&self) -> &Path {
        self.state.path()
    }

    /// What it has written to its standard error, in all its lives.
    pub fn log(&self) -> String {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&log).into_owned()
    }

    /// Ends it in good order and starts it again with other values of these variables.
    pub fn start_again_with(mut self, variables: &[(&str, &str)]) -> Self {
        self.variables.extend(owned(variables));
        self.terminate();
        self.wait_and_start_again().1
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
        let variables = std::mem::take(&mut self.variables);
        let log = Arc::clone(&self.log);
        Self::start_in(state, variables, log)
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

/// Where the runner is.
fn runner() -> PathBuf {
    find("OTKLIK_RUNNER", "runner", "cargo xtask build")
}

/// The one whose clock tests set: where it is said to be, or beside the other.
fn virtual_runner() -> PathBuf {
    let named = |name| std::env::var_os(name).is_some_and(|path| !path.is_empty());
    if !named("OTKLIK_VIRTUAL_RUNNER") && named("OTKLIK_RUNNER") {
        let beside = runner().with_file_name("virtual-runner");
        assert!(
            beside.is_file(),
            "there is no {}: set OTKLIK_VIRTUAL_RUNNER",
            beside.display()
        );
        return beside;
    }
    let build = "cargo xtask build --virtual-runner";
    find("OTKLIK_VIRTUAL_RUNNER", "virtual-runner", build)
}

/// The program behind `cargo xtask`: where it is said to be, or where cargo puts it.
pub fn xtask() -> PathBuf {
    find("OTKLIK_XTASK", "xtask", "cargo build --package xtask")
}

/// Whole at any moment, for whoever reads it meanwhile.
fn write_time(state: &Path, now: i64) {
    let (file, next) = (state.join(CLOCK), state.join("clock.next"));
    std::fs::write(&next, now.to_string()).expect("the clock can be written");
    std::fs::rename(&next, &file).expect("the clock can be set");
}

/// A program of ours: `cargo xtask test` says where it is; else where cargo puts it.
fn find(variable: &str, name: &str, build: &str) -> PathBuf {
    if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
        return path.into();
    }
    let executable = std::env::current_exe().expect("the path of this test");
    // target/debug/deps/it-…
    let target = executable.ancestors().nth(3).expect("a target directory");
    let built = ["release", "debug"].map(|profile| target.join(profile).join(name));
    let found = built.iter().find(|path| path.is_file());
    found.cloned().unwrap_or_else(|| {
        panic!(
            "there is no {name} in {}: run `{build}`, or set {variable}, or OTKLIK_BASE_URL to test an \
             instance that runs",
            target.display()
        )
    })
}

/// Keeps what the process writes to its standard error, and shows it.
fn follow(process: &mut Child, log: Log) {
    let mut stderr = process.stderr.take().expect("its stderr is piped");
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(length @ 1..) = stderr.read(&mut bytes) {
            let new = bytes.get(..length).unwrap_or_default();
            let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
            log.extend_from_slice(new);
            // Not the one that the test harness captures: it belongs to no test in particular.
            let _ = std::io::stderr().write_all(new);
        }
    });
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
