//! A session that another one let in by QR is no more than that one: it is as old, and ends when it would.

use otklik_tests::call::Answer;
use otklik_tests::person::Person;
use otklik_tests::server::Server;
use serde_json::json;

use super::news::run;

/// Whoever is asked for a fresh proof is one by whom this was shown longer ago than ten minutes.
const OLD_MS: i64 = 615_000;

/// Another browser that wants to be let in.
struct Asker {
    browser: Person,
    ticket: String,
    code: String,
}

fn ask(person: &Person) -> Asker {
    let mut browser = person.elsewhere();
    let begun = browser
        .post("/api/v1/session/qr", &json!({}))
        .expect(201)
        .json();
    let text = |name: &str| begun[name].as_str().unwrap().to_owned();
    Asker {
        browser,
        ticket: text("ticket"),
        code: text("short_code"),
    }
}

impl Asker {
    #[track_caller]
    fn poll(&mut self) -> Answer {
        let body = json!({ "ticket": self.ticket });
        self.browser.post("/api/v1/session/qr/poll", &body)
    }
}

#[track_caller]
fn approve(person: &mut Person, asker: &Asker) -> Answer {
    let body = json!({ "short_code": asker.code });
    person.post("/api/v1/session/qr/approve", &body)
}

/// Another browser, let in.
#[track_caller]
fn let_in(person: &mut Person) -> Person {
    let mut asker = ask(person);
    approve(person, &asker).expect(204);
    assert_eq!(asker.poll().expect(200).json()["state"], "signed_in");
    asker.browser
}

fn age(server: &Server, milliseconds: i64) {
    run(
        server,
        &format!("UPDATE session SET authenticated_at = authenticated_at - {milliseconds}"),
    );
}

/// Whether the session opens what protects the account.
#[track_caller]
fn protects(person: &mut Person) -> Answer {
    person.post("/api/v1/account/factors/recovery-codes", &json!({}))
}

/// When each session of the account ends, the newest first.
#[track_caller]
fn ends(person: &mut Person) -> Vec<String> {
    let list = person.get("/api/v1/sessions").expect(200).json();
    let items = list["items"].as_array().unwrap().clone();
    let end = |item: &serde_json::Value| item["expires_at"].as_str().unwrap().to_owned();
    items.iter().map(end).collect()
}

#[test]
fn whoever_proved_long_ago_who_they_are_lets_nobody_in() {
    let server = Server::start();
    let mut anna = Person::registered_at(server.target());
    let mut asker = ask(&anna);
    age(&server, OLD_MS);
    protects(&mut anna).problem(403, "sign_in_again");
    approve(&mut anna, &asker).problem(403, "sign_in_again");
    assert_eq!(asker.poll().expect(200).json()["state"], "waiting");
    // Looking is no harm; and after a fresh proof the same code is good.
    let body = json!({ "short_code": asker.code });
    anna.post("/api/v1/session/qr/look", &body).expect(200);
    anna.sign_in();
    approve(&mut anna, &asker).expect(204);
    assert_eq!(asker.poll().expect(200).json()["state"], "signed_in");
}

#[test]
fn whoever_is_let_in_is_as_old_and_ends_with_the_approver_through_any_chain() {
    let server = Server::start();
    let mut anna = Person::registered_at(server.target());
    // Nine minutes ago, and the session ends soon.
    age(&server, 9 * 60_000);
    run(
        &server,
        "UPDATE session SET expires_at = expires_at - 86400000 * 89",
    );
    let end = ends(&mut anna).remove(0);
    let mut second = let_in(&mut anna);
    let mut third = let_in(&mut second);
    assert_eq!(ends(&mut third), [end.clone(), end.clone(), end]);
    age(&server, 2 * 60_000);
    for person in [&mut anna, &mut second, &mut third] {
        protects(person).problem(403, "sign_in_again");
    }
    let asker = ask(&anna);
    approve(&mut third, &asker).problem(403, "sign_in_again");
    run(&server, "UPDATE session SET expires_at = 1");
    for person in [&mut anna, &mut second, &mut third] {
        assert_eq!(person.state(), "signed_out");
    }
}

