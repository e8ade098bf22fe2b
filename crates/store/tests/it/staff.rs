//! Members of staff: each of their commands happens whole or not at all.

use domain::access::{Role, Territory};
use domain::applicant::ApplicantRecord;
use store::account::{self, Account, Login, LoginKind, NewAccount, State};
use store::one_time::{self, NewOneTime};
use store::session::{self, Client, Level, NewSession};
use store::staff::{self, StaffChange, StaffError};
use store::{Connection, Native};

use crate::support::*;

const DAY: i64 = 86_400_000;

fn at() -> i64 {
    now().timestamp_millis()
}

struct Person {
    id: String,
    email: String,
    profile: account::Profile,
    logins: [(Login, bool); 1],
}

impl Person {
    fn new(email: &str) -> Self {
        let person = ApplicantRecord {
            last_name: "Смирнова".to_owned(),
            first_name: "Ольга".to_owned(),
            email: Some(email.to_owned()),
            ..ApplicantRecord::default()
        };
        Person {
            id: uuid::Uuid::now_v7().to_string(),
            email: email.to_owned(),
            profile: account::Profile {
                person,
                ..account::Profile::default()
            },
            logins: [(Login::new(LoginKind::Email, email), true)],
        }
    }

    fn as_role(&self, role: Role, territory: &Territory) -> NewAccount<'_> {
        NewAccount {
            id: &self.id,
            role,
            territory: territory.clone(),
            lang: domain::Lang::Ru,
            state: State::Active,
            password: Some("phc"),
            profile: &self.profile,
            logins: &self.logins,
            at: at(),
        }
    }
}

fn agency(code: &str) -> Territory {
    Territory {
        agency: Some(code.to_owned()),
        ..Territory::EVERYWHERE
    }
}

async fn invite(db: &Native, hash: [u8; 32]) {
    let invitation = NewOneTime {
        hash,
        purpose: "invitation",
        account: None,
        code_hash: None,
        data: "{}",
        at: at(),
        expires_at: at() + DAY,
        lock_until: None,
    };
    assert!(one_time::create(db, &invitation).await.unwrap());
}

async fn count(db: &Native, sql: &str) -> i64 {
    let rows = db.execute(sql, vec![]).await.unwrap();
    rows[0].integer(0).unwrap()
}

#[tokio::test]
async fn there_is_one_first_administrator() {
    let fixture = Fixture::new().await;
    let (anna, boris) = (
        Person::new("anna@example.ru"),
        Person::new("boris@example.ru"),
    );
    let everywhere = Territory::EVERYWHERE;
    let make = async |person: &Person| {
        let new = person.as_role(Role::Administrator, &everywhere);
        staff::create_first_administrator(&fixture.db, &new).await
    };
    make(&anna).await.unwrap();
    let again = make(&boris).await;
    assert!(
        matches!(again, Err(StaffError::AdministratorExists)),
        "{again:?}"
    );
    let found = account::by_id(&fixture.db, &anna.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.role, found.state),
        (Role::Administrator, State::Active)
    );
    assert!(found.territory.is_everywhere());
    assert_eq!(count(&fixture.db, "SELECT count(*) FROM account").await, 1);
}

#[tokio::test]
async fn an_invitation_makes_one_account_and_is_kept_when_it_makes_none() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let (anna, boris) = (
        Person::new("anna@example.ru"),
        Person::new("boris@example.ru"),
    );
    let roads = agency("roads");
    let accept = async |person: &Person, hash| {
        let new = person.as_role(Role::Operator, &roads);
        staff::accept_invitation(db, hash, "service", &new).await
    };
    let gone = accept(&anna, [1; 32]).await;
    assert!(matches!(gone, Err(StaffError::InvitationGone)), "{gone:?}");
    invite(db, [1; 32]).await;
    accept(&anna, [1; 32]).await.unwrap();
    let again = accept(&boris, [1; 32]).await;
    assert!(
        matches!(again, Err(StaffError::InvitationGone)),
        "{again:?}"
    );
    // Somebody has the address: the invitation still works, with another one.
    invite(db, [2; 32]).await;
    let same = Person::new(&anna.email);
    let taken = accept(&same, [2; 32]).await;
    assert!(matches!(taken, Err(StaffError::LoginTaken)), "{taken:?}");
    accept(&boris, [2; 32]).await.unwrap();
    let found = account::by_id(db, &boris.id).await.unwrap().unwrap();
    assert_eq!(
        (found.role, found.territory),
        (Role::Operator, roads.clone())
    );
}

