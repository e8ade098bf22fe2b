//! The first administrator.

use otklik_tests::person::Person;
use otklik_tests::server::{BOOTSTRAP_TOKEN, Server};
use serde_json::json;

#[test]
fn the_bootstrap_token_makes_one_administrator_who_can_never_go_last() {
    let server = Server::start();
    let target = server.target();
    let mut anna = Person::at(target);
    let begin = |person: &mut Person, token: &str| {
        let body = json!({
            "token": token, "login": person.login, "password": person.password,
            "last_name": "Королёва", "first_name": "Анна",
        });
        person.post("/api/v1/staff/bootstrap", &body)
    };
    begin(&mut anna, "bootstrap-token-of-somebody-else").problem(401, "unauthenticated");
    let nameless =
        json!({ "token": BOOTSTRAP_TOKEN, "login": anna.login, "password": anna.password });
    let refused = anna.post("/api/v1/staff/bootstrap", &nameless);
    assert_eq!(
        refused.faults(),
        [
            "/last_name last_name_required",
            "/first_name first_name_required"
        ]
    );
    let seen = anna.post(
        "/api/v1/staff/invitations/look",
        &json!({ "token": BOOTSTRAP_TOKEN }),
    );
    let seen = seen.expect(200).json();
    assert_eq!(
        (&seen["role"], &seen["login"]),
        (&json!("administrator"), &json!(null))
    );
    let begun = begin(&mut anna, BOOTSTRAP_TOKEN).expect(201).json();
    assert_eq!(begun["account"]["role"], "administrator");
    anna.get("/api/v1/staff")
        .problem(403, "second_factor_required");
    anna.add_second_factor();
    let list = anna.get("/api/v1/staff").expect(200).json();
    let own = &list["items"][0];
    assert_eq!(own["agency"], json!(null));
    assert_eq!(own["name"], "Королёва Анна");

    let mut boris = Person::at(target);
    begin(&mut boris, BOOTSTRAP_TOKEN).problem(409, "administrator_exists");
    let path = format!("/api/v1/staff/{}", own["id"].as_str().unwrap());
    for change in [
        json!({ "role": "observer" }),
        json!({ "state": "blocked" }),
        json!({ "agency": "road_agency" }),
    ] {
        let version = format!("\"{}\"", own["version"]);
        let call = anna
            .call("PATCH", &path)
            .json(&change)
            .header("if-match", &version);
        anna.send(call).problem(409, "last_administrator");
    }
}
