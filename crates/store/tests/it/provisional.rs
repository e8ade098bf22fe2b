//! What reaches a year without a calendar, and is counted anew when there is one.

use chrono::{DateTime, Utc};
use domain::access::Territory;
use domain::calendar::{CalendarDay, Calendars};
use domain::notice::Topic;
use domain::{Actor, Command, Rules, Status, Text};
use store::notice::Notice;
use store::{AppealRow, Native, notice, objection};

use crate::objections::{act, complain};
use crate::support::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// 2028 is declared, with a day off in the first week that people work.
fn declared() -> Rules {
    let day = CalendarDay {
        region: None,
        date: "2028-01-10".parse().unwrap(),
        working: false,
        name: Text::fixed("Перенос", "Moved"),
    };
    Rules {
        calendars: Calendars::new([day], [2028]),
        ..Rules::default()
    }
}

async fn recount(db: &Native, row: &AppealRow, now: DateTime<Utc>) -> AppealRow {
    command_under(&declared(), db, row, Command::Recount, &Actor::System, now)
        .await
        .unwrap();
    store::appeal(db, row.number).await.unwrap().unwrap()
}

async fn registered(db: &Native, n: usize) -> AppealRow {
    let now = at("2027-12-17T09:00:00Z");
    let number = try_register(db, &event(n, now), now, None).await.unwrap();
    store::appeal(db, number).await.unwrap().unwrap()
}

/// A deadline and the term of a complaint that are counted anew.
pub(crate) async fn count_anew(db: &Native, n: usize) {
    let row = registered(db, n).await;
    let row = recount(db, &row, at("2027-12-20T09:00:00Z")).await;
    assert_eq!(row.deadline.due_at, at("2028-01-11T20:59:59Z"));
    let answered = at("2027-12-28T09:00:00Z");
    let mut row = row;
    for to in [Status::InProgress, Status::Approved] {
        row = act(db, &row, transition(to), &staff(), answered).await;
    }
    let row = act(db, &row, complain(1), &Actor::Applicant, answered).await;
    recount(db, &row, answered).await;
}

/// Who is to hear that the deadline moved; each call gives what was not given before.
async fn told(db: &Native) -> Vec<String> {
    let far = at("2030-01-01T00:00:00Z").timestamp_millis();
    let found = notice::lease(db, far, far + 1, 100).await.unwrap();
    let of = |one: &Notice| one.topic == Topic::Deadline;
    let told = found.into_iter().filter(of);
    let mut told: Vec<String> = told.map(|one| one.recipient.to_string()).collect();
    told.sort();
    told
}

#[tokio::test]
async fn a_deadline_that_moves_is_told_and_one_that_stays_is_not() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let row = registered(db, 0).await;
    assert!(row.deadline.is_provisional());
    let same = Rules {
        calendars: Calendars::new([], [2028]),
        ..Rules::default()
    };
    let now = at("2027-12-20T09:00:00Z");
    command_under(&same, db, &row, Command::Recount, &Actor::System, now)
        .await
        .unwrap();
    let row = store::appeal(db, row.number).await.unwrap().unwrap();
    assert!(!row.deadline.is_provisional());
    assert!(told(db).await.is_empty());
    let row = recount(db, &row, at("2027-12-21T09:00:00Z")).await;
    assert_eq!(row.deadline.due_at, at("2028-01-11T20:59:59Z"));
    assert_eq!(told(db).await, ["applicant", "assignee"]);
}

#[tokio::test]
async fn the_list_of_complaints_has_the_term_that_was_counted_anew() {
    let fixture = Fixture::new().await;
    let db = &fixture.db;
    let mut row = registered(db, 0).await;
    let now = at("2027-12-28T09:00:00Z");
    for to in [Status::InProgress, Status::Approved] {
        row = act(db, &row, transition(to), &staff(), now).await;
    }
    let row = act(db, &row, complain(1), &Actor::Applicant, now).await;
    let waits = async || {
        let everywhere = Territory::EVERYWHERE;
        let (rows, _) = objection::reviews(db, &everywhere, None, 10).await.unwrap();
        let rating = store::rating(db, &row.id).await.unwrap().unwrap();
        let row = rows.first().unwrap();
        assert_eq!(
            (rating.review_by, rating.review_provisional),
            (Some(row.review_by), row.is_provisional)
        );
        (row.review_by, row.is_provisional)
    };
    let before = at("2028-01-12T20:59:59Z").timestamp_millis();
    assert_eq!(waits().await, (before, true));
    recount(db, &row, now).await;
    let after = at("2028-01-13T20:59:59Z").timestamp_millis();
    assert_eq!(waits().await, (after, false));
}
