//! Why a deadline is what it is, and how it is extended.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::staff::OTHER;
use serde_json::json;

fn extension(appeal: &Appeal) -> Call {
    let body = json!({ "reason": "Нужна экспертиза дорожного полотна." });
    Call::post(appeal.path("/extension")).json(&body)
}

#[test]
fn the_card_explains_the_deadline_as_data() {
    let appeal = Appeal::create();
    let deadline = appeal.card()["deadline"].clone();
    assert_eq!(deadline["class"], "standard");
    assert_eq!(
        (
            &deadline["term_days"],
            &deadline["added_days"],
            &deadline["longest_days"]
        ),
        (&10.into(), &0.into(), &30.into())
    );
    assert_eq!(deadline["zone"], "Europe/Moscow");
    assert_eq!(deadline["extended"], json!(null));
    assert_eq!(deadline["pauses"], json!([]));
    let date = |member: &str| deadline[member].as_str().unwrap().to_owned();
    assert!(date("due_at").starts_with(&date("last_day")), "{deadline}");
    let skipped = deadline["skipped"].as_array().unwrap();
    assert!(
        skipped.len() >= 2,
        "ten working days have a weekend among them: {deadline}"
    );
    for day in skipped {
        let day_off = day["date"].as_str().unwrap();
        assert!(
            date("started_at")[..10] < *day_off && *day_off < *date("last_day"),
            "{deadline}"
        );
        assert!(!day["reason"].as_str().unwrap().is_empty(), "{deadline}");
    }
}

#[test]
fn the_card_says_what_else_runs_a_first_response_and_the_wait_for_a_reply() {
    let mut body = appeal::with("/category", "portal.sign_in");
    appeal::set(&mut body, "/type", json!("request"));
    appeal::set(&mut body, "/fields", json!({}));
    let text = "Не могу войти в личный кабинет: после ввода кода страница обновляется, и всё повторяется снова и снова.";
    appeal::set(&mut body, "/text", json!(text));
    let appeal = Appeal::create_as(&body);
    let mut desk = Person::staff("operator", [OTHER.0, "", ""]);
    let mut pages = || {
        let own = Call::get(format!("/status/{}", appeal.number)).page();
        let own = own.code(&appeal.code).send().expect(200).text().to_owned();
        let call = desk.call("GET", &format!("/desk/appeals/{}", appeal.number));
        let theirs = desk.send(call.page()).expect(200).text().to_owned();
        [own, theirs]
    };
    for page in pages() {
        assert!(page.contains("Первый ответ поддержки — до"), "{page}");
    }
    appeal.go_through(&["in_progress", "awaiting_reply"]);
    for page in pages() {
        assert!(
            !page.contains("Первый ответ поддержки"),
            "a question is one: {page}"
        );
        assert!(
            page.contains("Без ответа заявителя работа пойдёт дальше"),
            "{page}"
        );
    }
}

#[test]
fn a_term_is_extended_once_with_a_reason_that_the_applicant_sees() {
    let appeal = Appeal::create();
    let before = appeal.card();
    let extended = extension(&appeal).staff().send().expect(200).json();
    assert_eq!(extended["deadline"]["class"], "complex", "{extended}");
    assert_eq!(
        extended["deadline"]["extended"],
        json!({ "from_class": "standard", "term_days": 10 })
    );
    assert!(extended["due_at"].as_str() > before["due_at"].as_str());
    let events = Call::get(appeal.path("/events")).code(&appeal.code).send();
    let events = events.expect(200).json();
    let event = events["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(event["kind"], "deadline_extended", "{events}");
    assert_eq!(event["comment"], "Нужна экспертиза дорожного полотна.");
    assert_eq!(event["due_at"], extended["due_at"]);
    let page = Call::get(format!("/status/{}", appeal.number)).page();
    let page = page.header("cookie", "").code(&appeal.code).send();
    assert!(page.status < 500, "{page}");
    extension(&appeal)
        .staff()
        .send()
        .problem(409, "extended_already");
}

#[test]
fn an_extension_is_not_for_everybody_and_not_for_every_appeal() {
    let appeal = Appeal::create();
    extension(&appeal).send().problem(404, "not_found");
    extension(&appeal)
        .code(&appeal.code)
        .send()
        .problem(403, "forbidden");
    let none = Call::post(appeal.path("/extension"))
        .staff()
        .json(&json!({}));
    none.send().problem(422, "reason_required");
    appeal.go_through(&["in_progress", "approved"]);
    extension(&appeal).staff().send().problem(409, "not_open");
}
