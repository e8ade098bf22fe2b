//! The classifier learns from people, and what it learnt outlives the process.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::server::Server;
use otklik_tests::staff::AGENCY;
use otklik_tests::target::Target;
use serde_json::{Value, json};

/// Words that no training text has: an installation meets names of its own.
const TEXT: &str = "Велогибриды сервиса «Колеснейро» свалены у турникета, самокатчики Клякспапира паркуются как попало.";

#[track_caller]
fn suggested(target: &Target, text: &str) -> Value {
    let call = Call::post("/api/v1/categories/suggest").json(&json!({ "title": "", "text": text }));
    call.send_to(target).expect(200).json()["items"][0].clone()
}

#[track_caller]
fn register(target: &Target) -> Appeal {
    let mut body = appeal::with("/text", TEXT);
    appeal::set(&mut body, "/title", json!("Колеснейро у турникета"));
    Appeal::read(&appeal::creation(&body).send_to(target))
}

#[test]
fn corrections_of_staff_change_what_is_suggested_and_outlive_a_restart() {
    let server = Server::start();
    let mut anna = Person::staff_at(server.target(), "operator", [AGENCY, "", ""]);
    let topic = "roads.signs";
    let before = suggested(server.target(), TEXT);
    assert_ne!(before["code"], topic);
    // That appeals come under a category teaches nothing, as often as they come.
    let appeals: Vec<Appeal> = (0..6).map(|_| register(server.target())).collect();
    assert_eq!(suggested(server.target(), TEXT), before);
    for appeal in &appeals {
        let body = json!({ "category": topic });
        anna.post(&appeal.path("/classify"), &body).expect(200);
    }
    let after = suggested(server.target(), TEXT);
    assert_eq!(after["code"], topic, "{after}");
    // It is known from a part of the words, in other forms of them.
    let other = "Опять Колеснейро: велогибридов навалили у турникетов";
    assert_eq!(suggested(server.target(), other)["code"], topic);
    // What is not of it stays what it was.
    let heating = "Холодные батареи, в квартире 14 градусов, отопление не включили";
    assert_eq!(
        suggested(server.target(), heating)["code"],
        "housing.heating"
    );

    let server = server.kill_and_start_again();
    assert_eq!(suggested(server.target(), TEXT), after);
    // The desk of the new life shows it on the card.
    let mut boris = Person::staff_at(server.target(), "operator", [AGENCY, "", ""]);
    let new = register(server.target());
    let card = boris
        .call("GET", &format!("/desk/appeals/{}", new.number))
        .page();
    let card = boris.send(card).expect(200);
    assert!(
        card.text().contains(&format!("value=\"{topic}\"")),
        "{card}"
    );

    // Whoever was wrong says so, and the lesson is taken back.
    for appeal in &appeals {
        let body = json!({ "category": "roads.snow" });
        boris.post(&appeal.path("/classify"), &body).expect(200);
    }
    assert_eq!(suggested(server.target(), TEXT)["code"], "roads.snow");
}
