//! Accounts: that races are decided by constraints, and that nothing of a person is readable in the file.

use domain::Lang;
use domain::access::{Role, Territory};
use domain::applicant::ApplicantRecord;
use store::account::{self, Failure, Login, LoginKind, NewAccount, Profile, Seen, State};
use store::factor::{self, NewFactor};
use store::one_time::{self, NewOneTime, Redeemed};
use store::outbox::{self, Channel, Message, NewMessage};
use store::session::{self, Client, Level, NewSession};
use store::{Connection, Native};

use crate::support::*;

const SEEN: Seen = Seen {
    agent: [1; 32],
    network: [2; 32],
};

const MINUTE: i64 = 60_000;

fn email(address: &str) -> Login {
    Login::new(LoginKind::Email, address)
}

fn profile(address: &str) -> Profile {
    Profile {
        person: ApplicantRecord {
            last_name: "Иванова".to_owned(),
            email: Some(address.to_owned()),
            ..ApplicantRecord::default()
        },
        ..Profile::default()
    }
}

async fn create(db: &Native, id: &str, logins: &[(Login, bool)]) -> bool {
    let profile = profile(&logins[0].0.value);
    let new = NewAccount {
        id,
        role: Role::Citizen,
        territory: Territory::EVERYWHERE,
        lang: Lang::Ru,
        state: State::Active,
        password: Some("$argon2id$"),
        profile: &profile,
        logins,
        at: 1000,
    };
    account::create(db, &new).await.unwrap()
}

async fn anna(fixture: &Fixture) {
    assert!(create(&fixture.db, "anna", &[(email("anna@example.ru"), true)]).await);
}

fn notice(id: &str) -> NewMessage {
    NewMessage {
        id: id.to_owned(),
        channel: Channel::Email,
        kind: "locked",
        message: Message {
            to: "anna@example.ru".to_owned(),
            subject: "Вход закрыт".to_owned(),
            text: "Секретный текст".to_owned(),
            ..Message::default()
        },
    }
}

async fn find(db: &Native, login: Login) -> Option<account::Found> {
    account::find(db, &[login], SEEN, 0).await.unwrap()
}

async fn begin(db: &Native, id: &str, secret: u8, at: i64) -> bool {
    let client = Client {
        device: "Firefox, Linux".to_owned(),
        network: "192.0.2.0/24".to_owned(),
    };
    let new = NewSession {
        id,
        hash: [secret; 32],
        account: "anna",
        level: Level::Full,
        method: "password",
        client: &client,
        seen: SEEN,
        at,
        authenticated_at: at,
        expires_at: at + 60 * MINUTE,
    };
    session::begin(db, &new).await.unwrap()
}

async fn kinds(db: &Native) -> Vec<String> {
    let events = account::events(db, "anna", None, 100).await.unwrap();
    events.into_iter().rev().map(|event| event.kind).collect()
}

#[tokio::test]
async fn an_account_is_found_by_its_login_in_any_case_and_a_login_has_one_account() {
    let fixture = Fixture::new().await;
    anna(&fixture).await;
    let found = find(&fixture.db, email("Anna@Example.RU")).await.unwrap();
    assert_eq!(found.account.id, "anna");
    assert_eq!(found.account.profile, profile("anna@example.ru"));
    assert!(!found.known_agent && !found.known_network);
    assert!(!create(&fixture.db, "eve", &[(email("anna@example.ru"), true)]).await);
    assert_eq!(account::by_id(&fixture.db, "eve").await.unwrap(), None);
    assert_eq!(find(&fixture.db, email("other@example.ru")).await, None);
}

#[tokio::test]
async fn of_many_registrations_of_one_contact_at_once_one_wins() {
    let fixture = Fixture::new().await;
    let mut tasks = Vec::new();
    for n in 0..8 {
        let db = fixture.connection().await;
        let id = format!("account-{n}");
        tasks.push(tokio::spawn(async move {
            create(&db, &id, &[(email("anna@example.ru"), true)]).await
        }));
    }
    let mut won = 0;
    for task in tasks {
        won += i32::from(task.await.unwrap());
    }
    assert_eq!(won, 1);
    assert_eq!(rows(&fixture.db, "SELECT 1 FROM account").await.len(), 1);
}