#[test]
fn what_ends_the_approver_s_session_ends_an_approval_that_nobody_used_yet() {
    let server = Server::start();
    let mut anna = Person::registered_at(server.target());
    let mut thief = let_in(&mut anna);
    let mut asker = ask(&anna);
    approve(&mut thief, &asker).expect(204);
    let body = json!({ "current_password": anna.password, "password": "Тихий-Омут-1974" });
    anna.post("/api/v1/account/password", &body).expect(204);
    assert_eq!(asker.poll().faults(), ["/code code_gone"]);
    assert_eq!(thief.state(), "signed_out");
    assert_eq!(anna.state(), "signed_in");
}

#[test]
fn another_password_and_the_end_of_all_other_sessions_end_an_approval_that_nobody_used_yet() {
    let server = Server::start();
    let mut anna = Person::registered_at(server.target());
    let mut asker = ask(&anna);
    approve(&mut anna, &asker).expect(204);
    anna.delete("/api/v1/sessions").expect(204);
    assert_eq!(asker.poll().faults(), ["/code code_gone"]);
    let mut asker = ask(&anna);
    approve(&mut anna, &asker).expect(204);
    let body = json!({ "current_password": anna.password, "password": "Тихий-Омут-1974" });
    anna.post("/api/v1/account/password", &body).expect(204);
    assert_eq!(asker.poll().faults(), ["/code code_gone"]);
    assert_eq!(anna.state(), "signed_in");
}

#[test]
fn a_factor_that_is_added_makes_no_session_younger() {
    let server = Server::start();
    let mut anna = Person::registered_at(server.target());
    age(&server, 9 * 60_000);
    anna.add_app();
    protects(&mut anna).expect(201);
    age(&server, 2 * 60_000);
    protects(&mut anna).problem(403, "sign_in_again");
}

#[test]
fn the_page_leads_on_to_a_fresh_proof_and_back_to_the_same_approval() {
    let server = Server::start();
    let mut anna = Person::registered_at(server.target());
    let mut asker = ask(&anna);
    age(&server, OLD_MS);
    let typed = [("short_code", asker.code.as_str())];
    let away = anna.send(
        anna.call("POST", "/api/v1/session/qr/look")
            .page()
            .form(&typed),
    );
    let to = away.expect(303).header("location").to_owned();
    assert_eq!(to, "/sign-in?again=1&return_to=%2Fapprove");
    let page = anna.send(anna.call("GET", &to).page()).expect(200);
    assert!(!page.text().contains(&asker.code) && !to.contains(&asker.code));
    let proof = [
        ("login", anna.login.as_str()),
        ("password", anna.password.as_str()),
        ("return_to", "/approve"),
    ];
    let back = anna.send(anna.call("POST", "/api/v1/session").page().form(&proof));
    assert_eq!(back.expect(303).header("location"), "/approve");
    let page = anna.send(anna.call("GET", "/approve").page()).expect(200);
    let html = page.text();
    assert!(html.contains("Chrome, Windows"), "{html}");
    assert!(html.contains("/api/v1/session/qr/approve"), "{html}");
    let done = anna.send(
        anna.call("POST", "/api/v1/session/qr/approve")
            .page()
            .form(&typed),
    );
    done.expect(200);
    assert_eq!(asker.poll().expect(200).json()["state"], "signed_in");
    // It is over: the page asks for a code again.
    let page = anna.send(anna.call("GET", "/approve").page()).expect(200);
    assert!(page.text().contains("/api/v1/session/qr/look"), "{page}");
}

#[test]
fn whoever_has_not_signed_in_types_the_code_once() {
    let server = Server::start();
    let mut anna = Person::registered_at(server.target());
    let asker = ask(&anna);
    let mut phone = anna.clone();
    phone.cookies.clear();
    let typed = [("short_code", asker.code.as_str())];
    let away = phone.send(
        phone
            .call("POST", "/api/v1/session/qr/look")
            .page()
            .form(&typed),
    );
    let to = away.expect(303).header("location").to_owned();
    assert_eq!(to, "/sign-in?return_to=%2Fapprove");
    phone.sign_in();
    let page = phone.send(phone.call("GET", "/approve").page()).expect(200);
    assert!(page.text().contains("Chrome, Windows"), "{page}");
    // Another site leads nobody to an approval.
    let forged = anna
        .call("POST", "/api/v1/session/qr/look")
        .page()
        .header("sec-fetch-site", "cross-site")
        .form(&typed);
    anna.send(forged).expect(403);
}
