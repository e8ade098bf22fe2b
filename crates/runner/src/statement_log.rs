//! A log for tests: each statement that guests run, on a line of its own and without its values. `RUNNER_STATEMENTS`
//! names the file, and without it nothing is written. Only the feature `virtual-clock` builds it.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::{Mutex, OnceLock, PoisonError};

static LOG: OnceLock<Option<Mutex<File>>> = OnceLock::new();

fn open() -> Option<Mutex<File>> {
    let path = std::env::var_os("RUNNER_STATEMENTS")?;
    let opened = OpenOptions::new().create(true).append(true).open(&path);
    match opened {
        Ok(file) => Some(Mutex::new(file)),
        Err(error) => {
            eprintln!("error: the log of statements {}: {error}", path.display());
            None
        }
    }
}

pub(crate) fn write(sql: &str) {
    let Some(log) = LOG.get_or_init(open) else {
        return;
    };
    let mut line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    line.push('\n');
    let mut file = log.lock().unwrap_or_else(PoisonError::into_inner);
    if let Err(error) = file.write_all(line.as_bytes()) {
        eprintln!("error: the log of statements: {error}");
    }
}
