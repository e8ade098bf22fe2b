//! A mail server of the tests, `tests/mail/server.py`: a process of its own, whose manners the recipient's address
//! chooses.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The name that its certificate is for.
pub const NAME: &str = "mail.test";

/// Name and password of its only user.
pub const USER: (&str, &str) = ("otklik", "a password of the tests");

/// A running server; stopped when dropped.
pub struct MailServer {
    process: Child,
    /// Ports: plain, with STARTTLS, with TLS from the first byte.
    pub plain: u64,
    pub starttls: u64,
    pub tls: u64,
    /// Whom to trust, in PEM.
    pub roots: String,
    came: Arc<Mutex<Vec<Value>>>,
}

impl MailServer {
    /// Starts one.
    pub fn start() -> Self {
        let mut process = Command::new(python())
            .arg(directory().join("server.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let stdout = process.stdout.take().expect("its stdout is piped");
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let first = lines.next().expect("the server says where it listens");
        let first: Value = serde_json::from_str(&first).expect("JSON");
        let port = |name: &str| first[name].as_u64().expect("a port");
        let came: Arc<Mutex<Vec<Value>>> = Arc::default();
        let kept = Arc::clone(&came);
        std::thread::spawn(move || {
            for line in lines {
                let message = serde_json::from_str(&line).expect("JSON");
                kept.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(message);
            }
        });
        MailServer {
            plain: port("plain"),
            starttls: port("starttls"),
            tls: port("tls"),
            roots: first["roots"].as_str().expect("certificates").to_owned(),
            process,
            came,
        }
    }

    /// The variables of an instance that writes through this server's plain port.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        self.variables_at(self.plain, "none")
    }

    /// The same through another port.
    pub fn variables_at(&self, port: u64, security: &str) -> Vec<(&'static str, String)> {
        vec![
            ("smtp_server", format!("127.0.0.1:{port}")),
            ("smtp_hosts", format!("tcp://127.0.0.1:{port}")),
            ("smtp_name", NAME.to_owned()),
            ("smtp_security", security.to_owned()),
            ("smtp_roots", self.roots.clone()),
            ("smtp_from", "Отклик <noreply@otklik.example>".to_owned()),
        ]
    }

    /// All that came so far for an address, in the order of coming.
    pub fn letters(&self, to: &str) -> Vec<Value> {
        let came = self.came.lock().unwrap_or_else(PoisonError::into_inner);
        came.iter()
            .filter(|letter| letter["to"] == to)
            .cloned()
            .collect()
    }

    /// The same, once there are as many; what the server has taken may still be on its way to us.
    #[track_caller]
    pub fn expect(&self, to: &str, count: usize) -> Vec<Value> {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let letters = self.letters(to);
            if letters.len() >= count || Instant::now() > end {
                assert_eq!(letters.len(), count, "letters to {to}: {letters:#?}");
                return letters;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        // It ends with its standard input; that is awaited, so that nothing is left behind.
        drop(self.process.stdin.take());
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("mail")
}

/// Python with what the server needs, installed once into a directory of its own.
fn python() -> PathBuf {
    static INSTALL: Mutex<()> = Mutex::new(());
    let _turn = INSTALL.lock().unwrap_or_else(PoisonError::into_inner);
    let wanted = std::fs::read_to_string(directory().join("requirements.txt"))
        .expect("tests/mail/requirements.txt");
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/mail-server");
    let (stamp, python) = (home.join("installed.txt"), home.join("bin/python"));
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return python;
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(&home));
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(directory().join("requirements.txt")));
    std::fs::write(&stamp, wanted).expect("the stamp is written");
    python
}

#[track_caller]
fn run(command: &mut Command) {
    let status = command.status();
    let ended = status.unwrap_or_else(|error| panic!("{command:?}: {error}; is Python here?"));
    assert!(
        ended.success(),
        "{command:?}: {ended}; is this machine offline?"
    );
}
