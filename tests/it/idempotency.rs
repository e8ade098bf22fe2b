//! `Idempotency-Key`: a repeated request changes nothing more, and a key is its caller's own.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::attachment::{Attachment, upload};
use otklik_tests::call::{Answer, Call};
use otklik_tests::person::Person;
use otklik_tests::staff::{AGENCY, Key};
use otklik_tests::{image, tus, unique};
use serde_json::{Value, json};

use crate::at_once::at_once;

/// A key that no stranger guesses.
fn unguessable() -> String {
    uuid::Uuid::new_v4().to_string()
}

#[track_caller]
fn found(word: &str) -> usize {
    let list = Call::get(format!("/api/v1/appeals?q={word}"))
        .staff()
        .send()
        .expect(200)
        .json();
    list["items"].as_array().unwrap().len()
}

/// The stored answer again: the same status and body, and marked.
#[track_caller]
fn same(first: &Answer, again: &Answer) {
    assert_eq!(first.status, again.status, "{again}");
    assert_eq!(first.text(), again.text());
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.header("etag"), again.header("etag"));
    assert_eq!(first.header("idempotency-replayed"), "");
    assert_eq!(again.header("idempotency-replayed"), "true", "{again}");
}

#[test]
fn the_same_key_and_body_give_the_same_answer() {
    let (key, word) = (unguessable(), unique::word());
    let body = appeal::with("/title", format!("Яма {word} на дороге"));
    let first = appeal::creation(&body).key(&key).send().expect(201);
    same(&first, &appeal::creation(&body).key(&key).send());
    // The draft makes the key a quoted string.
    let quoted = format!("\"{key}\"");
    same(&first, &appeal::creation(&body).key(&quoted).send());
    // Whatever has become of the appeal, the answer is that of the registration.
    let appeal = Appeal::read(&first);
    appeal.go_through(&["in_progress", "rejected"]);
    same(&first, &appeal::creation(&body).key(&key).send());
    assert_eq!(found(&word), 1);
    appeal.card();
}

#[test]
fn the_same_key_with_another_body_is_refused() {
    let key = unguessable();
    appeal::creation(&appeal::sample())
        .key(&key)
        .send()
        .expect(201);
    for (pointer, value) in [
        ("/type", json!("request")),
        ("/category", json!("roads.snow")),
        ("/region", json!("77")),
        ("/title", json!("Другая яма на другой улице")),
        (
            "/text",
            json!("Совсем другая яма, уже на соседней улице, у остановки."),
        ),
        ("/anonymous", json!(true)),
        ("/applicant/phone", json!("+7 912 345-67-80")),
        ("/applicant/middle_name", json!("Ивановна")),
        ("/fields/address", json!("ул. Мира, 1")),
        ("/answer_by", json!(["cabinet"])),
        ("/call_at", json!("2026-12-24T12:00:00+03:00")),
        ("/documents_follow", json!(true)),
    ] {
        let other = appeal::creation(&appeal::with(pointer, value))
            .key(&key)
            .send();
        other.problem(422, "idempotency_key_reused");
    }
}

#[test]
fn sixteen_requests_at_once_with_one_key_make_one_appeal() {
    let (key, word) = (unguessable(), unique::word());
    let body = appeal::with("/title", format!("Яма {word} на дороге"));
    let answers = at_once(16, |_| appeal::creation(&body).key(&key).send());
    let (created, waiting): (Vec<_>, Vec<_>) =
        answers.iter().partition(|answer| answer.status == 201);
    for answer in waiting {
        assert_eq!(answer.status, 409, "{answer}");
    }
    let later = appeal::creation(&body).key(&key).send().expect(201);
    assert!(!created.is_empty());
    for answer in created {
        assert_eq!(answer.text(), later.text());
    }
    assert_eq!(found(&word), 1);
}

#[test]
fn a_refused_request_leaves_its_key_free() {
    let key = unguessable();
    let call = |title: &str| {
        appeal::creation(&appeal::with("/title", title))
            .key(&key)
            .send()
    };
    call("Яма").faults();
    call("Яма на проезжей части").expect(201);
    // What is marked before it begins is free again, too.
    let key = unique::word();
    let issue = |name: &str| {
        let body = json!({ "name": name, "scopes": ["read"], "agency": null });
        Call::post("/api/v1/keys")
            .staff()
            .key(&key)
            .json(&body)
            .send()
    };
    issue(" ").faults();
    issue("Отчёты").expect(201);
}

