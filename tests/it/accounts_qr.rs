//! Signing in on one device by approving it on another.

use otklik_tests::person::{FIREFOX, Person};
use serde_json::{Value, json};

struct Asker {
    browser: Person,
    ticket: Value,
    code: Value,
}

fn ask() -> Asker {
    let mut browser = Person::new().elsewhere();
    let begun = browser
        .post("/api/v1/session/qr", &json!({}))
        .expect(201)
        .json();
    assert!(begun["qr_svg"].as_str().unwrap().starts_with("<svg"));
    Asker {
        browser,
        ticket: begun["ticket"].clone(),
        code: begun["short_code"].clone(),
    }
}

impl Asker {
    fn poll(&mut self) -> otklik_tests::call::Answer {
        let body = json!({ "ticket": self.ticket });
        self.browser.post("/api/v1/session/qr/poll", &body)
    }
}

#[test]
fn a_phone_lets_a_computer_in_after_seeing_what_it_is() {
    let mut anna = Person::registered();
    let mut asker = ask();
    assert_eq!(asker.poll().expect(200).json()["state"], "waiting");
    let body = json!({ "short_code": asker.code });
    let seen = anna
        .post("/api/v1/session/qr/look", &body)
        .expect(200)
        .json();
    assert_eq!(seen["device"], "Chrome, Windows");
    assert_eq!(seen["same_network"], true);
    assert!(seen["asked_at"].is_string() && seen["network"].is_string());
    assert_eq!(
        asker.poll().json()["state"],
        "waiting",
        "looking is not approving"
    );
    anna.post("/api/v1/session/qr/approve", &body).expect(204);
    let done = asker.poll().expect(200).json();
    assert_eq!(done["state"], "signed_in");
    assert_eq!(asker.browser.state(), "signed_in");
    assert_ne!(asker.browser.token(), anna.token(), "a session of its own");
    let id = anna.get("/api/v1/account").json()["id"].clone();
    assert_eq!(asker.browser.get("/api/v1/account").json()["id"], id);
    assert!(anna.mail_kinds().contains(&"device_approved".to_owned()));
    // Everything of it works once.
    assert_eq!(asker.poll().faults(), ["/code code_gone"]);
    let again = anna.post("/api/v1/session/qr/approve", &body).faults();
    assert_eq!(again, ["/short_code code_gone"]);
}

#[test]
fn a_ticket_works_only_in_the_browser_that_asked() {
    let mut anna = Person::registered();
    let mut asker = ask();
    let body = json!({ "short_code": asker.code });
    anna.post("/api/v1/session/qr/approve", &body).expect(204);
    let mut thief = Person::new();
    thief.agent = FIREFOX.to_owned();
    let stolen = thief.post(
        "/api/v1/session/qr/poll",
        &json!({ "ticket": asker.ticket }),
    );
    assert_eq!(stolen.faults(), ["/code code_gone"]);
    // The code that is shown to everybody in the room is no ticket.
    let code = asker
        .browser
        .post("/api/v1/session/qr/poll", &json!({ "ticket": asker.code }));
    assert_eq!(code.faults(), ["/code code_gone"]);
    assert_eq!(asker.poll().expect(200).json()["state"], "signed_in");
}

#[test]
fn only_somebody_who_has_signed_in_approves() {
    let asker = ask();
    let body = json!({ "short_code": asker.code });
    let mut nobody = Person::new();
    for path in ["/api/v1/session/qr/look", "/api/v1/session/qr/approve"] {
        nobody.post(path, &body).problem(401, "unauthenticated");
    }
    let mut anna = Person::registered();
    for wrong in ["ABCD-EFGH", "", "x"] {
        let body = json!({ "short_code": wrong });
        anna.post("/api/v1/session/qr/look", &body).expect(422);
        anna.post("/api/v1/session/qr/approve", &body).expect(422);
    }
    let page = anna.send(anna.call("GET", "/approve").page()).expect(200);
    assert!(page.text().contains("/api/v1/session/qr/look"), "{page}");
    let away = nobody
        .send(nobody.call("GET", "/approve").page())
        .expect(303);
    assert_eq!(away.header("location"), "/sign-in?return_to=%2Fapprove");
}

#[test]
fn of_two_who_approve_the_first_one_lets_in() {
    let (mut anna, mut eve) = (Person::registered(), Person::registered());
    let mut asker = ask();
    let body = json!({ "short_code": asker.code });
    anna.post("/api/v1/session/qr/approve", &body).expect(204);
    eve.post("/api/v1/session/qr/approve", &body).expect(422);
    asker.poll().expect(200);
    let id = anna.get("/api/v1/account").json()["id"].clone();
    assert_eq!(asker.browser.get("/api/v1/account").json()["id"], id);
}
