//! Every field with every hostile value, and shapes that nobody thought of.

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::call::Call;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

const POINTERS: [&str; 23] = [
    "/type",
    "/category",
    "/region",
    "/title",
    "/text",
    "/anonymous",
    "/applicant",
    "/applicant/last_name",
    "/applicant/first_name",
    "/applicant/middle_name",
    "/applicant/birth_date",
    "/applicant/inn",
    "/applicant/snils",
    "/applicant/email",
    "/applicant/phone",
    "/fields",
    "/fields/address",
    "/answer_by",
    "/answer_by/0",
    "/attachments",
    "/repeat_of",
    "/documents_follow",
    "/unknown",
];

fn hostile() -> Vec<Value> {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e308),
        json!(5e-324),
        json!([]),
        json!({}),
        json!([[[[]]]]),
        json!([null]),
        json!({ "": "" }),
        json!({ "$ne": null }),
        json!({ "a/b": { "~": "c" } }),
    ];
    for text in [
        "",
        " ",
        "\0",
        "a\0b",
        "\u{1b}[2J",
        "\u{202e}abc",
        "\u{200b}",
        "\u{feff}",
        "\u{ffff}",
        "\u{10ffff}",
        "e\u{301}\u{301}\u{301}",
        "' OR '1'='1",
        "'; DROP TABLE event; --",
        "\" UNION SELECT * FROM key --",
        "<script>alert(1)</script>",
        "{{7*7}}${7*7}",
        "%s%n%x",
        "../../../etc/passwd",
        "\r\nset-cookie: a=b",
        "true",
        "0",
        "NaN",
        "9999999999999999999999999999",
        "2026-0000001-2",
        "０１２３４５",
        "🕳️🚧",
    ] {
        values.push(json!(text));
    }
    values.push(json!("я".repeat(20_000)));
    values.push(json!("a ".repeat(20_000)));
    values
}

/// A refusal names the field; what is accepted can be read again.
#[test]
fn no_value_in_any_field_breaks_anything() {
    let values = hostile();
    let pointers: Vec<&str> = POINTERS.into_iter().collect();
    std::thread::scope(|scope| {
        for part in pointers.chunks(6) {
            let values = &values;
            scope.spawn(move || {
                for pointer in part {
                    for value in values {
                        check(pointer, value);
                    }
                }
            });
        }
    });
}

#[track_caller]
fn check(pointer: &str, value: &Value) {
    let body = appeal::with(pointer, value.clone());
    let answer = appeal::creation(&body).send();
    let shown: String = value.to_string().chars().take(60).collect();
    match answer.status {
        201 => {
            Appeal::read(&answer).card();
        }
        422 => {
            let top = &pointer[..pointer[1..].find('/').map_or(pointer.len(), |at| at + 1)];
            let faults = answer.faults();
            // A wrong category or applicant takes others with it; the field itself is always named.
            let named = faults.iter().any(|fault| fault.starts_with(top));
            let follows = faults.iter().all(|fault| fault.starts_with("/answer_by/"))
                || matches!(top, "/anonymous" | "/category" | "/answer_by" | "/fields");
            assert!(named || follows, "{pointer} = {shown}: {faults:?}");
        }
        _ => panic!("{pointer} = {shown}: {answer}"),
    }
}

#[test]
fn what_looks_like_code_is_stored_as_it_is() {
    let text = "'; DROP TABLE event; -- <script>alert(1)</script> ${7*7} %00 \\u0000 \"\"\" /* */";
    let mut body = appeal::with("/title", text);
    appeal::set(&mut body, "/text", json!(text));
    appeal::set(&mut body, "/fields/address", json!(text));
    let appeal = Appeal::create_as(&body);
    let moved = json!({ "to": "rejected", "comment": text });
    Call::post(appeal.path("/transitions"))
        .staff()
        .json(&moved)
        .send()
        .expect(200);
    appeal
        .rate(&json!({ "score": 1, "comment": text }))
        .expect(200);
    let card = appeal.card();
    for member in [
        &card["title"],
        &card["text"],
        &card["fields"]["address"],
        &card["rating"]["comment"],
    ] {
        assert_eq!(member, text);
    }
    assert_eq!(appeal.events()[1]["comment"], text);
}

#[test]
fn hostile_names_in_paths_and_headers_are_unknown() {
    let appeal = Appeal::create();
    for name in [
        "' OR 1=1",
        "\0",
        "../x",
        "%",
        "🕳",
        "a b",
        "\u{202e}",
        "<script>",
        "2026-0000001-",
        "-1",
        "NULL",
    ] {
        let encoded = otklik_tests::call::percent(name);
        Call::get(format!("{APPEALS}/{encoded}"))
            .staff()
            .send()
            .problem(404, "not_found");
        let file = appeal.path(&format!("/attachments/{encoded}"));
        Call::get(file).staff().send().problem(404, "not_found");
        let upload = Call::new("DELETE", format!("/api/v1/attachments/{encoded}"));
        upload
            .header("otklik-upload-token", "x")
            .send()
            .problem(404, "not_found");
    }
    for value in ["\u{e9}", "\u{44f}", "' OR 1=1", &"x".repeat(8000)] {
        for header in [
            "otklik-access-code",
            "cookie",
            "accept-language",
            "if-none-match",
            "last-event-id",
        ] {
            let answer = Call::get(appeal.path("")).header(header, value).send();
            answer.problem(404, "not_found");
        }
    }
}

/// Any JSON, often with the names that an appeal has.
fn shape() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[а-яё]{1,12}( [а-яё]{1,12}){0,8}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        3 => prop::sample::select(POINTERS.to_vec())
            .prop_map(|pointer| pointer.rsplit('/').next().unwrap().to_owned()),
        1 => any::<String>(),
    ];
    leaf.prop_recursive(4, 40, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..10)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

#[test]
fn no_shape_of_json_is_an_internal_error() {
    let config = Config {
        cases: 60,
        failure_persistence: None,
        ..Config::default()
    };
    let appeal = Appeal::create();
    let place = prop::sample::select(POINTERS.to_vec());
    TestRunner::new(config)
        .run(&(shape(), place), |(value, pointer)| {
            let within = appeal::with(pointer, value.clone());
            for call in [
                appeal::creation(&value),
                Call::post("/api/v1/appeals/preview").json(&within),
                Call::post(appeal.path("/transitions")).staff().json(&value),
                Call::new("PUT", appeal.path("/rating"))
                    .staff()
                    .json(&value),
            ] {
                let answer = call.send();
                prop_assert!(answer.status < 500, "{answer}");
                if answer.status >= 400 {
                    prop_assert_eq!(answer.header("content-type"), "application/problem+json");
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_bytes_are_an_internal_error() {
    let config = Config {
        cases: 40,
        failure_persistence: None,
        ..Config::default()
    };
    let types = prop::sample::select(vec![
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "multipart/form-data; boundary=\"\"",
    ]);
    TestRunner::new(config)
        .run(
            &(types, prop::collection::vec(any::<u8>(), 0..400)),
            |(media_type, bytes)| {
                for body in [
                    bytes.clone(),
                    [&b"--b\r\n"[..], &bytes, b"\r\n--b--\r\n"].concat(),
                ] {
                    let answer = Call::post(APPEALS).body(media_type, body).send();
                    prop_assert!((400..500).contains(&answer.status), "{answer}");
                }
                Ok(())
            },
        )
        .unwrap();
}
