//! The main job, end to end over the API.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::Call;
use otklik_tests::{document, image, unique};
use serde_json::{Value, json};

#[test]
fn an_appeal_goes_from_the_form_to_a_rated_answer_and_an_export() {
    let word = unique::word();
    let appeal = registered(&word);
    processed(&appeal);
    rated(&appeal);
    exported(&appeal, &word);
}

fn registered(word: &str) -> Appeal {
    let files = [
        Attachment::create("Акт осмотра.pdf", &document::pdf("Акт")),
        Attachment::create("яма.jpg", &image::photo(300_000, 1)),
    ];
    let mut body = appeal::with(
        "/attachments",
        files.each_ref().map(Attachment::reference).to_vec(),
    );
    appeal::set(&mut body, "/title", json!(format!("Яма {word} у дома 5")));
    appeal::set(&mut body, "/attachments/1/document", json!("photo"));
    let answer = appeal::creation(&body).send().expect(201);
    let created = answer.json();
    let appeal = Appeal::read(&answer);
    assert_eq!(answer.header("location"), appeal.path(""));
    assert_eq!(created["status"], "created");
    assert_eq!(created["agency"], "road_agency");
    assert_eq!(created["category"], "roads.surface");
    assert_eq!(created["missing_documents"], json!([]));
    assert!(
        created["due_at"].as_str() > created["created_at"].as_str(),
        "{created}"
    );

    let card = appeal.card();
    assert_eq!(card["number"], appeal.number);
    assert_eq!(card["status"], "created");
    assert_eq!(card["due_at"], created["due_at"]);
    assert_eq!(card["deadline"]["class"], "standard");
    assert_eq!(card["deadline"]["working_days"], 10);
    assert!(
        !card["deadline"]["explanation"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(card["allowed"], json!(["cancelled"]));
    assert_eq!(card["channel"], "api");
    let expected = json!({
        "last_name": "Иванова", "first_name": "Анна", "middle_name": "Петровна",
        "birth_date": "1990-05-31", "inn": "500100732259", "snils": "11223344595",
        "email": "anna@example.ru", "phone": "+79123456789"
    });
    assert_eq!(card["applicant"], expected);
    let names: Vec<&Value> = card["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| &file["name"])
        .collect();
    assert_eq!(names, ["Акт осмотра.pdf", "яма.jpg"]);
    assert_eq!(card["attachments"][1]["document"], "photo");
    for (file, sent) in card["attachments"].as_array().unwrap().iter().zip(&files) {
        let path = appeal.path(&format!("/attachments/{}", file["id"].as_str().unwrap()));
        let answer = Call::get(path).code(&appeal.code).send().expect(200);
        assert!(answer.body == sent.bytes, "the file is what was sent");
    }
    appeal
}

fn processed(appeal: &Appeal) {
    let before = appeal.card()["due_at"].clone();
    appeal.go_through(&["in_progress", "awaiting_reply"]);
    let paused = appeal.card();
    assert_eq!(paused["status"], "awaiting_reply");
    assert_eq!(paused["deadline"]["paused"], true);
    assert_eq!(paused["allowed"], json!(["in_progress"]));
    // The applicant replies, and the work goes on.
    appeal
        .transition_call("in_progress")
        .code(&appeal.code)
        .send()
        .expect(200);
    let resumed = appeal.card();
    assert_eq!(resumed["deadline"]["paused"], false);
    assert!(
        resumed["due_at"].as_str() >= before.as_str(),
        "a pause takes no time from the agency"
    );
    appeal.go_through(&["approved"]);
    let statuses: Vec<Value> = appeal
        .events()
        .iter()
        .map(|event| event["status"].clone())
        .collect();
    assert_eq!(
        statuses,
        [
            "created",
            "in_progress",
            "awaiting_reply",
            "in_progress",
            "approved"
        ]
    );
    let events = appeal.events();
    let actors: Vec<&Value> = events.iter().map(|event| &event["actor"]).collect();
    assert_eq!(
        actors,
        ["applicant", "staff", "staff", "applicant", "staff"]
    );
    assert_eq!(events[4]["comment"], "Выезд бригады назначен на вторник.");
    assert_eq!(events[4]["from"], "in_progress");
    // The applicant sees the same journal; of staff only that it was staff.
    let own = Call::get(appeal.path("/events"))
        .code(&appeal.code)
        .send()
        .expect(200)
        .json();
    let own = own["items"].as_array().unwrap();
    assert_eq!(own.len(), events.len());
    for (own, seen) in own.iter().zip(&events) {
        for (member, value) in own.as_object().unwrap() {
            assert_eq!(&seen[member], value, "{member} of {seen}");
        }
        assert!(own.get("by").is_none(), "{own}");
    }
}

fn rated(appeal: &Appeal) {
    let rating = json!({ "score": 2, "comment": "Яму так и не засыпали.", "category": "service" });
    let given = appeal.rate(&rating).expect(200).json();
    assert_eq!(given["score"], 2);
    assert_eq!(given["revised_at"], Value::Null);
    let revised = appeal.rate(&json!({ "score": 5 })).expect(200).json();
    assert_eq!(revised["score"], 5);
    assert_eq!(revised["given_at"], given["given_at"]);
    assert!(revised["revised_at"].is_string());
    assert_eq!(appeal.card()["rating"], revised);
    let kinds: Vec<Value> = appeal
        .events()
        .iter()
        .map(|event| event["kind"].clone())
        .collect();
    assert_eq!(kinds.len(), 7, "{kinds:?}");
    assert_ne!(
        kinds[5], kinds[6],
        "a revision is told from the first rating"
    );
    appeal.go_through(&["closed"]);
}

fn exported(appeal: &Appeal, word: &str) {
    let list = Call::get(format!("/api/v1/appeals?q={word}"))
        .staff()
        .send()
        .expect(200)
        .json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    let item = &list["items"][0];
    assert_eq!(
        (&item["number"], &item["score"], &item["status"]),
        (&json!(appeal.number), &json!(5), &json!("closed"))
    );

    let csv = Call::get(format!("/api/v1/exports/appeals.csv?q={word}"))
        .staff()
        .send()
        .expect(200);
    assert!(
        csv.text().contains(&appeal.number) && csv.text().contains(word),
        "{csv}"
    );
    let xlsx = Call::get(format!("/api/v1/exports/appeals.xlsx?q={word}"))
        .staff()
        .send()
        .expect(200);
    assert!(xlsx.body.starts_with(b"PK"), "a workbook is a ZIP archive");
    for path in [
        format!("/api/v1/exports/appeals.pdf?q={word}"),
        format!("/api/v1/exports/appeals/{}.pdf", appeal.number),
    ] {
        let pdf = Call::get(path).staff().send().expect(200);
        assert_eq!(pdf.header("content-type"), "application/pdf");
        assert!(pdf.body.starts_with(b"%PDF-") && pdf.body.trim_ascii_end().ends_with(b"%%EOF"));
    }
    let own = Call::get(format!("/api/v1/exports/appeals/{}.pdf", appeal.number));
    let own = own.code(&appeal.code).send().expect(200);
    assert!(
        own.body.starts_with(b"%PDF-"),
        "the applicant gets the act too"
    );
}

#[test]
fn an_appeal_that_lacks_its_documents_waits_for_them_when_they_follow() {
    let mut body = appeal::with("/category", "housing.charges");
    appeal::set(&mut body, "/fields/account", json!("123456789"));
    assert_eq!(
        appeal::creation(&body).send().faults(),
        ["/attachments document_missing"]
    );
    appeal::set(&mut body, "/documents_follow", json!(true));
    let answer = appeal::creation(&body).send().expect(201);
    assert_eq!(answer.json()["status"], "clarification_required");
    assert_eq!(answer.json()["missing_documents"], json!(["bill"]));
    assert_eq!(Appeal::read(&answer).card()["deadline"]["paused"], true);

    let bill = Attachment::create("квитанция.pdf", &document::pdf("bill"));
    let mut reference = bill.reference();
    reference["document"] = json!("bill");
    appeal::set(&mut body, "/attachments", json!([reference]));
    assert_eq!(
        appeal::creation(&body).send().expect(201).json()["status"],
        "created"
    );
}

#[test]
fn an_anonymous_appeal_keeps_no_applicant() {
    let mut body = appeal::with("/anonymous", true);
    body.as_object_mut().unwrap().remove("applicant");
    body["answer_by"] = json!(["cabinet"]);
    let appeal = Appeal::create_as(&body);
    let card = appeal.card();
    assert_eq!(
        (&card["anonymous"], &card["applicant"]),
        (&json!(true), &Value::Null)
    );
    // Where the category needs to know who writes, it is refused.
    body["category"] = json!("housing.gas");
    assert_eq!(
        appeal::creation(&body).send().faults(),
        ["/anonymous anonymous_not_allowed"]
    );
}

#[test]
fn a_repeat_appeal_names_the_first_one() {
    let first = Appeal::create();
    let repeat = Appeal::create_as(&appeal::with("/repeat_of", first.number.clone()));
    assert_eq!(repeat.card()["repeat_of"], first.number);
    let unknown = appeal::with("/repeat_of", "2999-9999999-2");
    let faults = appeal::creation(&unknown).send().faults();
    assert!(faults[0].starts_with("/repeat_of "), "{faults:?}");
}

#[test]
fn categories_are_a_tree_with_all_that_a_form_needs() {
    let tree = Call::get("/api/v1/categories").send().expect(200).json();
    let items = tree["items"].as_array().unwrap();
    let (groups, categories): (Vec<&Value>, Vec<&Value>) =
        items.iter().partition(|item| item["parent"].is_null());
    assert!(
        groups.len() >= 10 && categories.len() >= 40,
        "{} {}",
        groups.len(),
        categories.len()
    );
    for category in categories {
        assert!(
            groups
                .iter()
                .any(|group| group["code"] == category["parent"]),
            "{category}"
        );
        assert!(
            category["agency"]["name"].is_string() && category["deadline_class"].is_string(),
            "{category}"
        );
        assert!(
            category["min_text_chars"].as_u64() >= Some(20),
            "{category}"
        );
        assert!(
            !category["types"].as_array().unwrap().is_empty(),
            "{category}"
        );
    }
    let name = |lang: &str| {
        let tree = Call::get("/api/v1/categories")
            .lang(lang)
            .send()
            .expect(200)
            .json();
        let items = tree["items"].as_array().unwrap().clone();
        items
            .into_iter()
            .find(|item| item["code"] == "roads")
            .unwrap()["name"]
            .clone()
    };
    assert_eq!((name("ru"), name("en")), (json!("Дороги"), json!("Roads")));
}
