//! Where the working calendar ends, appeals are registered all the same, with a deadline that says it is
//! provisional; and when the year is declared, it is counted anew.

use std::collections::BTreeSet;

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::server::Server;
use otklik_tests::staff::AGENCY;
use otklik_tests::target::Target;
use otklik_tests::unique;
use serde_json::{Value, json};

use super::objections::ms;
use crate::forms::{VALUES, receipt_of, submit};

/// The first day on which ten working days reach 2028.
const FRIDAY: &str = "2027-12-17T09:00:00Z";

const WORDS: &str = "срок предварительный: производственный календарь на 2028 год ещё не объявлен";

fn sends(target: &Target) -> Appeal {
    Appeal::read(&appeal::creation(&appeal::sample()).send_to(target))
}

fn tick(server: &Server) {
    let call = Call::post("/internal/tick").bearer(&server.target().tick_token);
    call.send_to(server.target()).expect(200);
}

fn declare(target: &Target, year: i32) {
    let call = Call::post("/api/v1/admin/calendar-years").staff();
    let call = call.json(&json!({ "year": year }));
    call.send_to(target).expect(201);
}

/// A day off that people would work by the law alone.
fn moves_a_day_off(target: &Target, date: &str) {
    let day = json!({ "date": date, "working": false, "name_ru": "Перенос с 1 января",
        "name_en": "Moved from 1 January" });
    let call = Call::post("/api/v1/admin/calendar-days").staff().json(&day);
    call.send_to(target).expect(201);
}

fn of_kind(journal: &[Value], kind: &str) -> Vec<Value> {
    let found = journal.iter().filter(|event| event["kind"] == kind);
    found.cloned().collect()
}

fn told_of_deadline(target: &Target, appeal: &Appeal) -> Vec<String> {
    let deliver = Call::post("/internal/deliver").bearer(&target.tick_token);
    deliver.send_to(target).expect(200);
    let call = Call::get(appeal.path("/notifications")).staff();
    let list = call.send_to(target).expect(200).json();
    let items = list["items"].as_array().unwrap().iter();
    let moved = items.filter(|item| item["topic"] == "deadline");
    let told = moved.map(|item| item["to"].as_str().unwrap().to_owned());
    // By letter and in the list of the service is once.
    told.collect::<BTreeSet<_>>().into_iter().collect()
}

fn warnings(target: &Target) -> Vec<Value> {
    let health = Call::get("/health").send_to(target).expect(200).json();
    assert_eq!(health["status"], "ready", "{health}");
    health["warnings"].as_array().unwrap().clone()
}

#[test]
fn an_appeal_is_registered_in_every_way_and_says_that_its_deadline_is_provisional() {
    let server = Server::start_at(ms("2027-12-16T09:00:00Z"));
    let target = server.target();
    let before = sends(target).card_at(target);
    assert_eq!(before["due_at"], "2027-12-30T20:59:59Z");
    assert_eq!(before["due_provisional"], false);
    assert_eq!(before["deadline"]["provisional"], false);

    server.set_time(ms(FRIDAY));
    let preview = Call::post(format!("{APPEALS}/preview")).json(&appeal::sample());
    let preview = preview.send_to(target).expect(200).json();
    let created = appeal::creation(&appeal::sample()).send_to(target);
    let answer = created.json();
    assert_eq!(answer["due_at"], "2028-01-10T20:59:59Z");
    assert_eq!(answer["due_provisional"], true);
    let appeal = Appeal::read(&created);
    let card = appeal.card_at(target);
    for deadline in [&preview["deadline"], &card["deadline"]] {
        assert_eq!(deadline["due_at"], "2028-01-10T20:59:59Z");
        assert_eq!(deadline["provisional"], true);
        assert_eq!(deadline["undeclared_years"], json!([2028]));
        let lines = deadline["explanation"].to_string();
        assert!(lines.contains(WORDS), "{lines}");
        assert!(lines.contains("статьи 112 Трудового кодекса"), "{lines}");
    }
    let list = Call::get(APPEALS)
        .staff()
        .send_to(target)
        .expect(200)
        .json();
    assert_eq!(list["items"][0]["due_provisional"], true);

    // The form without scripts: its preview, its receipt, its status page.
    let page = Call::post("/api/v1/appeals/preview").form(&VALUES).page();
    let page = page.send_to(target).expect(200);
    assert!(page.text().contains(WORDS), "{page}");
    let (number, cookie) = receipt_of(&submit(&VALUES).send_to(target));
    for path in [format!("/receipt/{number}"), format!("/status/{number}")] {
        let call = Call::get(&path).page().header("cookie", &cookie);
        let page = call.send_to(target).expect(200);
        assert!(page.text().contains(WORDS), "{path}: {page}");
    }
    let act = Call::get(format!("/api/v1/exports/appeals/{number}.pdf"));
    let act = act.header("cookie", &cookie).lang("ru").send_to(target);
    let act = crate::answer::pdf_text(&act.expect(200).body);
    let act: String = act.split_whitespace().collect();
    let expected: String = WORDS.split_whitespace().collect();
    assert!(act.contains(&expected), "{act}");

    // What an operator enters, and the card that they work with.
    let mut operator = Person::staff_at(target, "operator", [AGENCY, "", ""]);
    let call = operator.call("POST", APPEALS).key(&unique::word());
    let call = call.json(&appeal::with("/channel", "phone"));
    let entered = Appeal::read(&operator.send(call));
    let page = operator.get(&format!("/desk/appeals/{}", entered.number));
    assert!(page.expect(200).text().contains(WORDS));
    assert!(operator.get("/desk").expect(200).text().contains(WORDS));
    let queue = operator.get("/api/v1/queue").expect(200).json();
    assert_eq!(queue["items"][0]["due_provisional"], false);
    assert_eq!(queue["items"][1]["due_provisional"], true);
}

