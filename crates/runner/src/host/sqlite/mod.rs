//! `spin:sqlite`: databases that the manifest grants, one real connection each `open`.

mod connection;
mod cursor;
mod database;
mod value;
mod watch;

use std::future::ready;
use std::sync::Arc;

use wasmtime::component::{Accessor, FutureReader, HasSelf, Resource, StreamReader};

use super::State;
use super::stream::Batches;
use crate::bindings::sqlite::{
    Error, Host, HostConnection, HostConnectionWithStore, QueryResult, RowResult, Value,
};
#[expect(unreachable_pub, reason = "the generated bindings re-export it")]
pub use connection::Connection;
use cursor::{Cursor, End};
pub(crate) use database::Database;

type Rows = (
    Vec<String>,
    StreamReader<RowResult>,
    FutureReader<Result<(), Error>>,
);

impl State {
    fn database(&self, label: &str) -> Result<Arc<Database>, Error> {
        // A label that isn't granted is refused alike whether or not it exists elsewhere.
        self.grants
            .databases
            .get(label)
            .cloned()
            .ok_or(Error::AccessDenied)
    }

    fn connection(&self, handle: &Resource<Connection>) -> Result<Connection, Error> {
        self.table
            .get(handle)
            .cloned()
            .map_err(|_| Error::InvalidConnection)
    }
}

fn of<T>(
    accessor: &Accessor<T, HasSelf<State>>,
    handle: &Resource<Connection>,
) -> Result<Connection, Error> {
    accessor.with(|mut access| access.get().connection(handle))
}

impl Host for State {}

impl HostConnection for State {
    async fn open(
        &mut self,
        label: String,
    ) -> wasmtime::Result<Result<Resource<Connection>, Error>> {
        let opened = match self.database(&label) {
            Ok(database) => database.open().await,
            Err(error) => Err(error),
        };
        Ok(match opened {
            Ok(connection) => Ok(self.table.push(connection)?),
            Err(error) => Err(error),
        })
    }

    async fn execute(
        &mut self,
        handle: Resource<Connection>,
        statement: String,
        parameters: Vec<Value>,
    ) -> wasmtime::Result<Result<QueryResult, Error>> {
        Ok(match self.connection(&handle) {
            Ok(connection) => {
                connection
                    .query(statement, parameters)
                    .await?
                    .collect()
                    .await
            }
            Err(error) => Err(error),
        })
    }

    async fn last_insert_rowid(&mut self, handle: Resource<Connection>) -> wasmtime::Result<i64> {
        self.table.get(&handle)?.clone().last_insert_rowid().await
    }

    async fn changes(&mut self, handle: Resource<Connection>) -> wasmtime::Result<u64> {
        self.table.get(&handle)?.clone().changes().await
    }

    async fn drop(&mut self, handle: Resource<Connection>) -> wasmtime::Result<()> {
        self.table.delete(handle)?;
        Ok(())
    }
}

impl<T: Send> HostConnectionWithStore<T> for HasSelf<State> {
    async fn open_async(
        accessor: &Accessor<T, Self>,
        label: String,
    ) -> wasmtime::Result<Result<Resource<Connection>, Error>> {
        let database = match accessor.with(|mut access| access.get().database(&label)) {
            Ok(database) => database,
            Err(error) => return Ok(Err(error)),
        };
        match database.open().await {
            Ok(connection) => Ok(Ok(
                accessor.with(|mut access| access.get().table.push(connection))?
            )),
            Err(error) => Ok(Err(error)),
        }
    }

    async fn execute_async(
        accessor: &Accessor<T, Self>,
        handle: Resource<Connection>,
        statement: String,
        parameters: Vec<Value>,
    ) -> wasmtime::Result<Result<Rows, Error>> {
        let connection = match of(accessor, &handle) {
            Ok(connection) => connection,
            Err(error) => return Ok(Err(error)),
        };
        let Cursor {
            columns,
            first,
            rest,
            end,
        } = connection.query(statement, parameters).await?;
        accessor.with(|mut access| {
            let rows = StreamReader::new(&mut access, Batches::new(first, rest))?;
            let end = match end {
                End::Now(result) => {
                    FutureReader::new(&mut access, ready(wasmtime::error::Ok(result)))?
                }
                End::Later(result) => FutureReader::new(&mut access, async move {
                    let closed = || Err(Error::Io("the statement was abandoned".to_owned()));
                    wasmtime::error::Ok(result.await.unwrap_or_else(|_| closed()))
                })?,
            };
            Ok(Ok((columns, rows, end)))
        })
    }

    async fn last_insert_rowid_async(
        accessor: &Accessor<T, Self>,
        handle: Resource<Connection>,
    ) -> wasmtime::Result<i64> {
        let connection = accessor.with(|mut access| access.get().table.get(&handle).cloned())?;
        connection.last_insert_rowid().await
    }

    async fn changes_async(
        accessor: &Accessor<T, Self>,
        handle: Resource<Connection>,
    ) -> wasmtime::Result<u64> {
        let connection = accessor.with(|mut access| access.get().table.get(&handle).cloned())?;
        connection.changes().await
    }
}
