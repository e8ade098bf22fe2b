//! Bad input is a problem document that names each fault, and never a 500.

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::call::Call;
use serde_json::{Value, json};

#[track_caller]
fn post(body: impl Into<Vec<u8>>) -> otklik_tests::call::Answer {
    Call::post(APPEALS).body("application/json", body).send()
}

#[test]
fn json_that_cannot_be_read_is_told_with_its_place() {
    let deep = "[".repeat(10_000);
    let deep_closed = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let deep_object = "{\"a\":".repeat(10_000);
    for body in [
        &b""[..],
        b" ",
        b"{",
        b"{]",
        b"{\"title\": \"a\"",
        b"{\"title\": 1e999}",
        b"{\"title\": -1e999}",
        b"{\"title\": 01}",
        b"{\"title\": NaN}",
        b"{'title': 'a'}",
        b"{\"title\": \"a\",}",
        b"{\"title\": \"\xFF\xFE\"}",
        b"{\"title\": \"\xC0\xAF\"}",
        b"{\"title\": \"\xED\xA0\x80\"}",
        b"{\"title\": \"\\uD800\"}",
        b"{\"title\": \"\\x00\"}",
        b"{\"title\": \"a\nb\"}",
        b"{} {}",
        b"\xEF\xBB\xBF{}",
        b"\xFF\xFE{\0}\0",
        b"{\"title\": \"a\", \"title\": \"b\"}",
        b"{\"applicant\": {\"phone\": \"1\", \"phone\": \"2\"}}",
        deep.as_bytes(),
        deep_closed.as_bytes(),
        deep_object.as_bytes(),
    ] {
        let answer = post(body);
        let problem = answer.problem(400, "json_unreadable");
        assert!(
            problem["detail"].as_str().unwrap().contains("строка"),
            "{problem}"
        );
    }
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    for body in ["[]", "null", "true", "1", "\"text\"", "[{}]"] {
        let faults = post(body).faults();
        assert_eq!(faults[0], " wrong_type", "{body}");
    }
}

#[test]
fn every_fault_is_told_at_once() {
    let body = json!({
        "type": "rant", "category": "no.such", "region": "XX", "title": "!!!", "text": "мало",
        "applicant": { "last_name": "123", "first_name": "", "birth_date": "2999-01-01", "inn": "123456789012",
                       "snils": "112-233-445 96", "email": "not an address", "phone": "12" },
        "answer_by": ["pigeon"], "attachments": [{ "id": "x" }], "repeat_of": "1", "extra": 1
    });
    let faults = appeal::creation(&body).send().faults();
    for pointer in [
        "/type",
        "/category",
        "/region",
        "/title",
        "/text",
        "/applicant/last_name",
        "/applicant/first_name",
        "/applicant/birth_date",
        "/applicant/inn",
        "/applicant/snils",
        "/applicant/email",
        "/applicant/phone",
        "/answer_by/0",
        "/attachments/0/id",
        "/repeat_of",
        "/extra",
    ] {
        assert!(
            faults
                .iter()
                .any(|fault| fault.starts_with(&format!("{pointer} "))),
            "{pointer} in {faults:?}"
        );
    }
}

#[test]
fn values_are_checked_by_the_rules_of_each_field() {
    for (pointer, value, code) in [
        ("/title", json!("Ямы"), "title_length"),
        ("/title", json!("я".repeat(151)), "title_length"),
        ("/title", json!("яма яма яма"), "title_meaningless"),
        ("/title", json!("Яма\u{0}на дороге"), "title_control"),
        ("/text", json!("а".repeat(19)), "text_length"),
        ("/text", json!("а".repeat(10_001)), "text_length"),
        (
            "/text",
            json!("Текст с нулевым \u{0} знаком в нём"),
            "text_control",
        ),
        (
            "/applicant/birth_date",
            json!("2999-01-01"),
            "birth_date_future",
        ),
        ("/applicant/birth_date", json!("1899-12-31"), ""),
        ("/applicant/birth_date", json!("2001-02-29"), ""),
        ("/applicant/inn", json!("500100732258"), ""),
        ("/applicant/snils", json!("112-233-445 96"), ""),
        ("/applicant/phone", json!("+1 912 345-67-89"), ""),
        ("/applicant/email", json!("a@b@c.ru"), ""),
        ("/applicant/email", json!("anna@localhost"), ""),
        ("/applicant/last_name", json!("Иванова2"), ""),
        ("/applicant/last_name", json!("И".repeat(101)), ""),
        ("/region", json!("100500"), "region_unknown"),
        ("/fields/address", json!("я".repeat(301)), ""),
        ("/fields/no_such", json!("value"), ""),
        ("/answer_by", json!(["pigeon"]), ""),
    ] {
        let faults = appeal::creation(&appeal::with(pointer, value.clone()))
            .send()
            .faults();
        assert_eq!(faults.len(), 1, "{pointer} = {value}: {faults:?}");
        let (at, found) = faults[0].split_once(' ').unwrap();
        assert!(at.starts_with(pointer), "{value}: {faults:?}");
        assert!(code.is_empty() || found == code, "{value}: {faults:?}");
    }
}

