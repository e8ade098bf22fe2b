//! The same service for a browser without scripts: forms in, pages out.

use otklik_tests::appeal::APPEALS;
use otklik_tests::call::{Answer, Call};
use otklik_tests::form::Form;
use otklik_tests::{image, unique};
use serde_json::Value;

/// A form that passes every check.
pub(crate) const VALUES: [(&str, &str); 12] = [
    ("category", "roads.surface"),
    ("type", "complaint"),
    ("region", "62"),
    ("title", "Яма на проезжей части у дома 5"),
    (
        "text",
        "Глубокая яма напротив дома 5, машины объезжают её по тротуару.",
    ),
    ("fields.address", "ул. Ленина, 5"),
    ("applicant.last_name", "Иванова"),
    ("applicant.first_name", "Анна"),
    ("applicant.middle_name", ""),
    ("applicant.phone", "8 (912) 345-67-89"),
    ("answer_by", "cabinet"),
    ("answer_by", "sms"),
];

pub(crate) fn changed<'a>(name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let change = |(key, old): &(&'a str, &'a str)| (*key, if *key == name { value } else { old });
    VALUES.iter().map(change).collect()
}

pub(crate) fn submit(pairs: &[(&str, &str)]) -> Call {
    Call::post(APPEALS).form(pairs).page()
}

/// A number and the cookie that opens it.
#[track_caller]
pub(crate) fn receipt_of(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 303, "{answer}");
    let number = answer
        .header("location")
        .strip_prefix("/receipt/")
        .unwrap()
        .to_owned();
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    assert!(cookie.starts_with(&format!("access-{number}=")), "{cookie}");
    assert!(answer.header("set-cookie").contains("HttpOnly"), "{answer}");
    (number, cookie)
}

#[track_caller]
pub(crate) fn card(number: &str, cookie: &str) -> Value {
    Call::get(format!("{APPEALS}/{number}"))
        .header("cookie", cookie)
        .send()
        .expect(200)
        .json()
}

#[test]
fn a_form_is_registered_and_leads_to_its_receipt() {
    let (number, cookie) = receipt_of(&submit(&VALUES).send());
    let card = card(&number, &cookie);
    assert_eq!(card["channel"], "web");
    assert_eq!(card["applicant"]["phone"], "+79123456789");
    assert_eq!(card["answer_by"], serde_json::json!(["cabinet", "sms"]));
    let code = cookie.split('=').nth(1).unwrap();
    for (lang, word) in [("ru", "зарегистрировано"), ("en", "registered")] {
        let call = Call::get(format!("/receipt/{number}")).header("cookie", &cookie);
        let page = call.lang(lang).page().send().expect(200);
        assert!(
            page.text().contains(&number) && page.text().contains(word),
            "{page}"
        );
        assert!(
            page.text().replace('-', "").contains(code),
            "the receipt shows the code"
        );
    }
    let stranger = Call::get(format!("/receipt/{number}"))
        .page()
        .send()
        .expect(200);
    assert!(
        !stranger.text().replace('-', "").contains(code),
        "{stranger}"
    );
    let act = Call::get(format!("/api/v1/exports/appeals/{number}.pdf")).header("cookie", &cookie);
    assert!(act.page().send().expect(200).body.starts_with(b"%PDF-"));
}

#[test]
fn a_refused_form_comes_back_with_its_values_and_what_is_wrong() {
    for (lang, summary, title) in [
        ("ru", "Обращение пока не отправлено", "Ошибка: "),
        ("en", "The appeal has not been sent yet", "Error: "),
    ] {
        let pairs = changed("applicant.phone", "12 \"<b>x</b>");
        let page = submit(&pairs).lang(lang).send().expect(422);
        let text = page.text();
        assert!(
            text.contains(summary) && text.contains(&format!("<title>{title}")),
            "{page}"
        );
        assert!(text.contains(&format!("<html lang=\"{lang}\"")), "{page}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        for (name, value) in VALUES.iter().filter(|(name, _)| !name.ends_with("phone")) {
            assert!(text.contains(value), "{name} is kept: {page}");
        }
        assert!(
            !text.contains("<b>x</b>"),
            "what was typed is text, never markup"
        );
        assert!(
            text.contains("12 &quot;&lt;b") || text.contains("12 &#34;&#60;b"),
            "{page}"
        );
    }
}

#[test]
fn all_faults_of_a_form_are_told_at_once() {
    let pairs = [
        ("category", "roads.surface"),
        ("title", "!!!"),
        ("text", "мало"),
        ("applicant.email", "x"),
    ];
    let page = submit(&pairs).send().expect(422);
    let summary = page
        .text()
        .split("id=\"errors\"")
        .nth(1)
        .unwrap()
        .split("</ul>")
        .next()
        .unwrap();
    let links: Vec<&str> = summary
        .split("href=\"#")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    for name in [
        "type",
        "title",
        "text",
        "address",
        "last_name",
        "first_name",
        "email",
    ] {
        assert!(
            links.iter().any(|link| link.ends_with(name)),
            "a link to {name}: {links:?}"
        );
    }
    for link in links {
        assert!(
            page.text().contains(&format!(" id=\"{link}\"")),
            "{link} leads somewhere: {page}"
        );
    }
}

