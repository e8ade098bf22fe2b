//! Whose data is shown to whom, and that every look is on record for the person it concerns.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::staff::{AGENCY, Key};
use otklik_tests::{image, unique};
use serde_json::{Value, json};

/// What must not reach a reader of masked data.
const SECRETS: [&str; 9] = [
    "Иванов",
    "Анн",
    "Петровн",
    "1990",
    "500100732259",
    "11223344595",
    "anna@example.ru",
    "9123456789",
    "912 345-67-89",
];

/// An appeal whose text names its author, with a file named after them.
fn telling(word: &str) -> (Appeal, Attachment) {
    let file = Attachment::create("паспорт Иванова.jpg", &image::small_photo(55));
    let text =
        format!("Это {word}. Пишет Анна Иванова, звоните +7 912 345-67-89 или anna@example.ru");
    let mut body = appeal::with("/text", text);
    appeal::set(&mut body, "/title", json!(format!("Яма {word} у Ивановой")));
    appeal::set(&mut body, "/attachments", json!([file.reference()]));
    (Appeal::create_as(&body), file)
}

fn masked_key() -> Key {
    Key::issue(&["read", "write", "export"], Some(AGENCY))
}

#[track_caller]
fn hides(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn a_key_without_the_scope_sees_masked_data_everywhere() {
    let word = unique::letters();
    let (appeal, file) = telling(&word);
    let key = masked_key();
    appeal.go_through(&["in_progress"]);
    let body = json!({ "to": "rejected", "comment": "Уважаемая Анна Иванова, яма уже заделана." });
    let refused = Call::post(appeal.path("/transitions")).staff().json(&body);
    refused.send().expect(200);
    let rating = json!({ "score": 2, "comment": "Иванова А.: яма на месте, anna@example.ru" });
    appeal.rate(&rating).expect(200);

    let get = |path: &str| Call::get(path).bearer(&key.text).send();
    let card = get(&appeal.path("")).expect(200);
    assert!(card.text().contains(&word), "the matter itself is shown");
    let applicant = &card.json()["applicant"];
    assert_eq!(applicant["last_name"], "И***");
    assert_eq!(applicant["phone"], "+7 *** **-89");
    assert_eq!(applicant["email"], "a***@…");
    assert_eq!(card.json()["attachments"][0]["name"], "***.jpg");
    assert!(
        card.json()["rating"]["comment"]
            .as_str()
            .unwrap()
            .contains("яма на месте")
    );
    hides(card.text());
    let events = get(&appeal.path("/events")).expect(200);
    assert!(events.text().contains("яма уже заделана"));
    hides(events.text());
    let list = get(&format!("/api/v1/appeals?q={word}")).expect(200);
    assert!(list.text().contains(&appeal.number));
    hides(list.text());
    let columns = "columns=number,title,applicant,phone,email";
    let csv = get(&format!("/api/v1/exports/appeals.csv?q={word}&{columns}")).expect(200);
    assert!(
        csv.text().contains("И*** А*** П***,'+7 *** **-89,a***@…"),
        "{csv}"
    );
    hides(csv.text());
    let act = get(&format!("/api/v1/exports/appeals/{}.pdf", appeal.number)).expect(200);
    let act = lopdf::Document::load_mem(&act.body).unwrap();
    let pages: Vec<u32> = act.get_pages().keys().copied().collect();
    let act = act.extract_text(&pages).unwrap();
    assert!(act.contains(&word), "{act}");
    hides(&act);

    let download = get(&appeal.path(&format!("/attachments/{}", file.id)));
    download.problem(403, "scope_missing");
}

#[test]
fn nobody_is_found_by_a_telephone_whose_owner_may_not_be_seen() {
    let word = unique::letters();
    let email = format!("anna.{word}@example.ru");
    let mut body = appeal::with("/title", format!("Яма {word} на дороге"));
    appeal::set(&mut body, "/applicant/email", json!(email));
    let appeal = Appeal::create_as(&body);
    let found = |text: &str, key: &Key| {
        let path = format!("/api/v1/appeals?q={}", otklik_tests::call::percent(text));
        let list = Call::get(path).bearer(&key.text).send().expect(200);
        list.text().contains(&appeal.number)
    };
    let all = Key::issue(&["read", "personal"], Some(AGENCY));
    assert!(!found(&email, &masked_key()));
    assert!(found(&email, &all));
    assert!(found(&word, &masked_key()));
}

#[test]
fn a_key_with_the_scope_exports_people_as_they_are() {
    let word = unique::word();
    telling(&word);
    let key = Key::issue(&["export", "personal"], Some(AGENCY));
    let path = format!("/api/v1/exports/appeals.csv?q={word}&columns=applicant,phone,email");
    let csv = Call::get(path).bearer(&key.text).send().expect(200);
    assert!(csv.text().contains("Иванова Анна Петровна,"), "{csv}");
    assert!(csv.text().contains("+79123456789,anna@example.ru"), "{csv}");
}

/// The looks at an appeal, oldest first, without times.
#[track_caller]
fn looks(appeal: &Appeal) -> Vec<Value> {
    let list = Call::get(appeal.path("/accesses")).code(&appeal.code);
    let list = list.send().expect(200).json();
    let items = list["items"].as_array().unwrap().iter().rev();
    items
        .map(|item| {
            assert_eq!(item["number"], appeal.number.as_str());
            assert!(item["at"].is_string() && item["role_name"].is_string());
            json!([
                item["role"],
                item["reason"],
                item["agency"]["code"],
                item["fields"]
            ])
        })
        .collect()
}

#[test]
fn an_applicant_sees_who_opened_their_appeal_when_and_why() {
    let word = unique::word();
    let (appeal, file) = telling(&word);
    assert_eq!(looks(&appeal), [] as [Value; 0]);
    let key = Key::issue(&["read", "export", "personal"], Some(AGENCY));
    let get = |path: &str| Call::get(path).bearer(&key.text).send().expect(200);
    appeal.card();
    appeal.card();
    get(&appeal.path(""));
    get(&appeal.path(&format!("/attachments/{}", file.id)));
    get(&format!("/api/v1/appeals?q={word}"));
    get(&format!(
        "/api/v1/exports/appeals.csv?q={word}&columns=number,phone"
    ));
    // Shows nothing of anybody, so there is nothing to record.
    get(&format!(
        "/api/v1/exports/appeals.csv?q={word}&columns=number,status"
    ));
    get("/api/v1/appeals/counters");
    let all = ["applicant", "title", "text", "fields", "file_names"];
    assert_eq!(
        looks(&appeal),
        [
            // The second look of the applicant in a quarter of an hour is the first one still.
            json!(["applicant", "own", null, all]),
            json!(["integrator", "service", AGENCY, all]),
            json!(["integrator", "service", AGENCY, ["attachments"]]),
            json!(["integrator", "search", AGENCY, ["title"]]),
            json!(["integrator", "export", AGENCY, ["applicant"]]),
        ]
    );
    let list = Call::get(appeal.path("/accesses"))
        .code(&appeal.code)
        .send();
    assert!(!list.text().contains(&key.id), "who exactly is not told");
}

#[test]
fn only_the_applicant_and_audit_see_who_opened_an_appeal() {
    let appeal = Appeal::create();
    let other = Appeal::create();
    let call = || Call::get(appeal.path("/accesses"));
    call().send().problem(404, "not_found");
    call().code(&other.code).send().problem(404, "not_found");
    let key = Key::issue(&["read", "personal"], None);
    call().bearer(&key.text).send().problem(403, "forbidden");
    call().staff().send().expect(200);
}

#[test]
fn readers_who_never_rest_all_get_on_record_and_none_is_shut_out() {
    Appeal::create();
    let read = || {
        let statuses = (0..60).map(|_| Call::get("/api/v1/appeals?limit=5").staff().send().status);
        statuses.collect::<Vec<_>>()
    };
    let statuses: Vec<_> = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..16).map(|_| scope.spawn(read)).collect();
        readers
            .into_iter()
            .flat_map(|reader| reader.join().unwrap())
            .collect()
    });
    let refused: Vec<_> = statuses.iter().filter(|status| **status != 200).collect();
    assert!(
        refused.is_empty(),
        "{} of {}: {refused:?}",
        refused.len(),
        statuses.len()
    );
}

#[test]
fn a_person_reads_in_words_what_of_theirs_was_opened() {
    let mut anna = Person::registered();
    let body = appeal::sample();
    let appeal = Appeal::read(&anna.post("/api/v1/appeals", &body).expect(201));
    let mut olga = Person::staff("operator", [AGENCY, "", ""]);
    for part in [
        "/answer",
        "/tasks",
        "/participants",
        "/conduct",
        "/objections",
    ] {
        olga.get(&appeal.path(part)).expect(200);
    }
    // Others look through lists at the same time, so that it may be several pages.
    let (mut html, mut path) = (String::new(), "/cabinet/accesses".to_owned());
    loop {
        let page = anna.send(anna.call("GET", &path).page()).expect(200);
        html.push_str(page.text());
        let Some((link, _)) = page.text().split_once("\" rel=\"next\"") else {
            break;
        };
        let (_, before) = link.rsplit_once("before=").expect("a place to go on from");
        path = format!("/cabinet/accesses?before={before}");
    }
    for words in ["<p>ответ</p>", "<p>обжалования</p>"] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(!html.contains("данные обращения"), "{html}");
}
