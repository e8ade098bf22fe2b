//! Personal data goes when its term ends, and figures stay.

use chrono::{DateTime, Duration, Months, Utc};
use domain::access::{Role, Territory};
use domain::applicant::ApplicantRecord;
use domain::event::{ErasureReason, RatingCategory, RegisteredAttachment};
use domain::{Actor, Command, Event, Lang, Status};
use store::account::{self, Login, LoginKind, NewAccount, Profile, Seen, State};
use store::keeping::{self, Due, EraseError};
use store::upload::{self, Finished, NewUpload};
use store::{AppealRow, Connection, Filter, Order, journal};

use crate::rekey::sealed_by;
use crate::support::*;

/// Changes of an appeal as they are made, one after the other.
async fn done(
    fixture: &Fixture,
    row: &AppealRow,
    commands: Vec<Command>,
    at: DateTime<Utc>,
) -> AppealRow {
    let mut row = row.clone();
    for made in commands {
        let actor = match made {
            Command::Rate { .. } => Actor::Applicant,
            _ => staff(),
        };
        command(&fixture.db, &row, made, &actor, at).await.unwrap();
        row = store::appeal(&fixture.db, row.number)
            .await
            .unwrap()
            .unwrap();
    }
    row
}

fn answered() -> Vec<Command> {
    vec![transition(Status::InProgress), transition(Status::Approved)]
}

async fn due(fixture: &Fixture, at: DateTime<Utc>) -> Vec<Due> {
    keeping::due(&fixture.db, at.timestamp_millis(), 10)
        .await
        .unwrap()
}