#[test]
fn the_bounds_of_each_field_are_within() {
    for (pointer, value) in [
        ("/title", json!("Яма 5")),
        ("/title", json!(format!("Яма {}", "я".repeat(146)))),
        ("/text", json!("а".repeat(20))),
        ("/text", json!("я".repeat(10_000))),
        ("/text", json!("🕳".repeat(10_000))),
        ("/applicant/last_name", json!("О'Коннор-де ля Круз")),
        ("/applicant/last_name", json!("И")),
        ("/applicant/phone", json!("8(912)3456789")),
        ("/applicant/snils", json!("11223344595")),
        ("/applicant/birth_date", json!("1900-01-01")),
        ("/region", json!(null)),
        ("/answer_by", json!([])),
    ] {
        Appeal::create_as(&appeal::with(pointer, value));
    }
}

#[test]
fn a_short_text_is_too_short_where_the_category_asks_for_more() {
    let mut body = appeal::with("/category", "other.other");
    body["fields"] = json!({});
    body["text"] = json!("а".repeat(99));
    assert_eq!(
        appeal::creation(&body).send().faults(),
        ["/text text_length"]
    );
    body["text"] = json!("а".repeat(100));
    Appeal::create_as(&body);
}

#[test]
fn problems_are_told_in_the_language_of_the_caller() {
    let told = |lang: &str| {
        let answer = Call::post(APPEALS).json(&json!({})).lang(lang).send();
        answer.faults();
        let problem = answer.json();
        assert_eq!(answer.header("content-language"), &lang[..2]);
        [
            problem["title"].clone(),
            problem["detail"].clone(),
            problem["errors"][0]["detail"].clone(),
        ]
    };
    let is_russian = |text: &Value| {
        text.as_str()
            .unwrap()
            .chars()
            .any(|c| ('а'..='я').contains(&c))
    };
    assert!(told("ru").iter().all(is_russian));
    assert!(!told("en-US,en;q=0.5").iter().any(is_russian));
}

#[test]
fn bad_moves_and_ratings_are_problems() {
    let appeal = Appeal::create();
    for body in [
        json!({}),
        json!({ "to": 5 }),
        json!({ "to": null }),
        json!({ "to": "flying" }),
        json!({ "to": ["in_progress"] }),
        json!({ "to": "in_progress", "comment": 7 }),
        json!({ "to": "in_progress", "force": true }),
        json!([]),
        json!("in_progress"),
    ] {
        let answer = Call::post(appeal.path("/transitions"))
            .staff()
            .json(&body)
            .send();
        assert!(!answer.faults().is_empty(), "{body}");
    }
    for comment in ["\u{0}".to_owned(), "я".repeat(10_001)] {
        let body = json!({ "to": "rejected", "comment": comment });
        let answer = Call::post(appeal.path("/transitions"))
            .staff()
            .json(&body)
            .send();
        assert_eq!(answer.status, 422, "{answer}");
    }
    for body in [
        "",
        "{",
        "\u{feff}{}",
        "{\"to\":\"in_progress\",\"to\":\"rejected\"}",
    ] {
        let call = Call::post(appeal.path("/transitions"))
            .staff()
            .body("application/json", body);
        call.send().problem(400, "json_unreadable");
        let call = Call::new("PUT", appeal.path("/rating"))
            .staff()
            .body("application/json", body);
        call.send().problem(400, "json_unreadable");
    }
    assert_eq!(appeal.events().len(), 1);
}

#[test]
fn many_unknown_members_are_answered_briefly() {
    let mut body = appeal::sample();
    for index in 0..2000 {
        body["fields"][format!("field{index}")] = json!("x");
    }
    let answer = appeal::creation(&body).send();
    assert_eq!(answer.faults(), ["/fields fields_count"]);
    let attachments = vec![json!({ "id": "x", "upload_token": "y" }); 3000];
    let answer = appeal::creation(&appeal::with("/attachments", attachments)).send();
    assert_eq!(answer.faults(), ["/attachments attachments_count"]);
    let ways = vec![json!("pigeon"); 3000];
    let answer = appeal::creation(&appeal::with("/answer_by", ways)).send();
    assert!(answer.body.len() < 20_000, "{} bytes", answer.body.len());
}
