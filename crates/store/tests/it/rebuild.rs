//! The journal is the truth: everything else can be made from it again.

mod life;

use std::collections::BTreeSet;

use chrono::Duration;
use domain::event::{Event, RatingCategory};
use domain::objection::{ObjectionOutcome, ReviewOutcome};
use domain::{Actor, Command, Status, TimerKind};
use store::{Connection, Value, read_model};

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
    "SELECT * FROM learned_appeal ORDER BY appeal",
    "SELECT * FROM learned_category WHERE appeals > 0 ORDER BY category",
    "SELECT * FROM learned_term ORDER BY bucket, category",
    "SELECT * FROM participant ORDER BY appeal, id",
    "SELECT * FROM task ORDER BY appeal, id",
    "SELECT * FROM attachment_version ORDER BY appeal, attachment, version",
    "SELECT * FROM conduct_mark ORDER BY appeal, id",
];

/// What is made from the journal.
const MADE: &[&str] = &[
    "queue",
    "rating",
    "review",
    "objection",
    "participant",
    "task",
    "attachment_version",
    "conduct_mark",
    "learned_appeal",
    "learned_category",
    "learned_term",
    "counter",
    "counter_place",
    "queue_counter",
    "appeal_search",
    "appeal",
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
    // Whatever happened, each appeal is kept as its journal says.
    let appeals = rows(&kept.db, "SELECT id, number FROM appeal ORDER BY number").await;
    assert_eq!(appeals.len(), 23);
    let all = read_model::rebuild(&kept.db).await.unwrap();
    assert_eq!((all.appeals, all.differences), (23, vec![]));
    // And from nothing but the journal it is made again.
    let mut expected = Vec::new();
    for sql in READ_MODELS {
        expected.push(rows(&kept.db, sql).await);
    }
    for table in MADE {
        let sql = format!("DELETE FROM {table}");
        kept.db.execute(&sql, vec![]).await.unwrap();
    }
    let all = read_model::rebuild(&kept.db).await.unwrap();
    let tables: BTreeSet<&str> = all
        .differences
        .iter()
        .map(|one| one.table.as_str())
        .collect();
    assert_eq!(
        tables,
        MADE.iter()
            .copied()
            .filter(|one| *one != "appeal_search")
            .collect()
    );
    for (sql, expected) in READ_MODELS.iter().zip(expected) {
        assert_eq!(rows(&kept.db, sql).await, expected, "{sql}");
    }
    assert_eq!(rows(&kept.db, "SELECT 1 FROM rating").await.len(), 5);
    let search = "SELECT rowid FROM appeal_search WHERE appeal_search MATCH ?1 ORDER BY rowid";
    let term = vault("one", &[]).term("ленин");
    let found = kept.db.execute(search, vec![term.as_str().into()]).await;
    assert_eq!(found.unwrap().len(), 21);
}
