//! The query of a call is held against what its operation declares, wherever something is read.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::{Answer, Call, percent};
use otklik_tests::image;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use serde_json::{Value, json};

/// Those who may read something.
struct Readers {
    operator: Person,
    citizen: Person,
    appeal: Appeal,
    file: String,
}

/// Who reads an operation.
#[derive(Clone, Copy, Debug)]
enum Reader {
    Service,
    Operator,
    Citizen,
    Applicant,
}

impl Readers {
    fn new() -> Self {
        let operator = Person::staff("operator", [AGENCY, "", ""]);
        let mut citizen = Person::registered();
        let file = Attachment::create("яма.jpg", &image::photo(20_000, 7));
        let mut body = appeal::sample();
        body["attachments"] = json!([file.reference()]);
        let call = citizen.call("POST", "/api/v1/appeals").json(&body);
        let appeal = Appeal::read(&citizen.send(call));
        appeal.go_through(&["in_progress", "approved"]);
        let file = appeal.card()["attachments"][0]["id"].clone();
        Readers {
            operator,
            citizen,
            appeal,
            file: file.as_str().unwrap().to_owned(),
        }
    }

    fn ask(&mut self, reader: Reader, path: &str) -> Answer {
        match reader {
            Reader::Service => Call::get(path).staff().send(),
            Reader::Applicant => Call::get(path).code(&self.appeal.code).send(),
            Reader::Operator => self.operator.get(path),
            Reader::Citizen => self.citizen.get(path),
        }
    }

    /// The path of a template, and somebody who may read it.
    fn reader_of(&mut self, template: &str) -> (String, Reader) {
        let path = template
            .replace("{number}", &self.appeal.number)
            .replace("{id}", &self.file)
            .replace("{collection}", "agencies")
            .replace("{key}", AGENCY);
        let all = [
            Reader::Service,
            Reader::Operator,
            Reader::Citizen,
            Reader::Applicant,
        ];
        let may = all
            .into_iter()
            .find(|reader| self.ask(*reader, &path).status < 400);
        let may = may.unwrap_or_else(|| panic!("nobody may read {path}"));
        (path, may)
    }
}

/// What a parameter may not hold, by its schema.
fn wrong(parameter: &Value) -> Vec<String> {
    let schema = &parameter["schema"];
    if schema["enum"].is_array() {
        return vec!["zzz".to_owned(), "created,closed,zzz".to_owned()];
    }
    if schema["type"] == "boolean" {
        return vec!["yes".to_owned(), "1".to_owned()];
    }
    if schema["type"] == "integer" {
        let bound = |name: &str, step: i64| (schema[name].as_i64().unwrap() + step).to_string();
        return vec![
            bound("minimum", -1),
            bound("maximum", 1),
            "x".to_owned(),
            "1.5".to_owned(),
        ];
    }
    let text = match parameter["name"].as_str().unwrap() {
        "cursor" => return vec!["zzz".to_owned(), "%00".to_owned(), "'".to_owned()],
        "created_from" | "created_to" => return vec!["yesterday".to_owned()],
        _ => schema["maxLength"].as_u64(),
    };
    let most = text.unwrap_or_else(|| panic!("{parameter} has no bound"));
    let long = "я".repeat(usize::try_from(most).unwrap() + 1);
    vec![long, "\0".to_owned()]
}

#[test]
fn whatever_is_read_refuses_what_it_does_not_declare() {
    let mut readers = Readers::new();
    let document = Call::get("/api/v1/openapi.json").send().expect(200).json();
    let (mut operations, mut values) = (0, 0);
    for (template, item) in document["paths"].as_object().unwrap() {
        let Some(operation) = item.get("get") else {
            continue;
        };
        let (path, reader) = readers.reader_of(template);
        let mut faults = |query: &str| readers.ask(reader, &format!("{path}?{query}")).faults();
        assert_eq!(faults("zzz=1"), ["/zzz parameter_unknown"], "{path}");
        assert_eq!(
            faults("utm_source=x&zzz=&updated_from=2026-01-01"),
            [
                "/utm_source parameter_unknown",
                "/zzz parameter_unknown",
                "/updated_from parameter_unknown"
            ],
            "{path}"
        );
        operations += 1;
        let parameters = operation["parameters"].as_array().unwrap();
        let in_query = parameters.iter().filter(|one| one["in"] == "query");
        for parameter in in_query {
            let name = parameter["name"].as_str().unwrap();
            let twice = faults(&format!("{name}=&{name}="));
            assert_eq!(twice, [format!("/{name} parameter_repeated")], "{path}");
            for value in wrong(parameter) {
                let query = format!("{name}={}", percent(&value));
                let found = faults(&query);
                assert_eq!(found.len(), 1, "{path}?{query}: {found:?}");
                assert!(found[0].starts_with(&format!("/{name} ")), "{found:?}");
                if name == "cursor" {
                    assert_eq!(found, ["/cursor cursor_invalid"], "{path}?{query}");
                }
                values += 1;
            }
        }
        let told = &operation["responses"]["422"];
        assert!(told.is_object(), "{path} does not tell of 422");
    }
    assert!(operations > 40 && values > 200, "{operations} {values}");
}

