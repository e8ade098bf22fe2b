//! Rate limits and used proofs.

use store::Connection;
use store::limits::{self, Policy};

use crate::support::*;

const KEY: &[u8] = b"a keyed hash";
const OTHER: &[u8] = b"another one";

/// Six in a minute: one in ten seconds.
const SIX: Policy = Policy {
    name: "six",
    quota: 6,
    window_seconds: 60,
};

#[tokio::test]
async fn a_quota_can_be_taken_at_once_and_comes_back_evenly() {
    let db = Fixture::new().await.db;
    let start = now().timestamp_millis();
    for left in (0..6).rev() {
        let standing = limits::take(&db, KEY, &SIX, 1, start)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (standing.remaining, standing.reset_seconds),
            (left, 60 - left * 10)
        );
    }
    let refused = limits::take(&db, KEY, &SIX, 1, start)
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!((refused.standing.remaining, refused.retry_after), (0, 10));
    let refused = limits::take(&db, KEY, &SIX, 1, start + 9_500)
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(refused.retry_after, 1);
    // What is refused costs nothing: ten seconds after the sixth the next one is let through.
    let standing = limits::take(&db, KEY, &SIX, 1, start + 10_000)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(standing.remaining, 0);
    let standing = limits::take(&db, KEY, &SIX, 1, start + 200_000)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        standing.remaining, 5,
        "a pause brings no more than the quota"
    );
}

#[tokio::test]
async fn keys_do_not_know_of_each_other() {
    let db = Fixture::new().await.db;
    let at = now().timestamp_millis();
    for _ in 0..6 {
        limits::take(&db, KEY, &SIX, 1, at).await.unwrap().unwrap();
    }
    assert_eq!(
        limits::look(&db, OTHER, &SIX, at).await.unwrap().remaining,
        6
    );
    assert!(limits::take(&db, OTHER, &SIX, 1, at).await.unwrap().is_ok());
    limits::give_back(&db, KEY, &SIX).await.unwrap();
    assert_eq!(limits::look(&db, KEY, &SIX, at).await.unwrap().remaining, 1);
    limits::restore(&db, KEY).await.unwrap();
    assert_eq!(limits::look(&db, KEY, &SIX, at).await.unwrap().remaining, 6);
}

#[tokio::test]
async fn many_units_are_taken_whole_or_not_at_all() {
    let db = Fixture::new().await.db;
    let at = now().timestamp_millis();
    let bytes = Policy {
        name: "bytes",
        quota: 2 << 30,
        window_seconds: 3600,
    };
    let standing = limits::take(&db, KEY, &bytes, 1 << 30, at)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(standing.remaining, 1 << 30);
    let refused = limits::take(&db, KEY, &bytes, (1 << 30) + 1_000_000, at)
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(refused.standing.remaining, 1 << 30);
    assert!((1..5).contains(&refused.retry_after), "{refused:?}");
    // More than there ever is, even of an unknown key.
    assert!(
        limits::take(&db, OTHER, &bytes, u64::MAX, at)
            .await
            .unwrap()
            .is_err()
    );
    assert_eq!(
        limits::look(&db, OTHER, &bytes, at)
            .await
            .unwrap()
            .remaining,
        2 << 30
    );
}

#[tokio::test]
async fn two_keys_are_looked_at_and_spent_together() {
    let db = Fixture::new().await.db;
    let at = now().timestamp_millis();
    let three = Policy { quota: 3, ..SIX };
    for _ in 0..4 {
        limits::spend_two(&db, [(KEY, &SIX), (OTHER, &three)], at)
            .await
            .unwrap();
    }
    let keys = [(KEY, &SIX), (OTHER, &three)];
    let [one, other] = limits::look_at_two(&db, keys, at).await.unwrap();
    assert_eq!((one.remaining, other.remaining), (2, 0));
    let [one, other] = limits::look_at_two(&db, keys, at + 30_000).await.unwrap();
    assert_eq!(
        (one.remaining, other.remaining),
        (5, 0),
        "what was spent beyond the quota is owed"
    );
    let [one, other] = limits::look_at_two(&db, keys, at + 40_000).await.unwrap();
    assert_eq!((one.remaining, other.remaining), (6, 1));
}

#[tokio::test]
async fn a_quota_is_not_exceeded_by_asking_at_the_same_time() {
    let fixture = Fixture::new().await;
    let at = now().timestamp_millis();
    let mut asking = Vec::new();
    for _ in 0..4 {
        let db = fixture.connection().await;
        asking.push(tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .build()
                .unwrap();
            let mut taken = 0;
            for _ in 0..6 {
                taken += usize::from(
                    runtime
                        .block_on(limits::take(&db, KEY, &SIX, 1, at))
                        .unwrap()
                        .is_ok(),
                );
            }
            taken
        }));
    }
    let mut taken = 0;
    for one in asking {
        taken += one.await.unwrap();
    }
    assert_eq!(taken, 6);
}

#[tokio::test]
async fn a_proof_works_once() {
    let db = Fixture::new().await.db;
    let at = now().timestamp_millis();
    assert!(limits::use_proof(&db, &[1; 32], at + 60_000).await.unwrap());
    assert!(!limits::use_proof(&db, &[1; 32], at + 60_000).await.unwrap());
    assert!(limits::use_proof(&db, &[2; 32], at + 90_000).await.unwrap());
}

#[tokio::test]
async fn what_says_nothing_any_more_is_removed_along_an_index() {
    let db = Fixture::new().await.db;
    let at = now().timestamp_millis();
    limits::take(&db, KEY, &SIX, 1, at).await.unwrap().unwrap();
    limits::take(&db, OTHER, &SIX, 3, at)
        .await
        .unwrap()
        .unwrap();
    limits::use_proof(&db, &[1; 32], at + 5_000).await.unwrap();
    assert_eq!(limits::forget(&db, at + 9_999, 100).await.unwrap(), 1);
    assert_eq!(limits::forget(&db, at + 10_001, 100).await.unwrap(), 1);
    assert!(
        limits::use_proof(&db, &[1; 32], at).await.unwrap(),
        "it was forgotten"
    );
    assert_eq!(
        limits::look(&db, OTHER, &SIX, at).await.unwrap().remaining,
        3
    );
    for (table, column) in [("rate_limit", "spent_until"), ("used_proof", "expires_at")] {
        let sql = format!("EXPLAIN QUERY PLAN SELECT rowid FROM {table} WHERE {column} < 1 ORDER BY {column} LIMIT 1")
            .replace("rowid", if table == "rate_limit" { "key" } else { "id" });
        let plan = db.execute(&sql, vec![]).await.unwrap();
        let step = plan[0].text(3).unwrap().to_owned();
        assert!(
            step.starts_with("SEARCH") && step.contains("COVERING INDEX"),
            "{step}"
        );
    }
}
