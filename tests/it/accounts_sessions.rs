//! Sessions: whose they are, how they end, and what a thief can do with one.

use otklik_tests::call::Call;
use otklik_tests::person::{CHROME, FIREFOX, Person};
use otklik_tests::target::target;
use serde_json::{Value, json};

fn sessions(person: &mut Person) -> Vec<Value> {
    let list = person.get("/api/v1/sessions").expect(200).json();
    list["items"].as_array().unwrap().clone()
}

#[test]
fn a_session_s_cookie_is_closed_to_scripts_and_other_sites() {
    let mut anna = Person::registered();
    let body = json!({ "login": anna.login, "password": anna.password });
    let answer = anna.post("/api/v1/session", &body).expect(200);
    let cookie = answer.header("set-cookie");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert!(
        !cookie.contains("Secure"),
        "browsers keep no Secure cookie of http://127.0.0.1"
    );
    assert_eq!(anna.token().len(), 43, "256 bits");
    // Whoever reaches it by another name reaches it behind HTTPS.
    let call = Call::post("/api/v1/session")
        .json(&body)
        .header("host", "otklik.example");
    let answer = call.header("user-agent", FIREFOX).send().expect(200);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-session="), "{cookie}");
    assert!(cookie.contains("; Secure"), "{cookie}");
}

#[test]
fn a_planted_session_is_not_taken_over() {
    let mut thief = Person::registered();
    let planted = thief.token();
    let mut anna = Person::registered();
    anna.cookies = vec![("session".to_owned(), planted.clone())];
    anna.sign_in();
    assert_ne!(anna.token(), planted);
    assert_eq!(thief.state(), "signed_out", "the planted one has ended");
    anna.cookies = vec![("session".to_owned(), "A".repeat(43))];
    anna.sign_in();
    assert_ne!(anna.token(), "A".repeat(43));
}

#[test]
fn a_stolen_cookie_is_worth_nothing_in_another_browser_and_ends_there() {
    let mut anna = Person::registered();
    let mut thief = anna.clone();
    thief.agent = CHROME.to_owned();
    assert_eq!(thief.state(), "signed_out");
    assert_eq!(
        anna.state(),
        "signed_out",
        "it was shown elsewhere: nobody has it any more"
    );
    anna.sign_in();
    let mut updated = anna.clone();
    updated.agent = FIREFOX.replace("140.0", "141.0");
    assert_eq!(
        updated.state(),
        "signed_in",
        "an update of the browser is no theft"
    );
}

#[test]
fn sessions_are_listed_and_ended_one_by_one_or_all() {
    let mut anna = Person::registered();
    let mut phone = anna.elsewhere();
    phone.sign_in();
    let mut third = anna.elsewhere();
    third.sign_in();
    let all = sessions(&mut anna);
    assert_eq!(all.len(), 3);
    assert_eq!(all.iter().filter(|one| one["current"] == true).count(), 1);
    assert_eq!(all[2]["device"], "Firefox, Linux");
    assert!(
        all[0]["device"].as_str().unwrap().starts_with("Chrome"),
        "{all:?}"
    );
    for member in ["created_at", "seen_at", "expires_at", "network", "method"] {
        assert!(all[0][member].is_string(), "{member}: {all:?}");
    }
    let id = all[0]["id"].as_str().unwrap();
    let mut eve = Person::registered();
    eve.delete(&format!("/api/v1/sessions/{id}"))
        .problem(404, "not_found");
    anna.delete(&format!("/api/v1/sessions/{id}")).expect(204);
    anna.delete(&format!("/api/v1/sessions/{id}"))
        .problem(404, "not_found");
    assert_eq!(
        (third.state(), phone.state()),
        ("signed_out".to_owned(), "signed_in".to_owned())
    );
    anna.delete("/api/v1/sessions").expect(204);
    assert_eq!(
        (anna.state(), phone.state()),
        ("signed_in".to_owned(), "signed_out".to_owned())
    );
}

#[test]
fn signing_in_again_gives_another_token_and_ends_the_old_one() {
    let mut anna = Person::registered();
    let mut before = anna.clone();
    anna.sign_in();
    assert_ne!(anna.token(), before.token());
    assert_eq!(before.state(), "signed_out");
}

#[test]
fn signing_out_ends_the_session_and_not_only_the_cookie() {
    let mut anna = Person::registered();
    let mut kept = anna.clone();
    anna.delete("/api/v1/session").expect(204);
    assert_eq!(kept.state(), "signed_out");
}

