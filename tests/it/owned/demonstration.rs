//! The demonstration: `/demo` lets anybody in, and everybody has something to do.

use std::io::Write;
use std::process::{Command, Stdio};

use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::server::{self, BOOTSTRAP_TOKEN, Server};
use serde_json::{Value, json};

const ROLES: [(&str, &str); 5] = [
    ("applicant", "citizen"),
    ("operator", "operator"),
    ("supervisor", "supervisor"),
    ("head", "supervisor"),
    ("administrator", "administrator"),
];

#[track_caller]
fn enter(server: &Server, who: &str) -> Person {
    let mut person = Person::at(server.target());
    let begun = person.post("/demo", &json!({ "person": who })).expect(200);
    assert_eq!(begun.json()["account"]["level"], "full");
    person
}

fn items(answer: &Value) -> &Vec<Value> {
    answer["items"].as_array().unwrap()
}

#[test]
fn without_a_demonstration_nobody_enters_by_a_press() {
    let server = Server::start();
    let mut anybody = Person::at(server.target());
    anybody.get("/demo").problem(404, "not_found");
    let entered = anybody.post("/demo", &json!({ "person": "administrator" }));
    entered.problem(404, "not_found");
    anybody
        .get("/api/v1/account")
        .problem(401, "unauthenticated");
}

#[test]
fn where_real_staff_work_nobody_enters_by_a_press_either() {
    let server = Server::start_with(&[("demo", "true")]);
    let mut real = Person::at(server.target());
    let body = json!({
        "token": BOOTSTRAP_TOKEN, "login": real.login, "password": real.password,
        "last_name": "Белова", "first_name": "Вера",
    });
    real.post("/api/v1/staff/bootstrap", &body).expect(201);
    for (who, _) in ROLES {
        let mut person = Person::at(server.target());
        let refused = person.post("/demo", &json!({ "person": who }));
        refused.problem(409, "installation_in_use");
        person
            .get("/api/v1/account")
            .problem(401, "unauthenticated");
    }
}

#[test]
fn everybody_enters_again_and_again_and_is_who_they_are() {
    let server = Server::start_with(&[("demo", "true")]);
    for (who, role) in ROLES {
        let first = enter(&server, who)
            .get("/api/v1/account")
            .expect(200)
            .json();
        assert_eq!(first["role"], role, "{who}");
        let again = enter(&server, who)
            .get("/api/v1/account")
            .expect(200)
            .json();
        assert_eq!(first["id"], again["id"], "{who}");
    }
    let mut person = Person::at(server.target());
    let unknown = person.post("/demo", &json!({ "person": "mayor" }));
    unknown.problem(422, "invalid_input");
    // Nobody signs in as them but here.
    let body = json!({ "login": "administrator@demo.otklik.example", "password": person.password });
    let refused = person.post("/api/v1/session", &body);
    refused.problem(401, "wrong_credentials");
}

/// `cargo xtask up -- --demo` loads the data when the service listens; that part of it runs here.
#[test]
fn everybody_has_something_to_do() {
    let server = Server::start_with(&[("demo", "true")]);
    let state = tempfile::tempdir().unwrap();
    let announce = || {
        let mut announcer = Command::new(server::xtask())
            .args(["announce", "--runner", "1", "--demo", "--state-dir"])
            .arg(state.path())
            .env("OTKLIK_STAFF_TOKEN", &server.target().staff_token)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let line = format!("Serving {}\n", server.target().base_url);
        // The announcer goes on when this end is closed.
        announcer
            .stdin
            .take()
            .unwrap()
            .write_all(line.as_bytes())
            .unwrap();
        let output = announcer.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && !told.contains("error"), "{told}");
        String::from_utf8(output.stdout).unwrap()
    };
    let said = announce();
    let page = format!("{}/demo", server.target().base_url);
    let second = said.lines().nth(1).unwrap_or_default();
    assert!(second.ends_with(&page), "{said}");
    let counted = || {
        let call = Call::get("/api/v1/appeals/counters").staff();
        call.send_to(server.target()).expect(200).json()
    };
    let loaded = counted();
    // Another start loads nothing twice.
    announce();
    assert_eq!(counted(), loaded);

    let mut applicant = enter(&server, "applicant");
    let own = applicant.get("/api/v1/appeals").expect(200).json();
    let has = |status: &str| {
        items(&own)
            .iter()
            .any(|one| one["status"]["code"] == status || one["status"] == status)
    };
    assert!(
        has("awaiting_reply") && has("approved") && has("created"),
        "{own}"
    );

    let mut operator = enter(&server, "operator");
    let mine = operator.get("/api/v1/queue?mine=true").expect(200).json();
    assert!(items(&mine).len() >= 3, "{mine}");
    let mut supervisor = enter(&server, "supervisor");
    let waiting = supervisor
        .get("/api/v1/queue?awaits_approval=true")
        .expect(200)
        .json();
    assert_eq!(items(&waiting).len(), 1, "{waiting}");
    let mut head = enter(&server, "head");
    let objections = head.get("/api/v1/objections").expect(200).json();
    assert_eq!(items(&objections).len(), 1, "{objections}");
    let reviews = head.get("/api/v1/reviews").expect(200).json();
    assert!(!items(&reviews).is_empty(), "{reviews}");
}
