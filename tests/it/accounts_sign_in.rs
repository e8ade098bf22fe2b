//! Signing in and out, locks, recovery; and that nothing shows which logins there are.

use std::time::{Duration, Instant};

use otklik_tests::call::{Answer, Call};
use otklik_tests::person::Person;
use otklik_tests::unique;
use serde_json::{Value, json};

#[test]
fn a_person_registers_signs_out_and_in_again() {
    let mut anna = Person::registered();
    assert_eq!(anna.state(), "signed_in");
    let account = anna.get("/api/v1/account").expect(200).json();
    assert_eq!(
        (&account["state"], &account["role"]),
        (&json!("active"), &json!("citizen"))
    );
    assert_eq!(account["profile"]["email"], anna.login.as_str());
    anna.delete("/api/v1/session").expect(204);
    assert!(anna.cookies.is_empty(), "{:?}", anna.cookies);
    assert_eq!(anna.state(), "signed_out");
    anna.sign_in();
    assert_eq!(anna.state(), "signed_in");
}

#[test]
fn a_login_is_known_in_every_spelling() {
    let mut anna = Person::registered();
    let body = json!({ "snils": "112-233-445 95", "last_name": "Иванова" });
    let other = anna
        .ask("PATCH", "/api/v1/account", &body)
        .expect(200)
        .json();
    assert_eq!(other["profile"]["snils"], "11223344595");
    let login = anna.login.clone();
    let (local, domain) = login.split_once('@').unwrap();
    let odd = format!("  {}@{} ", local.to_uppercase(), domain.to_uppercase());
    anna.login = odd;
    anna.sign_in();
}

/// What an answer tells, without what differs by nature.
fn told(answer: &Answer) -> (u16, Value, Vec<(String, String)>) {
    let mut body = answer.json();
    for own in ["request_id", "instance"] {
        body.as_object_mut().unwrap().remove(own);
    }
    let mut headers: Vec<(String, String)> = answer
        .headers
        .iter()
        .filter(|(name, _)| {
            !["date", "x-request-id", "content-length", "ratelimit"].contains(&name.as_str())
        })
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    (answer.status, body, headers)
}

#[test]
fn unknown_wrong_and_locked_are_not_told_apart() {
    let mut anna = Person::registered().elsewhere();
    let mut unknown = Person::new().elsewhere();
    let mut nonsense = Person::new().elsewhere();
    nonsense.login = format!("' OR '{}'", unique::word());
    anna.password = "wrong-Pass-1!".to_owned();
    let expected = told(&anna.try_sign_in());
    assert_eq!(expected.0, 401);
    for person in [&mut unknown, &mut nonsense] {
        assert_eq!(told(&person.try_sign_in()), expected, "{}", person.login);
    }
    // And after five failures, with the right password.
    let mut locked = Person::registered().elsewhere();
    let [of_locked, of_unknown] = [&mut locked, &mut unknown].map(|person| {
        person.fail_to_sign_in(5);
        told(&person.try_sign_in())
    });
    assert_eq!(of_locked, of_unknown);
}

#[test]
fn a_recovery_tells_nothing_of_its_login() {
    let mut anna = Person::registered();
    let mut unknown = Person::new();
    let answers = [&mut anna, &mut unknown].map(|person| {
        let body = json!({ "login": person.login, "altcha": person.proof() });
        let answer = person.post("/api/v1/recovery", &body).expect(202);
        let (status, mut body, headers) = told(&answer);
        for own in ["ticket", "expires_at"] {
            assert!(body[own].is_string());
            body.as_object_mut().unwrap().remove(own);
        }
        (status, body, headers)
    });
    assert_eq!(answers[0], answers[1]);
    assert_eq!(unknown.mail_kinds(), Vec::<String>::new());
    // Nor do the rules of the password.
    for person in [&mut anna, &mut unknown] {
        let ticket = person.ask_recovery();
        let password = format!("X1!{}", person.login);
        let body = json!({ "ticket": ticket, "code": "000000", "password": password });
        let faults = person.post("/api/v1/recovery/complete", &body).faults();
        // A login made by chance may have three equal digits in a row, which is a fault of its own.
        let fault = "/password password_login".to_owned();
        assert!(faults.contains(&fault), "{faults:?}");
    }
}

