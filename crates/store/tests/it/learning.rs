//! The classifier learns from categories that people of staff confirm, and from nothing else.

use chrono::Duration;
use classifier::words::Features;
use classifier::{Classifier, Suggestion};
use domain::decide::WorkCommand;
use domain::{Command, DeadlineClass, Status};
use store::{AppealRow, Connection};

use crate::support::*;

/// No word of it is in the texts that the base model was trained on.
const TEXT: &str = "Гравитационный бозон Клякспапира фонит";

async fn registered(db: &store::Native, text: &str) -> AppealRow {
    let mut event = event(0, now());
    event.private.as_mut().unwrap().text = text.to_owned();
    event.private.as_mut().unwrap().title = String::new();
    let number = try_register(db, &event, now(), None).await.unwrap();
    store::appeal(db, number).await.unwrap().unwrap()
}

async fn classify(db: &store::Native, row: &AppealRow, category: &str) {
    let row = store::appeal(db, row.number).await.unwrap().unwrap();
    let to = Command::Work(WorkCommand::Classify {
        category: category.to_owned(),
        class: DeadlineClass::Standard,
        to: None,
    });
    command(db, &row, to, &staff(), now() + Duration::hours(1))
        .await
        .unwrap();
}

async fn suggestion(db: &store::Native, text: &str) -> Suggestion {
    let base = classifier::base();
    let codes = base.categories.iter();
    let classifier = Classifier::new(base, codes.map(|code| (code.as_str(), String::new())));
    let features = Features::of(text);
    let learned = store::learned(db, &features).await.unwrap();
    classifier.suggest(&features, &learned, 1).remove(0)
}

async fn is_taught(db: &store::Native) -> bool {
    let left = "SELECT 1 FROM learned_term UNION ALL
        SELECT 1 FROM learned_category WHERE appeals <> 0 OR terms <> 0";
    !db.execute(left, vec![]).await.unwrap().is_empty()
}

#[tokio::test]
async fn a_correction_teaches_and_another_instance_knows_it_at_once() {
    let fixture = Fixture::new().await;
    let before = suggestion(&fixture.db, TEXT).await;
    for _ in 0..5 {
        let row = registered(&fixture.db, TEXT).await;
        classify(&fixture.db, &row, "portal.idea").await;
    }
    let other = fixture.connection().await;
    let after = suggestion(&other, TEXT).await;
    assert_eq!(after.category, "portal.idea");
    assert!(after.confidence > before.confidence);
    assert_eq!(
        suggestion(&other, "бозоны клякспапира").await.category,
        "portal.idea"
    );
}

#[tokio::test]
async fn neither_a_registration_nor_the_beginning_of_work_teaches_but_an_answer_does() {
    let fixture = Fixture::new().await;
    let row = registered(&fixture.db, TEXT).await;
    let go = async |to| {
        let row = store::appeal(&fixture.db, row.number)
            .await
            .unwrap()
            .unwrap();
        let at = now() + Duration::hours(2);
        command(&fixture.db, &row, transition(to), &staff(), at)
            .await
            .unwrap();
    };
    assert!(!is_taught(&fixture.db).await);
    go(Status::InProgress).await;
    assert!(!is_taught(&fixture.db).await);
    go(Status::Approved).await;
    assert!(is_taught(&fixture.db).await);
    let taught = "SELECT category, appeals, terms FROM learned_category";
    let found = fixture.db.execute(taught, vec![]).await.unwrap();
    assert_eq!(found[0].text(0).unwrap(), "roads.surface");
    assert_eq!(
        (found[0].integer(1).unwrap(), found[0].integer(2).unwrap()),
        (1, 4)
    );
}

#[tokio::test]
async fn an_appeal_teaches_once_and_a_second_correction_takes_the_first_back() {
    let fixture = Fixture::new().await;
    let row = registered(&fixture.db, TEXT).await;
    for category in ["portal.idea", "other.other", "housing.lift"] {
        classify(&fixture.db, &row, category).await;
    }
    let left = "SELECT DISTINCT category, appeals FROM learned_term";
    let left = fixture.db.execute(left, vec![]).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].text(0).unwrap(), "housing.lift");
    assert_eq!(left[0].integer(1).unwrap(), 1);
}

#[tokio::test]
async fn what_is_erased_is_forgotten() {
    let fixture = Fixture::new().await;
    let row = registered(&fixture.db, TEXT).await;
    classify(&fixture.db, &row, "portal.idea").await;
    assert!(is_taught(&fixture.db).await);
    let sql = "UPDATE event SET private = NULL, search = NULL WHERE appeal = ?1";
    fixture
        .db
        .execute(sql, vec![row.id.as_str().into()])
        .await
        .unwrap();
    assert!(!is_taught(&fixture.db).await);
}

#[tokio::test]
async fn what_was_learnt_follows_a_change_of_the_key() {
    let fixture = Fixture::new().await;
    for _ in 0..5 {
        let row = registered(&fixture.db, TEXT).await;
        classify(&fixture.db, &row, "portal.idea").await;
    }
    let path = fixture.folder.path().join("otklik.db");
    let new_key = vault("two", &["one"]);
    let changing = store::Native::open(&path, new_key.clone()).unwrap();
    assert_eq!(suggestion(&changing, TEXT).await.category, "portal.idea");
    let blobs = store::NativeBlobs::open(&fixture.folder.path().join("key_value.db")).unwrap();
    let blobs = store::Sealed::new(blobs, new_key);
    while !store::rekey::step(&changing, &blobs).await.unwrap().done {}
    let changed = store::Native::open(&path, vault("two", &[])).unwrap();
    assert_eq!(suggestion(&changed, TEXT).await.category, "portal.idea");
}

#[tokio::test]
async fn the_tables_tell_no_word_and_a_long_text_writes_few_rows() {
    let fixture = Fixture::new().await;
    let long: String = (0..1_000).map(|n| format!("слово{n}ы ")).collect();
    let row = registered(&fixture.db, &long).await;
    classify(&fixture.db, &row, "portal.idea").await;
    let buckets = fixture
        .db
        .execute("SELECT bucket FROM learned_term", vec![])
        .await
        .unwrap();
    assert!((100..=128).contains(&buckets.len()), "{}", buckets.len());
    for bucket in buckets {
        let bucket = bucket.text(0).unwrap().to_owned();
        assert!(
            bucket.len() == 5 && bucket.bytes().all(|b| b.is_ascii_hexdigit()),
            "{bucket}"
        );
    }
}

#[tokio::test]
async fn an_urgent_appeal_comes_first_and_a_rules_executor_has_it() {
    let fixture = Fixture::new().await;
    let mut event = event(0, now());
    event.urgency = Some(domain::event::Urgency::Life);
    event.assignee = Some("anna".to_owned());
    event.rule = Some("1".to_owned());
    let number = try_register(&fixture.db, &event, now(), None)
        .await
        .unwrap();
    let row = store::appeal(&fixture.db, number).await.unwrap().unwrap();
    assert_eq!(row.assignee.as_deref(), Some("anna"));
    let sql = "SELECT a.priority, a.priority_confirmed, c.appeals, q.priority, q.assignee
        FROM appeal a JOIN queue_counter c ON c.assignee = a.assignee
        JOIN queue q ON q.number = a.number";
    let found = fixture.db.execute(sql, vec![]).await.unwrap();
    assert_eq!(found[0].text(0).unwrap(), "high");
    let figures: Vec<i64> = (1..4).map(|at| found[0].integer(at).unwrap()).collect();
    assert_eq!(figures, [0, 1, 1]);
    assert_eq!(found[0].text(4).unwrap(), "anna");
}
