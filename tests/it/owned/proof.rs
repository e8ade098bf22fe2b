//! Above what a network has free, an appeal needs a proof of work, or some seconds of patience.

use std::time::{Duration, Instant, SystemTime};

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::form::Form;
use otklik_tests::proof::{made, number, payload, server_key, solve};
use otklik_tests::server::Server;
use otklik_tests::target::Target;
use serde_json::{Value, json};

/// Appeals that a network may send without a proof.
const FREE: usize = 10;

/// Longer than anybody is asked to wait.
const PATIENCE: Duration = Duration::from_secs(60);

fn server() -> Server {
    Server::start_with(&[("client_address_header", "X-Real-IP")])
}

fn from(address: &str) -> Call {
    appeal::creation(&appeal::sample()).header("x-real-ip", address)
}

/// Uses up what the network has free.
#[track_caller]
fn use_up(target: &Target, network: &str) {
    for host in 1..=FREE {
        Appeal::read(&from(&format!("{network}.{host}")).send_to(target));
    }
}

/// What is refused for want of a proof; gives the challenge.
#[track_caller]
fn refused(answer: &Answer) -> Value {
    let problem = answer.problem(403, "proof_required");
    let challenge = problem["challenge"].clone();
    assert_eq!(challenge["algorithm"], "SHA-256", "{answer}");
    challenge
}

#[test]
fn above_the_free_allowance_an_appeal_needs_a_proof_that_works_once() {
    let server = server();
    let target = server.target();
    use_up(target, "203.0.113");
    let challenge = refused(&from("203.0.113.77").send_to(target));
    Appeal::read(&from("198.51.100.1").send_to(target));
    // Nothing is asked of whoever is wrong anyway: the faults come first.
    let wrong = appeal::creation(&appeal::with("/title", "")).header("x-real-ip", "203.0.113.77");
    assert_eq!(wrong.send_to(target).faults().len(), 1);

    let number = number(&challenge);
    for bad in [
        payload(&challenge, number + 1),
        "nonsense".to_owned(),
        "e30=".to_owned(),
        "wait.1.2.3".to_owned(),
    ] {
        refused(
            &from("203.0.113.77")
                .header("otklik-proof", &bad)
                .send_to(target),
        );
    }
    let proof = payload(&challenge, number);
    let solved = from("203.0.113.77")
        .header("otklik-proof", &proof)
        .key("a-key-that-comes-with-a-proof");
    let registered = Appeal::read(&solved.clone().send_to(target));
    // The same request again is the same answer; another one with the same proof is none.
    assert_eq!(Appeal::read(&solved.send_to(target)), registered);
    let challenge = refused(
        &from("203.0.113.77")
            .header("otklik-proof", &proof)
            .send_to(target),
    );

    let body = appeal::with("/altcha", solve(&challenge));
    let by_member = appeal::creation(&body).header("x-real-ip", "203.0.113.78");
    Appeal::read(&by_member.clone().send_to(target));
    refused(&by_member.send_to(target));
}

#[test]
fn a_challenge_that_is_not_ours_or_too_old_is_no_proof() {
    let server = server();
    let target = server.target();
    use_up(target, "203.0.113");
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let send = |proof: &str| {
        from("203.0.113.1")
            .header("otklik-proof", proof)
            .send_to(target)
    };
    refused(&send(&made("a key of my own", "00", now + 600)));
    refused(&send(&made("", "00", now + 600)));
    refused(&send(&made(&server_key(), "01", now - 1)));
    Appeal::read(&send(&made(&server_key(), "02", now + 600)));

    // A challenge of the address that gives them is as good as one of a refusal.
    let challenge = Call::get("/api/v1/challenge")
        .send_to(target)
        .expect(200)
        .json();
    let mut prolonged = challenge.clone();
    let salt = challenge["salt"].as_str().unwrap();
    prolonged["salt"] = json!(salt.replace("?expires=", "?expires=9"));
    let number = number(&challenge);
    refused(&send(&payload(&prolonged, number)));
    Appeal::read(&send(&payload(&challenge, number)));
}

#[test]
fn a_form_without_scripts_gets_through_by_waiting_and_keeps_what_was_typed() {
    let server = server();
    let target = server.target();
    use_up(target, "203.0.113");
    let values = form();
    let send = |ticket: Option<&str>| {
        let form = ticket.map_or(values.clone(), |ticket| {
            values.clone().value("altcha", ticket)
        });
        form.with(Call::post("/api/v1/appeals").page().lang("ru"))
            .header("x-real-ip", "203.0.113.9")
            .send_to(target)
    };
    let page = send(None).expect(403);
    let ticket = ticket(&page);
    assert!(
        page.text().contains("Глубокая яма"),
        "what was typed is kept: {page}"
    );
    assert!(page.text().contains("Подождите 5 секунд"), "{page}");
    // Too early: the same ticket goes on counting.
    let page = send(Some(&ticket)).expect(403);
    assert_eq!(self::ticket(&page), ticket);
    let began = Instant::now();
    let sent = loop {
        let answer = send(Some(&ticket));
        if answer.status != 403 {
            break answer;
        }
        assert!(began.elapsed() < PATIENCE, "{answer}");
        std::thread::sleep(Duration::from_millis(200));
    };
    assert_eq!(sent.status, 303, "{sent}");
    assert!(sent.header("location").starts_with("/receipt/"));
    let page = send(Some(&ticket)).expect(403);
    assert_ne!(self::ticket(&page), ticket, "a ticket works once");
}

#[test]
fn where_proofs_are_always_wanted_the_first_appeal_needs_one() {
    let server = Server::start_with(&[("submission_proof", "always")]);
    let target = server.target();
    let call = appeal::creation(&appeal::sample());
    let challenge = refused(&call.clone().send_to(target));
    Appeal::read(
        &call
            .clone()
            .header("otklik-proof", &solve(&challenge))
            .send_to(target),
    );
    // Whoever acts for an agency enters what others bring.
    Appeal::read(&call.staff().send_to(target));
}

fn form() -> Form {
    Form::new(&[
        ("type", "complaint"),
        ("category", "roads.surface"),
        ("region", "62"),
        ("title", "Яма на проезжей части у дома 5"),
        (
            "text",
            "Глубокая яма напротив дома 5, машины объезжают её по тротуару.",
        ),
        ("applicant.last_name", "Иванова"),
        ("applicant.first_name", "Анна"),
        ("applicant.phone", "+7 912 345-67-89"),
        ("fields.address", "ул. Ленина, 5"),
        ("answer_by", "cabinet"),
    ])
}

/// The ticket in the page's form.
#[track_caller]
fn ticket(page: &Answer) -> String {
    let (_, rest) = page
        .text()
        .split_once("name=\"altcha\" value=\"")
        .expect("the page has a ticket");
    rest.split('"').next().unwrap().to_owned()
}
