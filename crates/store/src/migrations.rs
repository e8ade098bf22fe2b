//! The schema's versions, forward only, and how a database is brought to the newest.

use crate::database::{Connection, Error};

/// The migrations in order: version and text. A version is never changed once it is on main; a new one
/// is added instead, and must leave the older code able to work (expand, then contract).
const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("../../../migrations/0001_journal.sql")),
    (2, include_str!("../../../migrations/0002_categories.sql")),
    (3, include_str!("../../../migrations/0003_accounts.sql")),
    (4, include_str!("../../../migrations/0004_staff.sql")),
    (5, include_str!("../../../migrations/0005_limits.sql")),
    (6, include_str!("../../../migrations/0006_cabinet.sql")),
    (7, include_str!("../../../migrations/0007_access_log.sql")),
    (8, include_str!("../../../migrations/0008_keeping.sql")),
    (9, include_str!("../../../migrations/0009_processing.sql")),
    (
        10,
        include_str!("../../../migrations/0010_configuration.sql"),
    ),
    (11, include_str!("../../../migrations/0011_time.sql")),
    (12, include_str!("../../../migrations/0012_objections.sql")),
    (13, include_str!("../../../migrations/0013_routing.sql")),
    (
        14,
        include_str!("../../../migrations/0014_notifications.sql"),
    ),
    (15, include_str!("../../../migrations/0015_desk.sql")),
    (
        16,
        include_str!("../../../migrations/0016_participants.sql"),
    ),
    (17, include_str!("../../../migrations/0017_staff_names.sql")),
    (20, include_str!("../../../migrations/0020_idempotency.sql")),
    (23, include_str!("../../../migrations/0023_provisional.sql")),
    (24, include_str!("../../../migrations/0024_approvals.sql")),
    (25, include_str!("../../../migrations/0025_fold.sql")),
];

/// The version that this code works with.
pub fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |(version, _)| *version)
}

/// The version that the database is at; 0 for an empty one.
pub async fn current(db: &impl Connection) -> Result<i64, Error> {
    let table = "SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'";
    if db.execute(table, vec![]).await?.is_empty() {
        return Ok(0);
    }
    let rows = db
        .execute(
            "SELECT coalesce(max(version), 0) FROM schema_migrations",
            vec![],
        )
        .await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

/// The versions that were applied. Not only the newest counts: work that was done side by side comes
/// together in any order.
async fn applied(db: &impl Connection) -> Result<Vec<i64>, Error> {
    if current(db).await? == 0 {
        return Ok(Vec::new());
    }
    let sql = "SELECT version FROM schema_migrations";
    let rows = db.execute(sql, vec![]).await?;
    rows.iter().map(|row| row.integer(0)).collect()
}

/// The versions that there are, in order.
pub fn versions() -> impl Iterator<Item = i64> {
    MIGRATIONS.iter().map(|(version, _)| *version)
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

/// Brings the database to the newest version. Safe when several instances do it at once, and after one
/// that died half way: statements run one by one, and each may run twice.
pub async fn migrate(db: &impl Connection) -> Result<(), Error> {
    migrate_to(db, newest()).await
}

/// Brings the database to a version, not past it: for tests of upgrades.
pub async fn migrate_to(db: &impl Connection, version: i64) -> Result<(), Error> {
    let applied = applied(db).await?;
    if applied.is_empty() {
        // Kept in the file; remote databases have a journal of their own.
        set_pragma(db, "PRAGMA journal_mode = WAL").await?;
        db.execute(
            "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)",
            vec![],
        )
        .await?;
    }
    for (number, text) in MIGRATIONS {
        if *number <= version && !applied.contains(number) {
            for statement in statements(text) {
                match db.execute(&statement, vec![]).await {
                    // SQLite has no ADD COLUMN IF NOT EXISTS.
                    Err(Error::Database(message)) if message.contains("duplicate column name") => {}
                    other => drop(other?),
                }
            }
            db.execute(
                "INSERT OR IGNORE INTO schema_migrations (version, applied_at)
                 VALUES (?1, CAST(unixepoch('subsec') * 1000 AS INTEGER))",
                vec![(*number).into()],
            )
            .await?;
        }
    }
    Ok(())
}

/// Splits a migration: a statement ends with `;` at the end of a line, a trigger with the line `END;`.
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
        let ends = if statement.starts_with("CREATE TRIGGER") {
            line == "END;"
        } else {
            line.ends_with(';')
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
        let text = "-- a\nCREATE TABLE t (x);\n\nCREATE TRIGGER g AFTER INSERT ON t\nBEGIN\n  DELETE FROM t;\nEND;\nDROP TABLE t;\n";
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
