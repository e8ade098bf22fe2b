//! The queue of the desk: its order, its filters, its counters, and what a page costs.

use std::collections::BTreeSet;

use chrono::Duration;
use domain::access::{Role, Territory};
use domain::decide::{Command, WorkCommand};
use domain::event::Priority;
use domain::{Actor, AppealNumber, Region, Status};
use rusqlite::StatementStatus;
use store::queue::{
    Holder, QueueCounters, QueueCursor, QueueFilter, WALK, queue, queue_counters, queue_statement,
};
use store::{Connection, Value};

use crate::support::*;

/// Every combination of filters, holders and territories.
fn filters() -> Vec<QueueFilter> {
    let mut all = Vec::new();
    for bits in 0..2048_u32 {
        let on = |bit: u32, value: &str| (bits >> bit & 1 == 1).then(|| value.to_owned());
        for holder in [
            Holder::Anybody,
            Holder::Nobody,
            Holder::Account("account.1".to_owned()),
        ] {
            for territory in territories() {
                all.push(QueueFilter {
                    status: (bits & 1 == 1).then_some(Status::Created),
                    holder: holder.clone(),
                    overdue: bits >> 1 & 1 == 1,
                    approval: bits >> 2 & 1 == 1,
                    to_call: bits >> 10 & 1 == 1,
                    category: on(3, "roads.surface"),
                    agency: on(4, "agency.roads"),
                    unit: on(5, "unit.1"),
                    priority: match bits >> 6 & 3 {
                        0 => None,
                        n => Some(i64::from(n) - 1),
                    },
                    words: on(8, "ямы"),
                    number: on(9, "").map(|_| 20_260_000_001),
                    masked: false,
                    territory,
                });
            }
        }
    }
    all
}

fn territories() -> Vec<Territory> {
    let on = |bits: u32, bit: u32, value: &str| (bits >> bit & 1 == 1).then(|| value.to_owned());
    let all = (0..8_u32).map(|bits| Territory {
        agency: on(bits, 0, "agency.roads"),
        unit: on(bits, 1, "unit.1"),
        region: on(bits, 2, "62").map(|code| Region::parse(&code).unwrap()),
    });
    // A unit without an agency is none.
    all.filter(|territory| territory.unit.is_none() || territory.agency.is_some())
        .collect()
}

#[tokio::test]
async fn no_page_of_the_queue_scans_a_table_or_sorts() {
    let fixture = Fixture::new().await;
    let cursor = QueueCursor { rank: 1, number: 1 };
    let mut seen = BTreeSet::new();
    for filter in filters() {
        for after in [None, Some(cursor)] {
            let (sql, parameters) =
                queue_statement(&vault("one", &[]), &filter, after, 50).unwrap();
            // The plan depends on the text alone.
            if !seen.insert(sql.clone()) {
                continue;
            }
            let plan = format!("EXPLAIN QUERY PLAN {sql}");
            for row in fixture.db.execute(&plan, parameters).await.unwrap() {
                let step = row.text(3).unwrap();
                // The walk hands its rows over one by one.
                let is_walk = step.starts_with("CO-ROUTINE") || step == "SCAN (subquery-1)";
                let by_index = step.starts_with("SEARCH") || step.contains("VIRTUAL TABLE INDEX");
                assert!(is_walk || by_index, "{step}\n{filter:?}\n{sql}");
            }
        }
    }
    assert!(seen.len() > 500, "{}", seen.len());
}

/// The order as `domain::read_model` has it, but for calls.
const RANK: &str = "CASE
    WHEN status IN ('created', 'in_progress') THEN (2 - priority) * 10000000000000 + due_at
    WHEN status IN ('awaiting_reply', 'clarification_required') THEN (5 - priority) * 10000000000000 + due_at
    WHEN status = 'approved' THEN 60000000000000 + due_at
    ELSE 80000000000000 - due_at END";

