//! Every operation of the API by every role, inside and outside the territory, against the permission table.
//!
//! The walk is made from openapi.json: an operation that is added there is walked, and fails here until
//! the table has an entry for it that the service keeps.

use domain::access::{self, Operation, Reach, Role};
use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::person::Person;
use otklik_tests::staff::{AGENCY, Key, OTHER};
use otklik_tests::target::target;
use serde_json::{Value, json};

/// What a refusal for who is asking is called; other refusals are about what was asked.
const REFUSALS: [&str; 4] = [
    "unauthenticated",
    "forbidden",
    "scope_missing",
    "second_factor_required",
];

/// Operations that end what the walk needs, so they come last.
const LAST: [&str; 2] = ["session_remove_others", "session_end"];

/// A number that nobody has.
const UNKNOWN: &str = "2026-9999998-0";

/// An operation of the document.
struct Step {
    operation: Operation,
    method: String,
    path: String,
    body: Option<&'static str>,
}

fn steps() -> Vec<Step> {
    let document = Call::get("/api/v1/openapi.json").send().expect(200).json();
    let mut steps = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, described) in methods.as_object().unwrap() {
            let Some(id) = described["operationId"].as_str() else {
                continue;
            };
            let operation = Operation::ALL.iter().find(|known| known.as_str() == id);
            let content = described["requestBody"]["content"].as_object();
            let is_json =
                |content: &serde_json::Map<String, Value>| content.contains_key("application/json");
            steps.push(Step {
                operation: *operation.unwrap_or_else(|| panic!("{id} has no entry in the table")),
                method: method.to_uppercase(),
                path: path.clone(),
                body: content.map(|content| match is_json(content) {
                    true => "application/json",
                    false => "application/octet-stream",
                }),
            });
        }
    }
    let place = |step: &Step| {
        LAST.iter()
            .position(|last| *last == step.operation.as_str())
    };
    steps.sort_by_key(place);
    assert!(steps.len() > 20);
    steps
}

/// Who calls, and how they are known.
struct Caller {
    role: Role,
    by: By,
    /// An appeal that they may see if their role may at all, and one that they may not.
    inside: String,
    outside: String,
}

enum By {
    Nothing,
    Code(String),
    Token(String),
    Session(Box<Person>),
}

impl Caller {
    fn ask(&mut self, step: &Step, number: &str) -> Answer {
        let path = step.path.replace("{number}", number);
        let unknown = "0192f3a0-0000-7000-8000-000000000000";
        let path = path.replace("{objection}", "1");
        let path = ["{id}", "{kind}", "{name}"]
            .iter()
            .fold(path, |path, name| path.replace(name, unknown));
        let path = path
            .replace("{collection}", "agencies")
            .replace("{key}", AGENCY);
        let dress = |call: Call| match step.body {
            Some("application/json") => call.json(&json!({})),
            Some(other) => call.body(other, Vec::new()),
            None => call,
        };
        let call = || dress(Call::new(&step.method, path.clone()));
        match &mut self.by {
            By::Nothing => call().send(),
            By::Code(code) => call().code(code).send(),
            By::Token(token) => call().bearer(token).send(),
            By::Session(person) => {
                let call = dress(person.call(&step.method, &path));
                person.send(call)
            }
        }
    }
}

/// Whether the answer refuses the caller, and not what they ask.
fn refuses(answer: &Answer) -> bool {
    if ![401, 403].contains(&answer.status) {
        return false;
    }
    let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    // The answer to HEAD has no body to tell.
    problem["code"]
        .as_str()
        .is_none_or(|code| REFUSALS.contains(&code))
}

