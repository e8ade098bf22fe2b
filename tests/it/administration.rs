//! The configuration: what an administrator changes, who may, and what follows everywhere.

use std::time::{Duration, Instant};

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::person::Person;
use otklik_tests::staff::{AGENCY, OTHER};
use otklik_tests::unique;
use serde_json::{Value, json};

const ADMIN: &str = "/api/v1/admin";

/// How long a change may take to be seen by every instance.
const EVERYWHERE_WITHIN: Duration = Duration::from_secs(10);

/// A number that few others come upon.
fn number() -> i64 {
    let digits: String = unique::word()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits[9..17].parse().unwrap()
}

fn at(path: &str) -> String {
    format!("{ADMIN}/{path}")
}

#[track_caller]
fn view(path: &str) -> Value {
    Call::get(at(path)).staff().send().expect(200).json()
}

fn put(path: &str, item: &Value) -> Call {
    let version = format!("\"{}\"", item["version"]);
    Call::new("PUT", at(path))
        .staff()
        .header("if-match", &version)
        .json(item)
}

#[track_caller]
fn change(path: &str, edit: impl FnOnce(&mut Value)) -> Value {
    let mut item = view(path);
    edit(&mut item);
    put(path, &item).send().expect(200).json()
}

#[track_caller]
pub(crate) fn add(collection: &str, item: &Value) -> Value {
    let call = Call::post(at(collection)).staff().json(item);
    call.send().expect(201).json()
}

pub(crate) fn delete(path: &str, version: &Value) -> Answer {
    let version = format!("\"{version}\"");
    let call = Call::new("DELETE", at(path)).staff();
    call.header("if-match", &version).send()
}

