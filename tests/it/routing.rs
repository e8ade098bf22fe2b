//! Where an appeal goes: rules in their order, units, corrections, and no going round.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use otklik_tests::unique;
use serde_json::{Value, json};

use crate::administration::{add, category, complaint, delete, eventually, sent};
use crate::work::act;

/// A category that only the test knows, so that its rules touch nobody else's appeals.
fn topic() -> String {
    let item = category("standard");
    add("categories", &item);
    item["code"].as_str().unwrap().to_owned()
}

fn unit(agency: &str) -> String {
    let code = unique::word().to_lowercase();
    let item =
        json!({ "agency": agency, "code": code, "name_ru": "Отдел тестов", "name_en": "Tests" });
    add("units", &item);
    code
}

fn rule(rule: &Value) -> Value {
    add("routing-rules", rule)
}

#[track_caller]
fn card(appeal: &Appeal) -> Value {
    let call = Call::get(appeal.path("")).staff();
    call.send().expect(200).json()
}

/// Sends appeals until one lands where the rules lead: instances hear of them within seconds.
#[track_caller]
fn landed(body: &Value, is_there: impl Fn(&Value) -> bool) -> (Appeal, Value) {
    let send = || {
        let appeal = sent(body);
        let card = card(&appeal);
        (appeal, card)
    };
    eventually(send, |(_, card)| is_there(card))
}

#[test]
fn the_first_rule_that_fits_decides() {
    let topic = topic();
    let (north, south) = (unit(AGENCY), unit(AGENCY));
    // The more particular comes first; they are added in another order than they are looked through.
    rule(&json!({ "position": 30, "category": topic, "agency": AGENCY, "unit": south }));
    rule(
        &json!({ "position": 20, "category": topic, "region": "16", "agency": AGENCY, "unit": north }),
    );
    let body = |region: &str| {
        let mut body = complaint(&topic);
        appeal::set(&mut body, "/region", json!(region));
        body
    };
    landed(&body("62"), |card| card["unit"] == south.as_str());
    landed(&body("16"), |card| card["unit"] == north.as_str());
    // Who looks before sending is told the same.
    let preview = || {
        let call = Call::post("/api/v1/appeals/preview").json(&body("16"));
        call.send().json()["route"].clone()
    };
    let why = eventually(preview, |why| {
        why.as_str().is_some_and(|why| !why.is_empty())
    });
    assert!(why.as_str().unwrap().contains("Татарстан"), "{why}");
}

#[test]
fn what_a_person_asks_of_their_data_goes_as_every_appeal_does() {
    let unit = unit("portal_support");
    let rule = rule(&json!({
        "position": 1, "category": "personal.copy", "agency": "portal_support", "unit": unit,
    }));
    let asked = || {
        let mut anna = Person::registered();
        let name = json!({ "last_name": "Иванова", "first_name": "Анна" });
        anna.ask("PATCH", "/api/v1/account", &name).expect(200);
        let call = anna.call("POST", "/api/v1/account/data-copy");
        let call = call.header("accept-language", "en").json(&json!({}));
        let number = anna.send(call).expect(201).json()["number"].clone();
        let at = format!("/api/v1/appeals/{}", number.as_str().unwrap());
        let card = Call::get(&at).staff().send().expect(200).json();
        let events = Call::get(format!("{at}/events"))
            .staff()
            .send()
            .expect(200)
            .json();
        (card, events)
    };
    let (_, events) = eventually(asked, |(card, _)| card["unit"] == unit.as_str());
    assert_eq!(events["items"][0]["data"]["lang"], "en", "{events}");
    let path = format!("routing-rules/{}", rule["key"].as_str().unwrap());
    delete(&path, &rule["version"]).expect(204);
}

#[test]
fn a_service_code_leads_to_whoever_looks_after_the_service() {
    let mut item = category("standard");
    item["fields"] = json!([{ "code": "service_code", "label_ru": "Код услуги", "label_en": "Code of the service",
        "hint_ru": "", "hint_en": "", "kind": "string", "required": true, "options": [] }]);
    add("categories", &item);
    let service = unit("municipality");
    let named = json!({ "position": 10, "category": item["code"], "service_code": "RD-7",
        "agency": "municipality", "unit": service });
    rule(&named);
    let body = |code: &str| {
        let mut body = appeal::with("/category", item["code"].clone());
        appeal::set(&mut body, "/fields", json!({ "service_code": code }));
        body
    };
    // In any case, with spaces round it.
    landed(&body(" rd-7 "), |card| {
        card["unit"] == service.as_str() && card["agency"] == "municipality"
    });
    let other = card(&sent(&body("RD-8")));
    assert_eq!(
        (&other["agency"], &other["unit"]),
        (&json!(AGENCY), &Value::Null)
    );
}

