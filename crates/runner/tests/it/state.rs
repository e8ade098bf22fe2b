//! What the components' databases keep.

use std::fmt::Write;

use crate::process::{Dir, Runner, manifest};

const GRANTS: &str = "key_value_stores = [\"default\"]\nsqlite_databases = [\"default\"]";

fn runner() -> Runner {
    Runner::start(&manifest(GRANTS), &[])
}

#[test]
fn values_come_back_as_they_were_set() {
    let runner = runner();
    let value: Vec<u8> = (0..1024 * 1024_u32)
        .map(|number| (number % 251) as u8)
        .collect();
    assert_eq!(runner.post("/kv/set?large", &value).status, 200);
    assert_eq!(runner.post("/kv/set?empty", "").status, 200);
    assert!(runner.get("/kv/get?large").body == value);
    assert_eq!(runner.text("/kv/get?empty"), "");
    assert_eq!(runner.fault("/kv/get?absent"), "none");
    runner.post("/kv/set?empty", "now");
    assert_eq!(runner.text("/kv/get?empty"), "now");
    assert_eq!(runner.text("/kv/keys"), "empty large");
    assert_eq!(runner.text("/kv/delete?large"), "false");
    assert_eq!(runner.text("/kv/keys"), "empty");
}

#[test]
fn keys_are_listed_whole_however_many() {
    let runner = runner();
    for number in 0..600 {
        runner.post(&format!("/kv/set?key-{number:04}"), "");
    }
    assert_eq!(runner.text("/kv/keys").split(' ').count(), 600);
}

#[test]
fn statements_answer_columns_rows_and_counts() {
    let runner = runner();
    let answer = runner.post(
        "/sql",
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b, c, d, e)\n\
         INSERT INTO t VALUES (7, 1.5, 'т', x'00ff', NULL), (8, 2, '', x'', 0)\n\
         SELECT * FROM t ORDER BY a",
    );
    assert_eq!(
        answer.text(),
        "[\"a\", \"b\", \"c\", \"d\", \"e\"] \
         [Value::Integer(7), Value::Real(1.5), Value::Text(\"т\"), Value::Blob([0, 255]), Value::Null] \
         [Value::Integer(8), Value::Integer(2), Value::Text(\"\"), Value::Blob([]), Value::Integer(0)] \
         changes=2 rowid=8"
    );
}

#[test]
fn faults_of_sql_are_told_whatever_the_statement() {
    let runner = runner();
    runner.post(
        "/sql",
        "CREATE TABLE t (a UNIQUE)\nINSERT INTO t VALUES (1)",
    );
    for (statement, expected) in [
        ("SELECT nonsense", "no such column"),
        ("SELECT * FROM absent", "no such table"),
        ("SELEC 1", "syntax error"),
        ("INSERT INTO t VALUES (1)", "UNIQUE constraint failed"),
        (
            "WITH a(b) AS (SELECT 1) INSERT INTO t SELECT b FROM a",
            "UNIQUE constraint failed",
        ),
        ("SELECT json_extract('{', '$.a')", "malformed JSON"),
        ("ATTACH 'other.db' AS other", "not authorized"),
        ("VACUUM INTO 'other.db'", "authorization denied"),
    ] {
        let response = runner.post("/sql", statement);
        assert_eq!(response.status, 500, "{statement}");
        assert!(
            response.text().contains(expected),
            "{statement}: {}",
            response.text()
        );
    }
}

#[test]
fn rows_are_streamed_however_many() {
    let runner = runner();
    for (number, sum) in [
        (0, 0),
        (1, 1),
        (256, 32_896),
        (257, 33_153),
        (100_000, 5_000_050_000_u64),
    ] {
        assert_eq!(runner.text(&format!("/sql/rows?{number}")), sum.to_string());
    }
}

#[test]
fn connections_keep_their_transactions_apart() {
    let runner = runner();
    runner.post("/sql", "CREATE TABLE t (a)");
    let open = runner.post("/sql", "BEGIN IMMEDIATE\nINSERT INTO t VALUES (1)");
    assert_eq!(open.status, 200, "{}", open.text());
    // The connection went with its request, and its transaction with it.
    let count = runner.post("/sql", "SELECT count(*) FROM t");
    assert!(count.text().contains("Integer(0)"), "{}", count.text());
}

#[test]
fn concurrent_writers_lose_nothing() {
    let runner = runner();
    runner.post("/sql", "CREATE TABLE t (a INTEGER PRIMARY KEY)");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..25 {
                    let answer = runner.post("/sql", "INSERT INTO t DEFAULT VALUES");
                    assert_eq!(answer.status, 200, "{}", answer.text());
                }
            });
        }
    });
    let count = runner.post("/sql", "SELECT count(*) FROM t");
    assert!(count.text().contains("Integer(200)"), "{}", count.text());
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let dir = Dir::new();
    let mut runner = Runner::start_in(&dir, &manifest(GRANTS), &[]);
    runner.post("/sql", "CREATE TABLE t (a INTEGER PRIMARY KEY)");
    let mut acknowledged = String::new();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let runner = &runner;
                scope.spawn(move || {
                    let mut last = 0;
                    for number in 1..=20 {
                        let id = writer * 100 + number;
                        let sql = runner.post("/sql", format!("INSERT INTO t VALUES ({id})"));
                        let value = runner.post(&format!("/kv/set?{id}"), id.to_string());
                        assert_eq!((sql.status, value.status), (200, 200));
                        last = id;
                    }
                    last
                })
            })
            .collect();
        for writer in writers {
            write!(acknowledged, "{} ", writer.join().unwrap()).unwrap();
        }
    });
    runner.signal("KILL");
    runner.wait();
    let runner = Runner::start_in(&dir, &manifest(GRANTS), &[]);
    let count = runner.post("/sql", "SELECT count(*) FROM t");
    assert!(count.text().contains("Integer(80)"), "{}", count.text());
    for id in acknowledged.split_whitespace() {
        assert_eq!(runner.text(&format!("/kv/get?{id}")), id);
    }
    assert_eq!(runner.text("/kv/keys").split(' ').count(), 80);
}

#[test]
fn the_files_are_spins() {
    let dir = Dir::new();
    let runner = Runner::start_in(&dir, &manifest(GRANTS), &[]);
    runner.post("/kv/set?a", "b");
    runner.post("/sql", "CREATE TABLE t (a)");
    drop(runner);
    let stores = rusqlite::Connection::open(dir.0.join(".spin/sqlite_key_value.db")).unwrap();
    let row: (String, String, Vec<u8>) = stores
        .query_row("SELECT store, key, value FROM spin_key_value", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(row, ("default".to_owned(), "a".to_owned(), b"b".to_vec()));
    let database = rusqlite::Connection::open(dir.0.join(".spin/sqlite_db.db")).unwrap();
    assert!(database.table_exists(None, "t").unwrap());
}
