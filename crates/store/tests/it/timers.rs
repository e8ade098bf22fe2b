//! The index of what is due follows the journal, the rules and the database's age.

use chrono::{DateTime, Duration, Utc};
use domain::{Rules, Status, Timer, TimerKind};
use store::{Connection, timer};

use crate::support::*;

async fn kinds(db: &store::Native, at: DateTime<Utc>) -> Vec<Option<TimerKind>> {
    let due = timer::due(db, at.timestamp_millis(), 100).await.unwrap();
    due.into_iter().map(|due| due.kind).collect()
}

/// Long after everything.
fn later() -> DateTime<Utc> {
    now() + Duration::days(300)
}

#[tokio::test]
async fn each_command_leaves_the_timers_of_what_follows() {
    let fixture = Fixture::new().await;
    let row = register(&fixture.db, 0).await;
    let term = [TimerKind::Half, TimerKind::TwoDays, TimerKind::Overdue].map(Some);
    assert_eq!(kinds(&fixture.db, later()).await, term);
    assert_eq!(kinds(&fixture.db, now()).await, []);
    let at = now() + Duration::hours(1);
    let refuse = transition(Status::Rejected);
    command(&fixture.db, &row, refuse, &staff(), at)
        .await
        .unwrap();
    assert_eq!(
        kinds(&fixture.db, later()).await,
        [Some(TimerKind::AutoClose)]
    );
}

#[tokio::test]
async fn timers_are_put_right_unless_somebody_acted_meanwhile() {
    let fixture = Fixture::new().await;
    let row = register(&fixture.db, 0).await;
    let one = [Timer {
        at: now(),
        kind: TimerKind::Half,
    }];
    timer::replace(&fixture.db, &row.id, row.version + 1, &one, None)
        .await
        .unwrap();
    assert_eq!(
        kinds(&fixture.db, later()).await.len(),
        3,
        "another version"
    );
    timer::replace(&fixture.db, &row.id, row.version, &one, None)
        .await
        .unwrap();
    assert_eq!(kinds(&fixture.db, now()).await, [Some(TimerKind::Half)]);
    let put_off = (now() + Duration::days(1)).timestamp_millis();
    timer::postpone(&fixture.db, &row.id, Some(TimerKind::Half), put_off)
        .await
        .unwrap();
    assert_eq!(kinds(&fixture.db, now()).await, []);
    assert_eq!(kinds(&fixture.db, later()).await, [Some(TimerKind::Half)]);
}

#[tokio::test]
async fn rules_that_change_have_the_timers_of_what_is_open_counted_anew() {
    let fixture = Fixture::new().await;
    let open = register(&fixture.db, 0).await;
    let done = register(&fixture.db, 1).await;
    let at = now() + Duration::hours(1);
    let withdraw = domain::Command::Withdraw { comment: None };
    let applicant = domain::Actor::Applicant;
    command(&fixture.db, &done, withdraw, &applicant, at)
        .await
        .unwrap();
    let change = |kind: &str| {
        format!(
            "INSERT INTO configuration_change (at, actor, kind, key, version, agency, data)
             VALUES ({}, 'staff:administrator:tests', '{kind}', 'auto_close_days', 1, NULL, '\"45\"')",
            at.timestamp_millis()
        )
    };
    fixture
        .db
        .execute(&change("answer_template"), vec![])
        .await
        .unwrap();
    assert!(
        !kinds(&fixture.db, at).await.contains(&None),
        "a template moves no term"
    );
    fixture
        .db
        .execute(&change("setting"), vec![])
        .await
        .unwrap();
    let due = timer::due(&fixture.db, at.timestamp_millis(), 10)
        .await
        .unwrap();
    let expected = timer::Due {
        number: open.number,
        kind: None,
        at: at.timestamp_millis(),
    };
    assert_eq!(due, [expected]);
    // A command that comes before the tick takes nothing of it away, and neither do other timers.
    command(
        &fixture.db,
        &open,
        transition(Status::InProgress),
        &staff(),
        at,
    )
    .await
    .unwrap();
    let open = store::appeal(&fixture.db, open.number)
        .await
        .unwrap()
        .unwrap();
    timer::replace(&fixture.db, &open.id, open.version, &[], None)
        .await
        .unwrap();
    assert_eq!(kinds(&fixture.db, at).await, [None]);
    // What was read before the rules changed once more counts nothing anew by the newer ones.
    let again = (at + Duration::minutes(1)).timestamp_millis();
    let sql =
        change("calendar_day").replace(&at.timestamp_millis().to_string(), &again.to_string());
    fixture.db.execute(&sql, vec![]).await.unwrap();
    timer::replace(
        &fixture.db,
        &open.id,
        open.version,
        &[],
        Some(at.timestamp_millis()),
    )
    .await
    .unwrap();
    let due = timer::due(&fixture.db, again, 10).await.unwrap();
    assert_eq!(
        due.first().map(|due| (due.kind, due.at)),
        Some((None, again))
    );
    // What counting anew gives is what the state says.
    let facts = store::journal::facts(&fixture.db, &open.id).await.unwrap();
    let state = facts.state(open.number).unwrap();
    let timers = state.timers(&Rules::default());
    timer::replace(&fixture.db, &open.id, open.version, &timers, Some(again))
        .await
        .unwrap();
    assert_eq!(kinds(&fixture.db, at + Duration::minutes(1)).await, []);
}
