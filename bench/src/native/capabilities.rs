//! Databases, keys and categories of the twin.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use domain::AccessCode;
use domain::category::Catalogue;
use store::{AppealRow, Connection, Native, NativeBlobs, NativeConnection, Sealed, migrations};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use web::keys::{Keys, same};
use web::{Context, Problem, auth};

use crate::state::{DATABASE_FILE, KEY_VALUE_FILE, SECRET_KEY, STAFF_TOKEN, vault};

thread_local! {
    /// Reads of a thread. A short read costs less than handing it to another thread.
    static READER: OnceCell<Native> = const { OnceCell::new() };
}

/// What all requests share.
pub(super) struct Capabilities {
    path: PathBuf,
    /// The only connection that writes: writers queue here and don't sleep on SQLite's lock.
    writer: Native,
    /// The attachments' bytes.
    blobs: Sealed<NativeBlobs>,
    pub(super) keys: Keys,
    pub(super) catalogue: Arc<Catalogue>,
}

impl Capabilities {
    pub(super) async fn open(state: &Path) -> Result<Arc<Self>> {
        let path = state.join(DATABASE_FILE);
        let writer = connect(&path).await?;
        migrations::migrate(&writer, store::pause).await?;
        let key_value = state.join(KEY_VALUE_FILE);
        let words = "PRAGMA journal_mode = WAL";
        NativeConnection::open(&key_value)?
            .execute(words, vec![])
            .await?;
        let catalogue = Arc::new(store::configuration::read(&writer).await?.catalogue);
        Ok(Arc::new(Self {
            path,
            writer,
            blobs: Sealed::new(NativeBlobs::open(&key_value)?, vault()),
            keys: Keys::new(SECRET_KEY.as_bytes()),
            catalogue,
        }))
    }

    /// This thread's connection.
    pub(super) async fn reader(&self) -> Result<Native, Problem> {
        if let Some(reader) = READER.with(|kept| kept.get().cloned()) {
            return Ok(reader);
        }
        let reader = connect(&self.path).await.map_err(Problem::internal)?;
        Ok(READER.with(|kept| kept.get_or_init(|| reader).clone()))
    }

    /// Runs work that changes something where it may block.
    pub(super) async fn write<T, F>(
        &self,
        work: impl FnOnce(Native) -> F + Send + 'static,
    ) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: Future<Output = T>,
    {
        let writer = self.writer.clone();
        let runtime = Handle::current();
        spawn_blocking(move || runtime.block_on(work(writer)))
            .await
            .map_err(Problem::internal)
    }

    /// The same for the attachments' bytes.
    pub(super) async fn blobs<T, F>(
        &self,
        work: impl FnOnce(Sealed<NativeBlobs>) -> F + Send + 'static,
    ) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: Future<Output = T>,
    {
        let blobs = self.blobs.clone();
        let runtime = Handle::current();
        spawn_blocking(move || runtime.block_on(work(blobs)))
            .await
            .map_err(Problem::internal)
    }

    /// As `web::auth::by_code`.
    pub(super) fn admit(
        &self,
        row: Option<AppealRow>,
        code: Option<&AccessCode>,
    ) -> Option<AppealRow> {
        let given = self.keys.access_hash(code?);
        let kept = row.as_ref().and_then(|row| row.access_hash.clone());
        let fits = same(&given, &kept.unwrap_or_else(|| vec![0; 32]));
        row.filter(|row| fits && row.access_hash.is_some())
    }
}

async fn connect(path: &Path) -> Result<Native> {
    let connection = Native::open(path, vault()).with_context(|| path.display().to_string())?;
    migrations::prepare_connection(&connection).await?;
    Ok(connection)
}

/// As `web::auth::staff`.
pub(super) fn staff(context: &Context) -> Result<(), Problem> {
    match auth::bearer(context) {
        Some(given) if same(given.as_bytes(), STAFF_TOKEN.as_bytes()) => Ok(()),
        _ => Err(Problem::unauthenticated()),
    }
}