#[test]
fn every_fault_of_a_query_is_told_at_once_and_nothing_is_read() {
    let faults = Call::get(
        "/api/v1/exports/appeals.csv?dialect=zzz&zzz=1&bom=maybe&status=created&status=closed",
    )
    .staff()
    .send()
    .faults();
    assert_eq!(
        faults,
        [
            "/dialect dialect_unknown",
            "/zzz parameter_unknown",
            "/bom bom_invalid",
            "/status parameter_repeated"
        ]
    );
    // Who may not read is told so, whatever they ask for.
    Call::get("/api/v1/appeals?zzz=1")
        .send()
        .problem(401, "unauthenticated");
    let appeal = Appeal::create();
    Call::get(format!("{}?zzz=1", appeal.path("")))
        .send()
        .problem(404, "not_found");
    // HEAD is GET without the body.
    let head = Call::new("HEAD", "/api/v1/categories?zzz=1").send();
    assert_eq!(head.status, 422);
}

#[test]
fn the_queue_gives_its_counters_alone_for_no_items() {
    let mut operator = Person::staff("operator", [AGENCY, "", ""]);
    let queue = operator.get("/api/v1/queue?limit=0").expect(200).json();
    assert_eq!(queue["items"], json!([]));
    assert!(queue["counters"].is_object(), "{queue}");
}

#[test]
fn lists_of_administration_go_on_page_by_page() {
    for path in ["/api/v1/admin/categories", "/api/v1/admin/agencies"] {
        let all = Call::get(path).staff().send().expect(200).json();
        assert_eq!(all["next"], Value::Null);
        let all: Vec<Value> = all["items"].as_array().unwrap().clone();
        let (mut found, mut query) = (Vec::new(), "limit=7".to_owned());
        loop {
            let page = Call::get(format!("{path}?{query}")).staff().send();
            let page = page.expect(200).json();
            let items = page["items"].as_array().unwrap();
            assert!(items.len() <= 7);
            found.extend(items.iter().map(|item| item["key"].clone()));
            match page["next"].as_str() {
                Some(next) => query = format!("limit=7&cursor={next}"),
                None => break,
            }
        }
        let all: Vec<Value> = all.iter().map(|item| item["key"].clone()).collect();
        assert_eq!(found, all, "{path}");
    }
    let one = Call::get("/api/v1/staff?limit=1")
        .staff()
        .send()
        .expect(200);
    assert!(one.json()["items"].as_array().unwrap().len() <= 1);
}

#[test]
fn a_cursor_is_what_an_answer_wrote() {
    for cursor in ["0", "-1", "05", "%2B5", "5.0", "99999999999999999999"] {
        let path = format!("/api/v1/admin/history?cursor={cursor}");
        let refused = Call::get(&path).staff().send();
        assert_eq!(refused.faults(), ["/cursor cursor_invalid"], "{cursor}");
    }
}

#[test]
fn pages_are_lenient_with_what_others_put_behind_their_addresses() {
    for path in ["/", "/submit", "/status", "/sign-in", "/developers"] {
        Call::get(format!("{path}?utm_source=news&utm_source=mail&fbclid=x"))
            .page()
            .send()
            .expect(200);
    }
    let mut operator = Person::staff("operator", [AGENCY, "", ""]);
    operator.get("/desk?utm_source=mail").expect(200);
}
