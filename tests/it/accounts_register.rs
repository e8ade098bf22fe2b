//! Registering: nothing is told of others, and a code is worth little to whoever guesses.

use otklik_tests::call::Call;
use otklik_tests::mailbox;
use otklik_tests::person::{PASSWORD, Person};
use otklik_tests::target::target;
use otklik_tests::unique;
use serde_json::{Value, json};

fn registration(login: &str) -> Value {
    let proof = Person::new().proof();
    json!({ "login": login, "password": PASSWORD, "consent": true, "altcha": proof })
}

#[test]
fn whoever_has_an_account_is_told_by_message_and_nobody_else_learns_of_it() {
    let anna = Person::registered();
    let mut eve = Person::new();
    let told = |eve: &mut Person, login: &str| {
        let answer = eve
            .post("/api/v1/accounts", &registration(login))
            .expect(202);
        let mut body = answer.json();
        for own in ["ticket", "expires_at", "masked"] {
            assert!(body[own].is_string(), "{answer}");
            body.as_object_mut().unwrap().remove(own);
        }
        let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        names.sort();
        (body, names)
    };
    let free = format!("{}@example.ru", unique::word());
    assert_eq!(told(&mut eve, &anna.login), told(&mut eve, &free));
    assert_eq!(
        anna.mail_kinds(),
        ["registration_code", "already_registered"]
    );
    let kinds: Vec<String> = mailbox::mails(target(), &free)
        .into_iter()
        .map(|m| m.kind)
        .collect();
    assert_eq!(kinds, ["registration_code"]);
}

#[test]
fn the_spellings_of_one_mailbox_get_few_letters_together() {
    let name = unique::word();
    let mut eve = Person::new();
    let login = format!("{name}@example.ru");
    let mut statuses = Vec::new();
    for at in 0..8 {
        let mut spelt = login.clone();
        spelt.replace_range(at..=at, &login[at..=at].to_uppercase());
        let asked = eve.post("/api/v1/accounts", &registration(&spelt));
        statuses.push(asked.status);
    }
    assert_eq!(statuses, [202, 202, 202, 202, 202, 429, 429, 429]);
    assert!(mailbox::mails(target(), &login).len() <= 5);
}

#[test]
fn a_code_that_nobody_got_makes_no_second_account() {
    let anna = Person::registered();
    let mut eve = Person::new();
    let sent = eve
        .post("/api/v1/accounts", &registration(&anna.login))
        .expect(202)
        .json();
    for n in 0..5 {
        let body = json!({ "ticket": sent["ticket"], "code": format!("{n:06}") });
        eve.post("/api/v1/accounts/confirm", &body).expect(422);
    }
    assert_eq!(eve.state(), "signed_out");
}

#[test]
fn every_fault_of_a_registration_is_told_at_once() {
    let body = json!({ "login": "anna@", "password": "aaa", "consent": false });
    let faults = Call::post("/api/v1/accounts").json(&body).send().faults();
    for fault in [
        "/login email_format",
        "/password password_short",
        "/password password_upper",
        "/password password_digit",
        "/consent consent_required",
    ] {
        assert!(
            faults.iter().any(|known| known == fault),
            "{fault}: {faults:?}"
        );
    }
    let faults = Call::post("/api/v1/accounts")
        .json(&json!({}))
        .send()
        .faults();
    assert_eq!(
        faults,
        [
            "/login required",
            "/password required",
            "/consent consent_required"
        ]
    );
    let body =
        json!({ "login": "anna@example.ru", "password": "Xanna@example.ru1!", "consent": true });
    let faults = Call::post("/api/v1/accounts").json(&body).send().faults();
    assert_eq!(faults, ["/password password_login"]);
}

#[test]
fn nobody_registers_with_more_than_a_registration_holds() {
    let mut body = registration(&format!("{}@example.ru", unique::word()));
    for (name, value) in [
        ("role", json!("administrator")),
        ("state", json!("active")),
        ("id", json!("x")),
    ] {
        body[name] = value;
    }
    let faults = Call::post("/api/v1/accounts").json(&body).send().faults();
    assert_eq!(
        faults,
        [
            "/id unknown_field",
            "/role unknown_field",
            "/state unknown_field"
        ]
    );
}

