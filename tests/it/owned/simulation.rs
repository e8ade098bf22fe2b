//! A thousand appeals and a year of virtual time through the real components, against a model.
//!
//! The clock of guests is the test's ([`Server::start_at`]); people act at random moments, the same in every run;
//! the tick comes every six hours, but for one week when nobody calls it. The model says of each appeal what has
//! to stand in its journal and when, to the millisecond; it counts days on other data than the service
//! ([`world`]) and shares no code with it.

mod model;
mod world;

use std::collections::BTreeMap;

use chrono::DateTime;
use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::server::Server;
use otklik_tests::target::Target;
use serde_json::{Value, json};

use model::{Action, Case, Kind};
use world::{DAY, HOUR, MINUTE, Random, World};

const APPEALS: usize = 1_000;

/// 2026-01-12 00:00 in Moscow, the first working day of the year.
const START: i64 = 1_768_165_200_000;

const YEAR: i64 = 365 * DAY;

/// Appeals come in the first ten months, so that most see their end within the year.
const COMING: i64 = 300 * DAY;

const TICK: i64 = 6 * HOUR;

/// The week when nobody calls the tick.
const DOWN: std::ops::Range<i64> = START + 150 * DAY..START + 157 * DAY;

const SEED: u64 = 20_260_112;

/// Something that happens at a moment.
enum Step {
    Register,
    Tick,
    Act(usize, Action),
}

#[test]
fn a_year_of_a_thousand_appeals_goes_as_the_model_says() {
    let world = World::read();
    let mut random = Random(SEED);
    let server = Server::start_at(START);
    let target = server.target();
    let mut cases: Vec<Case> = Vec::new();
    // Of two things at one moment the one that was planned first happens first.
    let mut steps = BTreeMap::new();
    let mut planned = 0_u64;
    let mut plan = |steps: &mut BTreeMap<_, _>, at: i64, step: Step| {
        planned += 1;
        steps.insert((at, planned), step);
    };
    for _ in 0..APPEALS {
        let at = START + HOUR + random.below(COMING / MINUTE) * MINUTE;
        plan(&mut steps, at, Step::Register);
    }
    let ticks = (1..=YEAR / TICK).map(|n| START + n * TICK);
    for at in ticks.filter(|at| !DOWN.contains(at)) {
        plan(&mut steps, at, Step::Tick);
    }
    let mut ticked = 0;
    while let Some(((now, _), step)) = steps.pop_first() {
        server.set_time(now);
        match step {
            Step::Register => {
                let kind = random.one_of(Kind::ALL);
                let (region, zone) = random.one_of(world::REGIONS);
                let registered = appeal::creation(&body(kind, region)).send_to(target);
                let case = Case::new(Appeal::read(&registered), kind, zone, now);
                let due = registered.json()["due_at"].as_str().map(millis);
                assert_eq!(due, Some(case.due(&world)), "{registered}");
                let number = cases.len();
                cases.push(case);
                for (at, action) in Action::script(&mut random, now) {
                    plan(&mut steps, at, Step::Act(number, action));
                }
            }
            Step::Tick => {
                ticked += tick(target);
                cases.iter_mut().for_each(|case| case.tick(&world, now));
            }
            Step::Act(number, action) => {
                let case = &mut cases[number];
                if !case.can(&world, action, now) {
                    continue;
                }
                act(target, case, action);
                case.act(action, now);
                if case.is_running() {
                    let card = Call::get(case.appeal.path("")).staff().send_to(target);
                    let card = card.expect(200).json();
                    let due = millis(card["due_at"].as_str().unwrap());
                    assert_eq!(due, case.due(&world), "{action:?} at {now}: {card}");
                }
            }
        }
    }
    let mut seen = BTreeMap::new();
    for case in &cases {
        let journal = journal(target, &case.appeal);
        assert_eq!(journal, case.journal(), "{case:?}");
        for (_, what) in journal {
            *seen.entry(what).or_insert(0) += 1;
        }
    }
    println!("{ticked} timers fired; {seen:#?}");
    for what in model::EVERYTHING {
        let count = seen.get(*what).copied().unwrap_or(0);
        assert!(
            count >= 10,
            "{what} happened {count} times: the year tells little of it"
        );
    }
}

/// Calls the tick as a scheduler does, and says how much it did.
fn tick(target: &Target) -> u64 {
    let call = Call::post("/internal/tick").bearer(&target.tick_token);
    let report = call.send_to(target).expect(200).json();
    assert_eq!(
        report["more"], false,
        "a quarter of a day is one call's work"
    );
    report["timers_fired"].as_u64().unwrap()
}

fn body(kind: Kind, region: &str) -> Value {
    let mut body = appeal::with("/region", region);
    appeal::set(&mut body, "/category", kind.category().into());
    appeal::set(&mut body, "/fields", kind.fields());
    if kind == Kind::Support {
        let text = "Не могу войти в личный кабинет: после ввода кода страница обновляется, и всё повторяется снова и снова.";
        appeal::set(&mut body, "/text", text.into());
    }
    if kind == Kind::Documents || kind == Kind::Support {
        appeal::set(&mut body, "/type", "request".into());
    }
    body
}

/// Does over HTTP what somebody does.
fn act(target: &Target, case: &Case, action: Action) {
    let appeal = &case.appeal;
    let post = |more: &str, body: Value| Call::post(appeal.path(more)).json(&body);
    let moved = |to: &str| {
        post(
            "/transitions",
            json!({ "to": to, "comment": "Так решено по обращению." }),
        )
    };
    let done = match action {
        Action::Take => moved("in_progress").staff(),
        Action::Ask => moved("awaiting_reply").staff(),
        Action::Clarify => moved("clarification_required").staff(),
        Action::Reply => moved("in_progress").code(&appeal.code),
        Action::Withdraw => moved("cancelled").code(&appeal.code),
        Action::Approve => moved("approved").staff(),
        Action::Reject => moved("rejected").staff(),
        Action::Confirm => moved("closed").code(&appeal.code),
        Action::Extend => post(
            "/extension",
            json!({ "reason": "Нужна экспертиза покрытия." }),
        )
        .staff(),
        Action::Object => {
            let text = "Ответ не по существу: яма на месте, бригады никто не видел.";
            post("/objections", json!({ "text": text })).code(&appeal.code)
        }
        Action::Escalate => {
            let reason = "Срок ответа прошёл, а ответа всё нет.";
            post("/escalations", json!({ "reason": reason })).code(&appeal.code)
        }
        Action::Reopen => moved("in_progress").staff(),
    };
    let answer = done.send_to(target);
    assert!(
        matches!(answer.status, 200 | 201),
        "{action:?} {case:?}\n{answer}"
    );
}

/// What the journal says that the model tells of.
fn journal(target: &Target, appeal: &Appeal) -> Vec<(i64, String)> {
    let events = appeal.events_at(target);
    let told = events.iter().filter_map(|event| {
        let text = |member: &str| event[member].as_str().unwrap_or_default();
        let what = match text("kind") {
            "status_changed" => text("status").to_owned(),
            "reminded" => text("label").to_owned(),
            kind if model::EVERYTHING.contains(&kind) => kind.to_owned(),
            _ => return None,
        };
        Some((millis(text("at")), what))
    });
    let mut told: Vec<_> = told.collect();
    told.sort();
    told
}

fn millis(text: &str) -> i64 {
    let at = DateTime::parse_from_rfc3339(text);
    at.unwrap_or_else(|error| panic!("{text}: {error}"))
        .timestamp_millis()
}
