//! What lies outside somebody's territory is unknown to them, wherever they ask.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::{Answer, Call};
use otklik_tests::image;
use otklik_tests::staff::{AGENCY, Key, OTHER};
use otklik_tests::unique;
use serde_json::{Value, json};

/// An appeal to another agency, with a file.
fn elsewhere(word: &str) -> (Appeal, Attachment) {
    let file = Attachment::create("страница.jpg", &image::small_photo(33));
    let mut body = appeal::with("/category", OTHER.1);
    let text = "Предлагаю показывать на странице номер обращения крупнее, чтобы его было легче переписать \
                в тетрадь и продиктовать по телефону.";
    appeal::set(&mut body, "/type", json!("suggestion"));
    appeal::set(&mut body, "/text", json!(text));
    appeal::set(&mut body, "/fields", json!({}));
    appeal::set(&mut body, "/title", json!(format!("Крупнее номер {word}")));
    appeal::set(&mut body, "/attachments", json!([file.reference()]));
    (Appeal::create_as(&body), file)
}

fn key(agency: &str) -> Key {
    Key::issue(&["read", "write", "export", "personal"], Some(agency))
}

/// A problem without what differs by nature.
#[track_caller]
fn told(answer: &Answer) -> Value {
    let mut problem = answer.problem(404, "not_found");
    for own in ["request_id", "instance"] {
        problem.as_object_mut().unwrap().remove(own);
    }
    problem
}

#[test]
fn an_appeal_of_another_agency_is_unknown() {
    let (foreign, file) = elsewhere(&unique::word());
    let stranger = key(AGENCY);
    let unknown = "2026-9999998-0";
    let calls = |number: &str| {
        [
            Call::get(format!("/api/v1/appeals/{number}")),
            Call::get(format!("/api/v1/appeals/{number}/events")),
            Call::get(format!("/api/v1/appeals/{number}/attachments/{}", file.id)),
            Call::get(format!("/api/v1/exports/appeals/{number}.pdf")),
            Call::post(format!("/api/v1/appeals/{number}/transitions"))
                .json(&json!({ "to": "in_progress" })),
            Call::new("PUT", format!("/api/v1/appeals/{number}/rating"))
                .json(&json!({ "score": 5 })),
        ]
    };
    for (call, of_unknown) in calls(&foreign.number).into_iter().zip(calls(unknown)) {
        let answer = call.clone().bearer(&stranger.text).send();
        let of_unknown = of_unknown.bearer(&stranger.text).send();
        assert_eq!(told(&answer), told(&of_unknown));
        // The same call by the agency itself is not refused for who asks.
        let own = call.bearer(&key(OTHER.0).text).send();
        assert!(![401, 403, 404].contains(&own.status), "{own}");
    }
}

#[test]
fn lists_counters_and_exports_keep_to_the_territory_whatever_is_asked() {
    let word = unique::word();
    let (foreign, _) = elsewhere(&word);
    let own = Appeal::create_as(&appeal::with("/title", format!("Яма {word} на дороге")));
    let key = key(AGENCY);
    let numbers = |query: &str| -> Vec<String> {
        let path = format!("/api/v1/appeals?{query}");
        let list = Call::get(path).bearer(&key.text).send().expect(200).json();
        let items = list["items"].as_array().unwrap().iter();
        items
            .map(|item| item["number"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(numbers(&format!("q={word}")), [own.number.as_str()]);
    assert_eq!(
        numbers(&format!("q={word}&agency={AGENCY}")),
        [own.number.as_str()]
    );
    for query in [
        format!("q={word}&agency={}", OTHER.0),
        format!("agency={}", OTHER.0),
        format!("category={}", OTHER.1),
    ] {
        assert_eq!(numbers(&query), [""; 0], "{query}");
    }
    let csv = Call::get(format!("/api/v1/exports/appeals.csv?q={word}"));
    let csv = csv.bearer(&key.text).send().expect(200);
    assert!(csv.text().contains(&own.number) && !csv.text().contains(&foreign.number));
    for path in ["xlsx", "pdf"] {
        let empty = Call::get(format!(
            "/api/v1/exports/appeals.{path}?agency={}&q={word}",
            OTHER.0
        ));
        empty.bearer(&key.text).send().expect(200);
    }

    let total = |query: &str, token: Option<&str>| {
        let call = Call::get(format!("/api/v1/appeals/counters{query}"));
        let call = match token {
            Some(token) => call.bearer(token),
            None => call.staff(),
        };
        call.send().expect(200).json()["total"].as_i64().unwrap()
    };
    let own_total = total("", Some(&key.text));
    assert!(own_total >= 1);
    assert!(
        own_total < total("", None),
        "another agency has appeals too"
    );
    assert_eq!(total(&format!("?agency={}", OTHER.0), Some(&key.text)), 0);
}