#[test]
fn a_corrected_category_goes_where_the_rules_lead_when_somebody_asks_for_it() {
    let topic = topic();
    let (office, there) = (unit(AGENCY), unit("municipality"));
    rule(
        &json!({ "position": 5, "category": topic, "region": "62", "agency": AGENCY, "unit": office }),
    );
    rule(&json!({ "position": 6, "category": topic, "agency": "municipality", "unit": there }));
    // Wait until the rules are known everywhere, then begin.
    landed(&complaint(&topic), |card| card["unit"] == office.as_str());
    let mut elsewhere = complaint(&topic);
    appeal::set(&mut elsewhere, "/region", json!("16"));
    landed(&elsewhere, |card| card["unit"] == there.as_str());

    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    let appeal = Appeal::create();
    let due = appeal.card()["due_at"].clone();
    act(&mut anna, &appeal, "take", &json!({})).expect(200);
    let stay = json!({ "category": topic });
    let card = act(&mut anna, &appeal, "classify", &stay)
        .expect(200)
        .json();
    assert_eq!(
        (&card["category"], &card["unit"]),
        (&json!(topic), &Value::Null)
    );
    assert!(card["assignee"].is_string(), "who has it keeps it: {card}");
    // Another unit of the same agency.
    let go = json!({ "category": topic, "route": true });
    let card = act(&mut anna, &appeal, "classify", &go).expect(200).json();
    assert_eq!(
        (&card["unit"], &card["assignee"]),
        (&json!(office), &Value::Null)
    );
    assert_eq!(card["due_at"], due);
    // Another agency.
    let appeal = Appeal::create_as(&appeal::with("/region", "16"));
    let card = act(&mut anna, &appeal, "classify", &go).expect(200).json();
    assert_eq!(
        (&card["agency"], &card["unit"]),
        (&json!("municipality"), &json!(there))
    );
    anna.get(&appeal.path("")).problem(404, "not_found");
    let forwarded = appeal.events();
    assert_eq!(forwarded[1]["kind"], "reclassified", "{forwarded:?}");
}

#[test]
fn a_forwarded_appeal_finds_its_unit_and_does_not_go_round() {
    let topic = topic();
    let there = unit("municipality");
    rule(
        &json!({ "position": 5, "category": topic, "region": "77", "agency": "municipality", "unit": there }),
    );
    // Elsewhere the category's own agency answers; the rule of another agency is for what is forwarded to it.
    let own = rule(&json!({ "position": 4, "category": topic, "agency": AGENCY }));
    let mut far = complaint(&topic);
    appeal::set(&mut far, "/region", json!("77"));
    landed(&far, |card| card["agency"] == AGENCY);
    let anna = Person::staff("operator", [AGENCY, "", ""]);
    let mut boris = Person::staff("operator", ["municipality", "", ""]);
    let to = json!({ "agency": "municipality", "reason": "Дорога внутри квартала." });
    // The instance that answers may not have heard of the rule yet; a new appeal is forwarded then.
    let forward = || {
        let appeal = sent(&far);
        let sent = anna.call("POST", &appeal.path("/forward")).json(&to).send();
        (appeal, sent.expect(200).json())
    };
    let (appeal, card) = eventually(forward, |(_, card)| card["unit"] == there.as_str());
    assert_eq!(card["agency"], "municipality");
    let back = json!({ "agency": AGENCY, "reason": "Нет, ваша." });
    act(&mut boris, &appeal, "forward", &back).problem(409, "forward_loop");
    // Nor does a corrected category bring it back.
    let round = json!({ "category": topic, "route": true });
    act(&mut boris, &appeal, "classify", &round).problem(409, "forward_loop");
    let path = format!("routing-rules/{}", own["key"].as_str().unwrap());
    delete(&path, &own["version"]).expect(204);
}
