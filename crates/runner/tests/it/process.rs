//! A runner of one test, with a directory of its own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

/// How long anything may take that should happen at once, on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Where all tests share what they build.
const SHARED: &str = env!("CARGO_TARGET_TMPDIR");

/// A manifest with one component, `guest`, that answers everything. `{guest}` in `extra`
/// stands for the path of its wasm file.
pub(crate) fn manifest(extra: &str) -> String {
    format!(
        r#"
spin_manifest_version = 2
[application]
name = "test"
[[trigger.http]]
route = "/..."
component = "guest"
[component.guest]
source = "{{guest}}"
{extra}
"#
    )
}

/// The guest's wasm file, built once; its compiled form is in the shared cache from then on.
fn guest() -> &'static Path {
    static GUEST: OnceLock<PathBuf> = OnceLock::new();
    GUEST.get_or_init(|| {
        let target = Path::new(SHARED).join("guest");
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/guest/Cargo.toml");
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--release", "--target", "wasm32-wasip2"])
            .args(["--manifest-path", manifest, "--target-dir"])
            .arg(&target)
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTFLAGS")
            .status()
            .unwrap();
        assert!(status.success(), "the guest of the tests doesn't build");
        let wasm = target.join("wasm32-wasip2/release/guest.wasm");
        let dir = Dir::new();
        drop(start(&dir, &manifest_with(&wasm, &self::manifest("")), &[]));
        wasm
    })
}

fn manifest_with(wasm: &Path, manifest: &str) -> String {
    manifest.replace("{guest}", wasm.to_str().unwrap())
}

/// A directory that goes when it is dropped.
pub(crate) struct Dir(pub(crate) PathBuf);

impl Dir {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(SHARED).join(format!("run-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

fn command(dir: &Dir, manifest: &str, options: &[&str]) -> Command {
    fs::write(dir.0.join("spin.toml"), manifest).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_runner"));
    command
        .args(["up", "--listen", "127.0.0.1:0", "--from"])
        .arg(dir.0.join("spin.toml"))
        .arg("--cache-dir")
        .arg(Path::new(SHARED).join("cache"))
        .args(options)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs a manifest that must not start, and gives what it says.
pub(crate) fn refused(manifest: &str, options: &[&str]) -> String {
    refused_in(&Dir::new(), manifest, options)
}

pub(crate) fn refused_in(dir: &Dir, manifest: &str, options: &[&str]) -> String {
    let manifest = manifest_with(guest(), manifest);
    let Output {
        status,
        stdout,
        stderr,
    } = command(dir, &manifest, options).output().unwrap();
    assert!(!status.success(), "it started");
    assert_eq!(
        String::from_utf8_lossy(&stdout),
        "",
        "it said that it serves"
    );
    String::from_utf8(stderr).unwrap()
}

/// A running runner.
pub(crate) struct Runner {
    /// Address and port.
    pub(crate) address: String,
    child: Child,
    lines: Mutex<Receiver<String>>,
    _dir: Option<Dir>,
}

impl Runner {
    /// Starts in a directory of its own.
    pub(crate) fn start(manifest: &str, options: &[&str]) -> Self {
        let dir = Dir::new();
        let mut runner = Self::start_in(&dir, manifest, options);
        runner._dir = Some(dir);
        runner
    }

    pub(crate) fn start_in(dir: &Dir, manifest: &str, options: &[&str]) -> Self {
        start(dir, &manifest_with(guest(), manifest), options)
    }

    /// Waits for a line of standard error that contains `text`.
    #[track_caller]
    pub(crate) fn wait_for_line(&self, text: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let lines = self.lines.lock().unwrap();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let line = lines
                .recv_timeout(left)
                .unwrap_or_else(|_| panic!("no line with {text:?}"));
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits for the end; gives the exit code, if it ended by itself.
    pub(crate) fn wait(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

fn start(dir: &Dir, manifest: &str, options: &[&str]) -> Runner {
    let mut child = command(dir, manifest, options).spawn().unwrap();
    let (sender, lines) = channel();
    let stderr = BufReader::new(child.stderr.take().unwrap());
    std::thread::spawn(move || {
        for line in stderr.lines().map_while(Result::ok) {
            // A test that has seen enough no longer listens.
            _ = sender.send(line);
        }
    });
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    let Some(address) = first.trim_end().strip_prefix("Serving http://") else {
        _ = child.wait();
        panic!(
            "it said {first:?} and {:?}",
            lines.iter().collect::<Vec<_>>()
        );
    };
    Runner {
        address: address.to_owned(),
        child,
        lines: Mutex::new(lines),
        _dir: None,
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
