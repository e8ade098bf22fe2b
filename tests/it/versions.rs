//! What a file and a text were before: versions that come back, changes that are shown.

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::{Answer, Call};
use otklik_tests::form::Form;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use otklik_tests::{document, image};
use serde_json::{Value, json};

use crate::participants::guest;
use crate::work::act;

/// An appeal of somebody who has signed in, with this file.
#[track_caller]
fn with_file(applicant: &mut Person, file: &Attachment) -> Appeal {
    let mut body = appeal::sample();
    body["attachments"] = json!([file.reference()]);
    Appeal::read(&applicant.post(APPEALS, &body))
}

#[track_caller]
fn replace(person: &mut Person, appeal: &Appeal, file: &str, with: &Attachment) -> Answer {
    let body = json!({ "attachments": [with.reference()] });
    person.post(
        &appeal.path(&format!("/attachments/{file}/versions")),
        &body,
    )
}

fn download(person: &mut Person, appeal: &Appeal, file: &str) -> Answer {
    person.get(&appeal.path(&format!("/attachments/{file}")))
}

/// What a card of the API shows as its only file.
#[track_caller]
fn shown(person: &mut Person, appeal: &Appeal) -> Value {
    let card = person.get(&appeal.path("")).expect(200).json();
    assert_eq!(card["attachments"].as_array().unwrap().len(), 1, "{card}");
    card["attachments"][0].clone()
}

#[test]
fn a_file_is_replaced_shown_as_it_stands_and_brought_back() {
    let mut anna = Person::registered();
    let first = Attachment::create("яма.jpg", &image::photo(9_000, 1));
    let second = Attachment::create("яма-ближе.jpg", &image::photo(8_000, 2));
    let appeal = with_file(&mut anna, &first);
    let mut staff = Person::staff("operator", [AGENCY, "", ""]);
    let desk = format!("/desk/appeals/{}", appeal.number);
    // Whose file it is replaces it.
    let foreign = Attachment::create("чужая.jpg", &image::photo(7_000, 3));
    replace(&mut staff, &appeal, &first.id, &foreign).problem(403, "forbidden");
    let page = staff.get(&desk).expect(200);
    assert!(
        !page.text().contains("/versions\""),
        "staff are offered nothing"
    );

    replace(&mut anna, &appeal, &first.id, &second).expect(201);
    for person in [&mut anna, &mut staff] {
        let file = shown(person, &appeal);
        assert_eq!(file["id"], second.id);
        assert_eq!(file["name"], "яма-ближе.jpg");
        assert!(download(person, &appeal, &second.id).expect(200).body == second.bytes);
        assert!(download(person, &appeal, &first.id).expect(200).body == first.bytes);
    }
    for (person, path) in [
        (&mut anna, format!("/status/{}", appeal.number)),
        (&mut staff, desk.clone()),
    ] {
        let page = person.get(&path).expect(200);
        let text = page.text();
        assert!(text.contains("версия 2 из 2"), "{path}: {text}");
        let link = format!("attachments/{}\" download>яма-ближе.jpg", second.id);
        assert!(text.contains(&link), "{path}: {text}");
        assert!(
            text.contains(&first.id),
            "{path}: the history leads to the first"
        );
    }
    // By the id of any version.
    let path = appeal.path(&format!("/attachments/{}/versions", second.id));
    let versions = staff.get(&path).expect(200).json();
    let told: Vec<_> = versions["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["version"].clone(),
                one["by"].clone(),
                one["current"].clone(),
            )
        })
        .collect();
    let expected = [
        (json!(1), json!("applicant"), json!(false)),
        (json!(2), json!("applicant"), json!(true)),
    ];
    assert_eq!(told, expected);

    let path = appeal.path(&format!("/attachments/{}/restore", first.id));
    anna.post(&path, &json!({ "version": 3 }))
        .problem(422, "version_unknown");
    let form = anna.call("POST", &path).form(&[("version", "1")]).page();
    let done = anna.send(form).expect(303);
    assert!(
        done.header("location").ends_with("?done=restored"),
        "{done}"
    );
    assert_eq!(shown(&mut staff, &appeal)["id"], first.id);
    let kinds: Vec<Value> = appeal
        .events()
        .iter()
        .map(|one| one["kind"].clone())
        .collect();
    assert_eq!(
        kinds[1..],
        ["attachment_versioned", "attachment_restored"].map(Value::from)
    );
}

#[test]
fn what_staff_alone_see_stays_so_in_every_version_and_an_answer_stays_as_it_was_given() {
    let mut anna = Person::registered();
    let appeal = Appeal::read(&anna.post(APPEALS, &appeal::sample()));
    let mut staff = Person::staff("operator", [AGENCY, "", ""]);
    act(&mut staff, &appeal, "take", &json!({})).expect(200);
    let memo = Attachment::create("записка.pdf", &document::pdf("Записка"));
    let body =
        json!({ "direction": "note", "text": "См. файл", "attachments": [memo.reference()] });
    act(&mut staff, &appeal, "messages", &body).expect(201);
    let new = Attachment::create("записка-2.pdf", &document::pdf("Записка, исправлено"));
    replace(&mut staff, &appeal, &memo.id, &new).expect(201);
    assert!(download(&mut staff, &appeal, &new.id).expect(200).body == new.bytes);
    for id in [&memo.id, &new.id] {
        download(&mut anna, &appeal, id).problem(404, "not_found");
        let versions = appeal.path(&format!("/attachments/{id}/versions"));
        anna.get(&versions).problem(404, "not_found");
        let preview = format!("/desk/appeals/{}/attachments/{id}/preview", appeal.number);
        anna.get(&preview).expect(404);
    }
    for path in [appeal.path("/events"), format!("/status/{}", appeal.number)] {
        let told = anna.get(&path).expect(200);
        assert!(!told.text().contains("записка"), "{told}");
        assert!(!told.text().contains("attachment_versioned"), "{told}");
    }
    let act_file = Attachment::create("акт.pdf", &document::pdf("Акт"));
    let draft = json!({ "decision": "approved", "text": "Яма заделана.", "attachments": [act_file.reference()] });
    staff
        .ask("PUT", &appeal.path("/answer"), &draft)
        .expect(200);
    let other = Attachment::create("другой.pdf", &document::pdf("Другой"));
    replace(&mut staff, &appeal, &act_file.id, &other).problem(422, "file_unknown");
}