/// Asks again until the answer is the one that is waited for: instances hear of a change within seconds.
#[track_caller]
pub(crate) fn eventually<T>(ask: impl Fn() -> T, is_it: impl Fn(&T) -> bool) -> T {
    let until = Instant::now() + EVERYWHERE_WITHIN;
    loop {
        let answer = ask();
        if is_it(&answer) {
            return answer;
        }
        assert!(Instant::now() < until, "the change is not seen everywhere");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// A category of the roads agency that nobody else uses.
pub(crate) fn category(class: &str) -> Value {
    let code = format!("roads.{}", unique::word().replace('-', "_").to_lowercase());
    json!({
        "code": code, "parent": "roads", "position": 299, "name_ru": "Дорожные знаки", "name_en": "Road signs",
        "agency": AGENCY, "deadline_class": class, "anonymous_allowed": true, "min_text_chars": 20,
        "types": ["complaint", "question"], "required_documents": [], "applicant_required": [],
        "fields": [{ "code": "sign", "label_ru": "Какой знак", "label_en": "Which sign", "hint_ru": "", "hint_en": "",
            "kind": "singlevaluelist", "required": true,
            "options": [{ "key": "stop", "name_ru": "Стоп", "name_en": "Stop" }] }],
        "help": { "hints": [], "templates": [] }, "keywords": ["знак"], "kept_months": 60, "active": true,
    })
}

pub(crate) fn complaint(code: &str) -> Value {
    let mut body = appeal::with("/category", code);
    appeal::set(&mut body, "/fields", json!({ "sign": "stop" }));
    body
}

/// Sends an appeal to a category that may not be known everywhere yet.
#[track_caller]
pub(crate) fn sent(body: &Value) -> Appeal {
    let send = || Call::post("/api/v1/appeals").json(body).send();
    Appeal::read(&eventually(send, |answer| answer.status == 201))
}

fn categories(code: &str) -> Option<Value> {
    let list = Call::get("/api/v1/categories").send().expect(200).json();
    let items = list["items"].as_array().unwrap();
    items.iter().find(|item| item["code"] == code).cloned()
}

#[test]
fn a_new_category_appears_takes_appeals_and_a_closed_one_keeps_its_name() {
    let item = category("urgent");
    let code = item["code"].as_str().unwrap();
    let added = add("categories", &item);
    assert_eq!(added["version"], 1);
    let shown = eventually(|| categories(code), Option::is_some).unwrap();
    assert_eq!(shown["deadline_class"], "urgent");
    let form = || Call::get(format!("/submit?category={code}")).page().send();
    let form = eventually(form, |page| {
        page.status == 200 && page.text().contains("Какой знак")
    });
    assert!(form.text().contains("Дорожные знаки"));
    let sent = sent(&complaint(code));
    let name = |card: &Value| card["category_name"] == "Дорожные знаки";
    eventually(|| sent.card(), name);

    let path = format!("categories/{code}");
    assert_eq!(delete(&path, &json!(1)).status, 204);
    assert_eq!(view(&path)["active"], false);
    eventually(|| categories(code), Option::is_none);
    let refused = || Call::post("/api/v1/appeals").json(&complaint(code)).send();
    let refused = eventually(refused, |answer| answer.status == 422);
    assert_eq!(refused.faults(), ["/category category_closed"]);
    assert_eq!(sent.card()["category_name"], "Дорожные знаки");
    assert_eq!(sent.card()["status"], "created");

    let history = view(&format!("history?kind=category&item={code}"));
    let history = history["items"].as_array().unwrap().clone();
    assert_eq!(history.len(), 2);
    assert_eq!(history[0]["before"]["active"], true);
    assert_eq!(history[0]["after"]["active"], false);
    assert_eq!(history[1]["before"], Value::Null);
    assert_eq!(history[0]["actor"], "service:service");
}

#[test]
fn a_changed_term_moves_the_deadlines_of_new_appeals_and_of_no_old_one() {
    let days = |appeal: &Appeal| appeal.card()["deadline"]["working_days"].as_i64().unwrap();
    let item = category("documents");
    add("categories", &item);
    let body = complaint(item["code"].as_str().unwrap());
    let old = sent(&body);
    let before = days(&old);
    change("deadline-classes/documents", |class| {
        class["working_days"] = json!(before + 3);
    });
    let new = eventually(|| sent(&body), |new| days(new) == before + 3);
    assert_eq!(days(&old), before);
    assert!(new.card()["due_at"].as_str() > old.card()["due_at"].as_str());
    change("deadline-classes/documents", |class| {
        class["working_days"] = json!(before);
    });
}

#[test]
fn a_regional_day_off_moves_a_deadline_and_its_explanation_names_it() {
    let body = |region: &str| {
        let mut body = appeal::sample();
        appeal::set(&mut body, "/region", json!(region));
        body
    };
    let explained = |appeal: &Appeal| appeal.card()["deadline"].to_string();
    let (there, elsewhere) = (sent(&body("16")), sent(&body("62")));
    // The last day of the term, which is a working one, becomes a day off in one region.
    let due = there.card()["due_at"].as_str().unwrap()[..10].to_owned();
    let day = json!({ "region": "16", "date": due, "working": false, "name_ru": "Праздник тестов",
        "name_en": "Feast of tests" });
    let added = add("calendar-days", &day);
    assert_eq!(added["key"], format!("16:{due}"));
    let moved = eventually(
        || sent(&body("16")),
        |new| explained(new).contains("Праздник тестов"),
    );
    assert!(moved.card()["due_at"].as_str() > there.card()["due_at"].as_str());
    let other = sent(&body("62"));
    assert_eq!(other.card()["due_at"], elsewhere.card()["due_at"]);
    let path = format!("calendar-days/16:{due}");
    assert_eq!(delete(&path, &added["version"]).status, 204);
    Call::get(at(&path))
        .staff()
        .send()
        .problem(404, "not_found");
}

#[test]
fn a_rule_routes_what_it_fits_until_it_is_taken_away() {
    let item = category("standard");
    let code = item["code"].as_str().unwrap().to_owned();
    add("categories", &item);
    let unit = unique::word().to_lowercase();
    let unit = json!({ "agency": AGENCY, "code": unit, "name_ru": "Знаки", "name_en": "Signs" });
    add("units", &unit);
    let rule = json!({ "position": 5, "category": code, "agency": AGENCY, "unit": unit["code"] });
    let rule = add("routing-rules", &rule);
    let unit_of = |body: &Value| {
        let sent = sent(body);
        Call::get(sent.path("")).staff().send().expect(200).json()["unit"].clone()
    };
    let there = |found: &Value| *found == unit["code"];
    eventually(|| unit_of(&complaint(&code)), there);
    let rules = view("routing-rules")["items"].clone();
    assert!(
        rules
            .as_array()
            .unwrap()
            .iter()
            .any(|item| item["key"] == rule["key"])
    );
    let needed = delete(
        &format!("units/{AGENCY}:{}", unit["code"].as_str().unwrap()),
        &json!(1),
    );
    needed.problem(409, "still_needed");
    let path = format!("routing-rules/{}", rule["key"].as_str().unwrap());
    assert_eq!(delete(&path, &rule["version"]).status, 204);
    eventually(|| unit_of(&complaint(&code)), Value::is_null);
    let gone = view(&format!(
        "history?kind=routing_rule&item={}",
        rule["key"].as_str().unwrap()
    ));
    assert_eq!(gone["items"][0]["after"], Value::Null);
    assert_eq!(gone["items"][0]["before"]["position"], 5);
}

#[test]
fn a_year_is_declared_before_its_days() {
    let year = 2028 + number() % 70;
    let day = json!({ "date": format!("{year}-05-08"), "working": false, "name_ru": "Перенос", "name_en": "Moved" });
    let refused = Call::post(at("calendar-days")).staff().json(&day).send();
    assert_eq!(refused.faults(), ["/date year_unknown"]);
    let declared = add("calendar-years", &json!({ "year": year }));
    assert_eq!(declared["key"], year.to_string());
    let twice = Call::post(at("calendar-years"))
        .staff()
        .json(&json!({ "year": year }))
        .send();
    assert!(twice.faults().contains(&"/year year_known".to_owned()));
    add("calendar-days", &day);
    for known in [2026, 2200] {
        let call = Call::post(at("calendar-years")).staff();
        assert_eq!(call.json(&json!({ "year": known })).send().status, 422);
    }
}

#[test]
fn settings_have_defaults_and_go_back_to_them() {
    let path = "settings/execution_reminder_days";
    let before = view(path);
    assert_eq!(before["value"], "10");
    let set = change(path, |item| item["value"] = json!("12"));
    assert_eq!(view(path)["value"], "12");
    for wrong in ["0", "ten", ""] {
        let mut item = view(path);
        item["value"] = json!(wrong);
        let refused = put(path, &item).send();
        assert_eq!(refused.faults(), ["/value value_unknown"], "{wrong}");
    }
    assert_eq!(delete(path, &set["version"]).status, 204);
    assert_eq!(view(path)["value"], "10");
    let call = Call::post(at("settings")).staff();
    call.json(&json!({ "code": "new", "value": "1" }))
        .send()
        .problem(404, "not_found");
}

#[test]
fn a_change_names_the_version_that_was_seen() {
    let code = unique::word().to_lowercase();
    let item = json!({ "agency": AGENCY, "code": code, "name_ru": "Отдел", "name_en": "Office" });
    let mut unit = add("units", &item);
    let path = format!("units/{AGENCY}:{code}");
    let shown = Call::get(at(&path)).staff().send().expect(200);
    assert_eq!(shown.header("etag"), "\"1\"");
    let same = Call::get(at(&path))
        .staff()
        .header("if-none-match", "\"1\"");
    assert_eq!(same.send().status, 304);
    let bare = Call::new("PUT", at(&path)).staff().json(&unit).send();
    bare.problem(428, "if_match_required");
    unit["name_en"] = json!("Bureau");
    assert_eq!(put(&path, &unit).send().expect(200).json()["version"], 2);
    put(&path, &unit).send().problem(412, "version_changed");
    delete(&path, &json!(1)).problem(412, "version_changed");
    let again = Call::post(at("units")).staff().json(&item).send();
    assert_eq!(again.faults(), ["/code already_there"]);
    // What changes nothing is no change.
    let unit = view(&path);
    assert_eq!(put(&path, &unit).send().expect(200).json()["version"], 2);
}

#[test]
fn a_repeated_request_makes_one_item() {
    let rule = json!({ "position": 900_000, "category": "roads.snow", "agency": AGENCY });
    let key = unique::word();
    let send = |body: &Value| {
        let call = Call::post(at("routing-rules")).staff();
        call.header("idempotency-key", &key).json(body).send()
    };
    let first = send(&rule).expect(201).json();
    assert_eq!(send(&rule).expect(201).json(), first);
    let mut other = rule.clone();
    other["position"] = json!(900_001);
    assert_eq!(send(&other).status, 422);
    let path = format!("routing-rules/{}", first["key"].as_str().unwrap());
    delete(&path, &first["version"]).expect(204);
}

#[test]
fn every_fault_is_named_at_once() {
    let refused = |collection: &str, item: Value| {
        let mut faults = Call::post(at(collection))
            .staff()
            .json(&item)
            .send()
            .faults();
        faults.sort();
        faults
    };
    let mut item = category("complex");
    item["code"] = json!("elsewhere.x");
    item["agency"] = json!("nobody");
    item["name_en"] = json!(" ");
    item["types"] = json!(["complaint", "praise", "complaint"]);
    item["min_text_chars"] = json!(5);
    item["fields"][0]["kind"] = json!("colour");
    item["extra"] = json!(1);
    assert_eq!(
        refused("categories", item),
        [
            "/agency agency_unknown",
            "/code code_prefix",
            "/deadline_class value_unknown",
            "/extra unknown_field",
            "/fields/0/kind value_unknown",
            "/fields/0/options options_of_lists",
            "/min_text_chars number_range",
            "/name_en required",
            "/types/1 value_unknown",
            "/types/2 duplicate",
        ]
    );
    let rule = json!({ "position": -1, "category": "nowhere", "region": "ZZ", "agency": "nobody", "unit": "x",
        "strategy": "random" });
    assert_eq!(
        refused("routing-rules", rule),
        [
            "/agency agency_unknown",
            "/category category_unknown",
            "/position number_range",
            "/region region_unknown",
            "/strategy value_unknown",
            "/unit unit_unknown",
        ]
    );
    let assigned = json!({ "position": 1, "agency": AGENCY, "assignee": "0192f3a0-0000-7000-8000-000000000000" });
    assert_eq!(
        refused("routing-rules", assigned),
        ["/assignee assignee_unknown"]
    );
    let template = json!({ "kind": "letter", "snippet": "A b", "name_ru": "x", "name_en": "x", "text_ru": "{nomer}",
        "text_en": "" });
    assert_eq!(
        refused("templates", template),
        [
            "/kind value_unknown",
            "/snippet code_format",
            "/text_en required",
            "/text_ru variable_unknown",
        ]
    );
    let webhook = json!({ "name": "", "url": "http://crm.example", "events": ["everything"] });
    assert_eq!(
        refused("webhooks", webhook),
        [
            "/events/0 value_unknown",
            "/name required",
            "/url url_format"
        ]
    );
    let agency = json!({ "code": "Дороги", "name_ru": "x", "name_en": "x", "instance": "global", "superior": "nobody" });
    assert_eq!(
        refused("agencies", agency),
        [
            "/code code_format",
            "/instance value_unknown",
            "/superior agency_unknown"
        ]
    );
}

#[test]
fn agencies_stand_in_no_circle_and_stay_while_they_are_needed() {
    let mut lowest = view("agencies/federal_reception");
    lowest["superior"] = json!("road_agency");
    let faults = put("agencies/federal_reception", &lowest).send().faults();
    assert_eq!(
        faults,
        ["/superior superior_lower", "/superior superior_cycle"]
    );
    let roads = view("agencies/road_agency");
    delete("agencies/road_agency", &roads["version"]).problem(409, "still_needed");
    let mut renamed = roads.clone();
    renamed["code"] = json!("other_agency");
    let faults = put("agencies/road_agency", &renamed).send().faults();
    assert_eq!(faults, ["/code key_fixed"]);
    let code = format!("agency_{}", number());
    let new = json!({ "code": code, "name_ru": "Новое ведомство", "name_en": "New agency", "instance": "local",
        "superior": "regional_government" });
    let new = add("agencies", &new);
    delete(&format!("agencies/{code}"), &new["version"]).expect(204);
    assert_eq!(view(&format!("agencies/{code}"))["active"], false);
}

#[test]
fn a_webhook_has_a_secret_that_is_shown_once() {
    let item = json!({ "name": "CRM", "agency": AGENCY, "url": "https://crm.example/hook", "events": ["status_changed"] });
    let added = add("webhooks", &item);
    let secret = added["secret"].as_str().unwrap();
    assert!(secret.starts_with("whsec_") && secret.len() > 40);
    let path = format!("webhooks/{}", added["key"].as_str().unwrap());
    let shown = Call::get(at(&path))
        .staff()
        .send()
        .expect(200)
        .text()
        .to_owned();
    assert!(!shown.contains("secret") && !shown.contains(secret));
    let export = Call::get(at("export"))
        .staff()
        .send()
        .expect(200)
        .text()
        .to_owned();
    assert!(export.contains("https://crm.example/hook") && !export.contains(secret));
    let renew = |version: i64| {
        let call = Call::post(at(&format!("{path}/secret"))).staff();
        call.header("if-match", &format!("\"{version}\"")).send()
    };
    let renewed = renew(1).expect(200).json();
    assert_ne!(renewed["secret"], added["secret"]);
    assert_eq!(renewed["version"], 2);
    renew(1).problem(412, "version_changed");
}

#[test]
fn an_administrator_of_one_agency_looks_after_that_one() {
    let mut boss = Person::staff("administrator", [AGENCY, "", ""]);
    let unit = |agency: &str| {
        let code = unique::word().to_lowercase();
        json!({ "agency": agency, "code": code, "name_ru": "Отдел", "name_en": "Office" })
    };
    boss.post(&at("units"), &unit(AGENCY)).expect(201);
    let faults = boss.post(&at("units"), &unit(OTHER.0)).faults();
    assert_eq!(faults, ["/agency territory_not_yours"]);
    let foreign = add("units", &unit(OTHER.0));
    let foreign = foreign["key"].as_str().unwrap();
    boss.get(&at(&format!("units/{foreign}")))
        .problem(404, "not_found");
    let listed = boss.get(&at("units")).expect(200).text().to_owned();
    assert!(!listed.contains(foreign) && listed.contains(AGENCY));

    // What concerns everybody is seen and not touched.
    let term = boss.get(&at("deadline-classes/urgent")).expect(200).json();
    let version = format!("\"{}\"", term["version"]);
    let call = boss.call("PUT", &at("deadline-classes/urgent")).json(&term);
    boss.send(call.header("if-match", &version))
        .problem(403, "territory_not_yours");
    let day = json!({ "date": "2027-07-07", "working": false, "name_ru": "x", "name_en": "x" });
    assert_eq!(
        boss.post(&at("calendar-days"), &day).faults(),
        ["/agency territory_not_yours"]
    );

    // Nobody draws others' appeals to themselves.
    let rule = |category: Value| json!({ "position": 1, "category": category, "agency": AGENCY });
    for category in [Value::Null, json!(OTHER.1), json!("roads")] {
        let faults = boss.post(&at("routing-rules"), &rule(category)).faults();
        assert_eq!(faults, ["/category territory_not_yours"]);
    }
    let own = boss
        .post(&at("routing-rules"), &rule(json!("roads.snow")))
        .expect(201)
        .json();
    delete(
        &format!("routing-rules/{}", own["key"].as_str().unwrap()),
        &own["version"],
    )
    .expect(204);
    let history = boss.get(&at("history")).expect(200).text().to_owned();
    assert!(history.contains("administrator:") && !history.contains(foreign));
}

#[test]
fn whoever_looks_on_sees_the_configuration_and_no_webhooks() {
    let mut observer = Person::staff("observer", [AGENCY, "", ""]);
    for path in ["agencies", "categories", "templates", "history", "export"] {
        observer.get(&at(path)).expect(200);
    }
    observer.get(&at("webhooks")).problem(403, "forbidden");
    let export = observer.get(&at("export")).expect(200).json();
    assert_eq!(export["webhooks"], Value::Null);
    let item = json!({ "year": 2099 });
    observer
        .post(&at("calendar-years"), &item)
        .problem(403, "forbidden");
    let mut operator = Person::staff("operator", [AGENCY, "", ""]);
    operator.get(&at("agencies")).problem(403, "forbidden");
    Call::get(at("agencies"))
        .send()
        .problem(401, "unauthenticated");
}

#[test]
fn a_block_keeps_a_fingerprint_and_can_be_lifted() {
    let mut boss = Person::staff("administrator", [AGENCY, "", ""]);
    let email = format!("{}@example.ru", unique::word());
    let block = json!({ "kind": "email", "value": email, "reason": "Угрозы сотрудникам",
        "until": "2099-01-01T00:00:00Z" });
    let set = boss.post(&at("blocks"), &block).expect(201);
    assert!(!set.text().contains(&email));
    let set = set.json();
    assert_eq!(json!([set["holds"], set["agency"]]), json!([true, AGENCY]));
    let path = at(&format!("blocks/{}", set["id"].as_str().unwrap()));
    let mut stranger = Person::staff("administrator", [OTHER.0, "", ""]);
    let call = stranger.call("DELETE", &path);
    stranger.send(call).problem(404, "not_found");
    assert!(
        !stranger
            .get(&at("blocks"))
            .expect(200)
            .text()
            .contains("Угрозы")
    );
    let call = boss.call("DELETE", &path);
    boss.send(call).expect(204);
    let listed = boss.get(&at("blocks")).expect(200).json();
    let items = listed["items"].as_array().unwrap();
    let lifted = items.iter().find(|item| item["id"] == set["id"]).unwrap();
    assert_eq!(lifted["holds"], false);
    assert!(
        lifted["lifted_by"]
            .as_str()
            .unwrap()
            .starts_with("administrator:")
    );
    let history = boss
        .get(&at("history?kind=block"))
        .expect(200)
        .text()
        .to_owned();
    assert!(history.contains(set["id"].as_str().unwrap()) && !history.contains("Угрозы"));

    let wrong = json!({ "kind": "email", "value": "nobody", "until": "2001-01-01T00:00:00Z", "reason": "" });
    let mut faults = boss.post(&at("blocks"), &wrong).faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/reason reason_required",
            "/until until_invalid",
            "/value email_format"
        ]
    );
    let unknown = json!({ "kind": "account", "value": "0192f3a0-0000-7000-8000-000000000000", "reason": "x" });
    assert_eq!(
        boss.post(&at("blocks"), &unknown).faults(),
        ["/value account_unknown"]
    );
}
