//! Databases that hold many appeals before a server is started on them.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use domain::appeal::AnswerBy;
use domain::applicant::ApplicantRecord;
use domain::category::Category;
use domain::event::{AppealRegistered, Channel, RegisteredPrivate};
use domain::{Actor, AppealType, Deadline, Effects, Region, Rules, Status};
use store::{Connection, Native, Value, journal, migrations};

use crate::state::{DATABASE_FILE, vault};

/// Appeals of one transaction.
const TRANSACTION: usize = 10_000;

/// The first appeal's time; the others follow at equal distances up to [`END`].
const START: i64 = 1_704_103_200_000; // 2024-01-01T10:00:00Z
const END: i64 = 1_782_900_000_000; // 2026-07-01T10:00:00Z

/// As `store::journal::register` writes it. The number is the next of its year there; here
/// it is counted beside, so that the statement needs no look at the last one.
const INSERT: &str =
    "INSERT INTO journal_entry (appeal, seq, kind, actor, at, data, private, private_hash, number, access_hash,
    search, previous_hash, read_model, notices, timers)
    VALUES (?1, 1, 'appeal_registered', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, x'', ?10, ?11, ?12)";

const STREETS: [&str; 8] = [
    "Ленина",
    "Садовая",
    "Мира",
    "Гагарина",
    "Советская",
    "Лесная",
    "Школьная",
    "Победы",
];

/// What the appeals of a seed are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Old ones are answered, of the last weeks' many are open.
    Mixed,
    /// All are open, and their time is over.
    Late,
}

/// When the appeal of this place (from 0) was registered.
pub(crate) fn created_at(index: usize, rows: usize) -> DateTime<Utc> {
    let step = (END - START) / i64::try_from(rows.max(1)).unwrap_or(i64::MAX);
    let ms = START + step * i64::try_from(index).unwrap_or(0);
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

/// Writes a database of this many appeals into an empty state directory.
pub(crate) async fn seed(state: &Path, rows: usize, kind: Kind) -> Result<()> {
    let started = Instant::now();
    std::fs::create_dir_all(state)?;
    let db = Native::open(&state.join(DATABASE_FILE), vault())?;
    migrations::migrate(&db, store::pause).await?;
    // A set-up that breaks off is thrown away, so nothing waits for the disk or is written twice.
    for words in [
        "PRAGMA journal_mode = MEMORY",
        "PRAGMA synchronous = OFF",
        "PRAGMA cache_size = -400000",
    ] {
        db.execute(words, vec![]).await?;
    }
    let catalogue = store::configuration::read(&db).await?.catalogue;
    let categories = catalogue.categories().iter();
    let categories: Vec<&Category> = categories.filter(|c| !c.is_group()).collect();
    let regions: Vec<Region> = Region::all().collect();
    let mut ordinals = Ordinals::default();
    for index in 0..rows {
        if index % TRANSACTION == 0 {
            db.execute("BEGIN", vec![]).await?;
        }
        let at = created_at(index, rows);
        let row = row(
            index,
            at,
            ordinals.next(at.year()),
            &categories,
            &regions,
            kind,
        );
        db.execute(INSERT, row.context("a seed has no such deadline")?)
            .await?;
        if (index + 1) % TRANSACTION == 0 || index + 1 == rows {
            db.execute("COMMIT", vec![]).await?;
        }
    }
    db.execute("PRAGMA optimize", vec![]).await?;
    db.execute("PRAGMA journal_mode = WAL", vec![]).await?;
    let seconds = started.elapsed().as_secs_f64();
    eprintln!("seeded {rows} appeals in {seconds:.1} s");
    Ok(())
}

/// Numbers follow each other within a year.
#[derive(Default)]
struct Ordinals {
    year: i32,
    last: i64,
}

impl Ordinals {
    fn next(&mut self, year: i32) -> i64 {
        if self.year != year {
            *self = Self { year, last: 0 };
        }
        self.last += 1;
        i64::from(year) * 10_000_000 + self.last
    }
}

fn row(
    index: usize,
    at: DateTime<Utc>,
    number: i64,
    categories: &[&Category],
    regions: &[Region],
    kind: Kind,
) -> Option<Vec<Value>> {
    let draw = Draw(index as u64);
    let event = registered(index, at, draw, categories, regions, kind)?;
    let id = id(at, index);
    let effects = Effects::of_registration(&event, &Actor::Applicant, at, &Rules::default());
    let [read_model, notices, timers] = journal::as_text(&effects).ok()?;
    let written = journal::written(&vault(), &id, &event).ok()?;
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&draw.of(9, u64::MAX).to_be_bytes());
    Some(vec![
        id.into(),
        Actor::Applicant.to_string().into(),
        at.timestamp_millis().into(),
        written.data.into(),
        written.private.into(),
        written.private_hash.into(),
        number.into(),
        hash.into(),
        written.search.into(),
        read_model.into(),
        notices.into(),
        timers.into(),
    ])
}

