//! The same form sent again, in whatever way, is the same appeal; a changed one is a choice.

use otklik_tests::appeal::{APPEALS, Appeal, sample};
use otklik_tests::call::Answer;
use otklik_tests::page::{PageForm, read};
use otklik_tests::person::Person;
use otklik_tests::unique;
use serde_json::{Value, json};

use crate::forms::{VALUES, receipt_of};

/// A form of the topic, opened in a browser and filled in with a title.
fn filled(person: &mut Person, address: &str, title: &str) -> Vec<(String, String)> {
    let page = person.send(person.call("GET", address).page()).expect(200);
    let key = PageForm::to(page.text(), APPEALS)
        .value("idempotency_key")
        .to_owned();
    let mut all = vec![("idempotency_key".to_owned(), key)];
    all.extend(VALUES.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let found = all.iter_mut().find(|(name, _)| name == "title");
    found.unwrap().1 = title.to_owned();
    all
}

fn send(person: &mut Person, form: &[(String, String)]) -> Answer {
    let pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    person.send(person.call("POST", APPEALS).form(&pairs).page())
}

const FORM: &str = "/submit?category=roads.surface";

#[test]
fn a_page_that_was_fetched_anew_sends_the_same_appeal() {
    let mut browser = Person::new();
    let title = format!("Яма {}", unique::word());
    let form = filled(&mut browser, FORM, &title);
    let (number, _) = receipt_of(&send(&mut browser, &form));
    // The same page from the cache, and one that was asked for again and has a key of its own.
    assert_eq!(receipt_of(&send(&mut browser, &form)).0, number);
    let anew = filled(&mut browser, FORM, &title);
    assert_ne!(anew[0], form[0], "another key");
    assert_eq!(receipt_of(&send(&mut browser, &anew)).0, number);
    // A script of such a page gets the number and the code that the browser has.
    let json = |person: &mut Person, body: &Value| {
        let call = person
            .call("POST", APPEALS)
            .json(body)
            .key(&uuid(&unique::word()));
        person.send(call.header("sec-fetch-site", "same-origin"))
    };
    let mut body = sample();
    body["title"] = json!(format!("Яма {}", unique::word()));
    let first = Appeal::read(&json(&mut browser, &body));
    assert_eq!(Appeal::read(&json(&mut browser, &body)), first);

    // Another browser, another text and another wish are other appeals.
    let mut other = Person::new();
    let form = filled(&mut other, FORM, &title);
    assert_ne!(receipt_of(&send(&mut other, &form)).0, number);
    let form = filled(&mut browser, FORM, &format!("{title} снова"));
    assert_ne!(receipt_of(&send(&mut browser, &form)).0, number);
    let another = filled(&mut browser, &format!("{FORM}&another=1"), &title);
    let (second, _) = receipt_of(&send(&mut browser, &another));
    assert_ne!(
        second, number,
        "whoever asks for another form sends another appeal"
    );
    assert_eq!(receipt_of(&send(&mut browser, &another)).0, second, "once");
}

fn uuid(word: &str) -> String {
    format!("{word}-0123456789abcdef01234567")
}

#[test]
fn a_changed_text_with_the_key_of_what_was_sent_is_a_choice() {
    let mut browser = Person::new();
    let title = format!("Яма {}", unique::word());
    let mut form = filled(&mut browser, FORM, &title);
    let (number, _) = receipt_of(&send(&mut browser, &form));
    let changed = format!("{title} и трещины");
    form.iter_mut().find(|(name, _)| name == "title").unwrap().1 = changed.clone();
    let answer = send(&mut browser, &form);
    assert_eq!(answer.status, 422, "{answer}");
    let shown = read(answer.text());
    assert!(
        shown.contains("Это обращение уже отправлено") && shown.contains(&number),
        "{answer}"
    );
    assert!(
        answer
            .text()
            .contains(&format!("href=\"/receipt/{number}\"")),
        "{answer}"
    );
    assert!(
        shown.contains("Отправить изменённое отдельным обращением"),
        "{answer}"
    );
    let page = PageForm::to(answer.text(), APPEALS);
    assert_eq!(page.value("title"), changed);
    assert_ne!(page.value("idempotency_key"), form[0].1);
    form[0].1 = page.value("idempotency_key").to_owned();
    let (second, _) = receipt_of(&send(&mut browser, &form));
    assert_ne!(second, number);

    // A script learns the number as well.
    let key = uuid(&unique::word());
    let mut body = sample();
    let call = |person: &Person, body: &Value| person.call("POST", APPEALS).json(body).key(&key);
    let first = Appeal::read(&browser.send(call(&browser, &body)));
    body["title"] = json!("Яма и трещины у дома 5");
    let problem = browser
        .send(call(&browser, &body))
        .problem(422, "idempotency_key_reused");
    assert_eq!(problem["appeal"], first.number.as_str());
}
