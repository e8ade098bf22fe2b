//! `cargo xtask audit-verify`: proves that nobody has changed the access log or the journal behind the
//! service, and prints the log's head, to be kept where whoever holds the database cannot reach it.

mod head;
mod secrets;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};
use store::access_log::{self, Head};
use store::{Connection, Native, NativeConnection};

/// Spin's name of the database in a state directory.
const DATABASE: &str = "sqlite_db.db";

const USAGE: &str = "\
Usage: cargo xtask audit-verify [--state-dir DIR] [--expect HEAD]

Looks at every row of the access log and of the journal (state in .spin). Prints the head of the log;
kept elsewhere and given back with --expect, it shows a log that was put back or cut short.

The keys are taken from SPIN_VARIABLE_SECRET_KEY, SPIN_VARIABLE_DATA_KEY and
SPIN_VARIABLE_DATA_KEY_PREVIOUS, else from secrets.toml in the state directory, else from the database.
";

struct Options {
    state: PathBuf,
    expected: Option<Head>,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let Some(options) = options()? else {
        print!("{USAGE}");
        return Ok(true);
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(verify(&options))
}

fn options() -> Result<Option<Options>> {
    let mut options = Options {
        state: ".spin".into(),
        expected: None,
    };
    let mut parser = Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("state-dir") => options.state = parser.value()?.into(),
            Arg::Long("expect") => {
                options.expected = Some(head::parse(&parser.value()?.string()?)?)
            }
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            other => return Err(other.unexpected()).context(USAGE),
        }
    }
    Ok(Some(options))
}

/// Whether everything is whole.
async fn verify(options: &Options) -> Result<bool> {
    let path = options.state.join(DATABASE);
    if !path.is_file() {
        bail!("there is no database {}", path.display());
    }
    let connection = NativeConnection::open(&path)?;
    // An audit changes nothing.
    connection.execute("PRAGMA query_only = 1", vec![]).await?;
    let kept = store::kept_server_key(&connection).await?;
    let vault = secrets::read(&options.state)?.vault(kept)?;
    let db = Native::new(connection, Arc::new(vault));

    let log = access_log::verify(&db, options.expected.as_ref()).await?;
    match &log.fault {
        None => println!("access log: {} rows, whole", log.rows),
        Some(fault) => println!("access log: NOT WHOLE, {fault}"),
    }
    if let Some(head) = &log.head {
        println!("head: {}", head::text(head));
    }
    let (appeals, fault) = store::journal::verify_all(&db).await?;
    match &fault {
        None => println!("journal: {appeals} appeals, whole"),
        Some((appeal, seq)) => println!("journal: NOT WHOLE, event {seq} of appeal {appeal}"),
    }
    Ok(log.fault.is_none() && fault.is_none())
}