#[test]
fn every_way_of_counting_goes_on_beyond_the_calendar() {
    for (now, due) in [
        ("2028-01-11T09:00:00Z", "2028-01-25T20:59:59Z"),
        ("2046-12-20T09:00:00Z", "2047-01-11T20:59:59Z"),
    ] {
        let server = Server::start_at(ms(now));
        let target = server.target();
        let appeal = sends(target);
        assert_eq!(appeal.card_at(target)["due_at"], due);
        assert_eq!(appeal.card_at(target)["deadline"]["provisional"], true);
        let act = |path: &str, body: Value| {
            let call = Call::post(appeal.path(path)).staff().json(&body);
            call.send_to(target)
        };
        let to = |status: &str| json!({ "to": status, "comment": "Осмотрели место." });
        act("/transitions", to("in_progress")).expect(200);
        act(
            "/priority",
            json!({ "priority": "urgent", "reason": "Опасно" }),
        )
        .expect(200);
        act("/transitions", to("awaiting_reply")).expect(200);
        let hours = |count: i64| ms(now) + count * 3_600_000;
        server.set_time(hours(30));
        tick(&server);
        let reply = json!({ "direction": "reply", "text": "Яма у подъезда." });
        let call = Call::post(appeal.path("/messages")).code(&appeal.code);
        call.json(&reply).send_to(target).expect(201);
        act("/extension", json!({ "reason": "Ждём экспертизу." })).expect(200);
        act("/transitions", to("approved")).expect(200);
        let settled = appeal.card_at(target);
        assert_eq!(settled["deadline"]["provisional"], false, "{settled}");
        let rated = Call::new("PUT", appeal.path("/rating")).code(&appeal.code);
        let rated = rated.json(&json!({ "score": 1, "comment": "Ничего не сделали" }));
        let rated = rated.send_to(target).expect(200).json();
        assert_eq!(rated["review_provisional"], true, "{rated}");
        let objected = Call::post(appeal.path("/objections")).code(&appeal.code);
        let objected = objected.json(&json!({ "text": "Яму не заделали, вот снимок." }));
        objected.send_to(target).expect(201);
        // Months without a tick: silence, objections and closing.
        server.set_time(hours(24 * 120));
        tick(&server);
        let log = server.log();
        assert!(
            !log.contains("timer_failed") && !log.contains("ERROR"),
            "{log}"
        );
    }
}

