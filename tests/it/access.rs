//! Who may see and do what, and that a refusal tells nothing.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::{Answer, Call};
use otklik_tests::image;
use serde_json::{Value, json};

/// What a refusal says, without what differs by nature.
#[track_caller]
fn told(answer: &Answer) -> (Vec<(String, String)>, Value) {
    let mut problem = answer.problem(404, "not_found");
    for own in ["request_id", "instance"] {
        problem.as_object_mut().unwrap().remove(own);
    }
    // `Connection` tells whether the body had come by then, which is the caller's own doing.
    let of_each = ["date", "x-request-id", "content-length", "connection"];
    let mut headers: Vec<(String, String)> = answer
        .headers
        .iter()
        .filter(|(name, _)| !of_each.contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    (headers, problem)
}

/// A number with another ordinal, whose check digit is found by trying.
fn unknown_number(known: &str) -> String {
    let year = &known[..4];
    let candidates = (0..10).map(|check| format!("{year}-9999998-{check}"));
    let valid = |number: &String| {
        // The form of a repeat tells a wrong check digit from an unknown number.
        let body = appeal::with("/repeat_of", number.clone());
        appeal::creation(&body).send().faults() == ["/repeat_of repeat_of_unknown"]
    };
    candidates
        .into_iter()
        .find(valid)
        .expect("one digit of ten is right")
}

#[test]
fn unknown_wrong_foreign_and_malformed_are_not_told_apart() {
    let file = Attachment::create("яма.jpg", &image::small_photo(21));
    let appeal = Appeal::create_as(&appeal::with("/attachments", vec![file.reference()]));
    let other = Appeal::create();
    let unknown = unknown_number(&appeal.number);
    let swapped = appeal.number.replace("-0", "-1");
    let attempts = [
        (unknown.as_str(), appeal.code.as_str()),
        (unknown.as_str(), ""),
        (appeal.number.as_str(), ""),
        (appeal.number.as_str(), other.code.as_str()),
        (appeal.number.as_str(), "2222-22222-2222"),
        (appeal.number.as_str(), "no code at all"),
        (appeal.number.as_str(), "код"),
        (swapped.as_str(), appeal.code.as_str()),
        ("2026-1", appeal.code.as_str()),
        ("abc", appeal.code.as_str()),
        ("%27%20OR%201=1--", appeal.code.as_str()),
    ];
    let moves = json!({ "to": "cancelled" });
    let rating = json!({ "score": 5 });
    for (method, more, body) in [
        ("GET", String::new(), None),
        ("GET", "/events".to_owned(), None),
        ("GET", format!("/attachments/{}", file.id), None),
        ("POST", "/transitions".to_owned(), Some(&moves)),
        ("PUT", "/rating".to_owned(), Some(&rating)),
        ("ACT", String::new(), None),
    ] {
        let ask = |number: &str, code: &str| {
            let call = match method {
                "ACT" => Call::get(format!("/api/v1/exports/appeals/{number}.pdf")),
                method => Call::new(method, format!("/api/v1/appeals/{number}{more}")),
            };
            let call = body.iter().fold(call, |call, body| call.json(body));
            let call = if code.is_empty() {
                call
            } else {
                call.code(code)
            };
            call.send()
        };
        let all: Vec<_> = attempts
            .iter()
            .map(|(number, code)| told(&ask(number, code)))
            .collect();
        for (one, attempt) in all.iter().zip(attempts) {
            assert_eq!(*one, all[0], "{method} {more} {attempt:?}");
        }
    }
    assert_eq!(
        appeal.card()["status"],
        "created",
        "no attempt changed anything"
    );
}

#[test]
fn staff_calls_need_the_token() {
    let appeal = Appeal::create();
    for path in [
        "/api/v1/appeals",
        "/api/v1/appeals?limit=bad",
        "/api/v1/appeals/counters",
        "/api/v1/exports/appeals.csv",
        "/api/v1/exports/appeals.xlsx",
        "/api/v1/exports/appeals.pdf",
    ] {
        let call = || Call::get(path);
        for call in [
            call(),
            call().code(&appeal.code),
            call().header("authorization", "Bearer wrong-token-of-a-good-length-0000"),
            call().header("authorization", "Bearer "),
            call().header("authorization", "Bearer"),
            call().header("authorization", "Basic c3RhZmY6c3RhZmY="),
            call().header("cookie", "staff=1"),
        ] {
            let answer = call.send();
            answer.problem(401, "unauthenticated");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
}

#[test]
fn a_wrong_token_opens_no_appeal_and_tells_nothing_of_it() {
    let appeal = Appeal::create();
    for number in [appeal.number.as_str(), "2026-9999998-0", "abc"] {
        let call =
            Call::get(format!("/api/v1/appeals/{number}")).header("authorization", "Bearer wrong");
        call.code(&appeal.code)
            .send()
            .problem(401, "unauthenticated");
    }
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let appeal = Appeal::create();
    let plain = appeal.code.replace('-', "");
    let spaced = plain.chars().map(|c| format!("{c} ")).collect::<String>();
    for code in [plain.clone(), appeal.code.to_lowercase(), spaced] {
        Call::get(appeal.path("")).code(&code).send().expect(200);
    }
    let shorter = &plain[..12];
    for code in [format!("{plain}2"), shorter.to_owned()] {
        Call::get(appeal.path(""))
            .code(&code)
            .send()
            .problem(404, "not_found");
    }
}

#[test]
fn a_code_in_the_address_is_not_looked_at() {
    let appeal = Appeal::create();
    for query in ["access_code", "code", "otklik-access-code"] {
        let path = appeal.path(&format!("?{query}={}", appeal.code));
        Call::get(path).send().problem(404, "not_found");
    }
}

#[test]
fn an_integrator_gets_the_code_in_the_body_alone() {
    let answer = appeal::creation(&appeal::sample()).send().expect(201);
    let appeal = Appeal::read(&answer);
    assert!(answer.headers.get("set-cookie").is_none(), "{answer}");
    for value in answer.headers.values() {
        let value = value.to_str().unwrap();
        assert!(
            !value.contains(&appeal.code) && !value.contains(&appeal.code.replace('-', "")),
            "{value}"
        );
    }
    for path in ["", "/events"] {
        let seen = Call::get(appeal.path(path))
            .code(&appeal.code)
            .send()
            .expect(200);
        assert!(
            !seen.text().contains(&appeal.code),
            "the code is shown once"
        );
        assert!(seen.headers.get("set-cookie").is_none());
    }
}

#[test]
fn a_list_shows_no_personal_data() {
    let word = otklik_tests::unique::word();
    let mut body = appeal::with("/title", format!("Яма {word} на дороге"));
    appeal::set(&mut body, "/applicant/last_name", json!("Секретова"));
    Appeal::create_as(&body);
    let list = Call::get(format!("/api/v1/appeals?q={word}"))
        .staff()
        .send()
        .expect(200);
    let csv = Call::get(format!("/api/v1/exports/appeals.csv?q={word}"))
        .staff()
        .send()
        .expect(200);
    for text in [list.text(), csv.text()] {
        assert!(text.contains(word.as_str()));
        for secret in [
            "Секретова",
            "+79123456789",
            "anna@example.ru",
            "11223344595",
            "500100732259",
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[test]
fn a_browser_keeps_the_code_in_a_cookie_until_it_forgets() {
    let appeal = Appeal::create();
    let form = [
        ("number", appeal.number.as_str()),
        ("access_code", appeal.code.as_str()),
    ];
    let opened = Call::post("/status").form(&form).page().send().expect(303);
    assert_eq!(
        opened.header("location"),
        format!("/status/{}", appeal.number)
    );
    let cookie = opened.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(
        !cookie.contains("Max-Age") && !cookie.contains("Expires"),
        "gone with the session: {cookie}"
    );
    let kept = cookie.split(';').next().unwrap();

    let card = Call::get(opened.header("location"))
        .header("cookie", kept)
        .page()
        .send()
        .expect(200);
    assert!(card.text().contains(&appeal.number) && card.text().contains("Яма на проезжей части"));
    Call::get(appeal.path(""))
        .header("cookie", kept)
        .send()
        .expect(200);
    Call::get(appeal.path("/events"))
        .header("cookie", kept)
        .send()
        .expect(200);
    // Without the cookie there is a question, the same for every number.
    let asked = Call::get(format!("/status/{}", appeal.number))
        .page()
        .send()
        .expect(200);
    assert!(!asked.text().contains("Яма на проезжей части"), "{asked}");

    let forget = Call::post(format!("/status/{}/forget", appeal.number)).header("cookie", kept);
    let forgotten = forget.page().send().expect(303);
    assert!(
        forgotten.header("set-cookie").contains("Max-Age=0"),
        "{forgotten}"
    );
    let name = kept.split('=').next().unwrap();
    assert!(
        forgotten
            .header("set-cookie")
            .starts_with(&format!("{name}=;")),
        "{forgotten}"
    );
}

#[test]
fn the_cookie_of_one_appeal_opens_no_other() {
    let (mine, other) = (Appeal::create(), Appeal::create());
    let code = mine.code.replace('-', "");
    let cookie = format!(
        "access-{}={code}; access-{}={code}",
        mine.number, other.number
    );
    Call::get(mine.path(""))
        .header("cookie", &cookie)
        .send()
        .expect(200);
    Call::get(other.path(""))
        .header("cookie", &cookie)
        .send()
        .problem(404, "not_found");
}

#[test]
fn a_foreign_site_changes_nothing_with_the_cookie() {
    let appeal = Appeal::create();
    let cookie = format!("access-{}={}", appeal.number, appeal.code.replace('-', ""));
    for from in ["cross-site", "same-site"] {
        let call = appeal
            .transition_call("cancelled")
            .header("cookie", &cookie);
        call.header("sec-fetch-site", from)
            .send()
            .problem(403, "forbidden");
    }
    assert_eq!(appeal.card()["status"], "created");
    let call = appeal
        .transition_call("cancelled")
        .header("cookie", &cookie);
    call.header("sec-fetch-site", "same-origin")
        .send()
        .expect(200);
}

#[test]
fn a_page_that_asks_tells_nothing_of_what_was_asked() {
    let appeal = Appeal::create();
    let other = Appeal::create();
    let ask = |number: &str, code: &str| {
        let answer = Call::post("/status").form(&[("number", number), ("access_code", code)]);
        let answer = answer.page().send().expect(404);
        assert!(answer.headers.get("set-cookie").is_none());
        answer.text().replace(number, "NUMBER")
    };
    let unknown = unknown_number(&appeal.number);
    let first = ask(&appeal.number, &other.code);
    assert_eq!(ask(&unknown, &appeal.code), first);
    assert_eq!(ask(&unknown, "2222-22222-2222"), first);
    assert_eq!(ask("2026-77", &appeal.code), first);
}
