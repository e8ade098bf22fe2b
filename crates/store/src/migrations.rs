//! The schema and its versions, forward only, and how a database is brought to the newest.
//!
//! Version 1 is the baseline: the files of `schema/`, which read as the schema is today. A later version is a file
//! `migrations/NNNN_what.sql` with a line below; it must leave the code of the version before able to work (expand, then
//! contract). Statements are run one at a time, since a connection is shared and may hold no transaction, and each may
//! run twice: after an instance that died half way, the next one begins again with the version that it left.

use std::time::{Duration, Instant};

use crate::database::{Connection, Error, Value};

/// The files of a version, in the order in which they are run.
type Files = &'static [&'static str];

macro_rules! schema {
    ($($file:literal),+ $(,)?) => {
        &[$(include_str!(concat!("../../../schema/", $file, ".sql"))),+]
    };
}

/// The versions in order.
const VERSIONS: &[(i64, Files)] = &[(
    1,
    schema![
        "configuration",
        "accounts",
        "sign_in",
        "staff",
        "outbox",
        "access_log",
        "limits",
        "keys",
        "journal",
        "idempotency",
        "uploads",
        "drafts",
        "appeals",
        "ratings",
        "objections",
        "participants",
        "queue",
        "timers",
        "notices",
        "learning",
        "read_model",
        "data/agencies",
        "data/categories",
        "data/configuration",
    ],
)];

/// For how long an instance has the right to change the schema without saying that it is still at it.
const LEASE: Duration = Duration::from_secs(5);

/// Who waits for another looks this often whether it is done.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Who waits gives up after this: the largest migration takes less, and a request does not wait longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is known of the versions; what marks one as applied; and who changes the schema now.
const BEFORE: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS schema_lock (id INTEGER PRIMARY KEY CHECK (id = 1), holder TEXT, until INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)",
];

/// The version that this code works with.
pub fn newest() -> i64 {
    VERSIONS.last().map_or(0, |(version, _)| *version)
}

/// The versions that there are, in order.
pub fn versions() -> impl Iterator<Item = i64> {
    VERSIONS.iter().map(|(version, _)| *version)
}

/// The version that the database is at; 0 for an empty one.
pub async fn current(db: &impl Connection) -> Result<i64, Error> {
    let table = "SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'";
    if db.execute(table, vec![]).await?.is_empty() {
        return Ok(0);
    }
    let sql = "SELECT coalesce(max(version), 0) FROM schema_migrations";
    let rows = db.execute(sql, vec![]).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

/// Sets what SQLite keeps for each connection: an acknowledged command survives a power cut, and a
/// writer waits for another rather than fail. Gives what the database's host would not have set.
pub async fn prepare_connection(db: &impl Connection) -> Result<Vec<&'static str>, Error> {
    let mut refused = Vec::new();
    for pragma in ["PRAGMA synchronous = FULL", "PRAGMA busy_timeout = 10000"] {
        if !set_pragma(db, pragma).await? {
            refused.push(pragma);
        }
    }
    Ok(refused)
}

/// Sets a PRAGMA. `false`: the host decides on it. libSQL's servers refuse these words whatever the database is like,
/// each version with words of its own; so what is refused on a database that can be read is the PRAGMA, and any other
/// failure is told.
pub async fn set_pragma(db: &impl Connection, pragma: &str) -> Result<bool, Error> {
    match db.execute(pragma, vec![]).await {
        Ok(_) => Ok(true),
        Err(Error::Busy(message)) => Err(Error::Busy(message)),
        Err(_) => {
            let read = "SELECT count(*) FROM sqlite_schema";
            db.execute(read, vec![]).await.map(|_| false)
        }
    }
}

/// Brings the database to the newest version. Instances may do it at once: one of them does it, the others wait, with
/// `pause`, until it is done or its lease has ended.
///
/// # Errors
/// [`Error::Busy`] where another instance was at it for too long.
pub async fn migrate<P, F>(db: &impl Connection, pause: P) -> Result<(), Error>
where
    P: Fn(Duration) -> F,
    F: Future<Output = ()>,
{
    migrate_to(db, newest(), pause).await
}

/// Brings the database to a version, not past it: for tests of upgrades.
pub async fn migrate_to<P, F>(db: &impl Connection, version: i64, pause: P) -> Result<(), Error>
where
    P: Fn(Duration) -> F,
    F: Future<Output = ()>,
{
    let began = Instant::now();
    loop {
        let busy = match step(db, version).await {
            Ok(Step::Done) => return Ok(()),
            Ok(Step::Wait) => "another instance changes the schema".to_owned(),
            // The journal's mode is changed by one connection alone, and SQLite waits for nobody there.
            Err(Error::Busy(cause)) => cause,
            Err(error) => return Err(error),
        };
        if began.elapsed() > PATIENCE {
            return Err(Error::Busy(busy));
        }
        pause(LOOK_AGAIN).await;
    }
}

/// What came of an attempt.
enum Step {
    /// The database is at the version.
    Done,
    /// Another instance is at it.
    Wait,
}

async fn step(db: &impl Connection, version: i64) -> Result<Step, Error> {
    refuse_older(db).await?;
    if current(db).await? >= version {
        return Ok(Step::Done);
    }
    let Some(lock) = Lock::take(db).await? else {
        return Ok(Step::Wait);
    };
    let done = lock.apply(db, version).await;
    lock.free(db).await?;
    done.map(|()| Step::Done)
}

