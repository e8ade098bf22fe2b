//! [`Database`] and [`Blobs`] over rusqlite, for native tests and the bench's native twin.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::types::ValueRef;
use vault::Vault;

use crate::database::{Blobs, Connection, Database, Error, Row, Value};

/// A connection to a SQLite file. Calls block the thread for as long as SQLite takes.
#[derive(Clone)]
pub struct NativeConnection(Arc<Mutex<rusqlite::Connection>>);

impl NativeConnection {
    /// Opens or creates the file.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let connection = rusqlite::Connection::open(path).map_err(error)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(NativeConnection(Arc::new(Mutex::new(connection))))
    }

    fn connection(&self) -> MutexGuard<'_, rusqlite::Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, sql: &str, parameters: Vec<Value>) -> Result<Vec<Row>, rusqlite::Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let parameters = rusqlite::params_from_iter(parameters.into_iter().map(into_sqlite));
        let mut rows = statement.query(parameters)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|i| row.get_ref(i).map(from_sqlite));
            out.push(Row(values.collect::<Result<_, _>>()?));
        }
        Ok(out)
    }
}

impl Connection for NativeConnection {
    async fn execute(&self, sql: &str, parameters: Vec<Value>) -> Result<Vec<Row>, Error> {
        self.run(sql, parameters).map_err(error)
    }
}

/// Waits, and blocks the thread for it.
pub async fn pause(time: Duration) {
    std::thread::sleep(time);
}

/// A database in a SQLite file.
#[derive(Clone)]
pub struct Native {
    connection: NativeConnection,
    vault: Arc<Vault>,
}

impl Native {
    /// Adds the keys to a connection.
    pub fn new(connection: NativeConnection, vault: Arc<Vault>) -> Self {
        Native { connection, vault }
    }

    /// Opens or creates the file.
    pub fn open(path: &Path, vault: Arc<Vault>) -> Result<Self, Error> {
        Ok(Native {
            connection: NativeConnection::open(path)?,
            vault,
        })
    }
}

impl Database for Native {
    fn vault(&self) -> &Vault {
        &self.vault
    }
}

impl Connection for Native {
    async fn execute(&self, sql: &str, parameters: Vec<Value>) -> Result<Vec<Row>, Error> {
        self.connection.execute(sql, parameters).await
    }
}

/// [`Blobs`] in a table of their own, of Spin's key-value form.
#[derive(Clone)]
pub struct NativeBlobs(NativeConnection);

impl NativeBlobs {
    /// Opens or creates the file.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let native = NativeConnection::open(path)?;
        native
            .connection()
            .execute_batch(
                "CREATE TABLE IF NOT EXISTS spin_key_value (store TEXT NOT NULL, key TEXT NOT NULL,
                 value BLOB NOT NULL, PRIMARY KEY (store, key))",
            )
            .map_err(error)?;
        Ok(NativeBlobs(native))
    }
}

impl Blobs for NativeBlobs {
    async fn set(&self, key: &str, value: Vec<u8>) -> Result<(), Error> {
        let sql = "INSERT INTO spin_key_value (store, key, value) VALUES ('default', ?1, ?2)
                   ON CONFLICT (store, key) DO UPDATE SET value = ?2";
        self.0
            .execute(sql, vec![key.into(), value.into()])
            .await
            .map(drop)
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        let sql = "SELECT value FROM spin_key_value WHERE store = 'default' AND key = ?1";
        let rows = self.0.execute(sql, vec![key.into()]).await?;
        rows.first()
            .map(|row| row.blob(0).map(<[u8]>::to_vec))
            .transpose()
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        let sql = "DELETE FROM spin_key_value WHERE store = 'default' AND key = ?1";
        self.0.execute(sql, vec![key.into()]).await.map(drop)
    }
}

fn error(error: rusqlite::Error) -> Error {
    Error::from_message(error.to_string())
}

fn into_sqlite(value: Value) -> rusqlite::types::Value {
    match value {
        Value::Null => rusqlite::types::Value::Null,
        Value::Integer(v) => rusqlite::types::Value::Integer(v),
        Value::Real(v) => rusqlite::types::Value::Real(v),
        Value::Text(v) => rusqlite::types::Value::Text(v),
        Value::Blob(v) => rusqlite::types::Value::Blob(v),
    }
}

fn from_sqlite(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::Integer(v),
        ValueRef::Real(v) => Value::Real(v),
        ValueRef::Text(v) => Value::Text(String::from_utf8_lossy(v).into_owned()),
        ValueRef::Blob(v) => Value::Blob(v.to_vec()),
    }
}
