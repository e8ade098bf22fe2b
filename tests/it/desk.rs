//! The desk: who comes in, the queue and its filters.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::{Answer, Call};
use otklik_tests::document;
use otklik_tests::image;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use otklik_tests::unique;
use serde_json::{Value, json};

const QUEUE: &str = "/api/v1/queue";
const FILTERS: &str = "/api/v1/filters";

fn operator() -> Person {
    Person::staff("operator", [AGENCY, "", ""])
}

#[track_caller]
fn page(person: &mut Person, path: &str) -> Answer {
    person.send(person.call("GET", path).page())
}

fn numbers(queue: &Value) -> Vec<String> {
    let items = queue["items"].as_array().unwrap().iter();
    items
        .map(|item| item["number"].as_str().unwrap().to_owned())
        .collect()
}

/// An appeal that only its word finds.
fn titled(word: &str) -> Appeal {
    let title = format!("Яма у дома {word}");
    Appeal::create_as(&appeal::with("/title", title.as_str()))
}

#[test]
fn a_stranger_is_sent_to_sign_in_and_comes_back() {
    let answer = Call::get("/desk?overdue=true").page().send().expect(303);
    let to = answer.header("location");
    assert_eq!(to, "/sign-in?return_to=%2Fdesk%3Foverdue%3Dtrue");
}

#[test]
fn the_desk_tells_staff_who_they_are_and_refuses_citizens() {
    let answer = page(&mut operator(), "/desk").expect(200);
    assert!(answer.text().contains("Ольга Смирнова"));
    Person::registered().get("/desk").expect(403);
}

#[test]
fn an_appeal_is_found_in_the_queue_by_its_words_and_by_its_number() {
    let word = unique::word();
    let sent = titled(&word);
    let mut operator = operator();
    for q in [word.as_str(), sent.number.as_str()] {
        let queue = operator.get(&format!("{QUEUE}?q={q}")).expect(200).json();
        assert_eq!(numbers(&queue), [sent.number.as_str()], "{queue}");
        let item = &queue["items"][0];
        assert_eq!(item["priority"], "normal");
        assert_eq!(item["clock"], "running");
        assert!(!item["explanation"].as_array().unwrap().is_empty());
        assert!(queue["counters"]["unassigned"].as_i64().unwrap() > 0);
    }
}

#[test]
fn an_observer_sees_the_queue_masked_and_another_agency_does_not_see_it() {
    let word = unique::word();
    let body = appeal::with(
        "/title",
        format!("{word}: верните деньги Анне Ивановой").as_str(),
    );
    let sent = Appeal::create_as(&body);
    let path = format!("{QUEUE}?q={}", sent.number);
    let queue = Person::staff("observer", [AGENCY, "", ""]).get(&path);
    let queue = queue.expect(200).json();
    let title = queue["items"][0]["title"].as_str().unwrap();
    assert!(!title.contains("Ивановой"), "{title}");
    let queue = Person::staff("operator", ["portal_support", "", ""]).get(&path);
    assert_eq!(numbers(&queue.expect(200).json()), [""; 0]);
}

#[test]
fn every_wrong_parameter_of_the_queue_is_told_at_once() {
    let answer = operator().get(&format!(
        "{QUEUE}?status=x&mine=1&priority=soon&cursor=-&limit=9999"
    ));
    let mut faults = answer.faults();
    faults.sort();
    let expected = ["/cursor", "/limit", "/mine", "/priority", "/status"];
    let pointers: Vec<&str> = faults
        .iter()
        .map(|fault| fault.split(' ').next().unwrap())
        .collect();
    assert_eq!(pointers, expected);
}

#[test]
fn the_queue_goes_on_where_the_page_before_ended() {
    let word = unique::word();
    let mut expected: Vec<String> = (0..3).map(|_| titled(&word).number).collect();
    expected.reverse();
    let (mut operator, mut found) = (operator(), Vec::new());
    let mut path = format!("{QUEUE}?q={word}&limit=2");
    for _ in 0..2 {
        let queue = operator.get(&path).expect(200).json();
        found.extend(numbers(&queue));
        path = format!(
            "{QUEUE}?q={word}&limit=2&cursor={}",
            queue["next"].as_str().unwrap_or_default()
        );
    }
    assert_eq!(found, expected, "the newest first");
}

#[test]
fn counters_come_without_anybody_s_data() {
    let queue = operator()
        .get(&format!("{QUEUE}?limit=0"))
        .expect(200)
        .json();
    assert_eq!(queue["items"], json!([]));
    let statuses = queue["counters"]["by_status"].as_array().unwrap();
    assert_eq!(statuses.len(), 8);
}