/// A varied crowd straight into the read model.
async fn crowd(fixture: &Fixture, from: i64, to: i64) {
    let sql = format!(
        "WITH RECURSIVE n (n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM n WHERE n + 1 < {to})
         INSERT INTO queue (number, agency, unit, region, category, status, assignee, priority, due_at, overdue, approval,
           call_at, replied, open, rank)
         SELECT *, 0, status NOT IN ('closed', 'approved'), {RANK} FROM (
         SELECT 20260000000 + n AS number, 'agency.' || (n % 3), CASE n % 5 WHEN 0 THEN NULL ELSE 'unit.' || (n % 5) END,
           CASE n % 4 WHEN 0 THEN '77' ELSE '62' END, 'category.' || (n % 17),
           CASE n % 11 WHEN 0 THEN 'awaiting_reply' WHEN 1 THEN 'closed' WHEN 2 THEN 'in_progress' WHEN 3 THEN 'approved'
             ELSE 'created' END AS status,
           CASE n % 7 WHEN 0 THEN 'account.' || (n % 50) END,
           (n % 13 = 0) + (n % 143 = 0) AS priority, 1800000000000 + n * 7919 % 1000003 AS due_at, n % 10 = 0, n % 19 = 0,
           CASE n % 199 WHEN 0 THEN 1790000000000 + n END FROM n)"
    );
    fixture.db.execute(&sql, vec![]).await.unwrap();
}

fn parameter(value: Value) -> rusqlite::types::Value {
    match value {
        Value::Null => rusqlite::types::Value::Null,
        Value::Integer(v) => v.into(),
        Value::Real(v) => v.into(),
        Value::Text(v) => v.into(),
        Value::Blob(v) => v.into(),
    }
}

/// How many rows a page has, and how many steps SQLite's machine takes for it.
fn cost(fixture: &Fixture, filter: &QueueFilter) -> (usize, i32) {
    let file = fixture.folder.path().join("otklik.db");
    let db = rusqlite::Connection::open(file).unwrap();
    let (sql, parameters) = queue_statement(&vault("one", &[]), filter, None, 50).unwrap();
    let mut statement = db.prepare(&sql).unwrap();
    let parameters = rusqlite::params_from_iter(parameters.into_iter().map(parameter));
    let mut rows = statement.query(parameters).unwrap();
    let mut count = 0;
    while rows.next().unwrap().is_some() {
        count += 1;
    }
    drop(rows);
    (count, statement.get_status(StatementStatus::VmStep))
}

/// A page of 50 where every third row on the way is asked for, at some seventy steps a row.
const MOST_STEPS: i32 = 51 * 3 * 70;

#[tokio::test]
async fn a_page_costs_the_same_however_many_appeals_there_are() {
    let fixture = Fixture::new().await;
    let usual = |change: fn(&mut QueueFilter)| {
        let mut filter = QueueFilter {
            territory: Territory {
                agency: Some("agency.0".to_owned()),
                ..Territory::EVERYWHERE
            },
            ..QueueFilter::default()
        };
        change(&mut filter);
        filter
    };
    let filters: [fn(&mut QueueFilter); 10] = [
        |_| {},
        |f| f.status = Some(Status::InProgress),
        |f| f.holder = Holder::Account("account.21".to_owned()),
        |f| f.holder = Holder::Nobody,
        |f| f.overdue = true,
        |f| f.approval = true,
        |f| f.to_call = true,
        |f| f.category = Some("category.3".to_owned()),
        |f| f.priority = Some(1),
        |f| f.territory.unit = Some("unit.3".to_owned()),
    ];
    crowd(&fixture, 0, 10_000).await;
    let before = filters.map(|change| cost(&fixture, &usual(change)));
    crowd(&fixture, 10_000, 200_000).await;
    for (change, (rows, steps)) in filters.into_iter().zip(before) {
        let filter = usual(change);
        let (now_rows, now_steps) = cost(&fixture, &filter);
        assert!(now_rows >= rows && rows > 5, "{rows} {filter:?}");
        assert!(
            now_steps <= MOST_STEPS,
            "{steps} became {now_steps}: {filter:?}"
        );
    }
    // What no row fits is given up after a bounded walk.
    let nothing = usual(|f| {
        f.unit = Some("unit.nobody".to_owned());
        f.category = Some("category.3".to_owned());
    });
    let (rows, steps) = cost(&fixture, &nothing);
    assert_eq!(rows, 0);
    assert!(i64::from(steps) < WALK * 60, "{steps}");
}