#[test]
fn a_registration_needs_a_proof_that_works_once() {
    let mut anna = Person::new();
    let mut body = registration(&anna.login);
    body["altcha"] = Value::Null;
    let refused = anna
        .post("/api/v1/accounts", &body)
        .problem(403, "proof_required");
    assert!(refused["challenge"]["salt"].is_string(), "{refused}");
    let body = registration(&anna.login);
    anna.post("/api/v1/accounts", &body).expect(202);
    anna.post("/api/v1/accounts", &body)
        .problem(403, "proof_required");
}

#[test]
fn a_code_bears_five_attempts_and_then_is_worth_nothing() {
    let mut anna = Person::new();
    let ticket = anna.begin_registration();
    let right = anna.mail("registration_code").code();
    let wrong = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    let mut try_code = |code: &str| {
        let body = json!({ "ticket": ticket, "code": code });
        anna.post("/api/v1/accounts/confirm", &body)
    };
    for left in (1..5).rev() {
        let answer = try_code(wrong);
        assert_eq!(answer.faults(), ["/code code_wrong"]);
        assert!(answer.text().contains(&left.to_string()), "{answer}");
    }
    assert_eq!(try_code(wrong).faults(), ["/code code_gone"]);
    assert_eq!(try_code(&right).faults(), ["/code code_gone"]);
}

#[test]
fn a_code_works_once_with_its_own_ticket() {
    let mut anna = Person::new();
    let ticket = anna.begin_registration();
    let code = anna.mail("registration_code").code();
    let mut vera = Person::new();
    let other = vera.begin_registration();
    let confirm = |person: &mut Person, ticket: &str| {
        let body = json!({ "ticket": ticket, "code": code });
        person.post("/api/v1/accounts/confirm", &body)
    };
    if vera.mail("registration_code").code() != code {
        confirm(&mut vera, &other).expect(422);
    }
    confirm(&mut anna, "no-such-ticket").expect(422);
    confirm(&mut anna, &ticket).expect(201);
    assert_eq!(confirm(&mut vera, &ticket).faults(), ["/code code_gone"]);
}

#[test]
fn a_form_registers_as_a_browser_does() {
    let mut anna = Person::new();
    let form = |person: &Person, path: &str, pairs: &[(&str, &str)]| {
        person.call("POST", path).page().form(pairs)
    };
    let page = anna.send(anna.call("GET", "/register").page()).expect(200);
    assert!(
        page.text().contains("action=\"/api/v1/accounts\""),
        "{page}"
    );
    let call = form(
        &anna,
        "/api/v1/accounts",
        &[("login", "anna"), ("password", "x")],
    );
    let page = anna.send(call).expect(422);
    assert!(
        page.text().contains("value=\"anna\""),
        "what was typed is kept: {page}"
    );
    assert!(!page.text().contains("value=\"x\""), "a password is not");
    let proof = anna.proof();
    let (login, password) = (anna.login.clone(), anna.password.clone());
    let pairs = [
        ("login", login.as_str()),
        ("password", &password),
        ("consent", "true"),
        ("altcha", proof.as_str().unwrap()),
        ("return_to", "/submit"),
    ];
    let page = anna
        .send(form(&anna, "/api/v1/accounts", &pairs))
        .expect(200);
    let ticket = page
        .text()
        .split("name=\"ticket\" value=\"")
        .nth(1)
        .unwrap();
    let ticket = ticket.split('"').next().unwrap().to_owned();
    let code = anna.mail("registration_code").code();
    let pairs = [
        ("ticket", ticket.as_str()),
        ("code", &code),
        ("return_to", "/submit"),
    ];
    let done = anna
        .send(form(&anna, "/api/v1/accounts/confirm", &pairs))
        .expect(303);
    assert_eq!(done.header("location"), "/submit");
    assert_eq!(anna.state(), "signed_in");
    let out = anna.send(form(&anna, "/sign-out", &[])).expect(303);
    assert_eq!(out.header("location"), "/");
    assert_eq!(anna.state(), "signed_out");
}
