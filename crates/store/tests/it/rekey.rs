//! Changing the data key while the service runs.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use chrono::Duration;
use domain::access::{Role, Territory};
use domain::applicant::ApplicantRecord;
use domain::configuration::Kind;
use domain::event::RatingCategory;
use domain::{Actor, Command, Lang, Status};
use store::account::{self, Login, LoginKind, NewAccount, Profile, Seen, State};
use store::block::{self, Blocked, NewBlock};
use store::configuration::{self, Change};
use store::draft::{self, Draft};
use store::factor::{self, NewFactor};
use store::one_time::{self, NewOneTime};
use store::outbox::{self, Channel, Message, NewMessage};
use store::rekey::{self, COLUMNS, JOURNAL, Report};
use store::saved_filter::{self, NamedQuery, SavedFilter};
use store::session::{self, Client, Level, NewSession};
use store::upload::{self, NewUpload};
use store::{
    AppealRow, Blobs, Filter, Native, NativeBlobs, Order, Sealed, Value, Vault, journal, migrations,
};

use crate::support::*;

struct Place {
    fixture: Fixture,
    raw: NativeBlobs,
}

impl Place {
    async fn new() -> Self {
        let fixture = Fixture::new().await;
        let raw = NativeBlobs::open(&fixture.folder.path().join("key_value.db")).unwrap();
        Place { fixture, raw }
    }

    fn path(&self) -> std::path::PathBuf {
        self.fixture.folder.path().join("otklik.db")
    }

    fn with(&self, vault: Arc<Vault>) -> (Native, Sealed<NativeBlobs>) {
        let db = Native::open(&self.path(), vault.clone()).unwrap();
        (db, Sealed::new(self.raw.clone(), vault))
    }
}

/// A closed and rated appeal with a comment and a file.
async fn whole(place: &Place, n: usize) -> AppealRow {
    let (db, blobs) = place.with(vault("one", &[]));
    let row = register(&db, n).await;
    for (hours, to) in [(1, Status::InProgress), (2, Status::Approved)] {
        let row = store::appeal(&db, row.number).await.unwrap().unwrap();
        let at = now() + Duration::hours(hours);
        command(&db, &row, transition(to), &staff(), at)
            .await
            .unwrap();
    }
    let row = store::appeal(&db, row.number).await.unwrap().unwrap();
    let rate = Command::Rate {
        score: 2,
        category: Some(RatingCategory::Legal),
        comment: Some("Ответ ни о чём".to_owned()),
    };
    let at = now() + Duration::hours(3);
    command(&db, &row, rate, &Actor::Applicant, at)
        .await
        .unwrap();
    let id = format!("upload-{n}");
    let new = NewUpload {
        id: &id,
        token_hash: [3; 32],
        name: "Иванова.png",
        size_bytes: None,
        at: 0,
    };
    upload::create(&db, new).await.unwrap();
    for part in 0..2 {
        let key = format!("attachment/{id}/{part}");
        blobs.set(&key, vec![7; 3]).await.unwrap();
        assert!(upload::append(&db, &id, part * 3, 3, &key).await.unwrap());
    }
    store::appeal(&db, row.number).await.unwrap().unwrap()
}

/// An account with everything that is sealed about it.
async fn anna(place: &Place) {
    let (db, _) = place.with(vault("one", &[]));
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
        password: None,
        profile: &profile,
        logins: &[(Login::new(LoginKind::Email, "anna@example.ru"), true)],
        at: 1,
    };
    assert!(account::create(&db, &new).await.unwrap());
    let totp = NewFactor {
        id: "factor",
        account: "anna",
        kind: "totp",
        hash: None,
        data: "secret",
        counter: 0,
        at: 1,
    };
    assert!(factor::add(&db, &totp).await.unwrap());
    let client = Client {
        device: "Firefox".to_owned(),
        network: "192.0.2.0".to_owned(),
    };
    let begun = NewSession {
        id: "session",
        hash: [1; 32],
        account: "anna",
        level: Level::Full,
        method: "totp",
        client: &client,
        seen: Seen {
            agent: [1; 32],
            network: [2; 32],
        },
        at: 1,
        authenticated_at: 1,
        expires_at: 100,
    };
    assert!(session::begin(&db, &begun).await.unwrap());
    let ticket = NewOneTime {
        hash: [0xAB; 32],
        purpose: "invitation",
        account: Some("anna"),
        code_hash: None,
        data: "invited",
        at: 1,
        expires_at: 100,
        lock_until: None,
    };
    assert!(one_time::create(&db, &ticket).await.unwrap());
    let mail = NewMessage {
        id: "message".to_owned(),
        channel: Channel::Email,
        kind: "notice",
        message: Message {
            to: "anna@example.ru".to_owned(),
            ..Message::default()
        },
    };
    outbox::send(&db, Some("anna"), None, &mail, 1)
        .await
        .unwrap();
    let blocked = Blocked::Account("anna".to_owned());
    let block = NewBlock {
        id: "block",
        blocked: &blocked,
        agency: None,
        appeal: None,
        reason: "Угрозы",
        by: &staff(),
        at: 1,
        until: None,
    };
    block::set(&db, &block).await.unwrap();
    let webhook = Change {
        at: 1,
        actor: &staff(),
        kind: Kind::Webhook,
        key: "webhook",
        version: 1,
        agency: None,
        data: Some("{}".to_owned()),
        secret: Some("whsec_1"),
    };
    assert!(configuration::change(&db, &webhook).await.unwrap());
    for repeat_of in ["", "2026-0000001-3"] {
        let kept = Draft {
            draft: "{}".to_owned(),
            saved_at: 1,
        };
        assert!(
            draft::keep_draft(&db, "anna", repeat_of, &kept)
                .await
                .unwrap()
        );
    }
    let kept = saved_filter("8 999 123-45-67");
    assert!(saved_filter::keep(&db, "anna", &kept, 1).await.unwrap());
}

