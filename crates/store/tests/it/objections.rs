//! Objections and complaints: found by time left, decided by who may, one at a time.

use chrono::{DateTime, Duration, Utc};
use domain::access::{Role, Territory};
use domain::appeal::Attached;
use domain::decide::ObjectionCommand;
use domain::event::RatingCategory;
use domain::objection::{
    Bench, Instance, ObjectionGround, ObjectionOutcome, ReviewOutcome, Seat, Supervisor,
};
use domain::{Actor, Command, Region, Rules, Status};
use store::account::{self, Login, LoginKind, NewAccount, State};
use store::journal::{self, AppendError};
use store::objection::{self, Part, Wanted};
use store::{AppealRow, Connection, Native, Value};

use crate::support::*;

pub(crate) fn answered_at() -> DateTime<Utc> {
    now() + Duration::days(3)
}

/// Somebody who decides.
pub(crate) fn reviewer() -> Actor {
    Actor::staff(Role::Supervisor, "reviewer").unwrap()
}

pub(crate) fn bench() -> Bench {
    let seat = |agency: &str, instance, account: &str| Seat {
        agency: agency.to_owned(),
        instance,
        supervisors: vec![Supervisor {
            account: account.to_owned(),
            open: 0,
        }],
    };
    Bench(vec![
        seat("agency.roads", Instance::Local, "reviewer"),
        seat("agency.ministry", Instance::Regional, "minister"),
    ])
}

pub(crate) fn file() -> Command {
    Command::Objection(ObjectionCommand::File {
        ground: ObjectionGround::Answer,
        text: "Яму так и не заделали, вот снимок.".to_owned(),
        attachments: Attached::default(),
        bench: bench(),
    })
}

pub(crate) fn decide(objection: u16, outcome: ObjectionOutcome) -> Command {
    Command::Objection(ObjectionCommand::Decide {
        objection,
        outcome,
        explanation: "Проверили на месте.".to_owned(),
    })
}

pub(crate) fn escalate() -> Command {
    Command::Objection(ObjectionCommand::Escalate {
        instance: None,
        reason: "Ответили не по существу вопроса.".to_owned(),
        attachments: Attached::default(),
        bench: bench(),
    })
}

pub(crate) fn complain(score: u8) -> Command {
    Command::Rate {
        score,
        category: Some(RatingCategory::Service),
        comment: Some("Никто не приезжал".to_owned()),
    }
}

/// Does a command and reads the appeal anew.
pub(crate) async fn act(
    db: &Native,
    row: &AppealRow,
    what: Command,
    actor: &Actor,
    at: DateTime<Utc>,
) -> AppealRow {
    command(db, row, what, actor, at).await.unwrap();
    store::appeal(db, row.number).await.unwrap().unwrap()
}

pub(crate) async fn answered(db: &Native, n: usize) -> AppealRow {
    let mut row = register(db, n).await;
    for to in [Status::InProgress, Status::Approved] {
        row = act(db, &row, transition(to), &staff(), answered_at()).await;
    }
    row
}

mod kept {
    use super::*;