#[test]
fn a_participant_replaces_the_file_of_their_own_message_and_who_has_no_right_sees_none() {
    let appeal = Appeal::create();
    let rights = ["personal", "files", "dialogue", "reply"];
    let (mut maria, _) = guest(&appeal, "representative", &rights);
    let (mut other, _) = guest(&appeal, "civic", &["personal", "dialogue"]);
    let first = Attachment::create("план.jpg", &image::photo(6_000, 4));
    let body = json!({ "text": "План двора", "attachments": [first.reference()] });
    maria.post(&appeal.path("/messages"), &body).expect(201);
    let second = Attachment::create("план-точнее.jpg", &image::photo(6_500, 5));
    replace(&mut other, &appeal, &first.id, &second).problem(403, "forbidden");
    replace(&mut maria, &appeal, &first.id, &second).expect(201);
    let card = format!("/status/{}", appeal.number);
    let page = maria.get(&card).expect(200);
    assert!(page.text().contains("план-точнее.jpg</a>"), "{page}");
    assert!(page.text().contains("версия 2 из 2"), "{page}");
    let page = other.get(&card).expect(200);
    assert!(page.text().contains("План двора"), "{page}");
    assert!(!page.text().contains("attachments/"), "{page}");
    download(&mut other, &appeal, &second.id).problem(403, "right_missing");
    // The applicant opens it by the code.
    let call = Call::get(appeal.path(&format!("/attachments/{}", second.id)));
    assert!(call.code(&appeal.code).send().expect(200).body == second.bytes);
}

#[test]
fn a_form_without_a_good_file_says_so_beside_the_field_and_changes_nothing() {
    let mut anna = Person::registered();
    let first = Attachment::create("яма.jpg", &image::photo(9_000, 6));
    let appeal = with_file(&mut anna, &first);
    let path = appeal.path(&format!("/attachments/{}/versions", first.id));
    for form in [
        Form::new(&[]),
        Form::new(&[]).file("files", "яма.jpg", "image/jpeg", b"no picture"),
    ] {
        let call = form.with(anna.call("POST", &path)).page();
        let page = anna.send(call).expect(422);
        let text = page.text();
        assert!(text.contains("<title>Ошибка: "), "{text}");
        assert!(text.contains("id=\"files-error\""), "{text}");
        assert!(text.contains("href=\"#files\""), "{text}");
    }
    assert_eq!(shown(&mut anna, &appeal)["id"], first.id);
}

#[test]
fn whoever_reads_the_text_sees_what_it_was_before_and_who_changed_it() {
    let mut anna = Person::registered();
    let appeal = Appeal::read(&anna.post(APPEALS, &appeal::sample()));
    let mut staff = Person::staff("operator", [AGENCY, "", ""]);
    let (before, after) = (
        appeal::sample()["title"].as_str().unwrap().to_owned(),
        "Две ямы у дома 5 по улице Ленина",
    );
    let edit = format!("/status/{}/edit", appeal.number);
    let text = appeal::sample()["text"].as_str().unwrap().to_owned();
    let send = |anna: &mut Person, title: &str| {
        let fields = [
            ("title", title),
            ("text", text.as_str()),
            ("fields.address", "ул. Ленина, 5"),
        ];
        let call = anna.call("POST", &edit).form(&fields).page();
        anna.send(call)
    };
    let wrong = send(&mut anna, "!!").expect(422);
    assert!(wrong.text().contains("id=\"title-error\""), "{wrong}");
    assert!(
        wrong.text().contains("value=\"!!\""),
        "what was typed is kept: {wrong}"
    );
    send(&mut anna, after).expect(303);
    let pages = [
        (&mut anna, format!("/status/{}", appeal.number)),
        (&mut staff, format!("/desk/appeals/{}", appeal.number)),
    ];
    for (person, path) in pages {
        let page = person.get(&path).expect(200);
        let text = page.text();
        for part in [
            "Что меняли в тексте",
            &format!("<del>{before}</del>"),
            &format!("<ins>{after}</ins>"),
            "заявитель: тема",
        ] {
            assert!(text.contains(part), "{path}: no {part} in {text}");
        }
    }
    let revisions = staff.get(&appeal.path("/text")).expect(200).json();
    assert_eq!(revisions["items"][0]["title"], before);
    assert_eq!(revisions["items"][1]["title"], after);
    assert_eq!(revisions["items"][1]["changed"], json!(["title"]));
    // Found by the new words.
    act(&mut staff, &appeal, "take", &json!({})).expect(200);
    send(&mut anna, "Три ямы у дома 5").expect(409);
    let body = json!({ "title": "Три ямы у дома 5" });
    anna.ask("PUT", &appeal.path("/text"), &body)
        .problem(409, "editing_ended");
    let page = anna.get(&format!("/status/{}", appeal.number)).expect(200);
    assert!(
        !page.text().contains(&edit),
        "nothing is offered that is refused"
    );
}