fn saved_filter(words: &str) -> SavedFilter {
    SavedFilter {
        id: "filter".to_owned(),
        filter: NamedQuery {
            name: "Анна".to_owned(),
            query: format!("q={words}"),
        },
    }
}

/// The account is whole for somebody who has these keys alone.
async fn check_anna(place: &Place, vault: Arc<Vault>) {
    let (db, _) = place.with(vault);
    let anna = account::by_id(&db, "anna").await.unwrap().unwrap();
    assert_eq!(anna.profile.person.last_name, "Иванова");
    let login = Login::new(LoginKind::Email, "anna@example.ru");
    let found = account::taken(&db, &login).await.unwrap();
    assert_eq!(found.as_deref(), Some("anna"));
    let filters = saved_filter::of_account(&db, "anna").await.unwrap();
    assert_eq!(filters, [saved_filter("8 999 123-45-67")]);
    assert_eq!(
        factor::of_account(&db, "anna").await.unwrap()[0].data,
        "secret"
    );
    let sessions = session::of_account(&db, "anna", 0, 2).await.unwrap();
    assert_eq!(sessions[0].client.device, "Firefox");
    let ticket = one_time::look(&db, "invitation", [0xAB; 32], 2)
        .await
        .unwrap();
    assert_eq!(ticket.unwrap().data, "invited");
    let waiting = outbox::waiting(&db, true, 5).await.unwrap();
    assert_eq!(waiting[0].message.to, "anna@example.ru");
    for repeat_of in ["", "2026-0000001-3"] {
        assert!(
            draft::draft(&db, "anna", repeat_of)
                .await
                .unwrap()
                .is_some()
        );
    }
}

/// Everything is there for somebody who has these keys alone.
async fn check(place: &Place, vault: Arc<Vault>, rows: &[AppealRow]) {
    let (db, blobs) = place.with(vault);
    for (n, row) in rows.iter().enumerate() {
        assert_eq!(journal::verify(&db, &row.id).await.unwrap(), None);
        let found = store::appeal(&db, row.number).await.unwrap().unwrap();
        assert_eq!(found.registered, row.registered);
        let rating = store::rating(&db, &row.id).await.unwrap().unwrap();
        assert_eq!(rating.comment.as_deref(), Some("Ответ ни о чём"));
        let id = format!("upload-{n}");
        let upload = upload::by_id(&db, &id).await.unwrap().unwrap();
        assert_eq!(upload.name, "Иванова.png");
        for key in &upload.chunks {
            assert_eq!(blobs.get(key).await.unwrap(), Some(vec![7; 3]));
        }
    }
    let filter = Filter {
        words: Some("ямы".to_owned()),
        ..Filter::default()
    };
    let found = store::list(&db, &filter, Order::NewestFirst, None, 500)
        .await
        .unwrap();
    assert_eq!(found.0.len(), rows.len());
}

async fn to_the_end(db: &Native, blobs: &Sealed<NativeBlobs>) -> Vec<Report> {
    let mut reports = Vec::new();
    for _ in 0..1_000 {
        let report = rekey::step(db, blobs).await.unwrap();
        reports.push(report);
        if report.done {
            return reports;
        }
    }
    panic!("no end: {reports:?}")
}

/// The columns that hold a value which this key has sealed.
pub(crate) async fn sealed_by(path: &Path, vault: &Vault) -> Vec<String> {
    let db = store::NativeConnection::open(path).unwrap();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    let mut found = Vec::new();
    for table in rows(&db, tables).await {
        let Value::Text(table) = &table[0] else {
            panic!()
        };
        let columns = rows(
            &db,
            &format!("SELECT name FROM pragma_table_info('{table}')"),
        )
        .await;
        for row in rows(&db, &format!("SELECT * FROM \"{table}\"")).await {
            for (value, column) in row.iter().zip(&columns) {
                let is_its = match value {
                    Value::Blob(bytes) => vault.is_current(bytes),
                    Value::Text(text) => vault.is_current_text(text),
                    _ => false,
                };
                let Value::Text(column) = &column[0] else {
                    panic!()
                };
                let name = format!("{table}.{column}");
                if is_its && !found.contains(&name) {
                    found.push(name);
                }
            }
        }
    }
    found
}

