//! Keys of requests: marked once, with the answers that are kept for them.

use domain::decide::decide;
use domain::{Effects, Rules, Status};
use store::journal::{self, Addition, AppendError};
use store::{
    AppealRow, KeptRequest, Native, keep_answer, kept_request, mark_request, same_request,
    unmark_request,
};

use crate::support::{Fixture, now, register, staff, transition};

const KEY: [u8; 32] = [7; 32];
const ASKED: [u8; 32] = [9; 32];

fn kept(answer: &[u8]) -> KeptRequest {
    KeptRequest {
        key: KEY,
        request_hash: ASKED,
        appeal: String::new(),
        created_at: 1000,
        answer: Some(answer.to_vec()),
    }
}

#[tokio::test]
async fn a_key_is_marked_once_and_keeps_its_first_answer() {
    let db = &Fixture::new().await.db;
    assert!(mark_request(db, KEY, ASKED, 1000).await.unwrap());
    assert!(!mark_request(db, KEY, [1; 32], 1001).await.unwrap());
    let found = kept_request(db, KEY).await.unwrap().unwrap();
    assert_eq!((found.request_hash, found.answer), (ASKED, None));
    keep_answer(db, &kept(b"first")).await.unwrap();
    keep_answer(db, &kept(b"second")).await.unwrap();
    assert_eq!(kept_request(db, KEY).await.unwrap(), Some(kept(b"first")));
    // What has an answer was done, and is not freed.
    unmark_request(db, KEY).await.unwrap();
    assert!(kept_request(db, KEY).await.unwrap().is_some());
    for (asked, since, is_found) in [
        (ASKED, 1000, true),
        (ASKED, 1001, false),
        ([1; 32], 0, false),
    ] {
        let found = same_request(db, asked, since).await.unwrap();
        assert_eq!(found.is_some(), is_found, "{asked:?} since {since}");
    }
    store::forget_requests(db, 1001).await.unwrap();
    assert_eq!(kept_request(db, KEY).await.unwrap(), None);
}

#[tokio::test]
async fn what_was_refused_leaves_its_key_free() {
    let db = &Fixture::new().await.db;
    assert!(mark_request(db, KEY, ASKED, 1000).await.unwrap());
    unmark_request(db, KEY).await.unwrap();
    assert!(mark_request(db, KEY, [1; 32], 1001).await.unwrap());
}

async fn take(db: &Native, row: &AppealRow) -> Result<i64, AppendError> {
    let facts = journal::facts(db, &row.id).await.unwrap();
    let state = facts.state(row.number).unwrap();
    let (actor, rules) = (staff(), Rules::default());
    let events = decide(
        &state,
        transition(Status::InProgress),
        &actor,
        now(),
        &rules,
    )
    .unwrap();
    let effects = Effects::of(state, &events, &actor, now(), &rules);
    let addition = Addition {
        appeal: &row.id,
        after: &facts,
        actor: &actor,
        at: now().timestamp_millis(),
        effects: &effects,
        idempotency: Some((KEY, ASKED)),
    };
    journal::append(db, &addition, &events).await
}

#[tokio::test]
async fn a_command_marks_its_key_with_what_it_writes_or_writes_nothing() {
    let db = &Fixture::new().await.db;
    let (row, other) = (register(db, 0).await, register(db, 1).await);
    take(db, &row).await.unwrap();
    let found = kept_request(db, KEY).await.unwrap().unwrap();
    let at = now().timestamp_millis();
    assert_eq!((found.appeal, found.created_at), (row.id.clone(), at));
    assert!(matches!(take(db, &other).await, Err(AppendError::KeyUsed)));
    let journal = journal::facts(db, &other.id).await.unwrap();
    assert_eq!(journal.events.len(), 1, "half of it is nothing");
    assert_eq!(journal::verify(db, &row.id).await.unwrap(), None);
}