#[tokio::test]
async fn a_proved_login_takes_the_place_of_a_declared_one() {
    let fixture = Fixture::new().await;
    let snils = || Login::new(LoginKind::Snils, "11223344595");
    anna(&fixture).await;
    let anna = account::by_id(&fixture.db, "anna").await.unwrap().unwrap();
    let mut profile = anna.profile.clone();
    profile.person.snils = Some("11223344595".to_owned());
    let changed = account::change_profile(&fixture.db, &anna, &profile, Lang::En, 2000).await;
    assert!(changed.unwrap());
    assert_eq!(find(&fixture.db, snils()).await.unwrap().account.id, "anna");
    assert!(create(&fixture.db, "vera", &[(snils(), true)]).await);
    assert_eq!(find(&fixture.db, snils()).await.unwrap().account.id, "vera");
    // And is not taken back by declaring it again.
    let anna = account::by_id(&fixture.db, "anna").await.unwrap().unwrap();
    assert_eq!(anna.lang, Lang::En);
    let again = account::change_profile(&fixture.db, &anna, &profile, Lang::Ru, 3000).await;
    assert!(again.unwrap(), "which is not told");
    assert_eq!(find(&fixture.db, snils()).await.unwrap().account.id, "vera");
    let stale = account::change_profile(&fixture.db, &anna, &profile, Lang::Ru, 4000).await;
    assert!(!stale.unwrap(), "changed meanwhile");
    assert!(
        !account::add_login(&fixture.db, "anna", &snils(), 5000)
            .await
            .unwrap()
    );
    let oidc = Login::new(LoginKind::Oidc, "issuer\nsubject");
    assert!(
        account::add_login(&fixture.db, "anna", &oidc, 5000)
            .await
            .unwrap()
    );
    let kinds = account::logins(&fixture.db, "anna").await.unwrap();
    assert_eq!(kinds, [LoginKind::Email, LoginKind::Oidc]);
}

#[tokio::test]
async fn the_fifth_failure_locks_once_and_tells_once() {
    let fixture = Fixture::new().await;
    anna(&fixture).await;
    let mut tasks = Vec::new();
    for n in 0..9 {
        let db = fixture.connection().await;
        tasks.push(tokio::spawn(async move {
            let notice = notice(&format!("m{n}"));
            let failure = Failure {
                account: Some("anna"),
                data: serde_json::json!({}),
                most: 5,
                lock_until: 30 * MINUTE,
                notice: Some(&notice),
                at: 2000,
            };
            account::fail(&db, &failure).await
        }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let anna = account::by_id(&fixture.db, "anna").await.unwrap().unwrap();
    assert!(anna.is_locked(2001) && !anna.is_locked(30 * MINUTE));
    assert_eq!(anna.lock_reason.as_deref(), Some("failures"));
    let waiting = outbox::waiting(&fixture.db, true, 10).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].message.text, "Секретный текст");
    let kinds = kinds(&fixture.db).await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "locked").count(), 1);
    assert_eq!(
        kinds
            .iter()
            .filter(|kind| *kind == "sign_in_failed")
            .count(),
        9
    );
    assert!(
        !begin(&fixture.db, "s1", 1, 3000).await,
        "nobody signs in while it is locked"
    );
    assert!(begin(&fixture.db, "s1", 1, 30 * MINUTE).await);
    let anna = account::by_id(&fixture.db, "anna").await.unwrap().unwrap();
    assert_eq!((anna.failures, anna.locked_until), (0, None));
}