fn walk(mut caller: Caller) {
    let role = caller.role;
    let mut wrong = Vec::new();
    for step in steps() {
        let (operation, of_appeal) = (step.operation, step.path.contains("{number}"));
        let mut reach = access::reach(operation, role);
        let is_closed_to_keys = role == Role::Integrator && access::scope(operation).is_none();
        if is_closed_to_keys && reach != Reach::All {
            reach = Reach::No;
        }
        // A thing's own token decides, whoever brings it: there is nothing of a role to be refused.
        if access::reach(operation, Role::Nobody) == Reach::Own {
            continue;
        }
        let inside = caller.inside.clone();
        let answer = caller.ask(&step, &inside);
        let is_refused = refuses(&answer);
        let hidden = of_appeal && answer.status == 404;
        let is_right = match reach {
            Reach::No => is_refused || hidden,
            // What needs no sign-in may still have no use for programs.
            Reach::All => !is_refused || is_closed_to_keys,
            Reach::Own | Reach::Territory => {
                let is_whole = step.path.ends_with("{number}") || step.path.ends_with("/events");
                !is_refused && (!is_whole || answer.status == 200)
            }
        };
        if !is_right {
            wrong.push(format!("{role} {operation:?} {reach:?}: {}", answer.status));
        }
        if of_appeal && reach != Reach::All {
            let outside = caller.outside.clone();
            let answer = caller.ask(&step, &outside);
            // Taking an appeal into the cabinet asks for its code before it looks for the number.
            let unknown = caller.ask(&step, UNKNOWN);
            let hidden = answer.status >= 400 && answer.status == unknown.status;
            let refused = reach == Reach::No && refuses(&answer);
            if !(hidden || refused) {
                wrong.push(format!("{role} {operation:?} outside: {}", answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn elsewhere() -> String {
    let mut body = appeal::with("/category", OTHER.1);
    appeal::set(&mut body, "/type", json!("suggestion"));
    appeal::set(&mut body, "/fields", json!({}));
    let text = "Предлагаю показывать на странице номер обращения крупнее: так его легче переписать в \
                тетрадь и продиктовать по телефону.";
    appeal::set(&mut body, "/text", json!(text));
    Appeal::create_as(&body).number
}

#[test]
fn nobody_and_applicants_reach_what_the_table_says() {
    let (own, other) = (Appeal::create(), Appeal::create());
    for (role, by) in [
        (Role::Nobody, By::Nothing),
        (Role::Applicant, By::Code(own.code.clone())),
    ] {
        walk(Caller {
            role,
            by,
            inside: own.number.clone(),
            outside: other.number.clone(),
        });
    }
}

#[test]
fn a_citizen_reaches_what_the_table_says() {
    let mut person = Person::registered();
    let sent = person.post("/api/v1/appeals", &appeal::sample());
    walk(Caller {
        role: Role::Citizen,
        inside: Appeal::read(&sent).number,
        outside: Appeal::create().number,
        by: By::Session(Box::new(person)),
    });
}

#[test]
fn staff_reach_what_the_table_says_within_their_territory() {
    let (inside, outside) = (Appeal::create().number, elsewhere());
    for role in Role::STAFF {
        walk(Caller {
            role: *role,
            by: By::Session(Box::new(Person::staff(role.as_str(), [AGENCY, "", ""]))),
            inside: inside.clone(),
            outside: outside.clone(),
        });
    }
}

#[test]
fn programs_reach_what_the_table_says() {
    let (inside, outside) = (Appeal::create().number, elsewhere());
    let key = Key::issue(&["read", "write", "export", "personal"], Some(AGENCY));
    for (role, token) in [
        (Role::Integrator, key.text),
        (Role::Service, target().staff_token.clone()),
    ] {
        walk(Caller {
            role,
            by: By::Token(token),
            inside: inside.clone(),
            outside: outside.clone(),
        });
    }
}

#[test]
fn ops_reach_their_own_calls_with_the_token_of_each() {
    let own = |step: &Step| {
        access::reach(step.operation, Role::Nobody) == Reach::No
            && access::reach(step.operation, Role::Ops) == Reach::All
    };
    let tokens = [&target().tick_token, &target().outbox_token];
    for step in steps().iter().filter(|step| own(step)) {
        let call = || {
            let call = Call::new(&step.method, step.path.clone());
            match step.body {
                Some(_) => call.json(&json!({})),
                None => call,
            }
        };
        let opened: Vec<bool> = tokens
            .iter()
            .map(|token| !refuses(&call().bearer(token).send()))
            .collect();
        assert_eq!(
            opened.iter().filter(|open| **open).count(),
            1,
            "{:?} by {opened:?}",
            step.operation
        );
    }
}
