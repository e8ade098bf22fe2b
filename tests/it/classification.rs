//! What a text is about: suggestions over HTTP, hints of a danger, and people who decide.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use serde_json::{Value, json};

use crate::work::act;

const SUGGEST: &str = "/api/v1/categories/suggest";

#[track_caller]
fn suggested(title: &str, text: &str) -> Value {
    let body = json!({ "title": title, "text": text });
    Call::post(SUGGEST).json(&body).send().expect(200).json()
}

fn codes(answer: &Value) -> Vec<&str> {
    let items = answer["items"].as_array().unwrap().iter();
    items.map(|item| item["code"].as_str().unwrap()).collect()
}

#[test]
fn what_people_write_is_recognised() {
    for (expected, title, text) in [
        (
            "housing.heating",
            "Замерзаем",
            "Добрый день! В нашем доме с понедельника холодные батареи, в комнатах 15 градусов. Звонили в \
             управляющую компанию три раза, говорят «ждите». В семье двое маленьких детей, спим в одежде. \
             Прошу разобраться и вернуть тепло.",
        ),
        (
            "roads.lighting",
            "Тёмная улица",
            "Уже месяц не горят фонари на улице Садовой от школы до остановки. Дети возвращаются со второй смены \
             в полной темноте, вчера девочка упала. Просим заменить лампы.",
        ),
        (
            "health.appointment",
            "",
            "Не могу записаться к неврологу в поликлинике номер 3: ни через регистратуру, ни через сайт талонов нет \
             уже третью неделю.",
        ),
        (
            "education.kindergarten",
            "Место в саду",
            "Стоим в очереди в детский сад с рождения, дочке исполнилось три года, а место так и не дали. \
             Соседке с той же датой путёвку выдали.",
        ),
        (
            "social.pension",
            "Перерасчёт",
            "Прошу проверить расчёт моей пенсии: не учтён стаж за 1987–1991 годы, хотя трудовую книжку я приносила.",
        ),
        (
            "roads.surface",
            "Potholes on Lenina street",
            "The road near house 5 is full of deep potholes, I have damaged a wheel. Please repair the asphalt.",
        ),
    ] {
        let answer = suggested(title, text);
        let found = codes(&answer);
        assert_eq!(found.len(), 3);
        assert!(found.contains(&expected), "{text}\n{answer}");
        let confidence = |at: usize| answer["items"][at]["confidence"].as_u64().unwrap();
        assert!(confidence(0) >= confidence(1) && confidence(1) >= confidence(2));
        assert!(confidence(0) < 100, "nothing is certain");
        assert!(!answer["items"][0]["name"].as_str().unwrap().is_empty());
    }
}

#[test]
fn names_come_in_the_language_that_was_asked_for() {
    let body = json!({ "title": "Яма", "text": "Глубокая яма на дороге, асфальт провалился" });
    for (lang, name) in [("ru", "Ямы"), ("en", "Potholes")] {
        let answer = Call::post(SUGGEST)
            .json(&body)
            .lang(lang)
            .send()
            .expect(200)
            .json();
        let item = &answer["items"][0];
        assert_eq!(item["code"], "roads.surface");
        let shown = item["name"].as_str().unwrap();
        assert!(shown.contains(name), "{shown}");
    }
}

#[test]
fn a_text_without_words_and_a_wrong_body_are_answered_too() {
    for text in ["", "!!! 123", "\u{0}\u{feff}\u{202e}"] {
        let answer = suggested("", text);
        assert_eq!(codes(&answer).len(), 3, "{answer}");
        assert_eq!(answer["urgency"], Value::Null);
    }
    let long = "Яма на дороге. ".repeat(3_000);
    assert_eq!(codes(&suggested("", &long))[0], "roads.surface");
    let wrong = Call::post(SUGGEST).json(&json!({ "text": 7, "titel": "" }));
    assert_eq!(wrong.send().faults().len(), 2);
}

#[test]
fn a_danger_raises_the_priority_until_a_person_says_whether_it_is_one() {
    let text =
        "На площадке стоит сильный запах газа, в подъезде маленькие дети, газовая служба не едет.";
    assert_eq!(suggested("Газ", text)["urgency"], "life");
    let sent = || {
        let mut body = appeal::with("/text", text);
        appeal::set(&mut body, "/title", json!("Запах газа в подъезде"));
        Appeal::create_as(&body)
    };
    let seen = |appeal: &Appeal| {
        let card = Call::get(appeal.path("")).staff().send().expect(200).json();
        (card["priority"].clone(), card["priority_confirmed"].clone())
    };
    let high = |confirmed| (json!("high"), json!(confirmed));
    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    let (real, calm) = (sent(), sent());
    assert_eq!(seen(&real), high(false));
    // The card asks a person.
    let page = anna
        .call("GET", &format!("/desk/appeals/{}", real.number))
        .page();
    let page = anna.send(page).expect(200);
    assert!(page.text().contains("Похоже на"), "{page}");
    // To agree with the hint needs no words, to disagree does.
    act(&mut anna, &real, "priority", &json!({ "priority": "high" })).expect(200);
    assert_eq!(seen(&real), high(true));
    act(
        &mut anna,
        &calm,
        "priority",
        &json!({ "priority": "normal" }),
    )
    .problem(422, "reason_required");
    let no = json!({ "priority": "normal", "reason": "Учебная тревога, газ проверен." });
    act(&mut anna, &calm, "priority", &no).expect(200);
    assert_eq!(seen(&calm), (json!("normal"), json!(true)));
    // A calm text is of normal priority, and nobody has to confirm that.
    let plain = Appeal::create();
    assert_eq!(seen(&plain), (json!("normal"), json!(false)));
    // The applicant is not told what a machine made of the text.
    let events = Call::get(calm.path("/events"))
        .code(&calm.code)
        .send()
        .expect(200);
    assert!(!events.text().contains("life"), "{events}");
}
