//! Appeals that an operator enters for somebody on the telephone or at the counter.

use otklik_tests::appeal::{APPEALS, Appeal, sample, with};
use otklik_tests::call::{Answer, Call};
use otklik_tests::form::Form;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use otklik_tests::unique;
use serde_json::{Value, json};

use crate::forms::VALUES;

fn operator() -> Person {
    Person::staff("operator", [AGENCY, "", ""])
}

fn enter(person: &mut Person, key: &str, body: &Value) -> Answer {
    let call = person.call("POST", APPEALS).json(body).key(key);
    person.send(call)
}

fn spoken() -> Value {
    with("/channel", "phone")
}

#[test]
fn an_operator_enters_what_somebody_says_by_telephone() {
    let mut person = operator();
    let appeal = Appeal::read(&enter(&mut person, &unique::word(), &spoken()));
    let card = appeal.card();
    assert_eq!(card["channel"], "phone");
    assert_eq!(appeal.events()[0]["actor"], "staff");
    // It is not the operator's own, and not in their cabinet.
    let page = person.get("/cabinet").expect(200);
    assert!(!page.text().contains(&appeal.number), "{page}");
}

#[test]
fn entering_the_same_again_gives_the_same_number_and_code() {
    let mut person = operator();
    let key = unique::word();
    let first = Appeal::read(&enter(&mut person, &key, &spoken()));
    assert_eq!(first, Appeal::read(&enter(&mut person, &key, &spoken())));
    let other = with("/channel", "service_centre");
    enter(&mut person, &key, &other).problem(422, "idempotency_key_reused");
    // Another operator's key of the same letters is another key.
    let second = Appeal::read(&enter(&mut operator(), &key, &spoken()));
    assert_ne!(first.number, second.number);
}

#[test]
fn an_entered_appeal_needs_a_key_and_a_channel_that_people_use() {
    let mut person = operator();
    let call = person.call("POST", APPEALS).json(&spoken());
    person.send(call).problem(428, "idempotency_key_required");
    for channel in [json!("web"), json!("pigeon"), json!(7), json!("")] {
        let body = with("/channel", channel);
        let answer = enter(&mut person, &unique::word(), &body);
        let problem = answer.problem(422, "invalid_input");
        assert_eq!(problem["errors"][0]["pointer"], "/channel", "{problem}");
    }
}

#[test]
fn only_who_works_on_appeals_enters_them_for_others() {
    let key = unique::word();
    Call::post(APPEALS)
        .json(&spoken())
        .key(&key)
        .send()
        .problem(403, "forbidden");
    for mut person in [
        Person::registered(),
        Person::staff("observer", [AGENCY, "", ""]),
        Person::staff("administrator", [AGENCY, "", ""]),
    ] {
        enter(&mut person, &key, &spoken()).problem(403, "forbidden");
    }
    // Without a channel the same body is an appeal of one's own.
    Appeal::create_as(&sample());
}

#[test]
fn the_page_gives_a_receipt_for_paper_and_leaves_no_code_in_the_browser() {
    let mut person = operator();
    let page = person.get("/desk/new").expect(200);
    assert!(page.text().contains("roads.surface"), "{page}");
    let page = person.get("/desk/new?category=roads.surface").expect(200);
    assert!(page.text().contains("service_centre"), "{page}");
    let key = unique::word();
    let send = |person: &mut Person, channel: &str| {
        let form = Form::new(&VALUES).value("channel", channel);
        let form = form.value("idempotency_key", &key);
        let call = person
            .call("POST", "/desk/new?category=roads.surface")
            .page();
        person.send(form.with(call))
    };
    let refused = send(&mut person, "").expect(422);
    assert!(refused.text().contains("Иванова"), "what was typed is kept");
    let receipt = send(&mut person, "service_centre").expect(201);
    assert_eq!(receipt.header("cache-control"), "no-store");
    let cookies = receipt.headers.get_all("set-cookie").iter();
    let kept: Vec<_> = cookies.filter_map(|cookie| cookie.to_str().ok()).collect();
    assert!(
        !kept.iter().any(|cookie| cookie.starts_with("access-")),
        "{kept:?}"
    );
    let text = receipt.text();
    let between = |id: &str| {
        let (_, rest) = text.split_once(&format!("id=\"{id}\">")).unwrap();
        rest.split('<').next().unwrap().to_owned()
    };
    let appeal = Appeal {
        number: between("number"),
        code: between("code"),
    };
    assert_eq!(appeal.card()["channel"], "service_centre");
    // Sent again, because the answer was lost: the same receipt.
    let again = send(&mut person, "service_centre").expect(201);
    assert!(again.text().contains(&appeal.code), "{again}");
}

#[test]
fn the_page_is_for_who_works_on_appeals() {
    let mut person = Person::staff("observer", [AGENCY, "", ""]);
    person.get("/desk/new").expect(403);
    Person::registered().get("/desk/new").expect(403);
    let stranger = Call::get("/desk/new").page().send().expect(303);
    assert!(
        stranger.header("location").starts_with("/sign-in?"),
        "{stranger}"
    );
}