async fn erase(fixture: &Fixture, row: &AppealRow) {
    let due = Due {
        id: row.id.clone(),
        number: row.number,
        version: row.version,
    };
    let reason = ErasureReason::TermEnded;
    keeping::erase_appeal(&fixture.db, &due, reason, &Actor::System, 9)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_term_runs_from_the_answer_and_is_that_of_the_category() {
    let fixture = Fixture::new().await;
    let sql = "UPDATE category SET kept_months = 3 WHERE code = 'housing.heating'";
    fixture.db.execute(sql, vec![]).await.unwrap();
    // roads.surface, housing.heating, and an open one.
    let at = now() + Duration::days(1);
    let roads = done(&fixture, &register(&fixture.db, 0).await, answered(), at).await;
    let heating = done(&fixture, &register(&fixture.db, 1).await, answered(), at).await;
    register(&fixture.db, 2).await;
    let minute = Duration::minutes(1);
    for (months, expected) in [(3, vec![&heating]), (60, vec![&roads, &heating])] {
        let end = at + Months::new(months);
        let ids = |found: Vec<Due>| found.into_iter().map(|due| due.id).collect::<Vec<_>>();
        let before = ids(due(&fixture, end - minute).await);
        assert_eq!(before.len(), expected.len() - 1, "{months}");
        let mut found = ids(due(&fixture, end + minute).await);
        let mut expected: Vec<_> = expected.iter().map(|row| row.id.clone()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{months}");
    }
    erase(&fixture, &roads).await;
    erase(&fixture, &heating).await;
    assert_eq!(due(&fixture, at + Months::new(999)).await, vec![]);
}

#[tokio::test]
async fn an_appeal_is_kept_as_long_as_one_that_repeats_it() {
    let fixture = Fixture::new().await;
    let first = done(&fixture, &register(&fixture.db, 0).await, answered(), now()).await;
    let later = now() + Months::new(9);
    let mut event = event(0, later);
    event.repeat_of = Some(first.number);
    let number = try_register(&fixture.db, &event, later, None)
        .await
        .unwrap();
    let second = store::appeal(&fixture.db, number).await.unwrap().unwrap();
    let second = done(&fixture, &second, answered(), later).await;
    let found = due(&fixture, now() + Months::new(61)).await;
    assert_eq!(found, vec![]);
    let found = due(&fixture, later + Months::new(61)).await;
    assert_eq!(found.len(), 1, "the repeat first");
    assert_eq!(found[0].number, second.number);
    erase(&fixture, &second).await;
    let found = due(&fixture, later + Months::new(61)).await;
    assert_eq!(found[0].number, first.number);
}

/// An answered appeal of Anna's with a file and a rating with a comment.
async fn whole(fixture: &Fixture) -> AppealRow {
    let db = &fixture.db;
    let new = NewUpload {
        id: "file",
        token_hash: [3; 32],
        name: "Иванова.png",
        size_bytes: None,
        at: 0,
    };
    upload::create(db, new).await.unwrap();
    assert!(upload::append(db, "file", 0, 4, "key-0").await.unwrap());
    let found = Finished {
        name: "Иванова.png",
        received_bytes: 4,
        size_bytes: 4,
        media_type: "image/png",
        sha256: "00",
        cut: None,
    };
    assert!(upload::finish(db, "file", found).await.unwrap());
    let mut event = event(0, now());
    event.account = Some("anna".to_owned());
    event.attachments.push(RegisteredAttachment {
        id: "file".to_owned(),
        media_type: "image/png".to_owned(),
        size_bytes: 4,
        document: None,
    });
    let number = try_register(db, &event, now(), Some([5; 32]))
        .await
        .unwrap();
    let row = store::appeal(db, number).await.unwrap().unwrap();
    let mut commands = answered();
    commands.push(Command::Rate {
        score: 4,
        category: Some(RatingCategory::Service),
        comment: Some("Спасибо Петрову".to_owned()),
    });
    done(fixture, &row, commands, now() + Duration::days(2)).await
}

#[tokio::test]
async fn people_go_and_figures_stay() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let row = whole(&fixture).await;
    let counters = store::counters(db, None, &Territory::EVERYWHERE)
        .await
        .unwrap();
    erase(&fixture, &row).await;

    let path = fixture.folder.path().join("otklik.db");
    assert_eq!(
        sealed_by(&path, &vault("one", &[])).await,
        Vec::<String>::new()
    );
    let erased = store::appeal(db, row.number).await.unwrap().unwrap();
    assert_eq!(erased.registered.private, None);
    assert_eq!(erased.access_hash, None);
    assert_eq!((erased.status, erased.score), (row.status, row.score));
    assert_eq!(erased.registered.category, row.registered.category);
    assert_eq!(
        store::counters(db, None, &Territory::EVERYWHERE)
            .await
            .unwrap(),
        counters
    );
    let rating = store::rating(db, &row.id).await.unwrap().unwrap();
    assert_eq!((rating.score, rating.comment), (4, None));
    for words in ["ямы", "дорога"] {
        let filter = Filter {
            words: Some(words.to_owned()),
            ..Filter::default()
        };
        let found = store::list(db, &filter, Order::NewestFirst, None, 5)
            .await
            .unwrap();
        assert_eq!(found.0.len(), 0, "{words}");
    }
    assert_eq!(store::kept_request(db, [5; 32]).await.unwrap(), None);
    let events = journal::events(db, &row.id, 0).await.unwrap();
    assert!(matches!(
        events.last().unwrap().event,
        Event::PersonalDataErased(_)
    ));
    assert!(events.iter().all(|entry| entry.event.private().is_none()));
    assert_eq!(journal::verify(db, &row.id).await.unwrap(), None);

    assert_eq!(upload::by_id(db, "file").await.unwrap(), None);
    let files = keeping::erased_files(db, 10).await.unwrap();
    assert_eq!(files, vec![("file".to_owned(), vec!["key-0".to_owned()])]);
    keeping::forget_files(db, "file").await.unwrap();
    assert_eq!(keeping::erased_files(db, 10).await.unwrap(), vec![]);
}

async fn anna(fixture: &Fixture) {
    let profile = Profile {
        person: ApplicantRecord {
            last_name: "Иванова".to_owned(),
            ..ApplicantRecord::default()
        },
        ..Profile::default()
    };
    let new = NewAccount {
        id: "anna",
        role: Role::Citizen,
        territory: Territory::EVERYWHERE,
        lang: Lang::Ru,
        state: State::Active,
        password: Some("$argon2id$"),
        profile: &profile,
        logins: &[(login(), true)],
        at: 1000,
    };
    assert!(account::create(&fixture.db, &new).await.unwrap());
}

fn login() -> Login {
    Login::new(LoginKind::Email, "anna@example.ru")
}

#[tokio::test]
async fn an_account_goes_when_nothing_is_open_and_leaves_its_appeals_to_their_terms() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    anna(&fixture).await;
    let row = whole(&fixture).await;
    let mut open = event(1, now());
    open.account = Some("anna".to_owned());
    let number = try_register(db, &open, now(), None).await.unwrap();
    let refused = keeping::erase_account(db, "anna", 5).await;
    assert!(
        matches!(refused, Err(EraseError::AppealsOpen)),
        "{refused:?}"
    );
    let open = store::appeal(db, number).await.unwrap().unwrap();
    done(&fixture, &open, answered(), now()).await;
    keeping::erase_account(db, "anna", 6).await.unwrap();

    let account = account::by_id(db, "anna").await.unwrap().unwrap();
    assert_eq!(
        (account.state, &account.profile),
        (State::Blocked, &Profile::default())
    );
    assert_eq!(account.password, None);
    assert_eq!(account::taken(db, &login()).await.unwrap(), None);
    let seen = Seen {
        agent: [1; 32],
        network: [2; 32],
    };
    assert!(
        account::find(db, &[login()], seen, 7)
            .await
            .unwrap()
            .is_none()
    );
    let own = Filter {
        account: Some("anna".to_owned()),
        ..Filter::default()
    };
    let found = store::list(db, &own, Order::NewestFirst, None, 5)
        .await
        .unwrap();
    assert_eq!(found.0.len(), 0);
    let kept = store::appeal(db, row.number).await.unwrap().unwrap();
    assert!(kept.registered.private.is_some(), "for its term");
}

#[tokio::test]
async fn a_copy_holds_all_that_is_kept_about_a_person_and_nobody_else_s() {
    let fixture = Fixture::new().await;
    anna(&fixture).await;
    whole(&fixture).await;
    register(&fixture.db, 7).await;
    let copy = keeping::copy_of(&fixture.db, "anna")
        .await
        .unwrap()
        .unwrap();
    let text = copy.data.to_string();
    for part in [
        "Иванова",
        "Яма номер 0",
        "Большая яма",
        "Проверено на месте",
        "Спасибо Петрову",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("Яма номер 7"), "{text}");
    let files: Vec<_> = copy
        .files
        .iter()
        .map(|file| (&*file.name, &*file.chunks))
        .collect();
    assert_eq!(files, [("Иванова.png", &["key-0".to_owned()][..])]);
    assert!(
        keeping::copy_of(&fixture.db, "boris")
            .await
            .unwrap()
            .is_none()
    );
}
