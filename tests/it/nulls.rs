//! A null is an absence, whatever it is the null of.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use serde_json::{Value, json};

/// Members whose null takes something away; their descriptions say so.
const TAKE_AWAY: [&str; 1] = ["assignee"];

/// What an answer says, without what differs each time.
fn said(answer: &Answer) -> (u16, Value, Value) {
    let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    (
        answer.status,
        problem["code"].clone(),
        problem["errors"].clone(),
    )
}

fn members<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a str> {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap(),
        None => schema,
    };
    let own = schema["properties"].as_object().into_iter().flatten();
    let mut names: Vec<&str> = own.map(|(name, _)| name.as_str()).collect();
    for part in ["oneOf", "allOf", "anyOf"] {
        for one in schema[part].as_array().into_iter().flatten() {
            names.extend(members(document, one));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn a_null_is_taken_as_no_member_is() {
    let document = Call::get("/api/v1/openapi.json").send().expect(200).json();
    let appeal = Appeal::create();
    let mut people = [
        Person::staff("supervisor", [AGENCY, "", ""]),
        Person::registered(),
    ];
    let mut tried = 0;
    for (template, item) in document["paths"].as_object().unwrap() {
        for method in ["post", "put", "patch"] {
            let content = &item[method]["requestBody"]["content"]["application/json"];
            if content.is_null() || template.starts_with("/internal") {
                continue;
            }
            let path = template
                .replace("{number}", &appeal.number)
                .replace("{objection}", "1")
                .replace("{collection}", "categories")
                .replace("{key}", "roads.surface")
                .replace("{id}", "0192f3a0-0000-7000-8000-000000000000");
            for member in members(&document, &content["schema"]) {
                if TAKE_AWAY.contains(&member) {
                    continue;
                }
                let mut ask = |who: usize, body: Value| {
                    let method = method.to_uppercase();
                    match who.checked_sub(1) {
                        None => {
                            let call = Call::new(&method, &path).staff().json(&body);
                            call.header("if-match", "\"1\"").send()
                        }
                        Some(person) => {
                            let person = &mut people[person];
                            let call = person.call(&method, &path).json(&body);
                            person.send(call.header("if-match", "\"1\""))
                        }
                    }
                };
                for who in 0..3 {
                    let without = ask(who, json!({}));
                    // What is done without any member would be done twice here.
                    if without.status < 400 || without.status == 429 {
                        continue;
                    }
                    let with = ask(who, json!({ member: null }));
                    if with.status == 429 {
                        continue;
                    }
                    assert_eq!(
                        said(&with),
                        said(&without),
                        "{method} {path} {member}: null"
                    );
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 300, "{tried}");
}

#[test]
fn an_appeal_with_every_optional_member_null_is_registered() {
    let mut body = appeal::sample();
    for name in [
        "channel",
        "altcha",
        "call_at",
        "on_behalf_of",
        "repeat_of",
        "documents_follow",
        "attachments",
        "answer_by",
    ] {
        body[name] = Value::Null;
    }
    for name in ["middle_name", "birth_date", "inn", "snils", "email"] {
        body["applicant"][name] = Value::Null;
    }
    for path in ["/api/v1/appeals/preview", "/api/v1/appeals"] {
        for call in [Call::post(path), Call::post(path).staff()] {
            let answer = call.json(&body).send();
            assert!(answer.status < 300, "{answer}");
        }
    }
    let appeal = Appeal::read(&appeal::creation(&body).send());
    assert_eq!(appeal.card()["channel"], "api");
}
