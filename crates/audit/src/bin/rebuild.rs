//! `cargo xtask rebuild`: makes the read models of a state directory again from its journal, and tells what was not as
//! the journal says.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser};
use store::read_model::{self, Difference};
use store::{Connection, NativeConnection};

/// Spin's name of the database in a state directory.
const DATABASE: &str = "sqlite_db.db";

const USAGE: &str = "\
Usage: cargo xtask rebuild [--state-dir DIR] [--check]

Makes what lists, the queue, counters and the search are read from again from the journal (state in .spin),
and tells what was not as the journal says. An instance may run meanwhile: its writers wait. With --check
nothing is changed, and a difference is an exit status of 1.

Notices, letters and the access log are no read models: they say what has happened outside of the journal.
";

struct Options {
    state: PathBuf,
    is_check: bool,
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
    runtime.block_on(rebuild(&options))
}

fn options() -> Result<Option<Options>> {
    let mut options = Options {
        state: ".spin".into(),
        is_check: false,
    };
    let mut parser = Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("state-dir") => options.state = parser.value()?.into(),
            Arg::Long("check") => options.is_check = true,
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            other => return Err(other.unexpected()).context(USAGE),
        }
    }
    Ok(Some(options))
}

/// Whether all is well: nothing was wrong, or it was put right.
async fn rebuild(options: &Options) -> Result<bool> {
    let path = options.state.join(DATABASE);
    if !path.is_file() {
        bail!("there is no database {}", path.display());
    }
    let db = NativeConnection::open(&path)?;
    store::migrations::prepare_connection(&db).await?;
    let version = store::migrations::current(&db).await?;
    if version != store::migrations::newest() {
        bail!(
            "the database is at version {version} of the schema and this program at {}: start the service once",
            store::migrations::newest()
        );
    }
    // Nobody else uses this connection: what else the store does without, it may have here.
    db.execute("BEGIN IMMEDIATE", vec![]).await.context(
        "somebody else writes to the database; stop the service, or try again when it is quiet",
    )?;
    let rebuilt = read_model::rebuild(&db).await?;
    let end = if options.is_check {
        "ROLLBACK"
    } else {
        "COMMIT"
    };
    db.execute(end, vec![]).await?;
    for difference in &rebuilt.differences {
        println!("{}", describe(difference));
    }
    let found = rebuilt.differences.len();
    let done = match (found, options.is_check) {
        (0, _) => "all as the journal says".to_owned(),
        (_, true) => format!("{found} differences, nothing changed"),
        (_, false) => format!("{found} differences, put right"),
    };
    println!("{} appeals, {done}", rebuilt.appeals);
    Ok(found == 0 || !options.is_check)
}

/// `2026-0000001 appeal: status was "created", is "in_progress"`; of several rows, those that went and came.
fn describe(difference: &Difference) -> String {
    let Difference {
        number,
        table,
        kept,
        made,
    } = difference;
    let place = match number {
        Some(number) => format!("{number} {table}"),
        None => table.clone(),
    };
    let what = match (kept.as_slice(), made.as_slice()) {
        ([kept], [made]) => {
            let columns = made.as_object().into_iter().flatten();
            let changed = columns.filter_map(|(column, is)| {
                let was = kept.get(column)?;
                (was != is).then(|| format!("{column} was {was}, is {is}"))
            });
            changed.collect::<Vec<_>>().join("; ")
        }
        (kept, made) => {
            let went = kept.iter().filter(|row| !made.contains(row));
            let came = made.iter().filter(|row| !kept.contains(row));
            let lines = went
                .map(|row| format!("\n  - {row}"))
                .chain(came.map(|row| format!("\n  + {row}")));
            lines.collect()
        }
    };
    format!("{place}: {what}")
}
