//! API keys: what one opens, what it does not, and how it ends.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::staff::{AGENCY, KEYS, Key};
use otklik_tests::unique;
use serde_json::{Value, json};

#[test]
fn a_key_is_shown_once_and_opens_what_it_was_issued_for() {
    let appeal = Appeal::create();
    let key = Key::issue(&["read"], None);
    assert!(key.text.starts_with("otk_"), "{key:?}");
    let listed = key.listed();
    assert_eq!(listed["used_at"], Value::Null);
    assert!(!listed.to_string().contains(&key.text));

    Call::get(appeal.path(""))
        .bearer(&key.text)
        .send()
        .expect(200);
    assert!(key.listed()["used_at"].is_string(), "its use is noted");
    let list = Call::get(KEYS).staff().send().expect(200);
    let secret = key.text.rsplit_once('_').unwrap().1;
    assert!(!list.text().contains(secret), "the secret is shown once");
}

#[test]
fn a_key_without_the_scope_is_refused_and_told_which_one_it_needs() {
    let appeal = Appeal::create();
    let reader = Key::issue(&["read"], None);
    let export = Call::get("/api/v1/exports/appeals.csv").bearer(&reader.text);
    export.send().problem(403, "scope_missing");
    let act = Call::get(format!("/api/v1/exports/appeals/{}.pdf", appeal.number));
    act.bearer(&reader.text)
        .send()
        .problem(403, "scope_missing");
    let moved = appeal.transition_call("in_progress").bearer(&reader.text);
    let problem = moved.send().problem(403, "scope_missing");
    assert!(problem["detail"].as_str().unwrap().contains("write"));
    let writer = Key::issue(&["write"], None);
    let seen = Call::get(appeal.path("")).bearer(&writer.text);
    seen.send().problem(403, "scope_missing");
    let moved = appeal.transition_call("in_progress").bearer(&writer.text);
    moved.send().expect(200);
    // An integrator executes; approving is a supervisor's.
    let approved = appeal.transition_call("approved").bearer(&writer.text);
    approved.send().problem(403, "forbidden");
}

#[test]
fn a_program_says_what_makes_its_request_one() {
    let key = Key::issue(&["write"], None);
    let send = || appeal::creation(&appeal::sample()).bearer(&key.text);
    send().send().problem(428, "idempotency_key_required");
    let once = unique::word();
    let first = Appeal::read(&send().key(&once).send());
    assert_eq!(Appeal::read(&send().key(&once).send()), first);
    let upload = Call::post("/api/v1/attachments")
        .bearer(&key.text)
        .header("content-disposition", "attachment; filename=\"a.png\"");
    upload.send().problem(428, "idempotency_key_required");
}

#[test]
fn a_revoked_key_and_a_wrong_one_are_refused_alike() {
    let key = Key::issue(&["read"], None);
    let other = Key::issue(&["read"], None);
    let swapped = {
        let (id, _) = key.text.rsplit_once('_').unwrap();
        format!("{id}_{}", other.text.rsplit_once('_').unwrap().1)
    };
    let list = |text: &str| Call::get("/api/v1/appeals?limit=1").bearer(text).send();
    list(&key.text).expect(200);
    let revoke = || Call::new("DELETE", format!("{KEYS}/{}", key.id)).staff();
    revoke().send().expect(204);
    revoke().send().expect(204);
    let told = |answer: Answer| answer.problem(401, "unauthenticated")["detail"].clone();
    let revoked = told(list(&key.text));
    for wrong in [
        swapped.as_str(),
        "otk_",
        "otk_1_2",
        &format!("{}x", other.text),
        &other.text.to_uppercase().replace("OTK_", "otk_"),
    ] {
        assert_eq!(told(list(wrong)), revoked, "{wrong}");
    }
    assert!(key.listed()["revoked_at"].is_string());
    list(&other.text).expect(200);
}

#[test]
fn a_key_is_issued_once_for_an_idempotency_key() {
    let once = unique::word();
    let body = json!({ "name": "tests", "scopes": ["read"], "agency": null });
    let issue = |body: &Value| Call::post(KEYS).staff().key(&once).json(body).send();
    let first = Key::read(&issue(&body));
    let again = Key::read(&issue(&body));
    assert_eq!((first.id, first.text), (again.id, again.text));
    let other = json!({ "name": "tests", "scopes": ["write"], "agency": null });
    issue(&other).problem(422, "idempotency_key_reused");
}

#[test]
fn every_fault_of_a_request_for_a_key_is_told() {
    let body = json!({
        "name": " ", "scopes": ["read", "everything"], "agency": "nowhere",
        "expires_at": "2019-01-01T00:00:00Z", "role": "administrator"
    });
    let mut faults = Call::post(KEYS).staff().json(&body).send().faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/agency agency_unknown",
            "/expires_at expiry_invalid",
            "/name name_length",
            "/role unknown_field",
            "/scopes scope_unknown",
        ]
    );
}

#[test]
fn a_key_neither_issues_nor_sees_nor_revokes_keys() {
    let all = ["read", "write", "export", "personal"];
    let key = Key::issue(&all, Some(AGENCY));
    let body = json!({ "name": "more", "scopes": all });
    for call in [
        Call::get(KEYS),
        Call::post(KEYS).json(&body),
        Call::new("DELETE", format!("{KEYS}/{}", key.id)),
    ] {
        call.clone()
            .bearer(&key.text)
            .send()
            .problem(403, "forbidden");
        call.send().problem(401, "unauthenticated");
    }
}

#[test]
fn an_unknown_key_cannot_be_revoked() {
    for id in ["0192f3a0-0000-7000-8000-000000000000", "abc", "%00"] {
        let call = Call::new("DELETE", format!("{KEYS}/{id}")).staff();
        call.send().problem(404, "not_found");
    }
}
