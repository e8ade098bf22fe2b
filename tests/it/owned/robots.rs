//! Robots at the door: registration needs a proof, sign-in after failures, and whoever goes on is slowed down.

use std::time::{Duration, Instant, SystemTime};

use otklik_tests::call::{Answer, Call};
use otklik_tests::person::{FIREFOX, PASSWORD, Person};
use otklik_tests::proof::{made, server_key};
use otklik_tests::server::Server;
use otklik_tests::target::Target;
use otklik_tests::unique;
use serde_json::{Value, json};

/// Failures after which a proof is asked for.
const FREE: usize = 3;

/// Failures of a network after which it is not listened to.
const MOST: usize = 60;

/// A proof that only the server's own key makes, without the work.
fn proof() -> Value {
    let in_time = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() + 600;
    made(&server_key(), &unique::word(), in_time).into()
}

fn sign_in(target: &Target, address: &str, login: &str, password: &str, proof: Value) -> Answer {
    let mut body = json!({ "login": login, "password": password });
    if proof.is_string() {
        body["altcha"] = proof;
    }
    Call::post("/api/v1/session")
        .header("origin", &target.base_url)
        .header("x-real-ip", address)
        // The browser of those who registered: from another one, after failures, the account would be locked.
        .header("user-agent", FIREFOX)
        .json(&body)
        .send_to(target)
}

#[track_caller]
fn asked_for_proof(answer: &Answer) {
    let problem = answer.problem(403, "proof_required");
    assert!(problem["challenge"]["signature"].is_string(), "{answer}");
}

#[test]
fn a_registration_needs_a_proof_and_a_page_without_scripts_a_ticket() {
    let mut anna = Person::new();
    let mut body = json!({ "login": anna.login, "password": PASSWORD, "consent": true });
    asked_for_proof(&anna.post("/api/v1/accounts", &body));
    body["altcha"] = json!("e30=");
    asked_for_proof(&anna.post("/api/v1/accounts", &body));
    body["altcha"] = anna.proof();
    anna.post("/api/v1/accounts", &body).expect(202);
    asked_for_proof(&anna.post("/api/v1/accounts", &body));
    // What is wrong is told before anybody has to compute.
    body["password"] = json!("short");
    assert!(!anna.post("/api/v1/accounts", &body).faults().is_empty());

    let login = anna.login.clone();
    for (path, pairs) in [
        (
            "/api/v1/accounts",
            vec![
                ("login", login.as_str()),
                ("password", PASSWORD),
                ("consent", "true"),
            ],
        ),
        ("/api/v1/recovery", vec![("login", login.as_str())]),
    ] {
        let page = anna
            .send(anna.call("POST", path).form(&pairs).page())
            .expect(403);
        assert!(
            page.text().contains("name=\"altcha\" value=\"wait."),
            "{page}"
        );
        assert!(!page.text().contains(PASSWORD), "{page}");
    }
}

#[test]
fn after_failures_a_login_known_or_not_needs_a_proof() {
    let server = Server::start_with(&[("client_address_header", "X-Real-IP")]);
    let target = server.target();
    let anna = Person::registered_at(target);
    let nobody = format!("{}@example.ru", unique::word());
    for (login, network) in [(&anna.login, "192.0.2"), (&nobody, "198.51.100")] {
        for n in 1..=FREE {
            // From another network each time: the login's failures count.
            let address = format!("20.{n}.{}.7", network.len());
            sign_in(target, &address, login, "wrong", Value::Null)
                .problem(401, "wrong_credentials");
        }
        asked_for_proof(&sign_in(
            target,
            &format!("{network}.1"),
            login,
            "wrong",
            Value::Null,
        ));
        asked_for_proof(&sign_in(
            target,
            &format!("{network}.1"),
            login,
            PASSWORD,
            json!("e30="),
        ));
        let used = proof();
        sign_in(
            target,
            &format!("{network}.1"),
            login,
            "wrong",
            used.clone(),
        )
        .problem(401, "wrong_credentials");
        asked_for_proof(&sign_in(
            target,
            &format!("{network}.1"),
            login,
            "wrong",
            used,
        ));
    }
    // The right password with a proof, and the failures are forgotten.
    sign_in(target, "192.0.2.1", &anna.login, PASSWORD, proof()).expect(200);
    sign_in(target, "192.0.2.1", &anna.login, "wrong", Value::Null)
        .problem(401, "wrong_credentials");
}

#[test]
fn one_password_tried_with_many_logins_is_slowed_down_and_ended() {
    let server = Server::start_with(&[("client_address_header", "X-Real-IP")]);
    let target = server.target();
    let try_one = |n: usize| {
        let login = format!("{}@example.ru", unique::word());
        let began = Instant::now();
        let answer = sign_in(target, &format!("203.0.113.{n}"), &login, PASSWORD, proof());
        (answer, began.elapsed())
    };
    for n in 0..10 {
        let (answer, took) = try_one(n);
        answer.problem(401, "wrong_credentials");
        // The tenth is the fifth of the slow ones.
        assert!(n < 9 || took >= Duration::from_millis(450), "{took:?}");
    }
    // The rest at once, as a robot would; what comes back meanwhile is one in ten seconds.
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let tries: Vec<_> = (10..MOST + 20)
            .map(|n| scope.spawn(move || try_one(n).0))
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let (refused, heard): (Vec<_>, Vec<_>) = answers.iter().partition(|one| one.status == 429);
    assert!(!refused.is_empty(), "{} are listened to", heard.len());
    for answer in refused {
        answer.problem(429, "too_many_requests");
        assert!(
            answer.header("retry-after").parse::<u64>().unwrap() <= 600,
            "{answer}"
        );
    }
    for answer in heard {
        answer.problem(401, "wrong_credentials");
    }
    let elsewhere = sign_in(
        target,
        "198.51.100.7",
        "nobody@example.ru",
        PASSWORD,
        Value::Null,
    );
    elsewhere.problem(401, "wrong_credentials");
}
