//! A database in a folder of its own, and appeals to put into it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use domain::decide::{Command, decide};
use domain::event::{AppealRegistered, Channel, RegisteredPrivate};
use domain::{Actor, AppealNumber, Deadline, DeadlineClass, Effects, Region, Rules, Status};
use store::journal::{self, Addition, AppendError, Facts, RegisterError, Registration};
use store::{AppealRow, Connection, Native, Value, Vault, migrations};
use tempfile::TempDir;
use vault::Masters;

pub(crate) struct Fixture {
    pub(crate) db: Native,
    pub(crate) folder: TempDir,
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Native::open(&folder.path().join("otklik.db"), vault("one", &[])).unwrap();
        migrations::prepare_connection(&db).await.unwrap();
        migrations::migrate(&db, store::pause).await.unwrap();
        Fixture { db, folder }
    }

    /// Another connection to the same file.
    pub(crate) async fn connection(&self) -> Native {
        let db = Native::open(&self.folder.path().join("otklik.db"), vault("one", &[])).unwrap();
        migrations::prepare_connection(&db).await.unwrap();
        db
    }
}

/// Keys from words.
pub(crate) fn vault(data: &str, previous: &[&str]) -> Arc<Vault> {
    let previous: Vec<&[u8]> = previous.iter().map(|key| key.as_bytes()).collect();
    Arc::new(Vault::new(&Masters {
        data: data.as_bytes(),
        previous: &previous,
        secret: b"the secret that stays",
    }))
}

pub(crate) fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// The n-th of a varied crowd of appeals.
pub(crate) fn event(n: usize, at: DateTime<Utc>) -> AppealRegistered {
    let types = ["complaint", "suggestion", "question"];
    let categories = ["roads.surface", "housing.heating", "transport.schedule"];
    let agencies = ["agency.roads", "agency.housing"];
    let region: Region = "62".parse().unwrap();
    AppealRegistered {
        appeal_type: types[n % types.len()].parse().unwrap(),
        category: categories[n % categories.len()].to_owned(),
        region,
        agency: agencies[n % agencies.len()].to_owned(),
        channel: Channel::Api,
        on_behalf_of: None,
        anonymous: true,
        status: Status::Created,
        missing_documents: Vec::new(),
        deadline: Deadline::compute(&Rules::default(), at, DeadlineClass::Standard, region),
        answer_by: Vec::new(),
        call_at: None,
        lang: domain::Lang::default(),
        attachments: Vec::new(),
        repeat_of: None,
        account: None,
        unit: None,
        assignee: None,
        rule: None,
        suggested: Vec::new(),
        urgency: None,
        private: Some(Box::new(RegisteredPrivate {
            title: format!("Яма номер {n} на улице Ленина"),
            text: "Большая яма посреди дороги".to_owned(),
            applicant: None,
            on_behalf_of: None,
            fields: BTreeMap::new(),
            file_names: BTreeMap::new(),
        })),
    }
}

pub(crate) fn registration<'a>(
    id: &'a str,
    at: DateTime<Utc>,
    key: Option<[u8; 32]>,
    effects: &'a Effects,
) -> Registration<'a> {
    Registration {
        id,
        at: at.timestamp_millis(),
        year: 2026,
        actor: &Actor::Applicant,
        access_hash: [7; 32],
        idempotency: key.map(|key| (key, [1; 32])),
        effects,
    }
}

/// What follows from a registration.
pub(crate) fn effects(event: &AppealRegistered, at: DateTime<Utc>) -> Effects {
    Effects::of_registration(event, &Actor::Applicant, at, &Rules::default())
}

pub(crate) async fn try_register(
    db: &Native,
    event: &AppealRegistered,
    at: DateTime<Utc>,
    key: Option<[u8; 32]>,
) -> Result<AppealNumber, RegisterError> {
    let id = uuid::Uuid::now_v7().to_string();
    let effects = effects(event, at);
    journal::register(db, event, &registration(&id, at, key, &effects)).await
}

pub(crate) async fn register(db: &Native, n: usize) -> AppealRow {
    let at = now() + Duration::minutes(i64::try_from(n).unwrap());
    let number = try_register(db, &event(n, at), at, None).await.unwrap();
    store::appeal(db, number).await.unwrap().unwrap()
}

pub(crate) async fn command(
    db: &Native,
    row: &AppealRow,
    command: Command,
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<i64, AppendError> {
    command_under(&Rules::default(), db, row, command, actor, at).await
}

/// The same by rules of an installation's own.
pub(crate) async fn command_under(
    rules: &Rules,
    db: &Native,
    row: &AppealRow,
    command: Command,
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<i64, AppendError> {
    let facts = journal::facts(db, &row.id).await.unwrap();
    if facts.version() != row.version {
        return Err(AppendError::Conflict);
    }
    command_after(rules, db, row, &facts, command, actor, at).await
}

/// The same on a journal that was read before.
pub(crate) async fn command_after(
    rules: &Rules,
    db: &Native,
    row: &AppealRow,
    facts: &Facts,
    command: Command,
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<i64, AppendError> {
    let state = facts.state(row.number).unwrap();
    let events = decide(&state, command, actor, at, rules).unwrap();
    let effects = Effects::of(state, &events, actor, at, rules);
    let addition = Addition {
        appeal: &row.id,
        after: facts,
        actor,
        at: at.timestamp_millis(),
        effects: &effects,
        idempotency: None,
    };
    journal::append(db, &addition, &events).await
}

pub(crate) fn staff() -> Actor {
    Actor::staff(domain::access::Role::Service, "tests").unwrap()
}

pub(crate) fn transition(to: Status) -> Command {
    Command::Transition {
        to,
        comment: Some("Проверено на месте".to_owned()),
    }
}

pub(crate) async fn rows(db: &impl Connection, sql: &str) -> Vec<Vec<Value>> {
    db.execute(sql, vec![])
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.0)
        .collect()
}
