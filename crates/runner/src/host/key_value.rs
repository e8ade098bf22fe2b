//! `spin:key-value`: stores that the manifest grants, in Spin's own table.

use std::future::ready;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::task::spawn_blocking;
use wasmtime::component::{Accessor, FutureReader, HasSelf, Resource, StreamReader};

use super::State;
use super::stream::Batches;
use crate::bindings::key_value::{Error, Host, HostStore, HostStoreWithStore};

/// Bytes of one value, as in Spin: the host holds a value whole.
const VALUE_BYTES: usize = 128 * 1024 * 1024;

/// Operations at once: each may hold a value in memory and a thread.
const OPERATIONS: usize = 16;

/// Keys of a listing that are handed over together.
const BATCH_KEYS: usize = 256;

/// Open stores of one instance, as in Spin.
const OPEN_STORES: usize = 256;

/// How long an operation waits for another process's lock.
const BUSY: Duration = Duration::from_secs(5);

/// As Spin creates it, so that both can take turns on one file.
const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS spin_key_value (
    store TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (store, key))";

/// The file of all stores.
pub(crate) struct Database {
    path: PathBuf,
    /// Connections that wait for work. Never empty for long after the first operation.
    idle: Mutex<Vec<Connection>>,
    /// Only one connection can write at a time; see `sqlite`.
    turn: Mutex<()>,
    permits: Semaphore,
}