#[tokio::test]
async fn everything_goes_over_to_a_new_key_and_the_old_one_may_go() {
    let place = Place::new().await;
    let mut all = Vec::new();
    for n in 0..30 {
        all.push(whole(&place, n).await);
    }
    anna(&place).await;
    check(&place, vault("two", &["one"]), &all).await;
    let before = sealed_by(&place.path(), &vault("one", &[])).await;
    let all_columns = COLUMNS.iter().map(rekey::Column::name);
    let all_columns = all_columns.chain(JOURNAL.iter().map(|name| (*name).to_owned()));
    let all_columns: BTreeSet<String> = all_columns.collect();
    assert_eq!(
        before.iter().cloned().collect::<BTreeSet<_>>(),
        all_columns,
        "each is tried here"
    );
    let (db, blobs) = place.with(vault("two", &["one"]));
    let reports = to_the_end(&db, &blobs).await;
    let resealed: i64 = reports.iter().map(|report| report.resealed).sum();
    // A registration, two comments, a rating and an upload with two chunks; eight values of an account, a
    // block's reason and a webhook's secret.
    assert_eq!(resealed, 30 * (1 + 2 + 1 + 1 + 2) + 10);
    assert!(
        reports.is_sorted_by(|a, b| a.remaining >= b.remaining),
        "{reports:?}"
    );
    assert_eq!(
        sealed_by(&place.path(), &vault("one", &[])).await,
        Vec::<String>::new()
    );
    assert_eq!(sealed_by(&place.path(), &vault("two", &[])).await, before);
    check(&place, vault("two", &[]), &all).await;
    check_anna(&place, vault("two", &[])).await;
    let again = rekey::step(&db, &blobs).await.unwrap();
    assert!(again.done && again.resealed == 0, "{again:?}");
}

#[tokio::test]
async fn what_an_instance_with_the_old_key_writes_behind_the_work_is_found_before_it_ends() {
    let place = Place::new().await;
    let mut all = vec![whole(&place, 0).await];
    let (db, blobs) = place.with(vault("two", &["one"]));
    to_the_end(&db, &blobs).await;
    all.push(whole(&place, 1).await);
    let report = rekey::step(&db, &blobs).await.unwrap();
    assert!(!report.done && report.remaining > 0, "{report:?}");
    to_the_end(&db, &blobs).await;
    check(&place, vault("two", &[]), &all).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn steps_at_once_and_commands_meanwhile_disturb_nothing() {
    let place = Place::new().await;
    let mut all = Vec::new();
    for n in 0..10 {
        all.push(whole(&place, n).await);
    }
    let mut tasks = Vec::new();
    for _ in 0..3 {
        let (db, blobs) = place.with(vault("two", &["one"]));
        migrations::prepare_connection(&db).await.unwrap();
        tasks.push(tokio::spawn(
            async move { drop(to_the_end(&db, &blobs).await) },
        ));
    }
    let (db, _) = place.with(vault("two", &["one"]));
    migrations::prepare_connection(&db).await.unwrap();
    for n in 20..40 {
        register(&db, n).await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    let (db, blobs) = place.with(vault("two", &["one"]));
    to_the_end(&db, &blobs).await;
    assert_eq!(
        sealed_by(&place.path(), &vault("one", &[])).await,
        Vec::<String>::new()
    );
    for row in &all {
        assert_eq!(journal::verify(&db, &row.id).await.unwrap(), None);
    }
}

#[tokio::test]
async fn every_column_that_looks_sealed_is_sealed_again() {
    const LOOKS_SEALED: &[&str] = &[
        "private", "profile", "message", "agent", "draft", "sealed", "secret",
    ];
    let fixture = Fixture::new().await;
    let columns = "SELECT t.name, c.name, t.sql FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'";
    let mut known: Vec<String> = COLUMNS.iter().map(rekey::Column::name).collect();
    known.extend(JOURNAL.iter().map(|&name| name.to_owned()));
    for row in rows(&fixture.db, columns).await {
        let [Value::Text(table), Value::Text(column), Value::Text(sql)] = &row[..] else {
            panic!("{row:?}")
        };
        // What must be JSON is not sealed.
        let is_json = sql.contains(&format!("json_valid({column})"));
        let looks_sealed = LOOKS_SEALED.contains(&column.as_str()) || column == "data" && !is_json;
        let name = format!("{table}.{column}");
        // A copy of the journal's data, which is JSON there.
        if looks_sealed && name != "appeal.data" {
            let at = known.iter().position(|known| *known == name);
            known.remove(at.unwrap_or_else(|| panic!("{name} is not in store::rekey::COLUMNS")));
        }
    }
    assert_eq!(
        known,
        Vec::<String>::new(),
        "in the list, but not in the schema"
    );
}