#[test]
fn a_filter_is_kept_for_its_owner_alone_and_holds_nothing_but_filters() {
    let mut owner = operator();
    let body = json!({ "name": " Просроченные ямы ", "query": "overdue=true&category=roads.surface&cursor=x&q=" });
    let kept = owner.post(FILTERS, &body).expect(201).json();
    assert_eq!(kept["name"], "Просроченные ямы");
    assert_eq!(kept["query"], "overdue=true&category=roads.surface");
    let own = owner.get(FILTERS).expect(200).json();
    assert_eq!(own["items"], json!([kept]));
    let mut other = operator();
    assert_eq!(other.get(FILTERS).expect(200).json()["items"], json!([]));
    let path = format!("{FILTERS}/{}", kept["id"].as_str().unwrap());
    other.delete(&path).expect(204);
    assert_eq!(owner.get(FILTERS).json()["items"], json!([kept]));
    owner.delete(&path).expect(204);
    assert_eq!(owner.get(FILTERS).json()["items"], json!([]));
    owner
        .post(FILTERS, &json!({ "name": "" }))
        .problem(422, "invalid_input");
}

#[test]
fn one_command_on_many_has_a_result_for_each() {
    let (mine, taken) = (titled(&unique::word()), titled(&unique::word()));
    let (mut operator, mut other) = (operator(), operator());
    other.post(&taken.path("/take"), &json!({})).expect(200);
    let unknown = "2026-9999998-0";
    let bulk = format!("{QUEUE}/bulk");
    let body =
        json!({ "action": "take", "numbers": [mine.number, taken.number, unknown, mine.number] });
    let results = operator.post(&bulk, &body).expect(200).json();
    let mut results: Vec<(String, u64)> = results["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["number"].as_str().unwrap().to_owned(),
                one["status"].as_u64().unwrap(),
            )
        })
        .collect();
    results.sort();
    let mut expected = vec![
        (mine.number.clone(), 200),
        (taken.number.clone(), 409),
        (unknown.to_owned(), 404),
    ];
    expected.sort();
    assert_eq!(results, expected);
    let queue = operator
        .get(&format!("{QUEUE}?mine=true"))
        .expect(200)
        .json();
    assert_eq!(numbers(&queue), [mine.number.as_str()]);
    assert_eq!(queue["counters"]["mine"], 1);

    let body = json!({ "action": "forward", "numbers": [mine.number], "agency": "portal_support", "reason": "Не наш участок" });
    let results = operator.post(&bulk, &body).expect(200).json();
    assert_eq!(results["results"][0]["status"], 200, "{results}");
    let queue = operator
        .get(&format!("{QUEUE}?mine=true"))
        .expect(200)
        .json();
    assert_eq!(queue["counters"]["mine"], 0);
    let answer = operator.post(&bulk, &json!({ "action": "close", "numbers": [] }));
    assert_eq!(
        answer.faults(),
        ["/numbers numbers_count", "/action code_unknown"]
    );
    let mut observer = Person::staff("observer", [AGENCY, "", ""]);
    observer.post(&bulk, &body).problem(403, "forbidden");
}

#[test]
fn a_preview_shows_pictures_and_pdf_alone_and_lets_them_do_nothing() {
    let photo = Attachment::create("яма.jpg", &image::small_photo(77));
    let note = Attachment::create("записка.docx", &document::docx("Записка"));
    let mut body = appeal::sample();
    appeal::set(
        &mut body,
        "/attachments",
        json!([photo.reference(), note.reference()]),
    );
    let sent = Appeal::create_as(&body);
    let path = |id: &str| format!("/desk/appeals/{}/attachments/{id}/preview", sent.number);
    let mut operator = operator();
    let shown = operator.get(&path(&photo.id)).expect(200);
    assert_eq!(shown.header("content-type"), "image/jpeg");
    assert_eq!(shown.header("content-disposition"), "inline");
    let policy = shown.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("; sandbox"));
    assert_eq!(shown.body, photo.bytes);
    operator.get(&path(&note.id)).expect(404);
    Person::staff("operator", ["portal_support", "", ""])
        .get(&path(&photo.id))
        .expect(404);
    Person::staff("observer", [AGENCY, "", ""])
        .get(&path(&photo.id))
        .expect(403);
}

#[test]
fn what_is_typed_of_an_answer_is_one_s_own_and_no_version() {
    let sent = titled(&unique::word());
    let mut operator = operator();
    operator.post(&sent.path("/take"), &json!({})).expect(200);
    let card = format!("/desk/appeals/{}", sent.number);
    let typed = json!({ "decision": "approved", "text": "Яму заделают в марте." });
    operator
        .ask("PUT", &format!("{card}/draft"), &typed)
        .expect(204);
    assert!(
        page(&mut operator, &card)
            .expect(200)
            .text()
            .contains("Яму заделают в марте.")
    );
    let mut other = Person::staff("supervisor", [AGENCY, "", ""]);
    assert!(
        !page(&mut other, &card)
            .expect(200)
            .text()
            .contains("Яму заделают в марте.")
    );
    let answer = operator.get(&sent.path("/answer")).expect(200).json();
    assert_eq!(answer["versions"], json!([]));
}