#[test]
fn five_failures_lock_and_recovery_opens_at_once() {
    let mut anna = Person::registered();
    let mut thief = anna.elsewhere();
    thief.fail_to_sign_in(5);
    thief.try_sign_in().problem(401, "wrong_credentials");
    let kinds = anna.mail_kinds();
    assert_eq!(
        kinds.iter().filter(|kind| *kind == "locked").count(),
        1,
        "{kinds:?}"
    );
    // Who is inside stays inside, and sees what is the matter.
    let account = anna.get("/api/v1/account").expect(200).json();
    assert_eq!(account["state"], "locked");
    assert!(account["locked_until"].is_string() && account["what_to_do"].is_string());
    let mut forgetful = anna.elsewhere();
    forgetful.recover("Тихий-Омут-1974");
    assert_eq!(
        anna.state(),
        "signed_out",
        "a new password ends all sessions"
    );
    forgetful.sign_in();
    assert_eq!(forgetful.get("/api/v1/account").json()["state"], "active");
    anna.try_sign_in().problem(401, "wrong_credentials");
    assert!(anna.mail_kinds().contains(&"password_changed".to_owned()));
    let events = forgetful.get("/api/v1/account/events").expect(200).json();
    let kinds: Vec<&str> = events["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    for kind in [
        "registered",
        "sign_in",
        "sign_in_failed",
        "locked",
        "password_changed",
    ] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
}

#[test]
fn the_right_password_after_failures_frees_of_them() {
    let mut anna = Person::registered();
    anna.fail_to_sign_in(4);
    anna.sign_in();
    anna.fail_to_sign_in(4);
    anna.sign_in();
}

#[test]
fn a_recovery_code_works_once_and_for_recovery_only() {
    let mut anna = Person::registered();
    let ticket = anna.ask_recovery();
    let code = anna.mail("recovery_code").code();
    let body = json!({ "ticket": ticket, "code": code });
    anna.post("/api/v1/accounts/confirm", &body).expect(422);
    let body = json!({ "ticket": ticket, "code": code, "password": "Тихий-Омут-1974" });
    anna.post("/api/v1/recovery/complete", &body).expect(200);
    let again = anna.post("/api/v1/recovery/complete", &body).faults();
    assert_eq!(again, ["/code code_gone"]);
}

/// The middle of several sign-ins' times.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[test]
fn the_time_of_a_refusal_does_not_tell_whether_there_is_an_account() {
    // Each login fails twice only: from the third failure on a proof is asked for.
    const PEOPLE: usize = 8;
    let known: Vec<String> = (0..PEOPLE).map(|_| Person::registered().login).collect();
    let unknown: Vec<String> = (0..PEOPLE).map(|_| Person::new().login).collect();
    let time = |login: &str| {
        let body = json!({ "login": login, "password": "wrong-Pass-1!" });
        let call = Call::post("/api/v1/session").json(&body);
        let begin = Instant::now();
        call.send().problem(401, "wrong_credentials");
        begin.elapsed()
    };
    let (mut of_known, mut of_unknown) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        for (known, unknown) in known.iter().zip(&unknown) {
            of_known.push(time(known));
            of_unknown.push(time(unknown));
        }
    }
    let (known, unknown) = (median(of_known), median(of_unknown));
    // A missing comparison by Argon2 would be a factor of ten; other tests run beside this one.
    let ratio = known.as_secs_f64() / unknown.as_secs_f64();
    assert!((0.5..2.0).contains(&ratio), "{known:?} against {unknown:?}");
    println!("a refusal takes {known:?} with an account and {unknown:?} without");
}

#[test]
fn a_sign_in_leads_nowhere_else() {
    let anna = Person::registered();
    for elsewhere in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/x\r\nSet-Cookie: a=b",
        "/api/v1/account",
    ] {
        let mut thief = anna.elsewhere();
        let pairs = [
            ("login", anna.login.as_str()),
            ("password", anna.password.as_str()),
            ("return_to", elsewhere),
        ];
        let call = thief.call("POST", "/api/v1/session").page().form(&pairs);
        let answer = thief.send(call).expect(303);
        assert_eq!(answer.header("location"), "/cabinet", "{elsewhere}");
        assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 1);
        let path = format!(
            "/sign-in?return_to={}",
            otklik_tests::call::percent(elsewhere)
        );
        let page = Call::get(path).page().send().expect(200);
        assert!(!page.text().contains("evil.example"), "{elsewhere}: {page}");
    }
}

#[test]
fn a_request_says_what_it_may_and_nothing_more() {
    let login = format!("{}@example.ru", unique::word());
    let body = json!({ "login": login, "password": "x", "role": "administrator" });
    let faults = Call::post("/api/v1/session").json(&body).send().faults();
    assert_eq!(faults, ["/role unknown_field"]);
}