#[test]
fn a_repeated_request_gets_its_answer_although_its_files_are_taken() {
    let key = unguessable();
    let file = Attachment::create("яма.jpg", &image::small_photo(7));
    let body = appeal::with("/attachments", vec![file.reference()]);
    let first = appeal::creation(&body).key(&key).send().expect(201);
    same(&first, &appeal::creation(&body).key(&key).send());
    // Without the key it is another appeal, and the file is gone.
    let third = appeal::creation(&body).send().faults();
    assert_eq!(third, ["/attachments/0/id attachment_unknown"]);
}

#[test]
fn a_key_that_is_no_key_is_refused() {
    let long = "k".repeat(256);
    for key in ["", " ", "\"\"", "two words", "ключ", "a\tb", long.as_str()] {
        let answer = appeal::creation(&appeal::sample()).key(key).send();
        answer.problem(400, "idempotency_key_invalid");
    }
    let longest = unique::word().repeat(20)[..255].to_owned();
    appeal::creation(&appeal::sample())
        .key(&longest)
        .send()
        .expect(201);
}

#[test]
fn nobody_s_key_has_to_be_unguessable() {
    let photo = image::small_photo(20);
    let calls = |key: &str| {
        [
            appeal::creation(&appeal::sample()).key(key),
            upload("a.jpg", "image/jpeg", &photo).key(key),
            tus::creation("10").key(key),
        ]
    };
    for key in [
        "order-1001",
        "1",
        "k-2026-11-30-0000001",
        "twenty-two.characters!!",
    ] {
        for call in calls(key) {
            let problem = call.lang("ru").send();
            let problem = problem.problem(422, "idempotency_key_guessable");
            assert!(problem["detail"].as_str().unwrap().contains("UUID"));
        }
    }
    let random = "MDEyMzQ1Njc4OWFiY2RlZg".to_owned() + &unique::word();
    for key in [unguessable(), unguessable().replace('-', ""), random] {
        for call in calls(&key) {
            call.send().expect(201);
        }
    }
    // Whoever says who they are takes what keys they like.
    let key = Key::issue(&["read", "write"], None);
    let mut anna = Person::registered();
    let own = format!("order-{}", &unique::word()[..6]);
    let call = appeal::creation(&appeal::sample()).bearer(&key.text);
    call.key(&own).send().expect(201);
    let call = anna.call("POST", appeal::APPEALS).json(&appeal::sample());
    anna.send(call.key(&own)).expect(201);
}

#[test]
fn a_key_is_its_caller_s_own() {
    let order = format!("ticket-{}", unique::word());
    let body = appeal::sample();
    let (crm, other) = (Key::issue(&["write"], None), Key::issue(&["write"], None));
    let mut anna = Person::registered();
    let call = |body: &Value| appeal::creation(body).key(&order);
    let mut eve = Person::registered();
    let mut answers = vec![
        call(&body).bearer(&crm.text).send(),
        call(&body).bearer(&other.text).send(),
        call(&body).staff().send(),
        // The word is long enough to be nobody's, too.
        call(&body).send(),
    ];
    for person in [&mut anna, &mut eve] {
        let call = person.call("POST", appeal::APPEALS).json(&body);
        answers.push(person.send(call.key(&order)));
    }
    for answer in &answers {
        assert_eq!(answer.header("idempotency-replayed"), "", "{answer}");
    }
    let appeals: Vec<Appeal> = answers.iter().map(Appeal::read).collect();
    for (index, one) in appeals.iter().enumerate() {
        for other in &appeals[index + 1..] {
            assert_ne!(one.number, other.number);
            assert_ne!(one.code, other.code);
        }
    }
    // Nor does anybody meet another's refusal.
    let another = appeal::with("/title", "Другая яма на другой улице");
    let refused = call(&another).bearer(&crm.text).send();
    refused.problem(422, "idempotency_key_reused");
    let third = Key::issue(&["write"], None);
    call(&another).bearer(&third.text).send().expect(201);
}

#[test]
fn a_stranger_with_the_key_of_an_upload_gets_nothing_of_it() {
    let key = unique::word();
    let crm = Key::issue(&["write"], None);
    let photo = image::small_photo(8);
    let own = |bytes: &[u8]| {
        let call = upload("passport.jpg", "image/jpeg", bytes).key(&key);
        call.bearer(&crm.text).send()
    };
    let first = own(&photo).expect(201);
    same(&first, &own(&photo));
    own(&image::small_photo(9)).problem(422, "idempotency_key_reused");
    let file = Attachment::read(&first, &photo);
    // A stranger's attempts, with and without bytes.
    let begun = tus::creation(&photo.len().to_string()).key(&key).send();
    assert_ne!(begun.expect(201).header("otklik-upload-token"), file.token);
    let whole = upload("passport.jpg", "image/jpeg", &photo)
        .key(&key)
        .send();
    let whole = Attachment::read(&whole, &photo);
    assert_ne!((&whole.id, &whole.token), (&file.id, &file.token));
    // It is whole, and its uploader's.
    Appeal::create_as(&appeal::with("/attachments", vec![file.reference()]));
}