#[test]
fn when_the_year_is_declared_the_deadline_is_counted_anew_and_who_was_promised_it_is_told() {
    let server = Server::start_at(ms(FRIDAY));
    let target = server.target();
    let mut operator = Person::staff_at(target, "operator", [AGENCY, "", ""]);
    let (appeal, answered, asked) = (sends(target), sends(target), sends(target));
    operator.post(&appeal.path("/take"), &json!({})).expect(200);
    let act = |appeal: &Appeal, to: &str| {
        let body = json!({ "to": to, "comment": "Осмотрели место." });
        let call = Call::post(appeal.path("/transitions")).staff();
        call.json(&body).send_to(target).expect(200);
    };
    act(&answered, "in_progress");
    act(&answered, "approved");
    act(&asked, "in_progress");
    act(&asked, "awaiting_reply");
    let deadline = |appeal: &Appeal| appeal.card_at(target)["deadline"].clone();
    let recounts = |appeal: &Appeal| of_kind(&appeal.events_at(target), "deadline_recounted");

    server.set_time(ms("2027-12-20T09:00:00Z"));
    operator.sign_in_as_staff();
    declare(target, 2028);
    // Somebody is faster than the tick.
    let note = json!({ "direction": "note", "text": "Позвонил в бригаду." });
    operator.post(&appeal.path("/messages"), &note).expect(201);
    tick(&server);
    for one in [&appeal, &asked] {
        let events = recounts(one);
        assert_eq!(events.len(), 1, "{events:?}");
        let label = events[0]["label"].as_str().unwrap();
        assert!(label.contains("дата прежняя"), "{label}");
        assert_eq!(events[0]["actor"], "system");
        assert_eq!(deadline(one)["provisional"], false);
        assert_eq!(deadline(one)["due_at"], "2028-01-10T20:59:59Z");
    }
    assert!(told_of_deadline(target, &appeal).is_empty());
    assert!(recounts(&answered).is_empty());
    let page = Call::get(format!("/status/{}", appeal.number)).page();
    let page = page.code(&appeal.code).send_to(target).expect(200);
    assert!(!page.text().contains("предварительный"), "{page}");

    // The days of the year come after the year.
    moves_a_day_off(target, "2028-01-10");
    tick(&server);
    tick(&server);
    for one in [&appeal, &asked] {
        let events = recounts(one);
        assert_eq!(events.len(), 2, "{events:?}");
        let label = events[1]["label"].as_str().unwrap();
        assert!(label.contains("11.01.2028 вместо 10.01.2028"), "{label}");
        assert_eq!(deadline(one)["due_at"], "2028-01-11T20:59:59Z");
        assert!(
            deadline(one)["explanation"]
                .to_string()
                .contains("Перенос с 1 января")
        );
    }
    assert_eq!(told_of_deadline(target, &appeal), ["applicant", "staff"]);
    let news = operator.get("/api/v1/notifications").expect(200).json();
    let of_deadline = |item: &&Value| {
        item["topic"] == "deadline" && item["channel"] == "inbox" && item["number"] == appeal.number
    };
    let items = news["items"].as_array().unwrap().iter();
    assert_eq!(items.filter(of_deadline).count(), 1, "{news}");
    assert!(recounts(&answered).is_empty());
    // What is registered now is certain, and stays what it is.
    let later = sends(target);
    assert_eq!(deadline(&later)["provisional"], false);
    let due = deadline(&later)["due_at"].clone();
    moves_a_day_off(target, "2028-01-11");
    tick(&server);
    assert_eq!(deadline(&later)["due_at"], due);
    assert_eq!(deadline(&appeal)["due_at"], "2028-01-12T20:59:59Z");
}

#[test]
fn from_october_on_supervisors_administrators_and_ops_are_warned() {
    let server = Server::start_at(ms("2027-09-30T09:00:00Z"));
    let target = server.target();
    assert!(warnings(target).is_empty());
    let people = || {
        ["supervisor", "administrator", "operator", "observer"].map(|role| {
            let limits = match role {
                "administrator" => ["", "", ""],
                _ => [AGENCY, "", ""],
            };
            let mut person = Person::staff_at(target, role, limits);
            let page = person.get("/desk").expect(200);
            let link = "/desk/admin/calendar-years/new";
            let text = page.text();
            (
                text.contains("на 2028 год не объявлен"),
                text.contains(link),
            )
        })
    };
    assert_eq!(people(), [(false, false); 4]);

    server.set_time(ms("2027-10-01T09:00:00Z"));
    let warned = [(true, false), (true, true), (false, false), (false, false)];
    assert_eq!(people(), warned);
    let found = warnings(target);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "calendar_year_undeclared");
    assert!(found[0]["detail"].as_str().unwrap().contains("2028"));
    let mut administrator = Person::staff_at(target, "administrator", ["", "", ""]);
    let page = administrator.get("/desk/admin/categories").expect(200);
    assert!(page.text().contains("на 2028 год не объявлен"), "{page}");
    // The form is there with the year in it, and what it makes ends the warning.
    let form = administrator
        .get("/desk/admin/calendar-years/new")
        .expect(200);
    assert!(form.text().contains("value=\"2028\""), "{form}");
    let call = administrator.call("POST", "/desk/admin/calendar-years/new");
    let declared = administrator.send(call.page().form(&[("year", "2028")]));
    assert_eq!(declared.status, 303, "{declared}");
    server.set_time(ms("2027-10-01T09:01:00Z"));
    assert!(warnings(target).is_empty());
    assert_eq!(people(), [(false, false); 4]);

    // Whoever lets the year begin without its calendar goes on being warned.
    server.set_time(ms("2029-03-01T09:00:00Z"));
    assert!(
        warnings(target)[0]["detail"]
            .as_str()
            .unwrap()
            .contains("2029")
    );
}