/// What a filter has to find, by looking at every row.
async fn expected(fixture: &Fixture, condition: &str) -> Vec<i64> {
    let sql = format!("SELECT number FROM queue WHERE {condition} ORDER BY rank, number");
    let rows = rows(&fixture.db, &sql).await;
    let number = |row: Vec<Value>| match row[..] {
        [Value::Integer(number)] => number,
        _ => panic!("{row:?}"),
    };
    rows.into_iter().map(number).collect()
}

#[tokio::test]
async fn the_queue_is_in_order_whole_and_narrowed_page_by_page() {
    let fixture = Fixture::new().await;
    for n in 0..60 {
        let row = register(&fixture.db, n).await;
        for to in [Status::InProgress, Status::AwaitingReply]
            .iter()
            .take(n % 3)
        {
            let row = store::appeal(&fixture.db, row.number)
                .await
                .unwrap()
                .unwrap();
            command(&fixture.db, &row, transition(*to), &staff(), now())
                .await
                .unwrap();
        }
    }
    for sql in [
        "UPDATE queue SET priority = number % 3",
        &format!("UPDATE queue SET rank = {RANK}"),
        "UPDATE queue SET assignee = 'account.1' WHERE number % 4 = 0",
        "UPDATE queue SET unit = 'unit.1' WHERE number % 5 = 0",
        "UPDATE queue SET overdue = 1 WHERE number % 6 = 0",
        "UPDATE queue SET approval = 1 WHERE number % 7 = 0",
        "UPDATE queue SET call_at = 1790000000000 + number % 100 WHERE number % 8 = 0",
    ] {
        fixture.db.execute(sql, vec![]).await.unwrap();
    }
    let on = |text: &str| Some(text.to_owned());
    let filter = |change: &dyn Fn(&mut QueueFilter)| {
        let mut filter = QueueFilter::default();
        change(&mut filter);
        filter
    };
    let cases = [
        (filter(&|_| {}), "open"),
        (
            filter(&|f| f.status = Some(Status::AwaitingReply)),
            "status = 'awaiting_reply'",
        ),
        (
            filter(&|f| f.holder = Holder::Nobody),
            "open AND assignee IS NULL",
        ),
        (
            filter(&|f| f.holder = Holder::Account("account.1".to_owned())),
            "open AND assignee = 'account.1'",
        ),
        (filter(&|f| f.overdue = true), "open AND overdue"),
        (filter(&|f| f.approval = true), "open AND approval"),
        (filter(&|f| f.to_call = true), "call_at IS NOT NULL"),
        (
            filter(&|f| f.category = on("roads.surface")),
            "open AND category = 'roads.surface'",
        ),
        (
            filter(&|f| f.unit = on("unit.1")),
            "open AND unit = 'unit.1'",
        ),
        (filter(&|f| f.priority = Some(0)), "open AND priority = 0"),
        (
            filter(&|f| {
                f.priority = Some(2);
                f.agency = on("agency.roads");
                f.holder = Holder::Nobody;
            }),
            "open AND priority = 2 AND agency = 'agency.roads' AND assignee IS NULL",
        ),
        (
            filter(&|f| f.territory.agency = on("agency.housing")),
            "open AND agency = 'agency.housing'",
        ),
        (
            filter(&|f| {
                f.territory.agency = on("agency.housing");
                f.territory.unit = on("unit.2");
            }),
            "open AND agency = 'agency.housing' AND coalesce(unit, 'unit.2') = 'unit.2'",
        ),
    ];
    for (filter, condition) in cases {
        let expected = expected(&fixture, condition).await;
        assert!(!expected.is_empty(), "{condition}");
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = queue(&fixture.db, &filter, after, 7).await.unwrap();
            found.extend(page.appeals.iter().map(|row| row.number.key()));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(found, expected, "{condition}");
    }
    let words = filter(&|f| f.words = on("номер 7"));
    let page = queue(&fixture.db, &words, None, 7).await.unwrap();
    assert_eq!(page.appeals.len(), 1);
}