/// A version 7 UUID that follows the one before as real ones do.
fn id(at: DateTime<Utc>, index: usize) -> String {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&Draw(index as u64).of(8, u64::MAX).to_be_bytes());
    let ms = at.timestamp_millis().unsigned_abs();
    uuid::Builder::from_unix_timestamp_millis(ms, &random)
        .into_uuid()
        .to_string()
}

fn registered(
    index: usize,
    at: DateTime<Utc>,
    draw: Draw,
    categories: &[&Category],
    regions: &[Region],
    kind: Kind,
) -> Option<AppealRegistered> {
    let category = draw.pick(1, categories)?;
    let region = *draw.pick(2, regions)?;
    let class = category.deadline_class?;
    let types: &[AppealType] = &category.types;
    let street = draw.pick(4, &STREETS)?;
    let house = draw.of(5, 120) + 1;
    let private = RegisteredPrivate {
        title: format!("{} у дома {house}", category.name.ru),
        text: format!(
            "На улице {street} у дома {house} положение не меняется уже {} дней. \
             Прошу разобраться, принять меры и сообщить о решении. Наблюдение {index}.",
            draw.of(6, 60) + 2
        ),
        applicant: Some(ApplicantRecord {
            last_name: "Иванова".to_owned(),
            first_name: "Анна".to_owned(),
            email: Some(format!("applicant{index}@example.ru")),
            ..ApplicantRecord::default()
        }),
        ..RegisteredPrivate::default()
    };
    Some(AppealRegistered {
        appeal_type: *draw.pick(3, types)?,
        category: category.code.clone(),
        region,
        agency: category.agency.clone()?,
        channel: Channel::Web,
        on_behalf_of: None,
        anonymous: false,
        status: match kind {
            Kind::Mixed => status(draw, at),
            Kind::Late => Status::InProgress,
        },
        missing_documents: Vec::new(),
        deadline: Deadline::compute(&Rules::default(), at, class, region),
        answer_by: vec![AnswerBy::Cabinet],
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
        private: Some(Box::new(private)),
    })
}

/// Old appeals are answered; of the last weeks' many are open.
fn status(draw: Draw, at: DateTime<Utc>) -> Status {
    let end = DateTime::from_timestamp_millis(END).unwrap_or_default();
    let open = [Status::Created, Status::InProgress, Status::AwaitingReply];
    let answered = [
        Status::Closed,
        Status::Closed,
        Status::Approved,
        Status::Rejected,
        Status::Cancelled,
    ];
    let is_open = end - at < TimeDelta::days(60) || draw.of(7, 50) == 0;
    let statuses: &[Status] = if is_open { &open } else { &answered };
    draw.pick(8, statuses).copied().unwrap_or(Status::Closed)
}

/// Numbers that look drawn and are the same in every run: SplitMix64 of the place and a purpose.
#[derive(Clone, Copy)]
struct Draw(u64);

impl Draw {
    fn of(self, purpose: u64, below: u64) -> u64 {
        let mut z = (self.0 * 16 + purpose).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % below
    }

    fn pick<T>(self, purpose: u64, from: &[T]) -> Option<&T> {
        from.get(usize::try_from(self.of(purpose, from.len().max(1) as u64)).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_read_by_the_store_and_counted_by_the_triggers() {
        let state = std::env::temp_dir().join(format!("otklik-bench-seed-{}", std::process::id()));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {
            seed(&state, 300, Kind::Mixed).await.unwrap();
            let db = Native::open(&state.join(DATABASE_FILE), vault()).unwrap();
            let counters = store::counters(&db, None, &domain::access::Territory::EVERYWHERE)
                .await
                .unwrap();
            assert_eq!(counters.iter().map(|c| c.appeals).sum::<i64>(), 300);
            let filter = store::Filter {
                created_before: Some(created_at(100, 300).timestamp_millis()),
                ..store::Filter::default()
            };
            let order = store::Order::NewestFirst;
            let (rows, next) = store::list(&db, &filter, order, None, 200).await.unwrap();
            assert_eq!((rows.len(), next), (100, None));
            assert!(rows.iter().any(|row| row.agency != rows[0].agency));
            let words = store::Filter {
                words: Some("наблюдения".to_owned()),
                ..Default::default()
            };
            let (rows, _) = store::list(&db, &words, order, None, 5).await.unwrap();
            assert_eq!(rows.len(), 5);
        });
        std::fs::remove_dir_all(state).unwrap();
    }
}