impl Database {
    /// Opens the file, creating it and its table.
    pub(crate) fn create(path: PathBuf) -> rusqlite::Result<Arc<Self>> {
        let database = Self {
            path,
            idle: Mutex::default(),
            turn: Mutex::default(),
            permits: Semaphore::new(OPERATIONS),
        };
        let connection = database.connect()?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.execute(SCHEMA, [])?;
        database.idle().push(connection);
        Ok(Arc::new(database))
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(BUSY)?;
        // A value that was accepted survives a loss of power.
        connection.pragma_update(None, "synchronous", "FULL")?;
        Ok(connection)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` on a connection of its own.
    async fn with<T: Send + 'static>(
        self: Arc<Self>,
        work: impl FnOnce(&Self, &Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let database = self.clone();
        let _permit = self
            .permits
            .acquire()
            .await
            .map_err(|error| other(&error))?;
        let done = spawn_blocking(move || {
            let idle = database.idle().pop();
            let connection = idle.map_or_else(|| database.connect(), Ok)?;
            let done = work(&database, &connection);
            database.idle().push(connection);
            done
        });
        done.await
            .map_err(|error| other(&error))?
            .map_err(|error| other(&error))
    }
}

/// An open store.
#[derive(Clone)]
#[expect(unreachable_pub, reason = "the generated bindings re-export it")]
pub struct Store {
    label: Arc<str>,
    database: Arc<Database>,
}

impl Store {
    async fn get(self, key: String) -> Result<Option<Vec<u8>>, Error> {
        const GET: &str = "SELECT value FROM spin_key_value WHERE store = ?1 AND key = ?2";
        let Self { label, database } = self;
        let value: Option<Vec<u8>> = database
            .with(move |_, connection| {
                let mut statement = connection.prepare_cached(GET)?;
                statement
                    .query_row([&*label, &key], |row| row.get(0))
                    .optional()
            })
            .await?;
        match value {
            Some(value) if value.len() > VALUE_BYTES => Err(Error::Other(format!(
                "query result exceeds limit of {VALUE_BYTES} bytes"
            ))),
            value => Ok(value),
        }
    }

    async fn set(self, key: String, value: Vec<u8>) -> Result<(), Error> {
        const SET: &str = "INSERT INTO spin_key_value (store, key, value) VALUES (?1, ?2, ?3) \
                           ON CONFLICT (store, key) DO UPDATE SET value = excluded.value";
        let Self { label, database } = self;
        let set = move |database: &Database, connection: &Connection| {
            let _turn = database.turn.lock().unwrap_or_else(PoisonError::into_inner);
            connection
                .prepare_cached(SET)?
                .execute((&*label, &key, &value))
                .map(drop)
        };
        database.with(set).await
    }

    async fn delete(self, key: String) -> Result<(), Error> {
        const DELETE: &str = "DELETE FROM spin_key_value WHERE store = ?1 AND key = ?2";
        let Self { label, database } = self;
        let delete = move |database: &Database, connection: &Connection| {
            let _turn = database.turn.lock().unwrap_or_else(PoisonError::into_inner);
            connection
                .prepare_cached(DELETE)?
                .execute([&*label, &key])
                .map(drop)
        };
        database.with(delete).await
    }

    async fn exists(self, key: String) -> Result<bool, Error> {
        const EXISTS: &str = "SELECT 1 FROM spin_key_value WHERE store = ?1 AND key = ?2";
        let Self { label, database } = self;
        let exists = move |_: &Database, connection: &Connection| {
            connection.prepare_cached(EXISTS)?.exists([&*label, &key])
        };
        database.with(exists).await
    }

    /// Sends all keys to `keys`, a batch at a time, until they end or nobody listens.
    async fn list(self, keys: mpsc::Sender<Vec<String>>) -> Result<(), Error> {
        const LIST: &str = "SELECT key FROM spin_key_value WHERE store = ?1";
        let Self { label, database } = self;
        let list = move |_: &Database, connection: &Connection| {
            let mut statement = connection.prepare_cached(LIST)?;
            let mut rows = statement.query([&*label])?;
            let mut batch = Vec::new();
            while let Some(row) = rows.next()? {
                batch.push(row.get(0)?);
                if batch.len() == BATCH_KEYS
                    && keys.blocking_send(std::mem::take(&mut batch)).is_err()
                {
                    return Ok(());
                }
            }
            if !batch.is_empty() {
                // Whoever stopped listening needs no keys.
                _ = keys.blocking_send(batch);
            }
            Ok(())
        };
        database.with(list).await
    }
}

fn other(error: &dyn std::fmt::Display) -> Error {
    Error::Other(error.to_string())
}

fn of<T>(accessor: &Accessor<T, HasSelf<State>>, handle: &Resource<Store>) -> Result<Store, Error> {
    accessor.with(|mut access| {
        access
            .get()
            .table
            .get(handle)
            .cloned()
            .map_err(|_| Error::NoSuchStore)
    })
}

impl Host for State {}

impl HostStore for State {
    async fn drop(&mut self, handle: Resource<Store>) -> wasmtime::Result<()> {
        self.table.delete(handle)?;
        self.open_stores -= 1;
        Ok(())
    }
}

impl<T: Send> HostStoreWithStore<T> for HasSelf<State> {
    async fn open(
        accessor: &Accessor<T, Self>,
        label: String,
    ) -> wasmtime::Result<Result<Resource<Store>, Error>> {
        accessor.with(|mut access| {
            let state = access.get();
            let Some(database) = state.grants.stores.get(&label).cloned() else {
                return Ok(Err(Error::AccessDenied));
            };
            if state.open_stores >= OPEN_STORES {
                return Ok(Err(Error::StoreTableFull));
            }
            let handle = state.table.push(Store {
                label: label.into(),
                database,
            })?;
            state.open_stores += 1;
            Ok(Ok(handle))
        })
    }

    async fn get(
        accessor: &Accessor<T, Self>,
        handle: Resource<Store>,
        key: String,
    ) -> wasmtime::Result<Result<Option<Vec<u8>>, Error>> {
        Ok(match of(accessor, &handle) {
            Ok(store) => store.get(key).await,
            Err(error) => Err(error),
        })
    }

    async fn set(
        accessor: &Accessor<T, Self>,
        handle: Resource<Store>,
        key: String,
        value: Vec<u8>,
    ) -> wasmtime::Result<Result<(), Error>> {
        Ok(match of(accessor, &handle) {
            Ok(store) => store.set(key, value).await,
            Err(error) => Err(error),
        })
    }

    async fn delete(
        accessor: &Accessor<T, Self>,
        handle: Resource<Store>,
        key: String,
    ) -> wasmtime::Result<Result<(), Error>> {
        Ok(match of(accessor, &handle) {
            Ok(store) => store.delete(key).await,
            Err(error) => Err(error),
        })
    }

    async fn exists(
        accessor: &Accessor<T, Self>,
        handle: Resource<Store>,
        key: String,
    ) -> wasmtime::Result<Result<bool, Error>> {
        Ok(match of(accessor, &handle) {
            Ok(store) => store.exists(key).await,
            Err(error) => Err(error),
        })
    }

    async fn get_keys(
        accessor: &Accessor<T, Self>,
        handle: Resource<Store>,
    ) -> wasmtime::Result<(StreamReader<String>, FutureReader<Result<(), Error>>)> {
        let store = of(accessor, &handle);
        accessor.with(|mut access| {
            let (keys, rest) = mpsc::channel(1);
            let stream =
                StreamReader::new(&mut access, Batches::new(Vec::new(), Some((rest, ()))))?;
            let end = match store {
                Err(error) => {
                    FutureReader::new(&mut access, ready(wasmtime::error::Ok(Err(error))))?
                }
                Ok(store) => {
                    let (end, ended) = oneshot::channel();
                    tokio::spawn(async move { end.send(store.list(keys).await) });
                    let gone = || Err(Error::Other("the listing was abandoned".to_owned()));
                    FutureReader::new(&mut access, async move {
                        wasmtime::error::Ok(ended.await.unwrap_or_else(|_| gone()))
                    })?
                }
            };
            Ok((stream, end))
        })
    }
}
