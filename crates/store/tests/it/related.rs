//! Appeals about the like: found among the latest, however many there are.

use store::related::{similar, similar_statement};
use store::{AppealRow, Connection, Native};

use crate::support::*;

async fn numbers(db: &Native, row: &AppealRow) -> Vec<i64> {
    let found = similar(db, row, 10).await.unwrap();
    found.iter().map(|row| row.number.key()).collect()
}

async fn skip(db: &Native, year: i64, last: i64) {
    let sql = "INSERT INTO number_sequence (year, last) VALUES (?1, ?2)
               ON CONFLICT (year) DO UPDATE SET last = excluded.last";
    db.execute(sql, vec![year.into(), last.into()])
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_alike_is_looked_for_among_the_latest_only() {
    let db = &Fixture::new().await.db;
    let first = register(db, 0).await;
    let second = register(db, 1).await;
    assert_eq!(numbers(db, &second).await, [first.number.key()]);
    // As if twenty thousand more had come, and one of the like after them.
    skip(db, 2026, 20_000).await;
    let later = register(db, 2).await;
    assert_eq!(numbers(db, &later).await, [second.number.key()]);
    skip(db, 2026, 39_000).await;
    let last = register(db, 3).await;
    assert_eq!(numbers(db, &last).await, [later.number.key()]);
}

#[tokio::test]
async fn a_young_year_looks_back_into_the_one_before() {
    let db = &Fixture::new().await.db;
    let old = register(db, 0).await;
    skip(db, 2026, 19_000).await;
    let recent = register(db, 1).await;
    skip(db, 2026, 30_000).await;
    skip(db, 2027, 5_000).await;
    assert_eq!(
        numbers(db, &old).await,
        [recent.number.key()],
        "fifteen thousand back from the end of the year before"
    );
    skip(db, 2027, 12_000).await;
    assert!(numbers(db, &old).await.is_empty());
}

#[tokio::test]
async fn the_way_through_the_words_has_both_ends() {
    let db = &Fixture::new().await.db;
    let explain = format!("EXPLAIN QUERY PLAN {}", similar_statement(20));
    let steps = db
        .execute(&explain, vec!["x".into(), 1.into()])
        .await
        .unwrap();
    let steps: Vec<&str> = steps.iter().map(|row| row.text(3).unwrap()).collect();
    // FTS5 names what it was given: the match, and «>» for a lower end.
    let search = steps.iter().find(|step| step.contains("appeal_search"));
    let search = search.unwrap();
    assert!(search.contains("M1") && search.contains('>'), "{steps:?}");
    assert!(
        steps.iter().all(|step| !step.contains("TEMP B-TREE")),
        "{steps:?}"
    );
}