#[tokio::test]
async fn a_failure_at_a_login_that_nobody_has_is_written_too_and_may_be_forgotten() {
    let fixture = Fixture::new().await;
    anna(&fixture).await;
    let failure = Failure {
        account: None,
        data: serde_json::json!({}),
        most: 5,
        lock_until: 1,
        notice: None,
        at: 0,
    };
    account::fail(&fixture.db, &failure).await.unwrap();
    let failures = "SELECT 1 FROM account_event WHERE account IS NULL";
    assert_eq!(rows(&fixture.db, failures).await.len(), 1);
    let db = &fixture.db;
    db.execute("DELETE FROM account_event WHERE account IS NULL", vec![])
        .await
        .unwrap();
    for refused in [
        "DELETE FROM account_event",
        "UPDATE account_event SET kind = 'x'",
    ] {
        assert!(db.execute(refused, vec![]).await.is_err(), "{refused}");
    }
}

#[tokio::test]
async fn a_session_ends_with_the_password_and_its_secret_changes_as_it_rises() {
    let fixture = Fixture::new().await;
    anna(&fixture).await;
    for (id, secret) in [("s1", 1), ("s2", 2), ("s3", 3)] {
        assert!(begin(&fixture.db, id, secret, 1000).await);
    }
    let by = async |secret: u8| {
        let row = session::by_hash(&fixture.db, [secret; 32], 2000)
            .await
            .unwrap();
        row.map(|row| row.id)
    };
    let risen = session::Replacement {
        hash: [9; 32],
        level: Level::Full,
        method: "totp",
        is_proved: false,
        at: 1500,
    };
    assert!(session::replace(&fixture.db, "s3", &risen).await.unwrap());
    let row = session::by_id(&fixture.db, "s3", 2000).await.unwrap();
    let row = row.unwrap();
    assert_eq!(
        (row.authenticated_at, row.seen_at, row.expires_at),
        (1000, 1500, 1000 + 60 * MINUTE),
        "a factor that was added proves nothing and prolongs nothing"
    );
    assert_eq!((by(3).await, by(9).await), (None, Some("s3".to_owned())));
    assert!(
        !session::end(&fixture.db, "eve", "s1", "ended", 1600)
            .await
            .unwrap()
    );
    let change = account::PasswordChange {
        account: "anna",
        password: "$new$",
        keep: Some("s2"),
        how: "changed",
        notice: Some(&notice("m1")),
        at: 2000,
    };
    assert!(
        account::change_password(&fixture.db, &change)
            .await
            .unwrap()
    );
    assert_eq!(
        (by(1).await, by(2).await, by(9).await),
        (None, Some("s2".to_owned()), None)
    );
    let listed = session::of_account(&fixture.db, "anna", 0, 2000)
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].client.device, "Firefox, Linux");
    assert_eq!(
        session::by_hash(&fixture.db, [2; 32], 61 * MINUTE)
            .await
            .unwrap(),
        None
    );
    let found = find(&fixture.db, email("anna@example.ru")).await.unwrap();
    assert!(found.known_agent && found.known_network);
    assert!(
        account::set_state(&fixture.db, "anna", State::Blocked, 3000)
            .await
            .unwrap()
    );
    assert_eq!(by(2).await, None, "a blocked account has no sessions");
    assert!(!begin(&fixture.db, "s4", 4, 3000).await);
}

fn ticket(hash: u8, code: u8) -> NewOneTime<'static> {
    NewOneTime {
        hash: [hash; 32],
        purpose: "recovery",
        account: Some("anna"),
        code_hash: Some([code; 32]),
        data: "{}",
        at: 1000,
        expires_at: 2000,
        lock_until: None,
    }
}

#[tokio::test]
async fn a_code_works_once_and_bears_few_attempts() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let redeem = async |hash: u8, code: u8, at: i64| {
        one_time::redeem(db, "recovery", [hash; 32], [code; 32], 5, at)
            .await
            .unwrap()
    };
    for hash in 1..=3 {
        assert!(
            one_time::send_code(db, &ticket(hash, 7), 3, Some(&notice(&format!("m{hash}"))))
                .await
                .unwrap()
        );
    }
    assert!(matches!(redeem(1, 7, 1500).await, Redeemed::Right(_)));
    assert_eq!(redeem(1, 7, 1500).await, Redeemed::Gone, "a replay");
    for _ in 0..5 {
        assert!(matches!(redeem(2, 8, 1500).await, Redeemed::Wrong(_)));
    }
    assert_eq!(
        redeem(2, 7, 1500).await,
        Redeemed::Gone,
        "guessed too often"
    );
    assert_eq!(redeem(3, 7, 2000).await, Redeemed::Gone, "too late");
    let other = one_time::redeem(db, "contact", [3; 32], [7; 32], 5, 1500)
        .await
        .unwrap();
    assert_eq!(other, Redeemed::Gone, "a ticket for something else");
}