#[tokio::test]
async fn a_change_ends_sessions_and_the_last_administrator_stays_one() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let (anna, boris) = (
        Person::new("anna@example.ru"),
        Person::new("boris@example.ru"),
    );
    let everywhere = Territory::EVERYWHERE;
    let first = anna.as_role(Role::Administrator, &everywhere);
    staff::create_first_administrator(db, &first).await.unwrap();
    let read = async |id: &str| -> Account { account::by_id(db, id).await.unwrap().unwrap() };
    let change = async |account: &Account, role, territory: &Territory, state| {
        let change = StaffChange {
            account,
            role,
            territory,
            state,
            profile: None,
            by: "service",
            at: at(),
        };
        staff::change(db, &change).await
    };
    let roads = agency("roads");
    let root = read(&anna.id).await;
    for (role, territory, state) in [
        (Role::Operator, &everywhere, State::Active),
        (Role::Administrator, &roads, State::Active),
        (Role::Administrator, &everywhere, State::Blocked),
    ] {
        let refused = change(&root, role, territory, state).await;
        assert!(
            matches!(refused, Err(StaffError::LastAdministrator)),
            "{refused:?}"
        );
    }
    let second = boris.as_role(Role::Administrator, &everywhere);
    assert!(account::create(db, &second).await.unwrap());
    let session = NewSession {
        id: "s",
        hash: [9; 32],
        account: &anna.id,
        level: Level::Full,
        method: "totp",
        client: &Client::default(),
        seen: account::Seen {
            agent: [0; 32],
            network: [0; 32],
        },
        at: at(),
        authenticated_at: at(),
        expires_at: at() + DAY,
    };
    assert!(session::begin(db, &session).await.unwrap());
    change(&root, Role::Operator, &roads, State::Active)
        .await
        .unwrap();
    assert_eq!(session::by_hash(db, [9; 32], at()).await.unwrap(), None);
    let stale = change(&root, Role::Operator, &roads, State::Active).await;
    assert!(matches!(stale, Err(StaffError::Conflict)), "{stale:?}");
    let events = account::events(db, &anna.id, None, 10).await.unwrap();
    assert_eq!(events[0].kind, "staff_changed");
    assert_eq!(events[0].data["role"], "operator");
    let listed = async |agency| staff::list(db, agency, None, 10).await.unwrap().len();
    assert_eq!((listed(None).await, listed(Some("roads")).await), (2, 1));
    assert_eq!(listed(Some("housing")).await, 0);
}

#[tokio::test]
async fn a_name_changes_with_a_role_or_alone_and_alone_ends_no_session() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let (anna, roads) = (Person::new("anna@example.ru"), agency("roads"));
    let new = anna.as_role(Role::Operator, &roads);
    assert!(account::create(db, &new).await.unwrap());
    let session = NewSession {
        id: "s",
        hash: [9; 32],
        account: &anna.id,
        level: Level::Full,
        method: "totp",
        client: &Client::default(),
        seen: account::Seen {
            agent: [0; 32],
            network: [0; 32],
        },
        at: at(),
        authenticated_at: at(),
        expires_at: at() + DAY,
    };
    assert!(session::begin(db, &session).await.unwrap());
    let is_in = async || {
        let found = session::by_hash(db, [9; 32], at()).await.unwrap();
        found.is_some()
    };
    let read = async || account::by_id(db, &anna.id).await.unwrap().unwrap();
    let before = read().await;
    let mut profile = before.profile.clone();
    profile.person.last_name = "Белова".to_owned();
    profile.position = Some("ведущий инженер".to_owned());
    let change = async |account: &Account, role, profile: Option<&account::Profile>| {
        let change = StaffChange {
            account,
            role,
            territory: &roads,
            state: State::Active,
            profile,
            by: "service",
            at: at(),
        };
        staff::change(db, &change).await
    };
    change(&before, Role::Operator, Some(&profile))
        .await
        .unwrap();
    assert!(is_in().await, "a name gives no rights");
    let named = read().await;
    assert_eq!(named.name().as_deref(), Some("Белова Ольга"));
    assert_eq!(named.profile, profile);
    let stale = change(&before, Role::Operator, Some(&before.profile)).await;
    assert!(matches!(stale, Err(StaffError::Conflict)), "{stale:?}");
    assert_eq!(read().await, named);

    // What stays as it is is not written down.
    change(&named, Role::Operator, None).await.unwrap();
    assert_eq!(read().await, named);
    assert!(is_in().await);

    let without = account::Profile {
        position: None,
        ..profile.clone()
    };
    change(&named, Role::Expert, Some(&without)).await.unwrap();
    let both = read().await;
    assert_eq!((both.role, both.profile), (Role::Expert, without));
    assert!(!is_in().await);
    let events = account::events(db, &anna.id, None, 10).await.unwrap();
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(
        kinds[..4],
        [
            "staff_named",
            "staff_changed",
            "session_ended",
            "staff_named"
        ]
    );
    assert_eq!(events[0].data, serde_json::json!({ "by": "service" }));
}
