//! [`Database`] and [`Blobs`] over Spin's SQLite and key-value interfaces.

use std::sync::Arc;
use std::time::Duration;

use futures::future::{Either, select};
use spin_sdk::wit_bindgen::StreamResult;
use spin_sdk::{key_value, sqlite};
use vault::Vault;

use crate::database::{Blobs, Connection, Database, Error, Row, Value};

/// How long a call of the key-value store may take. A piece of an upload takes milliseconds, over a network some tens;
/// a store that is away would be waited for without end, and the person with it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Rows taken from the host in one call: a page of a list and some.
const ROWS_AT_ONCE: usize = 256;

/// A connection of the component's instance.
pub struct SpinConnection(sqlite::Connection);

impl SpinConnection {
    /// Opens the database of this label (`default`), which spin.toml must grant.
    pub async fn open(label: &str) -> Result<Self, Error> {
        let connection = sqlite::Connection::open(label)
            .await
            .map_err(database_error)?;
        Ok(SpinConnection(connection))
    }

    /// Adds the keys.
    pub fn with(self, vault: Arc<Vault>) -> Spin {
        Spin {
            connection: self,
            vault,
        }
    }
}

/// The database of the component's instance.
pub struct Spin {
    connection: SpinConnection,
    vault: Arc<Vault>,
}

impl Spin {
    /// Opens the database of this label (`default`), which spin.toml must grant.
    pub async fn open(label: &str, vault: Arc<Vault>) -> Result<Self, Error> {
        Ok(SpinConnection::open(label).await?.with(vault))
    }
}

impl Spin {
    /// The keys, to be shared with the key-value store.
    pub fn keys(&self) -> Arc<Vault> {
        Arc::clone(&self.vault)
    }
}

impl Database for Spin {
    fn vault(&self) -> &Vault {
        &self.vault
    }
}

impl Connection for Spin {
    async fn execute(&self, sql: &str, parameters: Vec<Value>) -> Result<Vec<Row>, Error> {
        self.connection.execute(sql, parameters).await
    }
}

impl Connection for SpinConnection {
    async fn execute(&self, sql: &str, parameters: Vec<Value>) -> Result<Vec<Row>, Error> {
        let parameters = parameters.into_iter().map(into_spin);
        let result = self
            .0
            .execute(sql, parameters)
            .await
            .map_err(database_error)?;
        let (_, mut stream, result) = result.into_inner();
        let mut rows = Vec::new();
        loop {
            // Room for a whole page: the SDK's own collecting begins with room for four rows, and each
            // growth is another call of the host.
            let (status, batch) = stream.read(Vec::with_capacity(ROWS_AT_ONCE)).await;
            rows.extend(batch);
            if !matches!(status, StreamResult::Complete(_)) {
                break;
            }
        }
        // A bad statement gives empty columns and no rows; the error comes from here alone.
        result.await.map_err(database_error)?;
        Ok(rows
            .into_iter()
            .map(|row| Row(row.values.into_iter().map(from_spin).collect()))
            .collect())
    }
}

/// A key-value store of the component's instance.
pub struct SpinBlobs(key_value::Store);

impl SpinBlobs {
    /// Opens the store of this label (`default`), which spin.toml must grant.
    pub async fn open(label: &str) -> Result<Self, Error> {
        in_time(key_value::Store::open(label)).await.map(SpinBlobs)
    }
}

impl Blobs for SpinBlobs {
    async fn set(&self, key: &str, value: Vec<u8>) -> Result<(), Error> {
        in_time(self.0.set(key, value)).await
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        in_time(self.0.get(key)).await
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        in_time(self.0.delete(key)).await
    }
}

/// Waits for the store as long as a person should. Both waits are the host's, within one task: nothing of ours wakes
/// another task (ARCHITECTURE.md). What is given up is cancelled, and may have been done all the same: values are
/// written whole under keys of their own, so that to write again is harmless.
async fn in_time<T>(call: impl Future<Output = Result<T, key_value::Error>>) -> Result<T, Error> {
    let call = std::pin::pin!(call);
    let end = std::pin::pin!(spin_sdk::time::sleep(PATIENCE));
    match select(call, end).await {
        Either::Left((done, _)) => done.map_err(|error| Error::Unavailable(error.to_string())),
        Either::Right(_) => Err(Error::Unavailable(format!("no answer in {PATIENCE:?}"))),
    }
}

fn database_error(error: sqlite::Error) -> Error {
    match error {
        sqlite::Error::Io(message) => Error::from_message(message),
        other => Error::Database(other.to_string()),
    }
}

fn into_spin(value: Value) -> sqlite::Value {
    match value {
        Value::Null => sqlite::Value::Null,
        Value::Integer(v) => sqlite::Value::Integer(v),
        Value::Real(v) => sqlite::Value::Real(v),
        Value::Text(v) => sqlite::Value::Text(v),
        Value::Blob(v) => sqlite::Value::Blob(v),
    }
}

fn from_spin(value: sqlite::Value) -> Value {
    match value {
        sqlite::Value::Null => Value::Null,
        sqlite::Value::Integer(v) => Value::Integer(v),
        sqlite::Value::Real(v) => Value::Real(v),
        sqlite::Value::Text(v) => Value::Text(v),
        sqlite::Value::Blob(v) => Value::Blob(v),
    }
}
