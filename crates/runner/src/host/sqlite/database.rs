//! A database file and what its connections have in common.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::OpenFlags;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

/// Compiled statements that a connection keeps: more than one component has.
const STATEMENT_CACHE: usize = 128;

/// How long a statement waits for another connection's lock, as in Spin.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// A database file.
pub(crate) struct Database {
    pub(super) path: PathBuf,
    /// Kept open: SQLite folds the whole log into the file whenever the last connection closes.
    _anchor: Mutex<rusqlite::Connection>,
    /// Held by a statement that writes by itself. Only one connection can write at a time
    /// anyway; waiting here is fair and wakes at once, SQLite's busy handler sleeps.
    pub(super) turn: Mutex<()>,
}

impl Database {
    /// Opens the file once, creating it, so that a fault shows at start.
    pub(crate) fn create(path: PathBuf) -> rusqlite::Result<Arc<Self>> {
        let connection = connect(&path)?;
        // Readers and the writer don't wait for each other. The mode stays in the file.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        Ok(Arc::new(Self {
            path,
            _anchor: Mutex::new(connection),
            turn: Mutex::new(()),
        }))
    }
}

pub(super) fn connect(path: &Path) -> rusqlite::Result<rusqlite::Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    connection.authorizer(Some(authorize))?;
    Ok(connection)
}

/// A guest may attach no file, nor name a directory: it would leave its database.
fn authorize(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Attach {
            filename: "" | ":memory:",
        } => Authorization::Allow,
        AuthAction::Attach { .. } => Authorization::Deny,
        AuthAction::Pragma {
            pragma_name: "temp_store_directory" | "data_store_directory",
            ..
        } => Authorization::Deny,
        _ => Authorization::Allow,
    }
}
