//! The tick ends personal data when its term does.

use std::sync::Arc;

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::Call;
use otklik_tests::image;
use otklik_tests::person::Person;
use otklik_tests::server::{SECRET_KEY, Server};
use store::{Connection, Native};
use vault::Secrets;

/// Beyond the five years of the default.
const SIX_YEARS_MS: i64 = 6 * 366 * 24 * 3_600 * 1_000;

fn tick(server: &Server) -> serde_json::Value {
    Call::post("/internal/tick")
        .bearer(&server.target().tick_token)
        .send_to(server.target())
        .expect(200)
        .json()
}

/// The instance's own files.
fn database(server: &Server) -> Native {
    let secrets = Secrets {
        secret: SECRET_KEY.as_bytes(),
        data: None,
        data_previous: None,
        kept: None,
    };
    let path = server.state().join("sqlite_db.db");
    Native::open(&path, Arc::new(secrets.vault())).unwrap()
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(work)
}

#[test]
fn what_was_answered_long_ago_loses_its_people_and_keeps_its_figures() {
    let server = Server::start();
    let target = server.target();
    let file = Attachment::create_at(target, "Иванова.jpg", &image::photo(1_500_000, 9_001));
    let body = appeal::with("/attachments", vec![file.reference()]);
    let old = Appeal::read(&appeal::creation(&body).send_to(target));
    let young = Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
    for appeal in [&old, &young] {
        for to in ["in_progress", "approved"] {
            let call = appeal.transition_call(to).staff();
            call.send_to(target).expect(200);
        }
    }
    assert_eq!(tick(&server)["anonymised"], 0);

    let db = database(&server);
    let sql = "UPDATE appeal SET status_since = status_since - ?1 WHERE number = ?2";
    let number = domain_key(&old.number);
    run(db.execute(sql, vec![SIX_YEARS_MS.into(), number.into()])).unwrap();
    assert_eq!(tick(&server)["anonymised"], 1);
    assert_eq!(tick(&server)["anonymised"], 0);

    // The applicant has no way in any more, staff see what happened and to nobody.
    let own = Call::get(old.path("")).code(&old.code);
    own.send_to(target).problem(404, "not_found");
    let card = Call::get(old.path("")).staff().send_to(target).expect(200);
    assert!(
        !card.text().contains("Иванова") && !card.text().contains("Яма"),
        "{card}"
    );
    assert_eq!(card.json()["status"], "approved");
    let path = old.path(&format!("/attachments/{}", file.id));
    Call::get(path)
        .staff()
        .send_to(target)
        .problem(404, "not_found");
    let kinds: Vec<String> = old
        .events_at(target)
        .iter()
        .map(|event| event["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds.last().map(String::as_str),
        Some("personal_data_erased"),
        "{kinds:?}"
    );
    assert_eq!(young.card_at(target)["applicant"]["last_name"], "Иванова");
    let counters = Call::get("/api/v1/appeals/counters").staff();
    assert_eq!(counters.send_to(target).expect(200).json()["total"], 2);
    let (appeals, fault) = run(store::journal::verify_all(&db)).unwrap();
    assert_eq!((appeals, fault), (2, None));
    let chunks = "SELECT 1 FROM upload WHERE chunks <> '[]'";
    assert_eq!(
        run(db.execute(chunks, vec![])).unwrap().len(),
        0,
        "the bytes are gone"
    );
}

#[test]
fn an_account_goes_when_its_person_asked_and_nothing_of_theirs_is_open() {
    let server = Server::start();
    let target = server.target();
    let mut person = Person::registered_at(target);
    let profile = serde_json::json!({ "last_name": "Иванова", "first_name": "Анна" });
    person.ask("PATCH", "/api/v1/account", &profile).expect(200);
    let other = person
        .post("/api/v1/appeals", &appeal::sample())
        .expect(201);
    let asked = person.post("/api/v1/account/erasure", &serde_json::json!({}));
    let asked = asked.expect(201).json();
    let decide = |number: &serde_json::Value, to: &str| {
        let path = format!("/api/v1/appeals/{}/transitions", number.as_str().unwrap());
        let body = serde_json::json!({ "to": to, "comment": "Решение по обращению" });
        Call::post(path)
            .staff()
            .json(&body)
            .send_to(target)
            .expect(200);
    };

    decide(&asked["number"], "in_progress");
    assert_eq!(tick(&server)["accounts_erased"], 0, "not decided yet");
    decide(&asked["number"], "approved");
    assert_eq!(
        tick(&server)["accounts_erased"],
        0,
        "another appeal is open"
    );
    let other = other.json();
    decide(&other["number"], "in_progress");
    decide(&other["number"], "approved");
    assert_eq!(tick(&server)["accounts_erased"], 1);
    assert_eq!(tick(&server)["accounts_erased"], 0);

    person
        .get("/api/v1/account")
        .problem(401, "unauthenticated");
    assert_eq!(person.elsewhere().try_sign_in().status, 401);
    // The answered appeal stays for its term, and its code still opens it.
    let path = format!("/api/v1/appeals/{}", other["number"].as_str().unwrap());
    let code = other["access_code"].as_str().unwrap();
    Call::get(path).code(code).send_to(target).expect(200);
}

/// `YYYY-NNNNNNN-C` as the store keeps it.
fn domain_key(number: &str) -> i64 {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits[..11].parse().unwrap()
}