#[test]
fn a_form_sent_twice_makes_one_appeal() {
    let key = unique::word();
    let pairs = [&VALUES[..], &[("idempotency_key", key.as_str())]].concat();
    let first = receipt_of(&submit(&pairs).send());
    assert_eq!(first, receipt_of(&submit(&pairs).send()));
    // With its files too, which a browser sends again.
    let key = unique::word();
    let pairs = [&VALUES[..], &[("idempotency_key", key.as_str())]].concat();
    let send = || {
        let form = Form::new(&pairs).file("files", "яма.jpg", "image/jpeg", &image::small_photo(5));
        receipt_of(&form.with(Call::post(APPEALS).page()).send())
    };
    let first = send();
    assert_eq!(first, send());
    assert_eq!(
        card(&first.0, &first.1)["attachments"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_form_without_a_browser_gets_json() {
    let created = Call::post(APPEALS).form(&VALUES).send().expect(201);
    assert!(created.json()["access_code"].is_string());
    let faults = Call::post(APPEALS)
        .form(&changed("region", "XX"))
        .send()
        .faults();
    assert_eq!(faults, ["/region region_unknown"]);
}

#[test]
fn an_anonymous_form_drops_what_was_typed_before() {
    let pairs = [
        &changed("answer_by", "cabinet")[..],
        &[("anonymous", "true")],
    ]
    .concat();
    let (number, cookie) = receipt_of(&submit(&pairs).send());
    let card = card(&number, &cookie);
    assert_eq!(
        (&card["anonymous"], &card["applicant"]),
        (&Value::Bool(true), &Value::Null)
    );
}

#[test]
fn a_form_without_a_known_category_asks_for_one() {
    for category in ["", "no.such", "roads", "<script>"] {
        let page = submit(&changed("category", category)).send();
        assert!(matches!(page.status, 422 | 200), "{page}");
        assert!(
            page.text().contains("<select id=\"category\"") && !page.text().contains("<script>"),
            "{page}"
        );
    }
}

#[test]
fn withdrawing_and_rating_work_by_forms() {
    let (number, cookie) = receipt_of(&submit(&VALUES).send());
    let post = |action: &str, pairs: &[(&str, &str)]| {
        let call = Call::post(format!("{APPEALS}/{number}/{action}")).form(pairs);
        call.header("cookie", &cookie).page().send()
    };
    let early = post("rating", &[("score", "5")]);
    assert!(
        early.status == 409 && early.text().contains("id=\"errors\""),
        "{early}"
    );
    let appeal = otklik_tests::appeal::Appeal {
        number: number.clone(),
        code: String::new(),
    };
    appeal.go_through(&["in_progress"]);
    let late = post("transitions", &[("to", "cancelled")]);
    assert!(
        late.status == 409 && late.text().contains("id=\"errors\""),
        "{late}"
    );
    appeal.go_through(&["approved"]);
    let empty = post("rating", &[("score", ""), ("comment", "Всё <b>хорошо</b>")]).expect(422);
    assert!(empty.text().contains("id=\"score-error\""), "{empty}");
    assert!(
        empty.text().contains("Всё &lt;b&gt;") || empty.text().contains("Всё &#60;b&#62;"),
        "{empty}"
    );
    let rated = post("rating", &[("score", "4"), ("comment", "Хорошо")]).expect(303);
    assert!(
        rated
            .header("location")
            .starts_with(&format!("/status/{number}"))
    );
    assert_eq!(card(&number, &cookie)["rating"]["score"], 4);

    let (number, cookie) = receipt_of(&submit(&VALUES).send());
    let call = Call::post(format!("{APPEALS}/{number}/transitions"));
    let call = call
        .form(&[("to", "cancelled"), ("comment", "Передумал")])
        .header("cookie", &cookie);
    let done = call.page().send().expect(303);
    let page = Call::get(done.header("location"))
        .header("cookie", &cookie)
        .page()
        .send()
        .expect(200);
    assert!(page.text().contains("Отмен"), "{page}");
    assert_eq!(card(&number, &cookie)["status"], "cancelled");
}

#[test]
fn a_form_that_cannot_be_read_is_a_problem() {
    let boundary = "multipart/form-data; boundary=b";
    for (media_type, body) in [
        ("multipart/form-data", &b"--b\r\n\r\n"[..]),
        (boundary, b"no parts at all"),
        (
            boundary,
            b"--b\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\nbreaks off",
        ),
        (
            boundary,
            b"--b\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\n\xFF\xFE\r\n--b--\r\n",
        ),
        (
            boundary,
            b"--b\r\nno header at all\r\n\r\nvalue\r\n--b--\r\n",
        ),
    ] {
        let answer = Call::post(APPEALS).body(media_type, body).send();
        assert!(matches!(answer.status, 400 | 422), "{answer}");
        answer.problem(answer.status, answer.json()["code"].as_str().unwrap());
    }
    let mut many = Form::default();
    for _ in 0..250 {
        many = many.value("title", "Яма");
    }
    many.with(Call::post(APPEALS))
        .send()
        .problem(400, "form_too_many_parts");
    let large = "я".repeat(132_000);
    let form = Form::new(&[("text", &large)]);
    form.with(Call::post(APPEALS))
        .send()
        .problem(413, "body_too_large");
}
