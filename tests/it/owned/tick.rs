//! The tick, when time has passed: late, and from several places at once.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::server::Server;
use serde_json::Value;

use crate::at_once::at_once;

/// 2026-06-01 12:00 in Moscow, a Monday.
const MONDAY: i64 = 1_780_304_400_000;

const DAY: i64 = 24 * 3_600_000;

fn tick(server: &Server) -> Value {
    let call = Call::post("/internal/tick").bearer(&server.target().tick_token);
    call.send_to(server.target()).expect(200).json()
}

fn count(journal: &[Value], kind: &str) -> usize {
    journal.iter().filter(|event| event["kind"] == kind).count()
}

#[test]
fn after_a_week_without_a_tick_everybody_is_told_the_latest_once() {
    let server = Server::start_at(MONDAY);
    let target = server.target();
    let create = |_: usize| Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
    let appeals = at_once(64, create);
    assert_eq!(tick(&server)["timers_fired"], 0);
    // The term of ten working days ended on the 16th; half and two days left were missed too.
    server.set_time(MONDAY + 22 * DAY);
    let reports = at_once(6, |_| tick(&server));
    let fired = reports
        .iter()
        .map(|report| report["timers_fired"].as_u64().unwrap());
    assert_eq!(fired.sum::<u64>(), 64, "{reports:?}");
    let overdue = reports
        .iter()
        .map(|report| report["overdue_marked"].as_u64().unwrap());
    assert_eq!(overdue.sum::<u64>(), 64, "{reports:?}");
    let last = tick(&server);
    assert_eq!(
        (&last["timers_fired"], &last["more"]),
        (&0.into(), &false.into())
    );
    for appeal in &appeals {
        let journal = appeal.events_at(target);
        assert_eq!(count(&journal, "deadline_passed"), 1, "{journal:?}");
        assert_eq!(count(&journal, "reminded"), 0, "{journal:?}");
    }
}

#[test]
fn a_reminder_is_for_the_executor_and_a_question_for_the_applicant() {
    let server = Server::start_at(MONDAY);
    let target = server.target();
    let create = || Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
    let (waits, asked) = (create(), create());
    for to in ["in_progress", "awaiting_reply"] {
        asked
            .transition_call(to)
            .staff()
            .send_to(target)
            .expect(200);
    }
    server.set_time(MONDAY + 9 * DAY);
    assert_eq!(tick(&server)["timers_fired"], 2);
    let own = |appeal: &Appeal| {
        let events = Call::get(appeal.path("/events")).code(&appeal.code);
        let events = events.send_to(target).expect(200).json();
        events["items"].as_array().unwrap().clone()
    };
    assert_eq!(count(&waits.events_at(target), "reminded"), 1);
    assert_eq!(
        count(&own(&waits), "reminded"),
        0,
        "that half of the term is over is not theirs"
    );
    assert_eq!(count(&own(&asked), "reminded"), 1);
    // Nobody replies: the work goes on, and the executor has lost no day.
    server.set_time(MONDAY + 17 * DAY);
    tick(&server);
    let card = asked.card_at(target);
    assert_eq!(card["status"], "in_progress", "{card}");
    assert_eq!(card["deadline"]["added_days"], 11, "{card}");
    assert_eq!(card["overdue"], false, "{card}");
}
