//! Commands: one statement each, all or nothing, one winner.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::access::Territory;
use domain::decide::Command;
use domain::event::RegisteredAttachment;
use domain::{Actor, Rules, Status, TimerKind};
use store::journal::{self, AppendError, RegisterError};
use store::{Connection, Error};

use crate::support::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_submissions_at_once_lose_nothing_and_repeat_no_number() {
    let fixture = Fixture::new().await;
    let mut tasks = Vec::new();
    for n in 0..64 {
        let db = fixture.connection().await;
        tasks.push(tokio::spawn(async move {
            try_register(&db, &event(n, now()), now(), None).await
        }));
    }
    let mut ordinals = BTreeSet::new();
    for task in tasks {
        ordinals.insert(task.await.unwrap().unwrap().ordinal());
    }
    assert_eq!(ordinals, (1..=64).collect::<BTreeSet<u32>>());
    let counted = store::counters(&fixture.db, None, &Territory::EVERYWHERE)
        .await
        .unwrap();
    assert_eq!(
        counted.iter().map(|counter| counter.appeals).sum::<i64>(),
        64
    );
}

#[tokio::test]
async fn a_refused_submission_leaves_no_gap_in_the_numbers() {
    let fixture = Fixture::new().await;
    let first = try_register(&fixture.db, &event(0, now()), now(), Some([1; 32]))
        .await
        .unwrap();
    let again = try_register(&fixture.db, &event(0, now()), now(), Some([1; 32])).await;
    assert!(matches!(again, Err(RegisterError::KeyUsed)), "{again:?}");
    let mut with_file = event(1, now());
    with_file.attachments.push(RegisteredAttachment {
        id: "no such upload".to_owned(),
        media_type: "image/png".to_owned(),
        size_bytes: 1,
        document: None,
    });
    let without = try_register(&fixture.db, &with_file, now(), None).await;
    assert!(
        matches!(without, Err(RegisterError::AttachmentUnavailable)),
        "{without:?}"
    );
    let second = try_register(&fixture.db, &event(2, now()), now(), None)
        .await
        .unwrap();
    assert_eq!((first.ordinal(), second.ordinal()), (1, 2));
    assert_eq!(rows(&fixture.db, "SELECT 1 FROM event").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_transitions_at_once_one_wins_and_the_other_is_told() {
    let fixture = Fixture::new().await;
    let row = register(&fixture.db, 0).await;
    let facts = journal::facts(&fixture.db, &row.id).await.unwrap();
    let mut tasks = Vec::new();
    for to in [Status::InProgress, Status::Rejected] {
        let (db, row, facts) = (fixture.connection().await, row.clone(), facts.clone());
        tasks.push(tokio::spawn(async move {
            let (rules, at) = (Rules::default(), now() + Duration::hours(1));
            command_after(&rules, &db, &row, &facts, transition(to), &staff(), at).await
        }));
    }
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let told = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(AppendError::Conflict)))
        .count();
    assert_eq!((won, told), (1, 1), "{outcomes:?}");
    assert_eq!(
        journal::events(&fixture.db, &row.id, 0)
            .await
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn the_journal_only_grows() {
    let fixture = Fixture::new().await;
    register(&fixture.db, 0).await;
    for sql in [
        "UPDATE event SET actor = 'staff:me'",
        "UPDATE event SET data = '{}'",
        "UPDATE event SET private_hash = x''",
        "UPDATE event SET access_hash = x''",
        "UPDATE event SET idempotency_key = x''",
        "DELETE FROM event",
    ] {
        let refused = fixture.db.execute(sql, vec![]).await;
        assert!(
            matches!(refused, Err(Error::Constraint(_))),
            "{sql}: {refused:?}"
        );
    }
}

/// A registration and a change of status.
async fn history() -> (Fixture, String) {
    let fixture = Fixture::new().await;
    let row = register(&fixture.db, 0).await;
    let to = transition(Status::InProgress);
    command(&fixture.db, &row, to, &staff(), now())
        .await
        .unwrap();
    (fixture, row.id)
}

#[tokio::test]
async fn a_history_that_was_changed_behind_the_journal_is_found() {
    let cases: &[(&str, Option<i64>)] = &[
        ("UPDATE event SET at = at", None),
        (
            "UPDATE event SET data = json_set(data, '$.category', 'x') WHERE seq = 1",
            Some(2),
        ),
        ("UPDATE event SET actor = 'staff:b' WHERE seq = 1", Some(2)),
        (
            "UPDATE event SET private = CAST(x'00' || substr(private, 2) AS BLOB) WHERE seq = 1",
            Some(1),
        ),
        (
            "UPDATE event SET private = (SELECT private FROM event WHERE seq = 2) WHERE seq = 1",
            Some(1),
        ),
        (
            "UPDATE event SET private_hash = x'00' WHERE seq = 2",
            Some(2),
        ),
        (
            "UPDATE event SET private_hash = x'00', private = NULL WHERE seq = 1",
            Some(2),
        ),
        ("DELETE FROM event WHERE seq = 1", Some(2)),
        // What is erased is missing, and everybody sees that it is; the history is whole.
        ("UPDATE event SET private = NULL", None),
    ];
    for (sql, found) in cases {
        let (fixture, id) = history().await;
        assert_eq!(journal::verify(&fixture.db, &id).await.unwrap(), None);
        // Somebody with the file and a SQLite shell.
        for sql in [
            "DROP TRIGGER event_is_never_changed",
            "DROP TRIGGER event_is_never_removed",
            sql,
        ] {
            fixture.db.execute(sql, vec![]).await.unwrap();
        }
        assert_eq!(
            journal::verify(&fixture.db, &id).await.unwrap(),
            *found,
            "{sql}"
        );
    }
}

#[tokio::test]
async fn what_people_wrote_is_sealed_and_opens_again() {
    let (fixture, id) = history().await;
    let row = store::appeal_by_id(&fixture.db, &id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.registered.private, event(0, now()).private);
    let events = journal::events(&fixture.db, &id, 0).await.unwrap();
    let domain::Event::StatusChanged(change) = &events[1].event else {
        panic!("{events:?}")
    };
    assert_eq!(change.comment.as_deref(), Some("Проверено на месте"));
    let stranger =
        store::Native::open(&fixture.folder.path().join("otklik.db"), vault("two", &[])).unwrap();
    assert!(store::appeal_by_id(&stranger, &id).await.is_err());
    assert!(journal::events(&stranger, &id, 0).await.is_err());
}

#[tokio::test]
async fn a_deadline_that_passed_is_marked_once_and_counted() {
    let fixture = Fixture::new().await;
    let row = register(&fixture.db, 0).await;
    let later = row.deadline.due_at + Duration::minutes(1);
    let due = async |at: DateTime<Utc>| {
        let due = store::timer::due(&fixture.db, at.timestamp_millis(), 10);
        due.await
            .unwrap()
            .into_iter()
            .map(|due| due.kind)
            .collect::<Vec<_>>()
    };
    let reminders = [TimerKind::Half, TimerKind::TwoDays].map(Some);
    assert_eq!(due(row.deadline.due_at).await, reminders);
    let all = [TimerKind::Half, TimerKind::TwoDays, TimerKind::Overdue].map(Some);
    assert_eq!(due(later).await, all);
    let system = domain::Actor::System;
    let timer = domain::Command::Timer(TimerKind::Half);
    command(&fixture.db, &row, timer, &system, later)
        .await
        .unwrap();
    assert_eq!(due(later).await, [], "the latest takes the others along");
    let counters = store::counters(&fixture.db, Some("agency.roads"), &Territory::EVERYWHERE)
        .await
        .unwrap();
    assert_eq!(
        counters.iter().map(|counter| counter.overdue).sum::<i64>(),
        1
    );
    let row = store::appeal(&fixture.db, row.number)
        .await
        .unwrap()
        .unwrap();
    command(
        &fixture.db,
        &row,
        transition(Status::Rejected),
        &staff(),
        later,
    )
    .await
    .unwrap();
    let counters = store::counters(&fixture.db, Some("agency.roads"), &Territory::EVERYWHERE)
        .await
        .unwrap();
    assert_eq!(
        counters.iter().map(|counter| counter.overdue).sum::<i64>(),
        0
    );
}

#[tokio::test]
async fn a_claimed_appeal_is_in_one_cabinet_and_listed_there() {
    let fixture = Fixture::new().await;
    let row = register(&fixture.db, 0).await;
    register(&fixture.db, 1).await;
    let claim = |account: &str| Command::Claim {
        account: account.to_owned(),
    };
    let before = journal::facts(&fixture.db, &row.id).await.unwrap();
    let version = command(&fixture.db, &row, claim("anna"), &Actor::Applicant, now())
        .await
        .unwrap();
    assert_eq!(version, 2);
    let now_row = store::appeal(&fixture.db, row.number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(now_row.account.as_deref(), Some("anna"));
    // Of two who read the same version one comes too late.
    let (rules, boris) = (Rules::default(), claim("boris"));
    let late = command_after(
        &rules,
        &fixture.db,
        &row,
        &before,
        boris,
        &Actor::Applicant,
        now(),
    )
    .await;
    assert!(matches!(late, Err(AppendError::Conflict)));
    let own = store::Filter {
        account: Some("anna".to_owned()),
        ..store::Filter::default()
    };
    let (items, _) = store::list(&fixture.db, &own, store::Order::NewestFirst, None, 50)
        .await
        .unwrap();
    let numbers: Vec<_> = items.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [row.number]);
}