#[test]
fn a_stranger_s_upload_destroys_none_that_is_under_way() {
    let key = unguessable();
    let photo = image::photo(5_000, 12);
    let began = |call: Call| {
        let answer = call.key(&key).send().expect(201);
        let id = answer.header("location").rsplit('/').next().unwrap();
        Attachment {
            id: id.to_owned(),
            token: answer.header("otklik-upload-token").to_owned(),
            bytes: photo.clone(),
        }
    };
    let creation = || tus::creation(&photo.len().to_string());
    let mine = began(creation());
    assert_eq!(tus::append(&mine, 0, &photo[..1000]).status, 204);
    upload("x.jpg", "image/jpeg", &photo)
        .key(&key)
        .send()
        .expect(201);
    let stranger = began(creation());
    assert_ne!(stranger.id, mine.id, "whoever lost the answer begins anew");
    assert_ne!(stranger.token, mine.token, "no token is given twice");
    assert_eq!(tus::append(&mine, 1000, &photo[1000..]).status, 204);
    assert_eq!(tus::append(&stranger, 0, &photo).status, 204);
    for file in [mine, stranger] {
        Appeal::create_as(&appeal::with("/attachments", vec![file.reference()]));
    }
    // Whoever is known gets the upload that they began.
    let crm = Key::issue(&["write"], None);
    let first = creation()
        .bearer(&crm.text)
        .key("file-1")
        .send()
        .expect(201);
    let again = creation().bearer(&crm.text).key("file-1").send();
    same(&first, &again);
    let token = first.header("otklik-upload-token");
    assert_eq!(again.header("otklik-upload-token"), token);
    let other = tus::creation("10").bearer(&crm.text).key("file-1").send();
    other.problem(422, "idempotency_key_reused");
}

