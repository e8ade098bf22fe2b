//! The journal is the truth: everything else can be made from it again.

mod life;

use std::collections::BTreeSet;

use chrono::Duration;
use domain::event::{Event, RatingCategory};
use domain::objection::{ObjectionOutcome, ReviewOutcome};
use domain::{Actor, Command, Status, TimerKind};
use store::{Connection, Native, Value};

use crate::objections::{act, complain, decide, escalate, file, reviewer};
use crate::provisional;
use crate::support::*;

const READ_MODELS: &[&str] = &[
    "SELECT * FROM appeal ORDER BY number",
    "SELECT * FROM counter WHERE appeals > 0 OR overdue > 0 ORDER BY agency, status",
    "SELECT * FROM counter_place WHERE appeals > 0 OR overdue > 0 ORDER BY agency, unit, region, status",
    "SELECT * FROM queue ORDER BY number",
    "SELECT * FROM queue_counter WHERE appeals > 0 ORDER BY assignee, agency, unit, region",
    "SELECT * FROM rating ORDER BY appeal",
    "SELECT * FROM objection ORDER BY appeal, ordinal",
    "SELECT * FROM review ORDER BY appeal",
    "SELECT * FROM timer ORDER BY appeal, kind",
    "SELECT * FROM learned_appeal ORDER BY appeal",
    "SELECT * FROM learned_category ORDER BY category",
    "SELECT * FROM learned_term ORDER BY bucket, category",
    "SELECT * FROM participant ORDER BY appeal, id",
    "SELECT * FROM task ORDER BY appeal, id",
    "SELECT * FROM attachment_version ORDER BY appeal, attachment, version",
    "SELECT * FROM conduct_mark ORDER BY appeal, id",
    "SELECT id, appeal, state FROM upload ORDER BY id",
    "SELECT * FROM notice ORDER BY appeal, seq, topic, recipient",
    "SELECT * FROM number_sequence ORDER BY year",
    "SELECT * FROM idempotency ORDER BY key",
];

#[tokio::test]
async fn read_models_rebuilt_from_the_journal_equal_the_kept_ones() {
    let kept = Fixture::new().await;
    for n in 0..20 {
        let mut row = register(&kept.db, n).await;
        let moves = [
            Status::InProgress,
            Status::AwaitingReply,
            Status::InProgress,
            Status::Approved,
        ];
        for (step, to) in moves.into_iter().take(n % 5).enumerate() {
            let at = now() + Duration::days(1 + i64::try_from(step).unwrap());
            command(&kept.db, &row, transition(to), &staff(), at)
                .await
                .unwrap();
            row = store::appeal(&kept.db, row.number).await.unwrap().unwrap();
        }
        if row.status == Status::Approved {
            for score in [2, 5] {
                let rate = Command::Rate {
                    score,
                    category: Some(RatingCategory::Legal),
                    comment: None,
                };
                command(
                    &kept.db,
                    &row,
                    rate,
                    &Actor::Applicant,
                    now() + Duration::days(9),
                )
                .await
                .unwrap();
                row = store::appeal(&kept.db, row.number).await.unwrap().unwrap();
            }
            let (at, applicant) = (now() + Duration::days(10), &Actor::Applicant);
            row = act(&kept.db, &row, complain(1), applicant, at).await;
            row = act(&kept.db, &row, file(), applicant, at).await;
            // Some wait, some are decided, some go up.
            let declined = || decide(1, ObjectionOutcome::Declined);
            if n >= 9 {
                row = act(&kept.db, &row, declined(), &reviewer(), at).await;
            }
            if n >= 14 {
                row = act(&kept.db, &row, escalate(), applicant, at).await;
                let review = Command::Review {
                    outcome: ReviewOutcome::Unjustified,
                    explanation: "Проверили".to_owned(),
                };
                act(&kept.db, &row, review, &reviewer(), at).await;
            }
        } else if n % 7 == 0 {
            let late = row.deadline.due_at + Duration::hours(1);
            command(
                &kept.db,
                &row,
                Command::Timer(TimerKind::Overdue),
                &Actor::System,
                late,
            )
            .await
            .unwrap();
        }
    }
    life::work_on(&kept, 20).await;
    life::leave_alone(&kept.db, 21).await;
    provisional::count_anew(&kept.db, 22).await;
    let seen = rows(&kept.db, "SELECT DISTINCT kind FROM event").await;
    let seen: BTreeSet<String> = seen.iter().map(|row| format!("{:?}", row[0])).collect();
    let unseen = |kind: &&&str| !seen.contains(&format!("{:?}", Value::from(**kind)));
    let unseen: Vec<_> = Event::KINDS.iter().filter(unseen).collect();
    assert!(unseen.is_empty(), "nothing of these is rebuilt: {unseen:?}");
    let rebuilt = Fixture::new().await;
    // Files are not of the journal, only whose they are.
    let columns = "id, token_hash, private, size_bytes, state, created_at";
    copy(&kept.db, &rebuilt.db, "upload", columns).await;
    let columns = "id, appeal, seq, kind, actor, at, data, private, private_hash, number, access_hash, search, \
        idempotency_key, request_hash, previous_hash";
    copy(&kept.db, &rebuilt.db, "event", columns).await;
    for sql in READ_MODELS {
        let (expected, found) = (rows(&kept.db, sql).await, rows(&rebuilt.db, sql).await);
        assert_eq!(found, expected, "{sql}");
    }
    assert_eq!(rows(&rebuilt.db, "SELECT 1 FROM rating").await.len(), 5);
    let search = "SELECT rowid FROM appeal_search WHERE appeal_search MATCH ?1 ORDER BY rowid";
    let term = vault("one", &[]).term("ленин");
    let found = async |db: &store::Native| {
        db.execute(search, vec![term.as_str().into()])
            .await
            .unwrap()
    };
    let expected = found(&kept.db).await;
    assert_eq!(expected.len(), 21);
    assert_eq!(found(&rebuilt.db).await, expected);
}

async fn copy(from: &Native, to: &Native, table: &str, columns: &str) {
    for row in rows(from, &format!("SELECT {columns} FROM {table} ORDER BY id")).await {
        let places = vec!["?"; row.len()].join(", ");
        let sql = format!("INSERT INTO {table} ({columns}) VALUES ({places})");
        to.execute(&sql, row).await.unwrap();
    }
}
