//! Lists: every filter, in pages, never by a scan.

use std::collections::BTreeSet;

use domain::access::{Place, Territory};
use domain::{Region, Status};
use store::{Connection, Cursor, Filter, Order, Value, list_statement};

use crate::support::*;

/// All filters at once, and every combination of up to three: which index is taken is decided by few.
fn filters() -> Vec<Filter> {
    (0..2048_u32)
        .filter(|bits| bits.count_ones() <= 3 || *bits == 2047)
        .map(|bits| {
            let on = |bit: u32, value: &str| (bits >> bit & 1 == 1).then(|| value.to_owned());
            Filter {
                status: on(0, "created"),
                r#type: on(1, "complaint"),
                category: on(2, "roads.surface"),
                agency: on(3, "agency.roads"),
                assignee: on(4, "staff:1"),
                created_from: on(5, "").map(|_| now().timestamp_millis()),
                created_before: on(5, "").map(|_| now().timestamp_millis() + 3_600_000),
                overdue: on(6, "").map(|_| true),
                words: on(7, "ямы"),
                region: on(8, "62"),
                unit: on(9, "unit.1"),
                account: on(10, "account.1"),
                masked: false,
                territory: Territory::EVERYWHERE,
            }
        })
        .collect()
}

/// The territories that there can be.
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
async fn no_list_query_scans_a_table_or_sorts() {
    let fixture = Fixture::new().await;
    let filters = filters().into_iter().flat_map(|filter| {
        territories().into_iter().map(move |territory| Filter {
            territory,
            ..filter.clone()
        })
    });
    let cursor = Cursor {
        created_at: 1,
        number: 1,
    };
    for filter in filters {
        for order in [Order::NewestFirst, Order::OldestFirst] {
            for after in [None, Some(cursor)] {
                let (sql, parameters) =
                    list_statement(&vault("one", &[]), &filter, order, after, 50).unwrap();
                let plan = fixture
                    .db
                    .execute(&format!("EXPLAIN QUERY PLAN {sql}"), parameters)
                    .await
                    .unwrap();
                for row in &plan {
                    let step = row.text(3).unwrap();
                    let by_index =
                        step.starts_with("SEARCH") || step.contains("VIRTUAL TABLE INDEX");
                    assert!(by_index, "{step}\n{filter:?}\n{sql}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_work_that_is_due_is_found_along_an_index() {
    let fixture = Fixture::new().await;
    for sql in [
        "SELECT a.number FROM timer t JOIN appeal a ON a.id = t.appeal WHERE t.at <= 1 ORDER BY t.at LIMIT 1",
        "SELECT id FROM appeal WHERE status IN ('created', 'approved')",
        "SELECT id, chunks FROM upload WHERE appeal IS NULL AND created_at < 1 ORDER BY created_at LIMIT 1",
        "DELETE FROM idempotency WHERE created_at < 1",
        "SELECT 1 FROM event WHERE appeal = '' AND seq > 1 ORDER BY seq",
    ] {
        for row in rows(&fixture.db, &format!("EXPLAIN QUERY PLAN {sql}")).await {
            let Value::Text(step) = &row[3] else {
                panic!("{row:?}")
            };
            assert!(step.starts_with("SEARCH"), "{step}\n{sql}");
        }
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition_in_both_orders() {
    let fixture = Fixture::new().await;
    for n in 0..25 {
        register(&fixture.db, n).await;
    }
    for (order, words) in [
        (Order::NewestFirst, None),
        (Order::OldestFirst, None),
        (Order::NewestFirst, Some("дорога".to_owned())),
    ] {
        let filter = Filter {
            words,
            ..Filter::default()
        };
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let (items, next) = store::list(&fixture.db, &filter, order, after, 7)
                .await
                .unwrap();
            seen.extend(items.iter().map(|row| row.number.ordinal()));
            after = next;
            if after.is_none() {
                break;
            }
        }
        let mut expected: Vec<u32> = (1..=25).collect();
        if order == Order::NewestFirst {
            expected.reverse();
        }
        assert_eq!(seen, expected, "{order:?}");
    }
}

#[tokio::test]
async fn each_filter_shows_what_it_names_and_nothing_else() {
    let fixture = Fixture::new().await;
    for n in 0..12 {
        let row = register(&fixture.db, n).await;
        if n % 4 == 0 {
            command(
                &fixture.db,
                &row,
                transition(Status::InProgress),
                &staff(),
                now(),
            )
            .await
            .unwrap();
        }
    }
    #[track_caller]
    fn check(found: &[store::AppealRow], expected: &[u32]) {
        let found: BTreeSet<u32> = found.iter().map(|row| row.number.ordinal()).collect();
        assert_eq!(found, expected.iter().copied().collect::<BTreeSet<u32>>());
    }
    let show = async |filter: Filter| {
        store::list(&fixture.db, &filter, Order::NewestFirst, None, 50)
            .await
            .unwrap()
            .0
    };
    let some = |text: &str| Some(text.to_owned());
    check(
        &show(Filter {
            status: some("in_progress"),
            ..Filter::default()
        })
        .await,
        &[1, 5, 9],
    );
    check(
        &show(Filter {
            category: some("roads.surface"),
            ..Filter::default()
        })
        .await,
        &[1, 4, 7, 10],
    );
    check(
        &show(Filter {
            agency: some("agency.housing"),
            ..Filter::default()
        })
        .await,
        &[2, 4, 6, 8, 10, 12],
    );
    check(
        &show(Filter {
            r#type: some("question"),
            ..Filter::default()
        })
        .await,
        &[3, 6, 9, 12],
    );
    check(
        &show(Filter {
            words: some("мост"),
            ..Filter::default()
        })
        .await,
        &[],
    );
    check(
        &show(Filter {
            words: some("--"),
            ..Filter::default()
        })
        .await,
        &[],
    );
    let from = now().timestamp_millis() + 600_000;
    check(
        &show(Filter {
            created_from: Some(from),
            ..Filter::default()
        })
        .await,
        &[11, 12],
    );
    let both = Filter {
        status: some("in_progress"),
        category: some("roads.surface"),
        ..Filter::default()
    };
    check(&show(both).await, &[1]);
}

#[tokio::test]
async fn a_list_and_its_counters_show_what_the_territory_covers_and_no_more() {
    let fixture = Fixture::new().await;
    let mut places: Vec<(u32, String, Option<String>, Region)> = Vec::new();
    for (n, unit) in [None, Some("unit.1"), Some("unit.2")]
        .into_iter()
        .cycle()
        .take(24)
        .enumerate()
    {
        let region: Region = ["62", "77"][n / 12].parse().unwrap();
        let mut event = event(n, now());
        event.unit = unit.map(str::to_owned);
        event.region = region;
        let number = try_register(&fixture.db, &event, now(), None).await;
        let ordinal = number.unwrap().ordinal();
        places.push((ordinal, event.agency.clone(), event.unit.clone(), region));
    }
    let mut different = BTreeSet::new();
    for territory in territories() {
        let expected: BTreeSet<u32> = places
            .iter()
            .filter(|(_, agency, unit, region)| {
                territory.covers(Place {
                    agency,
                    unit: unit.as_deref(),
                    region: *region,
                })
            })
            .map(|(ordinal, ..)| *ordinal)
            .collect();
        let filter = Filter {
            territory: territory.clone(),
            ..Filter::default()
        };
        let (items, _) = store::list(&fixture.db, &filter, Order::NewestFirst, None, 50)
            .await
            .unwrap();
        let found: BTreeSet<u32> = items.iter().map(|row| row.number.ordinal()).collect();
        assert_eq!(found, expected, "{territory:?}");
        let counted = store::counters(&fixture.db, None, &territory).await;
        let counted: i64 = counted.unwrap().iter().map(|counter| counter.appeals).sum();
        assert_eq!(
            counted,
            i64::try_from(expected.len()).unwrap(),
            "{territory:?}"
        );
        let foreign = store::counters(&fixture.db, Some("agency.housing"), &territory).await;
        let foreign: i64 = foreign.unwrap().iter().map(|counter| counter.appeals).sum();
        if territory.agency.is_some() {
            assert_eq!(foreign, 0, "{territory:?}");
        }
        different.insert(expected);
    }
    assert_eq!(
        different.len(),
        territories().len(),
        "each territory is another"
    );
    let unit_alone = Filter {
        territory: Territory {
            unit: Some("unit.1".to_owned()),
            ..Territory::EVERYWHERE
        },
        ..Filter::default()
    };
    assert!(
        list_statement(
            &vault("one", &[]),
            &unit_alone,
            Order::NewestFirst,
            None,
            50
        )
        .is_none()
    );
}
