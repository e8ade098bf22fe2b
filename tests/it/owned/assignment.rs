//! Whom the rules give an appeal to. Everybody who works for a whole agency may get one, so that these two need
//! an instance where nobody else works.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::server::Server;
use otklik_tests::staff::AGENCY;
use serde_json::{Value, json};

use crate::administration::eventually;
use crate::work::id;

#[test]
fn a_rules_executor_has_the_appeal_and_else_the_one_who_has_the_fewest() {
    let server = Server::start();
    let target = server.target();
    let operator = || Person::staff_at(target, "operator", [AGENCY, "", ""]);
    let (mut anna, mut boris) = (operator(), operator());
    let (anna, boris) = (id(&mut anna), id(&mut boris));
    let add = |rule: &Value| {
        let call = Call::post("/api/v1/admin/routing-rules").staff().json(rule);
        call.send_to(target).expect(201);
    };
    add(
        &json!({ "position": 1, "category": "roads.surface", "region": "16", "agency": AGENCY, "assignee": boris }),
    );
    add(
        &json!({ "position": 2, "category": "roads.surface", "agency": AGENCY, "strategy": "least_loaded" }),
    );
    let sent = |region: &str| {
        let body = appeal::with("/region", region);
        Appeal::read(&appeal::creation(&body).send_to(target))
    };
    let executor = |appeal: &Appeal| {
        let call = Call::get(appeal.path("")).staff().send_to(target);
        call.expect(200).json()["assignee"].clone()
    };
    // Boris alone gets these, however many he has; instances hear of a rule within seconds.
    for _ in 0..3 {
        eventually(|| executor(&sent("16")), |to| *to == boris.as_str());
    }
    let load = |of: &str| {
        let path = format!("/api/v1/appeals?limit=100&sort=created_at&assignee={of}");
        let list = Call::get(path).staff().send_to(target).expect(200).json();
        list["items"].as_array().unwrap().len()
    };
    assert!(load(&boris) >= 3 && load(&anna) == 0);
    // Anna gets what is of nobody until she has as many, and then it is fair.
    while load(&anna) < load(&boris) {
        assert_eq!(executor(&sent("62")), anna.as_str());
    }
    let next = [executor(&sent("62")), executor(&sent("62"))];
    assert!(
        next.contains(&json!(anna)) && next.contains(&json!(boris)),
        "{next:?}"
    );
    // A named executor who has left is not waited for.
    let staff = Call::get("/api/v1/staff?limit=100").staff().send_to(target);
    let staff = staff.expect(200).json()["items"].clone();
    let mut staff = staff.as_array().unwrap().iter();
    let member = staff.find(|one| one["id"] == boris.as_str()).unwrap();
    let left = Call::new("PATCH", format!("/api/v1/staff/{boris}")).staff();
    let left = left.header("if-match", &format!("\"{}\"", member["version"]));
    let left = left.json(&json!({ "state": "blocked" }));
    left.send_to(target).expect(200);
    assert_eq!(executor(&sent("16")), Value::Null);
    assert_eq!(executor(&sent("62")), anna.as_str());
}
