//! Instances that start at once, as processes of their own, some of which are killed: the schema comes out the same.
//!
//! This program is a test and, called with a file and a version, an instance: it has no harness, so that it can start
//! itself.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use store::{Connection, NativeConnection, migrations};

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(work)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [file, version] = &arguments[..]
        && let Ok(version) = version.parse()
    {
        return instance(Path::new(file), version);
    }
    together_on_an_empty_database();
    together_on_every_older_one();
    after_one_that_was_killed();
    println!("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
    ExitCode::SUCCESS
}

/// What an instance does when it opens the database.
fn instance(file: &Path, version: i64) -> ExitCode {
    let done = run(async {
        let db = NativeConnection::open(file)?;
        migrations::prepare_connection(&db).await?;
        migrations::migrate_to(&db, version, store::pause).await
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn start(file: &Path, version: i64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .arg(file)
        .arg(version.to_string())
        .stderr(Stdio::piped())
        .spawn()
        .expect("this program can be started")
}

/// Starts so many at once; all of them come to their end.
fn together(file: &Path, instances: usize) {
    let newest = migrations::newest();
    let started: Vec<Child> = (0..instances).map(|_| start(file, newest)).collect();
    for child in started {
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
    }
}

/// The schema, and how many rows each table of a new database has.
fn found(file: &Path) -> (String, Vec<String>) {
    run(async {
        let db = NativeConnection::open(file).unwrap();
        let mut rows = Vec::new();
        for table in [
            "agency",
            "category",
            "configuration_change",
            "configuration_item",
        ] {
            let sql = format!("SELECT count(*) FROM {table}");
            let count = db.execute(&sql, vec![]).await.unwrap();
            rows.push(format!("{table} {}", count[0].integer(0).unwrap()));
        }
        let lock = "SELECT 1 FROM schema_lock WHERE holder IS NOT NULL";
        assert!(
            db.execute(lock, vec![]).await.unwrap().is_empty(),
            "the lock is free"
        );
        (migrations::schema(&db).await.unwrap(), rows)
    })
}

fn expected(folder: &Path) -> (String, Vec<String>) {
    let file = folder.join("alone.db");
    together(&file, 1);
    found(&file)
}

fn together_on_an_empty_database() {
    let folder = tempfile::tempdir().unwrap();
    let expected = expected(folder.path());
    for round in 0..6 {
        let file = folder.path().join(format!("{round}.db"));
        together(&file, 2 + round % 3);
        assert_eq!(found(&file), expected, "round {round}");
    }
}

fn together_on_every_older_one() {
    let folder = tempfile::tempdir().unwrap();
    let expected = expected(folder.path());
    for version in migrations::versions() {
        let file = folder.path().join(format!("{version}.db"));
        let made = start(&file, version).wait_with_output().unwrap();
        assert!(made.status.success(), "version {version}");
        together(&file, 3);
        assert_eq!(found(&file), expected, "from version {version}");
    }
}

fn after_one_that_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    let expected = expected(folder.path());
    let mut half_made = 0;
    for round in 0..12_u64 {
        let file: PathBuf = folder.path().join(format!("{round}.db"));
        let mut killed = start(&file, migrations::newest());
        std::thread::sleep(Duration::from_millis(round * 7));
        killed.kill().unwrap();
        killed.wait().unwrap();
        half_made += i32::from(is_locked(&file));
        // What waits for the end of a dead instance's lease takes its time; a few of these say it all.
        if half_made <= 3 {
            together(&file, 2);
            assert_eq!(found(&file), expected, "round {round}");
        }
    }
    assert!(half_made > 0, "none was killed in the middle of it");
}

fn is_locked(file: &Path) -> bool {
    run(async {
        let db = NativeConnection::open(file).unwrap();
        let lock = "SELECT 1 FROM schema_lock WHERE holder IS NOT NULL";
        let rows = db.execute(lock, vec![]).await;
        rows.is_ok_and(|rows| !rows.is_empty())
    })
}