/// Whose request it is.
enum By<'a> {
    Person(&'a mut Person),
    Code(&'a Appeal),
}

/// Sends the same twice with one key, another body with that key, and the same with another key by nobody's leave:
/// gives how often it was done by the first two.
#[track_caller]
fn twice(mut by: By<'_>, path: &str, body: &Value, other: &Value) -> Answer {
    let key = unique::word();
    let mut send = |body: &Value| match &mut by {
        By::Person(person) => {
            let call = person.call("POST", path).json(body).key(&key);
            person.send(call)
        }
        By::Code(appeal) => {
            let call = Call::post(path).code(&appeal.code).json(body);
            call.key(&key).send()
        }
    };
    let first = send(body);
    assert_eq!(first.status, 201, "{path}: {first}");
    same(&first, &send(body));
    send(other).problem(422, "idempotency_key_reused");
    same(&first, &send(body));
    first
}

#[track_caller]
fn count(items: &Value) -> usize {
    items["items"].as_array().unwrap().len()
}

#[test]
fn whatever_is_made_of_an_appeal_is_made_once() {
    let photo = image::small_photo(30);
    let file = Attachment::create("яма.jpg", &photo);
    // Somebody is blocked here: nobody else has these contacts.
    let mut body = appeal::with("/attachments", vec![file.reference()]);
    body["applicant"]["email"] = json!(format!("{}@example.ru", unique::word()));
    body["applicant"].as_object_mut().unwrap().remove("phone");
    let appeal = Appeal::create_as(&body);
    let mut operator = Person::staff("operator", [AGENCY, "", ""]);
    let mut supervisor = Person::staff("supervisor", [AGENCY, "", ""]);
    operator.post(&appeal.path("/take"), &json!({})).expect(200);
    let path = |more: &str| appeal.path(more);

    let note = |text: &str| json!({ "direction": "note", "text": text });
    let by = By::Person(&mut operator);
    twice(by, &path("/messages"), &note("Звонил"), &note("Не звонил"));
    let question = |text: &str| json!({ "direction": "question", "text": text });
    let by = By::Person(&mut operator);
    twice(
        by,
        &path("/messages"),
        &question("Где?"),
        &question("Когда?"),
    );
    let reply = |text: &str| json!({ "text": text });
    let by = By::Code(&appeal);
    twice(by, &path("/messages"), &reply("Здесь"), &reply("Там"));
    let list = operator.get(&path("/messages")).expect(200).json();
    assert_eq!(count(&list), 3, "{list}");

    let guest = |role: &str| json!({ "role": role, "rights": ["dialogue"] });
    let by = By::Code(&appeal);
    let invitations = path("/participants/invitations");
    let invited = twice(by, &invitations, &guest("civic"), &guest("representative"));
    let expert = json!({ "role": "agency", "agency": "portal_support" });
    let other = json!({ "role": "agency", "agency": "housing_agency" });
    let by = By::Person(&mut operator);
    twice(by, &path("/participants"), &expert, &other);
    let list = operator.get(&path("/participants")).expect(200).json();
    assert_eq!(count(&list), 2, "{list}");

    // The link works, though it was told twice.
    let token = invited.json()["token"].as_str().unwrap().to_owned();
    let mut civic = Person::registered();
    let accepted = civic
        .post("/api/v1/participants/accept", &json!({ "token": token }))
        .expect(200)
        .json();
    let task = |text: &str| json!({ "participant": accepted["id"], "text": text });
    let by = By::Person(&mut operator);
    twice(
        by,
        &path("/tasks"),
        &task("Сделать снимок"),
        &task("Ничего"),
    );
    let list = operator.get(&path("/tasks")).expect(200).json();
    assert_eq!(count(&list), 1, "{list}");

    let bad = |kind: &str| json!({ "seq": 1, "conduct": kind, "reason": "Бранные слова" });
    let by = By::Person(&mut operator);
    twice(by, &path("/conduct"), &bad("insult"), &bad("spam"));
    let block = |days: u64| json!({ "reason": "Двадцать копий", "days": days });
    let by = By::Person(&mut supervisor);
    twice(by, &path("/conduct/block"), &block(1), &block(2));
    supervisor
        .post(&path("/conduct/unblock"), &json!({}))
        .expect(204);
    let list = operator.get(&path("/conduct")).expect(200).json();
    assert_eq!(count(&list), 1, "{list}");

    let newer = |seed| {
        let file = Attachment::create("ближе.jpg", &image::small_photo(seed));
        json!({ "attachments": [file.reference()] })
    };
    let versions = path(&format!("/attachments/{}/versions", file.id));
    twice(By::Code(&appeal), &versions, &newer(31), &newer(32));
    let list = operator.get(&versions).expect(200).json();
    assert_eq!(count(&list), 2, "{list}");
}

#[test]
fn whatever_is_made_besides_is_made_once() {
    let mut operator = Person::staff("operator", [AGENCY, "", ""]);
    let filter = |name: &str| json!({ "name": name, "query": "status=created" });
    let by = By::Person(&mut operator);
    twice(by, "/api/v1/filters", &filter("Новые"), &filter("Старые"));
    let list = operator.get("/api/v1/filters").expect(200).json();
    assert_eq!(count(&list), 1, "{list}");

    let mut root = Person::staff("administrator", ["", "", ""]);
    let invitation = |email: &str| json!({ "email": email, "role": "operator", "agency": AGENCY });
    let address = || format!("{}@example.ru", unique::word());
    let invited = address();
    let path = "/api/v1/staff/invitations";
    let by = By::Person(&mut root);
    twice(by, path, &invitation(&invited), &invitation(&address()));
    let mail = otklik_tests::mailbox::mails(otklik_tests::target::target(), &invited);
    assert_eq!(mail.len(), 1, "one letter");
    let key = |name: &str| json!({ "name": name, "scopes": ["read"], "agency": null });
    let by = By::Person(&mut root);
    twice(by, "/api/v1/keys", &key("Отчёты"), &key("Выгрузка"));
    let block = |email: &str| json!({ "kind": "email", "value": email, "reason": "Спам" });
    let by = By::Person(&mut root);
    twice(
        by,
        "/api/v1/admin/blocks",
        &block(&address()),
        &block(&address()),
    );
    let hook = |url: &str| json!({ "name": "CRM", "url": url, "events": ["status_changed"], "active": false });
    let by = By::Person(&mut root);
    let hook = twice(
        by,
        "/api/v1/admin/webhooks",
        &hook("https://crm.example/a"),
        &hook("https://crm.example/b"),
    );
    assert!(hook.text().contains("whsec_"), "the secret as well");
}

#[test]
fn of_eight_replies_at_once_with_one_key_there_is_one() {
    let appeal = Appeal::create();
    appeal.go_through(&["in_progress", "awaiting_reply"]);
    let key = unique::word();
    let reply = || {
        let call = Call::post(appeal.path("/messages")).code(&appeal.code);
        call.key(&key)
            .json(&json!({ "text": "У второго подъезда" }))
    };
    let answers = at_once(8, |_| reply().send());
    let first = reply().send().expect(201);
    for answer in answers {
        match answer.status {
            201 => assert_eq!(answer.text(), first.text()),
            409 => drop(answer.problem(409, "request_in_flight")),
            _ => panic!("{answer}"),
        }
    }
    let list = Call::get(appeal.path("/messages")).code(&appeal.code);
    let list = list.send().expect(200).json();
    let replies = list["items"].as_array().unwrap().iter();
    let replies = replies.filter(|one| one["direction"] == "reply");
    assert_eq!(replies.count(), 1, "{list}");
}

#[test]
fn a_move_that_is_sent_again_with_its_key_gets_its_first_answer() {
    let appeal = Appeal::create();
    let key = unique::word();
    let take = || {
        let call = appeal.transition_call("in_progress").staff();
        call.key(&key).header("if-match", "\"1\"").send()
    };
    let first = take().expect(200);
    same(&first, &take());
    appeal.go_through(&["approved"]);
    same(&first, &take());
    assert_eq!(appeal.events().len(), 3);
    let other = appeal.transition_call("rejected").staff().key(&key).send();
    other.problem(422, "idempotency_key_reused");
}

#[test]
fn what_is_so_already_is_put_in_vain() {
    let appeal = Appeal::create();
    let mut operator = Person::staff("operator", [AGENCY, "", ""]);
    operator.post(&appeal.path("/take"), &json!({})).expect(200);
    let path = appeal.path("/answer");
    let draft = |text: &str| json!({ "decision": "approved", "text": text });
    let text = "Яму заделаем до пятницы, бригада выезжает.";
    for _ in 0..2 {
        let view = operator.ask("PUT", &path, &draft(text)).expect(200).json();
        assert_eq!(view["versions"].as_array().unwrap().len(), 1, "{view}");
    }
    let view = operator.ask("PUT", &path, &draft("Заделаем до субботы, обещаем."));
    assert_eq!(view.expect(200).json()["draft"]["version"], 2);
    appeal.transition("approved").expect(200);
    let rating = json!({ "score": 4, "comment": "Почти ровно", "category": "service" });
    let first = appeal.rate(&rating).expect(200).json();
    assert_eq!(appeal.rate(&rating).expect(200).json(), first);
    let kinds = || {
        let events = appeal.events().into_iter();
        let kinds = events.map(|event| event["kind"].as_str().unwrap().to_owned());
        kinds
            .filter(|kind| kind.starts_with("rating"))
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(), ["rating_given"]);
    appeal.rate(&json!({ "score": 5 })).expect(200);
    assert_eq!(kinds(), ["rating_given", "rating_revised"]);
}

#[test]
fn a_program_has_to_send_a_key_with_whatever_it_makes() {
    let document = Call::get("/api/v1/openapi.json").send().expect(200).json();
    let key = Key::issue(&["read", "write", "personal"], None);
    let appeal = Appeal::create();
    let mut looked_at = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(described) = methods.get("post") else {
            continue;
        };
        let id = described["operationId"].as_str().unwrap();
        let operation = domain::access::Operation::ALL.iter();
        let operation = operation.copied().find(|one| one.as_str() == id).unwrap();
        let parameters = described["parameters"].as_array();
        let takes = parameters.into_iter().flatten().any(|parameter| {
            let name = parameter["name"].as_str().or(parameter["$ref"].as_str());
            name.is_some_and(|name| name.contains("Idempotency-Key"))
        });
        if operation.creates() {
            assert!(takes, "{id} takes a key and does not say so");
        }
        if !operation.creates() || domain::access::scope(operation).is_none() {
            continue;
        }
        looked_at += 1;
        let path = path
            .replace("{number}", &appeal.number)
            .replace("{id}", "01890000-0000-7000-8000-000000000000");
        let call = Call::post(path).bearer(&key.text);
        let call = match id {
            "attachment_create" => call.header("content-disposition", "attachment; filename=a.jpg"),
            _ => call.json(&json!({})),
        };
        let answer = call.send();
        let refused = ["forbidden", "right_missing"];
        if !refused.iter().any(|code| answer.text().contains(code)) {
            answer.problem(428, "idempotency_key_required");
        }
    }
    assert!(looked_at >= 9, "{looked_at}");
}