    #[tokio::test]
    async fn an_objection_is_found_where_it_is_to_be_decided_and_not_below() {
        let db = &Fixture::new().await.db;
        let row = answered(db, 0).await;
        let row = act(db, &row, file(), &Actor::Applicant, answered_at()).await;
        let found = async |wanted: Wanted| {
            let (rows, _) = objection::list(db, &wanted, None, 10).await.unwrap();
            rows.into_iter()
                .map(|row| (row.number.ordinal(), row.agency, row.reviewer))
                .collect::<Vec<_>>()
        };
        let of = |agency: &str| Wanted {
            territory: Territory {
                agency: Some(agency.to_owned()),
                ..Territory::EVERYWHERE
            },
            ..Wanted::default()
        };
        let here = vec![(1, "agency.roads".to_owned(), Some("reviewer".to_owned()))];
        assert_eq!(found(Wanted::default()).await, here);
        assert_eq!(found(of("agency.roads")).await, here);
        assert_eq!(found(of("agency.ministry")).await, []);
        let mine = |account: &str| Wanted {
            part: Part::Of(account.to_owned()),
            ..Wanted::default()
        };
        assert_eq!(found(mine("reviewer")).await, here);
        assert_eq!(found(mine("minister")).await, []);
        assert!(row.higher.is_empty());

        let row = act(db, &row, escalate(), &reviewer(), answered_at()).await;
        assert_eq!(row.higher, ["agency.ministry"]);
        let there = vec![(1, "agency.ministry".to_owned(), Some("minister".to_owned()))];
        assert_eq!(found(of("agency.roads")).await, []);
        assert_eq!(found(of("agency.ministry")).await, there);
        let went_up = |agency: &str| Wanted {
            part: Part::WentUp,
            ..of(agency)
        };
        assert_eq!(found(went_up("agency.roads")).await, there);
        assert_eq!(found(went_up("agency.ministry")).await, []);

        let minister = Actor::staff(Role::Supervisor, "minister").unwrap();
        let upheld = decide(1, ObjectionOutcome::Upheld);
        let row = act(db, &row, upheld, &minister, answered_at()).await;
        assert_eq!(row.status, Status::InProgress);
        assert_eq!(found(Wanted::default()).await, []);
        let kept = rows(db, "SELECT outcome, decided_at FROM objection").await;
        let decided_at = answered_at().timestamp_millis();
        assert_eq!(kept, [vec![Value::from("upheld"), decided_at.into()]]);
        let decided = |agency: &str, outcome| Wanted {
            part: Part::Decided(outcome),
            ..of(agency)
        };
        assert_eq!(found(decided("agency.ministry", None)).await, there);
        let upheld = Some(ObjectionOutcome::Upheld);
        assert_eq!(found(decided("agency.ministry", upheld)).await, there);
        let declined = Some(ObjectionOutcome::Declined);
        assert_eq!(found(decided("agency.ministry", declined)).await, []);
        assert_eq!(found(decided("agency.roads", None)).await, []);
    }

