//! One SQLite connection, worked by threads that may block.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use super::cursor::{Cursor, End, Sender};
use super::database::{BUSY, Database, connect};
use super::value::{Parameter, ROW_BYTES, io, read, size};
use super::watch::{Abandon, Waiting, Watch, lock};
use crate::bindings::sqlite::{Error, RowResult, Value};

/// Rows that are handed over together. Most queries end within the first batch, and then
/// one hop between threads is all they cost.
const BATCH_ROWS: usize = 256;

/// Bytes after which a batch is handed over even if it has few rows.
const BATCH_BYTES: usize = 256 * 1024;

/// Virtual machine steps between looks at whether a statement should go on: about a tenth
/// of a millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 4_000;

/// A guest's connection. Clones are the same connection.
#[derive(Clone)]
#[expect(unreachable_pub, reason = "the generated bindings re-export it")]
pub struct Connection(Arc<Inner>);

struct Inner {
    connection: Mutex<rusqlite::Connection>,
    watch: Arc<Watch>,
    database: Arc<Database>,
}

impl Database {
    /// Opens a connection for a guest.
    pub(crate) async fn open(self: Arc<Self>) -> Result<Connection, Error> {
        let opened = spawn_blocking(move || {
            let watch = Arc::new(Watch::default());
            let mut connection = connect(&self.path)?;
            let seen = watch.clone();
            let look = move || seen.should_end();
            connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(look))?;
            rusqlite::Result::Ok(Inner {
                connection: Mutex::new(connection),
                watch,
                database: self,
            })
        });
        match opened.await {
            Ok(Ok(inner)) => Ok(Connection(Arc::new(inner))),
            Ok(Err(error)) => Err(io(&error)),
            Err(error) => Err(Error::Io(error.to_string())),
        }
    }
}

impl Connection {
    /// Runs one statement up to its first batch of rows.
    pub(crate) async fn query(
        &self,
        sql: String,
        parameters: Vec<Value>,
    ) -> wasmtime::Result<Cursor> {
        #[cfg(feature = "virtual-clock")]
        crate::statement_log::write(&sql);
        if let Some(cursor) = self.0.read_now(&sql, &parameters) {
            return Ok(cursor);
        }
        let inner = self.0.clone();
        let waiting = Waiting::default();
        let _abandon = Abandon(waiting.clone());
        let (answer, answered) = oneshot::channel();
        spawn_blocking(move || inner.run(&sql, &parameters, waiting, answer));
        Ok(answered.await?)
    }

    pub(crate) async fn last_insert_rowid(self) -> wasmtime::Result<i64> {
        Ok(spawn_blocking(move || lock(&self.0.connection).last_insert_rowid()).await?)
    }

    pub(crate) async fn changes(self) -> wasmtime::Result<u64> {
        Ok(spawn_blocking(move || lock(&self.0.connection).changes()).await?)
    }
}

impl Inner {
    /// Runs a short read in place: waking a thread costs ten times as much as finding a row.
    ///
    /// `None` if the statement isn't a read, turns out not to be short, or would have to wait
    /// for anything. A read changes nothing, so it is then simply run again elsewhere.
    fn read_now(&self, sql: &str, parameters: &[Value]) -> Option<Cursor> {
        if !is_query(sql) {
            return None;
        }
        let connection = self.connection.try_lock().ok()?;
        let mut sender = Sender {
            answer: None,
            columns: Vec::new(),
            stream: None,
            watch: &self.watch,
        };
        self.watch.is_hasty.store(true, Ordering::Relaxed);
        // Failures to set a timeout leave the old one, which is only slower.
        _ = connection.busy_timeout(Duration::ZERO);
        let result = self.step(&connection, sql, parameters, &mut sender);
        _ = connection.busy_timeout(BUSY);
        self.watch.is_hasty.store(false, Ordering::Relaxed);
        let first = result.ok()?;
        Some(Cursor {
            columns: sender.columns,
            first,
            rest: None,
            end: End::Now(Ok(())),
        })
    }

    fn run(
        &self,
        sql: &str,
        parameters: &[Value],
        waiting: Waiting,
        answer: oneshot::Sender<Cursor>,
    ) {
        let connection = lock(&self.connection);
        if waiting.is_abandoned() {
            return;
        }
        *lock(&self.watch.waiting) = waiting;
        let mut sender = Sender {
            answer: Some(answer),
            columns: Vec::new(),
            stream: None,
            watch: &self.watch,
        };
        let result = self.step(&connection, sql, parameters, &mut sender);
        // The next statement may start before the guest has read how this one ended.
        drop(connection);
        sender.finish(result);
    }

    fn step(
        &self,
        connection: &rusqlite::Connection,
        sql: &str,
        parameters: &[Value],
        sender: &mut Sender<'_>,
    ) -> Result<Vec<RowResult>, Error> {
        let mut statement = connection.prepare_cached(sql).map_err(|error| io(&error))?;
        let is_hasty = self.watch.is_hasty.load(Ordering::Relaxed);
        if is_hasty && !statement.readonly() {
            return Err(Error::Io("a change takes its time".to_owned()));
        }
        let writes_alone = connection.is_autocommit() && !statement.readonly();
        let _turn = writes_alone.then(|| lock(&self.database.turn));
        sender.columns = statement.column_names().map(str::to_owned).collect();
        let width = sender.columns.len();
        let parameters = rusqlite::params_from_iter(parameters.iter().map(Parameter));
        let mut rows = statement.query(parameters).map_err(|error| io(&error))?;
        let mut batch = Vec::new();
        let mut bytes = 0;
        while let Some(row) = rows.next().map_err(|error| io(&error))? {
            let row = read(row, width)?;
            let size = size(&row);
            if size > ROW_BYTES {
                return Err(Error::Io(format!(
                    "query result exceeds limit of {ROW_BYTES} bytes"
                )));
            }
            bytes += size;
            batch.push(row);
            if batch.len() >= BATCH_ROWS || bytes >= BATCH_BYTES {
                sender.send(std::mem::take(&mut batch))?;
                bytes = 0;
            }
        }
        Ok(batch)
    }
}

/// Whether a statement is a query by its first word. A `WITH` may still lead to a change,
/// which `step` sees.
fn is_query(sql: &str) -> bool {
    let first = sql
        .trim_start()
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    ["SELECT", "WITH", "VALUES"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word))
}