#[tokio::test]
async fn a_ticket_gets_a_few_codes_and_the_last_one_counts() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    for (code, sent) in [(1, true), (2, true), (3, true), (4, false)] {
        let message = notice(&format!("m{code}"));
        let done = one_time::send_code(db, &ticket(1, code), 3, Some(&message))
            .await
            .unwrap();
        assert_eq!(done, sent, "{code}");
    }
    assert_eq!(outbox::waiting(db, true, 10).await.unwrap().len(), 3);
    let redeemed = one_time::redeem(db, "recovery", [1; 32], [2; 32], 5, 1500)
        .await
        .unwrap();
    assert!(matches!(redeemed, Redeemed::Wrong(_)));
    let redeemed = one_time::redeem(db, "recovery", [1; 32], [3; 32], 5, 1500)
        .await
        .unwrap();
    assert!(matches!(redeemed, Redeemed::Right(_)));
}

#[tokio::test]
async fn too_many_codes_lock_the_account_and_tell_its_owner_once() {
    let fixture = Fixture::new().await;
    anna(&fixture).await;
    let db = &fixture.db;
    for hash in [1, 2] {
        let new = NewOneTime {
            lock_until: Some(30 * MINUTE),
            ..ticket(hash, 1)
        };
        let message = notice(&format!("m{hash}"));
        assert!(
            one_time::send_code(db, &new, 3, Some(&message))
                .await
                .unwrap()
        );
    }
    let anna = account::by_id(db, "anna").await.unwrap().unwrap();
    assert_eq!(anna.lock_reason.as_deref(), Some("codes"));
    assert_eq!(outbox::waiting(db, true, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn of_many_who_use_one_ticket_at_once_one_gets_it() {
    let fixture = Fixture::new().await;
    assert!(one_time::create(&fixture.db, &ticket(1, 7)).await.unwrap());
    assert!(!one_time::create(&fixture.db, &ticket(1, 7)).await.unwrap());
    let mut tasks = Vec::new();
    for n in 0..8 {
        let db = fixture.connection().await;
        tasks.push(tokio::spawn(async move {
            if n % 2 == 0 {
                let taken = one_time::take(&db, "recovery", [1; 32], 1500)
                    .await
                    .unwrap();
                taken.is_some()
            } else {
                let redeemed = one_time::redeem(&db, "recovery", [1; 32], [7; 32], 5, 1500).await;
                matches!(redeemed.unwrap(), Redeemed::Right(_))
            }
        }));
    }
    let mut won = 0;
    for task in tasks {
        won += i32::from(task.await.unwrap());
    }
    assert_eq!(won, 1);
    assert_eq!(one_time::forget(&fixture.db, 2001, 10).await.unwrap(), 1);
}

#[tokio::test]
async fn a_step_of_an_app_and_a_recovery_code_work_once() {
    let fixture = Fixture::new().await;
    anna(&fixture).await;
    let db = &fixture.db;
    let new = NewFactor {
        id: "f1",
        account: "anna",
        kind: "totp",
        hash: None,
        data: "{\"secret\":\"JBSWY3DP\"}",
        counter: 0,
        at: 1000,
    };
    assert!(factor::add(db, &new).await.unwrap());
    assert!(factor::advance(db, "f1", 100, 1000).await.unwrap());
    for replay in [100, 99] {
        assert!(!factor::advance(db, "f1", replay, 1000).await.unwrap());
    }
    let codes = [("r1".to_owned(), [1; 32]), ("r2".to_owned(), [2; 32])];
    factor::set_recovery_codes(db, "anna", &codes, 1000)
        .await
        .unwrap();
    assert!(
        factor::use_recovery_code(db, "anna", [1; 32], 1000)
            .await
            .unwrap()
    );
    for wrong in [("anna", 1), ("anna", 3), ("eve", 2)] {
        let used = factor::use_recovery_code(db, wrong.0, [wrong.1; 32], 1000).await;
        assert!(!used.unwrap(), "{wrong:?}");
    }
    assert_eq!(factor::recovery_left(db, "anna").await.unwrap(), 1);
    let found = find(db, email("anna@example.ru")).await.unwrap();
    assert_eq!(
        (found.factors, found.recovery_codes),
        (vec!["totp".to_owned()], 1)
    );
    assert_eq!(
        factor::remove(db, "anna", "f1", 1, 2000).await.unwrap(),
        None
    );
    let last = factor::remove(db, "anna", "f1", 1, 2000).await.unwrap();
    assert_eq!(last, None, "one has to stay");
    assert_eq!(
        factor::remove(db, "eve", "f1", 0, 2000).await.unwrap(),
        None
    );
    assert_eq!(
        factor::remove(db, "anna", "f1", 0, 2000)
            .await
            .unwrap()
            .as_deref(),
        Some("totp")
    );
    let kinds = kinds(db).await;
    assert_eq!(
        kinds,
        [
            "registered",
            "factor_added",
            "recovery_codes_made",
            "factor_removed"
        ]
    );
}

#[tokio::test]
async fn a_contact_moves_only_to_the_account_that_proved_it() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    anna(&fixture).await;
    assert!(create(db, "vera", &[(email("vera@example.ru"), true)]).await);
    let anna = account::by_id(db, "anna").await.unwrap().unwrap();
    let change = async |address: &str| {
        let (login, profile) = (email(address), profile(address));
        let change = account::ContactChange {
            account: &anna,
            login: &login,
            profile: &profile,
            notice: None,
            at: 2000,
        };
        account::change_contact(db, &change).await.unwrap()
    };
    assert!(!change("vera@example.ru").await);
    assert!(change("new@example.ru").await);
    assert!(
        !change("newer@example.ru").await,
        "the account was changed meanwhile"
    );
    assert_eq!(find(db, email("anna@example.ru")).await, None);
    assert_eq!(
        find(db, email("new@example.ru")).await.unwrap().account.id,
        "anna"
    );
    assert_eq!(
        account::taken(db, &email("vera@example.ru"))
            .await
            .unwrap()
            .as_deref(),
        Some("vera")
    );
}

#[tokio::test]
async fn a_delivered_message_is_not_given_again_and_its_text_is_gone() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    for id in ["m1", "m2"] {
        outbox::send(db, Some("anna"), None, &notice(id), 1000)
            .await
            .unwrap();
    }
    assert_eq!(outbox::waiting(db, true, 1).await.unwrap().len(), 1);
    let ids = ["m1".to_owned(), "no such".to_owned()];
    assert_eq!(outbox::delivered(db, &ids, 2000).await.unwrap(), 1);
    assert_eq!(outbox::delivered(db, &ids, 2000).await.unwrap(), 0);
    let waiting = outbox::waiting(db, true, 10).await.unwrap();
    assert_eq!(
        waiting.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(),
        ["m2"]
    );
}

#[tokio::test]
async fn nothing_of_a_person_is_readable_in_the_file() {
    let fixture = Fixture::new().await;
    anna(&fixture).await;
    assert!(begin(&fixture.db, "s1", 1, 1000).await);
    outbox::send(&fixture.db, Some("anna"), None, &notice("m1"), 1000)
        .await
        .unwrap();
    one_time::create(
        &fixture.db,
        &NewOneTime {
            data: "anna@example.ru",
            ..ticket(1, 7)
        },
    )
    .await
    .unwrap();
    rows(&fixture.db, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    let file = std::fs::read(fixture.folder.path().join("otklik.db")).unwrap();
    let reads = |text: &str| file.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(reads("citizen"), "the file is read as it is");
    for secret in [
        "anna@example.ru",
        "Иванова",
        "Firefox",
        "Секретный",
        "192.0.2",
    ] {
        assert!(!reads(secret), "{secret}");
    }
}
