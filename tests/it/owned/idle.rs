//! A session that nobody uses ends, whatever its open pages ask by themselves.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Answer;
use otklik_tests::person::Person;
use otklik_tests::server::Server;
use otklik_tests::staff::AGENCY;
use serde_json::json;

/// 2026-11-30 09:00:00 UTC.
const NOW: i64 = 1_796_029_200_000;

const MINUTE: i64 = 60_000;

struct Desk {
    server: Server,
    appeal: Appeal,
    now: i64,
}

impl Desk {
    fn open() -> Self {
        let server = Server::start_at(NOW);
        let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(server.target()));
        Desk {
            server,
            appeal,
            now: NOW,
        }
    }

    fn operator(&self) -> Person {
        Person::staff_at(self.server.target(), "operator", [AGENCY, "", ""])
    }

    fn pass(&mut self, minutes: i64) {
        self.now += minutes * MINUTE;
        self.server.set_time(self.now);
    }

    /// What the pages ask by themselves.
    fn polls(&self) -> [String; 5] {
        let number = &self.appeal.number;
        [
            format!("/desk/appeals/{number}/version"),
            "/api/v1/queue?limit=0".to_owned(),
            format!("/api/v1/appeals/{number}/events"),
            "/api/v1/session".to_owned(),
            format!("/status/{number}?live=1"),
        ]
    }
}

fn is_signed_in(answer: &Answer) -> bool {
    answer.status == 200 && !answer.text().contains("signed_out")
}

#[test]
fn what_an_open_page_asks_by_itself_does_not_prolong_a_session() {
    let mut desk = Desk::open();
    let polls = desk.polls();
    let mut polled: Vec<Person> = polls.iter().map(|_| desk.operator()).collect();
    let mut at_work = desk.operator();
    let card = format!("/desk/appeals/{}", desk.appeal.number);
    // 40 minutes: every minute the pages ask; one person also does something, once in 20 minutes.
    for minute in 1..=40 {
        desk.pass(1);
        for (person, poll) in polled.iter_mut().zip(&polls) {
            let answer = person.get(poll);
            if minute < 30 {
                assert!(is_signed_in(&answer), "after {minute} minutes: {answer}");
            }
        }
        for poll in &polls {
            at_work.get(poll);
        }
        if minute % 20 == 0 {
            at_work.get(&card).expect(200);
        }
    }
    for (person, poll) in polled.iter_mut().zip(&polls) {
        assert_eq!(person.state(), "signed_out", "{poll} has prolonged it");
    }
    assert_eq!(at_work.state(), "signed_in");
    // The polls of a session that is over say so.
    for poll in &polls[..2] {
        polled[0].get(poll).problem(401, "unauthenticated");
    }
}

#[test]
fn typing_counts_as_being_there() {
    let mut desk = Desk::open();
    let mut anna = desk.operator();
    anna.post(&desk.appeal.path("/take"), &json!({}))
        .expect(200);
    let draft = format!("/desk/appeals/{}/draft", desk.appeal.number);
    for _ in 0..3 {
        desk.pass(20);
        let typed = json!({ "text": "Заделаем", "decision": "approved" });
        anna.ask("PUT", &draft, &typed).expect(204);
    }
    assert_eq!(anna.state(), "signed_in");
}

#[test]
fn a_page_learns_when_the_session_ends_and_a_press_goes_on_with_it() {
    let mut desk = Desk::open();
    let mut anna = desk.operator();
    let ends_at = |person: &mut Person| {
        let state = person.get("/api/v1/session").expect(200).json();
        state["ends_at"].as_str().map(str::to_owned)
    };
    assert_eq!(ends_at(&mut anna).as_deref(), Some("2026-11-30T09:30:00Z"));
    desk.pass(29);
    assert_eq!(
        ends_at(&mut anna).as_deref(),
        Some("2026-11-30T09:30:00Z"),
        "to ask changes nothing"
    );
    let stayed = anna
        .post("/api/v1/session/stay", &json!({}))
        .expect(200)
        .json();
    assert_eq!(stayed["ends_at"], "2026-11-30T09:59:00Z");
    desk.pass(29);
    assert_eq!(anna.state(), "signed_in");
    desk.pass(2);
    assert_eq!(anna.state(), "signed_out");
    assert_eq!(ends_at(&mut anna), None);
    anna.post("/api/v1/session/stay", &json!({}))
        .problem(401, "unauthenticated");
}

#[test]
fn a_session_that_lay_unused_keeps_what_is_typed_and_says_why_it_is_over() {
    let mut desk = Desk::open();
    let anna = desk.operator();
    desk.pass(31);
    let call = anna.call("POST", &desk.appeal.path("/messages"));
    let answer = call
        .form(&[("direction", "note"), ("text", "Проверить гарантию")])
        .page();
    let answer = answer.send_to(desk.server.target());
    assert_eq!(answer.status, 401, "{answer}");
    assert!(
        answer.text().contains("полчаса ничего не делали"),
        "{answer}"
    );
    assert!(
        answer.text().contains("Проверить гарантию</textarea>"),
        "{answer}"
    );
    assert!(answer.text().contains("Ольга Смирнова"), "{answer}");
}