#[tokio::test]
async fn what_is_urgent_comes_first_then_what_has_least_time_left_and_what_waits_comes_last() {
    let fixture = Fixture::new().await;
    let mut numbers = Vec::new();
    // Late, soon, urgent, asked, done.
    for (n, days) in [9, 5, 14, 1, 0].into_iter().enumerate() {
        let at = now() + Duration::days(days);
        let number = try_register(&fixture.db, &event(n, at), at, None).await;
        numbers.push(number.unwrap().key());
    }
    let urgent = Command::Work(WorkCommand::Prioritise {
        priority: Priority::Urgent,
        reason: Some("Прорвало трубу".to_owned()),
    });
    let supervisor = Actor::staff(Role::Supervisor, "vera").unwrap();
    for (n, step, actor) in [
        (2, urgent, &supervisor),
        (3, transition(Status::InProgress), &staff()),
        (3, transition(Status::AwaitingReply), &staff()),
        (4, Command::Withdraw { comment: None }, &Actor::Applicant),
    ] {
        let number = AppealNumber::from_key(numbers[n]).unwrap();
        let row = store::appeal(&fixture.db, number).await.unwrap().unwrap();
        let at = now() + Duration::days(15);
        command(&fixture.db, &row, step, actor, at).await.unwrap();
    }
    let page = queue(&fixture.db, &QueueFilter::default(), None, 7)
        .await
        .unwrap();
    let found: Vec<i64> = page.appeals.iter().map(|row| row.number.key()).collect();
    assert_eq!(found, [numbers[2], numbers[1], numbers[0], numbers[3]]);
}

#[tokio::test]
async fn a_walk_that_found_too_little_says_where_it_goes_on() {
    let fixture = Fixture::new().await;
    let row = register(&fixture.db, 0).await;
    crowd(&fixture, 100, 100 + 2 * WALK).await;
    // The only appeal of its unit is the last of all.
    let sql = "UPDATE queue SET unit = 'unit.rare', rank = 21900000000000 WHERE number = ?1";
    fixture
        .db
        .execute(sql, vec![row.number.key().into()])
        .await
        .unwrap();
    let filter = QueueFilter {
        unit: Some("unit.rare".to_owned()),
        ..QueueFilter::default()
    };
    let (mut pages, mut after, mut found) = (0, None, Vec::new());
    loop {
        let page = queue(&fixture.db, &filter, after, 50).await.unwrap();
        found.extend(page.appeals.iter().map(|row| row.number));
        pages += 1;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found, [row.number]);
    assert_eq!(pages, 2);
}

#[tokio::test]
async fn the_counters_are_what_counting_would_give() {
    let fixture = Fixture::new().await;
    for n in 0..40 {
        register(&fixture.db, n).await;
    }
    for sql in [
        "UPDATE queue SET assignee = 'account.' || (number % 2) WHERE number % 3 > 0",
        "UPDATE queue SET unit = 'unit.' || (number % 3) WHERE number % 4 > 0",
        "UPDATE queue SET overdue = 1 WHERE number % 5 = 0",
        "UPDATE queue SET open = 0 WHERE number % 7 = 0",
        "UPDATE queue SET approval = 1 WHERE number % 8 = 0",
        "UPDATE queue SET assignee = NULL WHERE number % 9 = 0",
        "UPDATE queue SET open = 1 WHERE number % 14 = 0",
        "UPDATE queue SET agency = 'agency.third' WHERE number % 6 = 0",
    ] {
        fixture.db.execute(sql, vec![]).await.unwrap();
    }
    for territory in territories() {
        let mut inside = vec!["open".to_owned()];
        inside.extend(territory.agency.iter().map(|a| format!("agency = '{a}'")));
        inside.extend(
            territory
                .unit
                .iter()
                .map(|u| format!("coalesce(unit, '{u}') = '{u}'")),
        );
        inside.extend(
            territory
                .region
                .iter()
                .map(|r| format!("region = '{}'", r.code())),
        );
        let inside = inside.join(" AND ");
        let count = async |condition: &str| {
            let all = expected(&fixture, &format!("{inside} AND {condition}")).await;
            i64::try_from(all.len()).unwrap()
        };
        let counted = QueueCounters {
            open: count("1").await,
            overdue: count("overdue").await,
            approval: count("approval").await,
            unassigned: count("assignee IS NULL").await,
            mine: count("assignee = 'account.1'").await,
            mine_overdue: count("assignee = 'account.1' AND overdue").await,
            to_call: count("call_at IS NOT NULL").await,
        };
        let kept = queue_counters(&fixture.db, &territory, Some("account.1"))
            .await
            .unwrap();
        assert_eq!(kept, counted, "{territory:?}");
    }
}