    #[tokio::test]
    async fn a_page_of_decided_ones_begins_with_the_latest() {
        let db = &Fixture::new().await.db;
        for n in 0..5_usize {
            let row = answered(db, n).await;
            let row = act(db, &row, file(), &Actor::Applicant, answered_at()).await;
            // Two on one day, and not in the order of their numbers.
            let at = answered_at() + Duration::days(5 - i64::try_from(n / 2).unwrap());
            let declined = decide(1, ObjectionOutcome::Declined);
            act(db, &row, declined, &reviewer(), at).await;
        }
        let wanted = Wanted {
            part: Part::Decided(None),
            ..Wanted::default()
        };
        let (mut after, mut found) = (None, Vec::new());
        loop {
            let page = objection::list(db, &wanted, after, 2).await;
            let (rows, next) = page.unwrap();
            let at = |row: &objection::ObjectionRow| row.decided.unwrap().1;
            found.extend(rows.iter().map(|row| (at(row), row.number.appeal())));
            after = next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(found.len(), 5);
        assert!(found.is_sorted_by(|a, b| a > b), "{found:?}");
    }

    #[tokio::test]
    async fn when_supervisors_come_and_go_somebody_is_looked_for() {
        let db = &Fixture::new().await.db;
        let nobody = Command::Objection(ObjectionCommand::File {
            ground: ObjectionGround::Answer,
            text: "Яму так и не заделали, вот снимок.".to_owned(),
            attachments: Attached::default(),
            bench: Bench(vec![Seat {
                agency: "agency.roads".to_owned(),
                instance: Instance::Local,
                supervisors: Vec::new(),
            }]),
        });
        let waits = act(
            db,
            &answered(db, 0).await,
            nobody,
            &Actor::Applicant,
            answered_at(),
        )
        .await;
        let has = act(
            db,
            &answered(db, 1).await,
            file(),
            &Actor::Applicant,
            answered_at(),
        )
        .await;
        let sought = async || {
            let found = objection::sought(db, 10).await.unwrap();
            for one in &found {
                objection::looked_for(db, *one).await.unwrap();
            }
            let mut numbers: Vec<_> = found.iter().map(|one| one.number).collect();
            numbers.sort();
            numbers
        };
        assert_eq!(sought().await, []);
        let (on, limits) = (State::Active, ["agency.roads", "", ""]);
        supervisor(db, "clerk", Role::Operator, limits, on).await;
        assert_eq!(sought().await, [], "an operator decides nothing");
        supervisor(db, "reviewer", Role::Supervisor, limits, on).await;
        assert_eq!(sought().await, [waits.number]);
        assert_eq!(sought().await, [], "looked for once");
        let gone = "UPDATE account SET state = 'blocked' WHERE id = 'reviewer'";
        db.execute(gone, vec![]).await.unwrap();
        assert_eq!(sought().await, [waits.number, has.number]);
        // What changes between the look and its end is looked at once more.
        db.execute(
            "UPDATE account SET state = 'active' WHERE id = 'reviewer'",
            vec![],
        )
        .await
        .unwrap();
        let found = objection::sought(db, 10).await.unwrap();
        db.execute(gone, vec![]).await.unwrap();
        for one in found {
            objection::looked_for(db, one).await.unwrap();
        }
        assert_eq!(sought().await, [waits.number, has.number]);
    }

    #[tokio::test]
    async fn of_two_decisions_at_once_one_is_made() {
        let fixture = Fixture::new().await;
        let (db, other) = (&fixture.db, fixture.connection().await);
        let row = answered(db, 0).await;
        let row = act(db, &row, file(), &Actor::Applicant, answered_at()).await;
        let (upheld, declined) = (
            decide(1, ObjectionOutcome::Upheld),
            decide(1, ObjectionOutcome::Declined),
        );
        let by = reviewer();
        let (facts, rules) = (journal::facts(db, &row.id).await.unwrap(), Rules::default());
        let (one, two) = tokio::join!(
            command_after(&rules, db, &row, &facts, upheld, &by, answered_at()),
            command_after(&rules, &other, &row, &facts, declined, &by, answered_at()),
        );
        let lost = [one, two].into_iter().filter_map(Result::err);
        let lost: Vec<AppendError> = lost.collect();
        assert!(matches!(lost[..], [AppendError::Conflict]), "{lost:?}");
        let decided = "SELECT count(*) FROM event WHERE kind = 'objection_decided'";
        assert_eq!(rows(db, decided).await, [vec![Value::from(1)]]);
    }

    #[tokio::test]
    async fn a_complaint_waits_until_it_is_reviewed_or_is_none_any_more() {
        let db = &Fixture::new().await.db;
        let waiting = async || {
            let everywhere = Territory::EVERYWHERE;
            let (rows, _) = objection::reviews(db, &everywhere, None, 10).await.unwrap();
            rows.into_iter()
                .map(|row| (row.number, row.score))
                .collect::<Vec<_>>()
        };
        let row = answered(db, 0).await;
        let mut row = act(db, &row, complain(1), &Actor::Applicant, answered_at()).await;
        assert_eq!(waiting().await, [(row.number, 1)]);
        for (score, waits) in [(2, true), (5, false), (3, true)] {
            let at = answered_at() + Duration::days(1);
            row = act(db, &row, complain(score), &Actor::Applicant, at).await;
            assert_eq!(!waiting().await.is_empty(), waits, "{score}");
        }
        let by = store::rating(db, &row.id).await.unwrap().unwrap().review_by;
        let term = "2026-03-16T20:59:59Z".parse::<DateTime<Utc>>().unwrap();
        assert_eq!(by, Some(term.timestamp_millis()));
        let review = Command::Review {
            outcome: ReviewOutcome::Unjustified,
            explanation: "Бригада приезжала третьего числа.".to_owned(),
        };
        let row = act(db, &row, review, &reviewer(), answered_at()).await;
        assert_eq!(waiting().await, []);
        let rating = store::rating(db, &row.id).await.unwrap().unwrap();
        assert_eq!(rating.outcome.as_deref(), Some("unjustified"));
        let explanation = rating.explanation.as_deref();
        assert_eq!(explanation, Some("Бригада приезжала третьего числа."));
        assert_eq!(rating.comment.as_deref(), Some("Никто не приезжал"));
    }

    #[tokio::test]
    async fn pages_of_what_waits_follow_each_other_by_time_left() {
        let db = &Fixture::new().await.db;
        for n in 0..7_usize {
            let row = answered(db, n).await;
            // The later are filed earlier; two on one day.
            let at = answered_at() + Duration::days(7 - i64::try_from(n / 2).unwrap());
            let row = act(db, &row, file(), &Actor::Applicant, at).await;
            act(db, &row, complain(1), &Actor::Applicant, at).await;
        }
        let (mut after, mut terms) = (None, Vec::new());
        loop {
            let page = objection::list(db, &Wanted::default(), after, 2).await;
            let (rows, next) = page.unwrap();
            assert!(rows.len() <= 2);
            terms.extend(rows.iter().map(|row| (row.decide_by, row.number.appeal())));
            after = next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(terms.len(), 7);
        assert!(terms.is_sorted(), "{terms:?}");
        let (mut after, mut terms) = (None, Vec::new());
        loop {
            let page = objection::reviews(db, &Territory::EVERYWHERE, after, 3).await;
            let (rows, next) = page.unwrap();
            terms.extend(rows.iter().map(|row| (row.review_by, row.number)));
            after = next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(terms.len(), 7);
        assert!(terms.is_sorted(), "{terms:?}");
    }

    #[tokio::test]
    async fn no_list_of_what_waits_looks_at_the_whole_table() {
        let db = &Fixture::new().await.db;
        let set = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut statements = Vec::new();
        for (agency, unit, region) in [
            ("", "", ""),
            ("a", "", ""),
            ("a", "u", ""),
            ("", "", "62"),
            ("a", "u", "62"),
        ] {
            let territory = Territory {
                agency: set(agency),
                unit: set(unit),
                region: set(region).map(|code| Region::parse(&code).unwrap()),
            };
            for part in [
                Part::Here,
                Part::Of("r".to_owned()),
                Part::Unassigned,
                Part::WentUp,
                Part::Decided(None),
                Part::Decided(Some(ObjectionOutcome::Upheld)),
            ] {
                // What went up went from somewhere.
                if part == Part::WentUp && agency.is_empty() {
                    continue;
                }
                let wanted = Wanted {
                    territory: territory.clone(),
                    part,
                };
                statements.push(objection::statement(&wanted, None, 50).unwrap());
            }
            statements.push(objection::reviews_statement(&territory, None, 50).unwrap());
        }
        for (sql, parameters) in statements {
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            for row in db.execute(&explain, parameters).await.unwrap() {
                let step = row.text(3).unwrap();
                assert!(step.starts_with("SEARCH"), "{step}\n{sql}");
            }
        }
    }

    async fn supervisor(db: &Native, name: &str, role: Role, limits: [&str; 3], state: State) {
        let set = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let [agency, unit, region] = limits.map(set);
        let profile = account::Profile::default();
        let email = format!("{name}@example.ru");
        let login = (Login::new(LoginKind::Email, &email), true);
        account::create(
            db,
            &NewAccount {
                id: name,
                role,
                territory: Territory {
                    agency,
                    unit,
                    region: region.map(|code| Region::parse(&code).unwrap()),
                },
                lang: domain::Lang::Ru,
                state,
                password: Some("phc"),
                profile: &profile,
                logins: &[login],
                at: now().timestamp_millis(),
            },
        )
        .await
        .unwrap();
    }

    #[tokio::test]
    async fn the_bench_goes_up_and_has_those_who_may_decide() {
        let db = &Fixture::new().await.db;
        for (code, instance, superior) in [
            ("agency.roads", "local", "agency.ministry"),
            ("agency.ministry", "regional", "agency.government"),
            ("agency.government", "federal", "agency.roads"),
        ] {
            let sql = "INSERT INTO agency (code, name_ru, name_en, instance, superior) VALUES (?1, ?1, ?1, ?2, ?3)";
            let values = vec![code.into(), instance.into(), superior.into()];
            db.execute(sql, values).await.unwrap();
        }
        let (on, off) = (State::Active, State::Blocked);
        let (chief, hand) = (Role::Supervisor, Role::Operator);
        for (name, role, limits, state) in [
            ("a", chief, ["agency.roads", "", ""], on),
            ("b", chief, ["agency.roads", "north", ""], on),
            ("c", chief, ["agency.roads", "south", ""], on),
            ("d", chief, ["agency.roads", "", "62"], on),
            ("e", chief, ["agency.roads", "", "77"], on),
            ("f", chief, ["agency.roads", "", ""], off),
            ("g", hand, ["agency.roads", "", ""], on),
            ("h", chief, ["", "", ""], on),
            ("i", chief, ["agency.ministry", "unit", ""], on),
            ("j", chief, ["agency.housing", "", ""], on),
        ] {
            supervisor(db, name, role, limits, state).await;
        }
        let region = Region::parse("62").unwrap();
        let seats = async |unit| {
            let bench = objection::bench(db, "agency.roads", unit, region).await;
            let seats = bench.unwrap().0.into_iter();
            seats
                .map(|seat| {
                    let people = seat.supervisors.into_iter().map(|one| one.account);
                    (seat.agency, people.collect::<String>())
                })
                .collect::<Vec<_>>()
        };
        let all = |own: &str| {
            [
                ("agency.roads", own),
                ("agency.ministry", "i"),
                ("agency.government", ""),
            ]
            .map(|(agency, people)| (agency.to_owned(), people.to_owned()))
            .to_vec()
        };
        assert_eq!(seats(None).await, all("abcd"));
        assert_eq!(seats(Some("north")).await, all("abd"));
    }
}
