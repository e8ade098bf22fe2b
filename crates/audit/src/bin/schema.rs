//! `cargo xtask schema`: writes the schema as a new database has it to the file that is named.

use std::path::PathBuf;

use anyhow::{Context, Result};
use store::{NativeConnection, migrations};

fn main() -> Result<()> {
    let file = std::env::args_os().nth(1).context("name a file")?;
    let file = PathBuf::from(file);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let schema = runtime.block_on(async {
        let db = NativeConnection::open(":memory:".as_ref())?;
        migrations::migrate(&db, store::pause).await?;
        migrations::schema(&db).await
    })?;
    std::fs::write(&file, schema).with_context(|| file.display().to_string())
}
