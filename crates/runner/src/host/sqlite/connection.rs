//! One SQLite connection, worked by threads that may block.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::OpenFlags;
use rusqlite::ToSql;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;

use crate::bindings::sqlite::{Error, QueryResult, RowResult, Value};

/// Compiled statements that a connection keeps: more than one component has.
const STATEMENT_CACHE: usize = 128;

/// Rows that are handed over together. Most queries end within the first batch, and then
/// one hop between threads is all they cost.
const BATCH_ROWS: usize = 256;

/// Bytes after which a batch is handed over even if it has few rows.
const BATCH_BYTES: usize = 256 * 1024;

/// Bytes of one row, as in Spin.
const ROW_BYTES: usize = 128 * 1024 * 1024;

/// Virtual machine steps between looks at whether a statement should go on: about a tenth
/// of a millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 4_000;

/// How long a statement waits for another connection's lock, as in Spin.
const BUSY: Duration = Duration::from_secs(5);

/// A database file.
pub(crate) struct Database {
    path: PathBuf,
    /// Kept open: SQLite folds the whole log into the file whenever the last connection closes.
    _anchor: Mutex<rusqlite::Connection>,
    /// Held by a statement that writes by itself. Only one connection can write at a time
    /// anyway; waiting here is fair and wakes at once, SQLite's busy handler sleeps.
    turn: Mutex<()>,
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

fn connect(path: &Path) -> rusqlite::Result<rusqlite::Connection> {
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

/// A guest's connection. Clones are the same connection.
#[derive(Clone)]
#[expect(unreachable_pub, reason = "the generated bindings re-export it")]
pub struct Connection(Arc<Inner>);

struct Inner {
    connection: Mutex<rusqlite::Connection>,
    watch: Arc<Watch>,
    database: Arc<Database>,
}

/// What the statement that runs now is asked at every look.
#[derive(Default)]
struct Watch {
    /// The statement runs on a thread that must not be held up.
    is_hasty: AtomicBool,
    /// Who waits for it.
    waiting: Mutex<Waiting>,
}

impl Watch {
    fn should_end(&self) -> bool {
        self.is_hasty.load(Ordering::Relaxed) || lock(&self.waiting).is_abandoned()
    }
}

/// Set when nobody waits for a statement any more.
#[derive(Clone, Default)]
struct Waiting(Arc<AtomicBool>);

impl Waiting {
    fn is_abandoned(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The waiting side: once it is dropped, the statement that still runs is interrupted.
pub(crate) struct Abandon(Waiting);

impl Drop for Abandon {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

/// A statement's answer: its first rows, and where the rest come from.
pub(crate) struct Cursor {
    pub(crate) columns: Vec<String>,
    pub(crate) first: Vec<RowResult>,
    pub(crate) rest: Option<(mpsc::Receiver<Vec<RowResult>>, Abandon)>,
    pub(crate) end: End,
}

/// How a statement ended.
pub(crate) enum End {
    Now(Result<(), Error>),
    Later(oneshot::Receiver<Result<(), Error>>),
}

impl Cursor {
    fn failed(error: Error) -> Self {
        // As in Spin: a bad statement has no columns and no rows, and its error comes last.
        Self {
            columns: Vec::new(),
            first: Vec::new(),
            rest: None,
            end: End::Now(Err(error)),
        }
    }

    /// Everything at once, for the synchronous interface.
    pub(crate) async fn collect(self) -> Result<QueryResult, Error> {
        let Self {
            columns,
            first: mut rows,
            mut rest,
            end,
        } = self;
        let mut bytes: usize = rows.iter().map(size).sum();
        while let Some((receiver, _)) = &mut rest {
            let Some(batch) = receiver.recv().await else {
                break;
            };
            bytes += batch.iter().map(size).sum::<usize>();
            if bytes > ROW_BYTES {
                return Err(Error::Io(format!(
                    "query result exceeds limit of {ROW_BYTES} bytes"
                )));
            }
            rows.extend(batch);
        }
        match end {
            End::Now(result) => result?,
            End::Later(result) => {
                result
                    .await
                    .map_err(|_| Error::Io("the statement was abandoned".to_owned()))??;
            }
        }
        Ok(QueryResult { columns, rows })
    }
}

impl Connection {
    /// Runs one statement up to its first batch of rows.
    pub(crate) async fn query(
        &self,
        sql: String,
        parameters: Vec<Value>,
    ) -> wasmtime::Result<Cursor> {
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

type Ending = oneshot::Sender<Result<(), Error>>;

/// The statement's side of a [`Cursor`].
struct Sender<'a> {
    watch: &'a Watch,
    /// Until the first batch.
    answer: Option<oneshot::Sender<Cursor>>,
    columns: Vec<String>,
    /// Since the first batch.
    stream: Option<(mpsc::Sender<Vec<RowResult>>, Ending)>,
}

impl Sender<'_> {
    /// Hands a full batch over, waiting while the guest has not taken the one before.
    fn send(&mut self, batch: Vec<RowResult>) -> Result<(), Error> {
        let gone = || Error::Io("row send error".to_owned());
        if let Some(answer) = self.answer.take() {
            let (rows, rest) = mpsc::channel(1);
            let (end, ended) = oneshot::channel();
            self.stream = Some((rows, end));
            let columns = std::mem::take(&mut self.columns);
            // From here on it is the rows that somebody waits for.
            let waiting = Waiting::default();
            *lock(&self.watch.waiting) = waiting.clone();
            let rest = Some((rest, Abandon(waiting)));
            let cursor = Cursor {
                columns,
                first: batch,
                rest,
                end: End::Later(ended),
            };
            return answer.send(cursor).map_err(|_| gone());
        }
        let (rows, _) = self.stream.as_ref().ok_or_else(gone)?;
        rows.blocking_send(batch).map_err(|_| gone())
    }

    fn finish(self, result: Result<Vec<RowResult>, Error>) {
        // Whoever has stopped waiting needs no answer, so failures to send don't matter.
        if let Some(answer) = self.answer {
            let cursor = match result {
                Ok(first) => Cursor {
                    columns: self.columns,
                    first,
                    rest: None,
                    end: End::Now(Ok(())),
                },
                Err(error) => Cursor::failed(error),
            };
            _ = answer.send(cursor);
        } else if let Some((rows, end)) = self.stream {
            let result = result.map(|last| {
                if !last.is_empty() {
                    _ = rows.blocking_send(last);
                }
            });
            _ = end.send(result);
        }
    }
}

/// A thread that panicked with the lock held left the connection as SQLite keeps it: whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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

fn io(error: &rusqlite::Error) -> Error {
    Error::Io(error.to_string())
}

/// Lends a value to a statement.
struct Parameter<'a>(&'a Value);

impl ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Integer(value) => ValueRef::Integer(*value),
            Value::Real(value) => ValueRef::Real(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

fn read(row: &rusqlite::Row<'_>, width: usize) -> Result<RowResult, Error> {
    let mut values = Vec::with_capacity(width);
    for column in 0..width {
        values.push(match row.get_ref(column).map_err(|error| io(&error))? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(value) => Value::Integer(value),
            ValueRef::Real(value) => Value::Real(value),
            ValueRef::Text(value) => {
                let text = str::from_utf8(value)
                    .map_err(|_| Error::Io(format!("column {column} is not UTF-8 text")))?;
                Value::Text(text.to_owned())
            }
            ValueRef::Blob(value) => Value::Blob(value.to_vec()),
        });
    }
    Ok(RowResult { values })
}

fn size(row: &RowResult) -> usize {
    let content = |value: &Value| match value {
        Value::Text(text) => text.len(),
        Value::Blob(blob) => blob.len(),
        _ => 0,
    };
    row.values
        .iter()
        .map(|value| size_of::<Value>() + content(value))
        .sum()
}