/// A change as a browser sends it along with the cookie.
fn change(anna: &Person, headers: &[(&str, &str)]) -> Call {
    let cookie = format!("session={}", anna.token());
    let call = Call::new("PATCH", "/api/v1/account")
        .json(&json!({ "last_name": "Иванова" }))
        .header("user-agent", &anna.agent)
        .header("cookie", &cookie);
    headers
        .iter()
        .fold(call, |call, (name, value)| call.header(name, value))
}

#[test]
fn another_site_changes_nothing_with_somebody_s_cookie() {
    let mut anna = Person::registered();
    let ours = target().base_url.as_str();
    for foreign in [
        &[][..],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:1")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", ours)],
        &[("referer", ours)],
    ] {
        change(&anna, foreign).send().problem(403, "foreign_origin");
    }
    for own in [
        &[("origin", ours)][..],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
    ] {
        change(&anna, own).send().expect(200);
    }
    // A form of another site, which needs no leave of ours to be sent.
    for path in [
        "/sign-out",
        "/api/v1/sessions",
        "/api/v1/account/factors/message",
    ] {
        let call = anna.call("POST", path).form(&[]);
        let call = call.header("sec-fetch-site", "cross-site");
        call.send().problem(403, "foreign_origin");
    }
    assert_eq!(anna.state(), "signed_in");
    // Nor does it sign anybody in to an account of its own.
    let body = json!({ "login": anna.login, "password": anna.password });
    let call = Call::post("/api/v1/session").json(&body);
    call.header("origin", "https://evil.example")
        .send()
        .problem(403, "foreign_origin");
}

#[test]
fn a_forged_host_makes_no_links_and_no_friends() {
    let anna = Person::registered();
    let call = change(
        &anna,
        &[
            ("origin", "https://evil.example"),
            ("host", "otklik.example"),
        ],
    );
    let status = call.send().status;
    assert!(matches!(status, 401 | 403), "{status}");
    let call = Call::post("/api/v1/session/qr").header("host", "evil.example");
    let begun = call.send().expect(201).json();
    assert!(!begun.to_string().contains("evil.example"), "{begun}");
}

#[test]
fn nobody_but_its_person_sees_an_account() {
    for (method, path) in [
        ("GET", "/api/v1/account"),
        ("PATCH", "/api/v1/account"),
        ("GET", "/api/v1/account/events"),
        ("GET", "/api/v1/account/factors"),
        ("POST", "/api/v1/account/factors/totp"),
        ("POST", "/api/v1/account/factors/recovery-codes"),
        ("POST", "/api/v1/account/password"),
        ("POST", "/api/v1/account/contacts"),
        ("GET", "/api/v1/sessions"),
        ("DELETE", "/api/v1/sessions"),
        ("POST", "/api/v1/session/qr/approve"),
    ] {
        let call = || Call::new(method, path).json(&json!({}));
        call().send().problem(401, "unauthenticated");
        let cookie = format!("session={}", "A".repeat(43));
        call()
            .header("cookie", &cookie)
            .send()
            .problem(401, "unauthenticated");
        call()
            .header("cookie", "session=x")
            .send()
            .problem(401, "unauthenticated");
        let status = call().staff().send().status;
        assert_eq!(status, 403, "{method} {path}: a program has no account");
    }
}

#[test]
fn signing_out_empties_the_browser_of_what_is_the_person_s() {
    let clearing = |anna: &mut Person| {
        let out = anna.send(anna.call("POST", "/sign-out").form(&[]));
        out.expect(303).header("clear-site-data").to_owned()
    };
    let mut anna = Person::registered();
    // A draft that is on the device alone was written by somebody who had not signed in.
    assert_eq!(clearing(&mut anna), "\"cache\"");
    assert_eq!(clearing(&mut anna), "", "nobody has signed out");
    anna.sign_in();
    let body = json!({ "saved_at": "2026-11-22T10:00:00Z", "draft": { "title": "Яма" } });
    anna.ask("PUT", "/api/v1/drafts/current", &body).expect(204);
    let mut phone = anna.elsewhere();
    phone.sign_in();
    assert_eq!(clearing(&mut anna), "\"cache\", \"storage\"");
    let out = phone.delete("/api/v1/session").expect(204);
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
}