/// A database from before the baseline has versions of another count.
async fn refuse_older(db: &impl Connection) -> Result<(), Error> {
    let sql =
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('schema_migrations', 'schema_lock')
        HAVING max(name) = 'schema_migrations' AND count(*) = 1";
    match db.execute(sql, vec![]).await?.is_empty() {
        true => Ok(()),
        false => Err(Error::Stored {
            what: "schema",
            cause: "it is older than 0.2.0, and there is no way from there".to_owned(),
        }),
    }
}

/// The right to change the schema, as long as its lease is renewed.
struct Lock {
    holder: String,
}

impl Lock {
    /// Takes it, where nobody has it.
    async fn take(db: &impl Connection) -> Result<Option<Lock>, Error> {
        // The second of the two: where it is, the other is as well.
        let is_new = "SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'";
        if db.execute(is_new, vec![]).await?.is_empty() {
            // Kept in the file; remote databases have a journal of their own.
            set_pragma(db, "PRAGMA journal_mode = WAL").await?;
            for table in BEFORE {
                db.execute(table, vec![]).await?;
            }
        }
        let holder = uuid::Uuid::new_v4().simple().to_string();
        let sql = "INSERT INTO schema_lock (id, holder, until) VALUES (1, ?1, unixepoch('subsec') * 1000 + ?2)
            ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, until = excluded.until
              WHERE holder IS NULL OR until < unixepoch('subsec') * 1000
            RETURNING 1";
        let rows = db
            .execute(sql, vec![holder.as_str().into(), lease()])
            .await?;
        Ok((!rows.is_empty()).then_some(Lock { holder }))
    }

    /// Says that it is still at it.
    async fn renew(&self, db: &impl Connection) -> Result<(), Error> {
        let sql =
            "UPDATE schema_lock SET until = unixepoch('subsec') * 1000 + ?2 WHERE holder = ?1";
        let parameters = vec![self.holder.as_str().into(), lease()];
        db.execute(sql, parameters).await?;
        Ok(())
    }

    /// Stops who was away for longer than the lease: another instance has gone on.
    async fn demand(&self, db: &impl Connection) -> Result<(), Error> {
        let sql = "SELECT 1 FROM schema_lock WHERE holder = ?1";
        let rows = db.execute(sql, vec![self.holder.as_str().into()]).await?;
        match rows.is_empty() {
            false => Ok(()),
            true => Err(Error::Busy(
                "another instance changes the schema".to_owned(),
            )),
        }
    }

    async fn free(&self, db: &impl Connection) -> Result<(), Error> {
        let sql = "UPDATE schema_lock SET holder = NULL WHERE holder = ?1";
        db.execute(sql, vec![self.holder.as_str().into()]).await?;
        Ok(())
    }

    /// Applies what is not applied: that is read anew before each version, since whoever had the lock before may have
    /// come further than was seen then.
    async fn apply(&self, db: &impl Connection, version: i64) -> Result<(), Error> {
        for (number, files) in VERSIONS {
            if *number > version || current(db).await? >= *number {
                continue;
            }
            let mut renewed = Instant::now();
            for statement in files.iter().flat_map(|file| statements(file)) {
                if renewed.elapsed() > LEASE / 4 {
                    self.renew(db).await?;
                    renewed = Instant::now();
                }
                self.demand(db).await?;
                match db.execute(&statement, vec![]).await {
                    // SQLite has no ADD COLUMN IF NOT EXISTS.
                    Err(Error::Database(message)) if message.contains("duplicate column name") => {}
                    other => drop(other?),
                }
            }
            let sql = "INSERT OR IGNORE INTO schema_migrations (version, applied_at)
                VALUES (?1, CAST(unixepoch('subsec') * 1000 AS INTEGER))";
            db.execute(sql, vec![(*number).into()]).await?;
        }
        Ok(())
    }
}

/// The schema as a database has it, to be read: tables, then indexes, views and triggers, by name.
pub async fn schema(db: &impl Connection) -> Result<String, Error> {
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL
        AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
        ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, name";
    let mut schema = String::from(
        "-- What a database has after all versions. Made by `cargo xtask schema`; a test compares it.\n",
    );
    for row in db.execute(sql, vec![]).await? {
        schema.push('\n');
        schema.push_str(row.text(0)?);
        schema.push_str(";\n");
    }
    Ok(schema)
}

fn lease() -> Value {
    Value::Integer(i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX))
}

/// Splits a file: a statement ends with `;` at the end of a line, a trigger with the line `END;`.
fn statements(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut statement = String::new();
    for line in text.lines() {
        let line = line.trim_end();
        if statement.is_empty() && (line.is_empty() || line.starts_with("--")) {
            continue;
        }
        statement.push_str(line);
        statement.push('\n');
        let is_comment = line.trim_start().starts_with("--");
        let ends = if statement.starts_with("CREATE TRIGGER") {
            line == "END;"
        } else {
            line.ends_with(';') && !is_comment
        };
        if ends {
            out.push(std::mem::take(&mut statement));
        }
    }
    if !statement.is_empty() {
        out.push(statement);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_stays_whole_and_comments_between_statements_go() {
        let text = "-- a\nCREATE TABLE t (\n  -- one;\n  x\n);\n\nCREATE TRIGGER g AFTER INSERT ON t\nBEGIN\n  DELETE FROM t;\nEND;\nDROP TABLE t;\n";
        let split = statements(text);
        assert_eq!(split.len(), 3, "{split:?}");
        assert!(split[1].ends_with("END;\n"));
    }

    #[test]
    fn versions_ascend() {
        let versions: Vec<i64> = versions().collect();
        assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
    }
}
