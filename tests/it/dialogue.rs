//! Questions, replies and notes.

use otklik_tests::appeal::Appeal;
use otklik_tests::attachment::Attachment;
use otklik_tests::call::Call;
use otklik_tests::form::Form;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use otklik_tests::{document, image};
use serde_json::{Value, json};

use crate::work::act;

fn say(direction: &str, text: &str) -> Value {
    json!({ "direction": direction, "text": text })
}

fn asked() -> (Appeal, Person) {
    let appeal = Appeal::create();
    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    act(&mut anna, &appeal, "take", &json!({})).expect(200);
    let question = say("question", "У какого подъезда?");
    act(&mut anna, &appeal, "messages", &question).expect(201);
    (appeal, anna)
}

#[test]
fn a_question_pauses_a_reply_with_a_file_resumes_and_all_of_it_stays() {
    let (appeal, mut anna) = asked();
    let card = appeal.card();
    assert_eq!(card["status"], "awaiting_reply");
    assert_eq!(card["deadline"]["paused"], true);
    // Nobody replied, so it is asked again; the status and its date stay.
    let again = say("question", "Напишите, пожалуйста, номер подъезда.");
    let written = act(&mut anna, &appeal, "messages", &again)
        .expect(201)
        .json();
    assert_eq!(written["again"], true);
    assert_eq!(appeal.card()["status_since"], card["status_since"]);

    let photo = Attachment::create("Подъезд.jpg", &image::photo(9_000, 3));
    let mut reply = json!({ "text": "У второго.", "attachments": [photo.reference()] });
    let foreign = Attachment::create("чужой.pdf", &document::pdf("Чужой"));
    reply["attachments"][0]["upload_token"] = json!(foreign.token);
    let send = |body: &Value| {
        let call = Call::post(appeal.path("/messages")).json(body);
        call.code(&appeal.code).send()
    };
    let unknown = send(&reply).faults();
    assert!(unknown[0].contains("/attachments/0"), "{unknown:?}");
    reply["attachments"] = json!([photo.reference()]);
    let sent = send(&reply).expect(201).json();
    assert_eq!(sent["direction"], "reply");
    assert_eq!(sent["attachments"][0]["name"], "Подъезд.jpg");
    let card = appeal.card();
    assert_eq!(card["status"], "in_progress");
    assert_eq!(card["deadline"]["paused"], false);
    let file = appeal.path(&format!("/attachments/{}", photo.id));
    assert!(anna.get(&file).expect(200).body == photo.bytes);

    let seen = anna.get(&appeal.path("/messages")).expect(200).json();
    let texts: Vec<&str> = seen["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| message["text"].as_str().unwrap())
        .collect();
    let expected = [
        "У какого подъезда?",
        "Напишите, пожалуйста, номер подъезда.",
        "У второго.",
    ];
    assert_eq!(texts, expected);
    let own = Call::get(appeal.path("/messages"))
        .code(&appeal.code)
        .send()
        .expect(200)
        .json();
    assert_eq!(own["items"].as_array().unwrap().len(), 3);
    assert!(own["items"][0].get("by").is_none(), "{own}");
}

#[test]
fn a_note_and_its_file_are_for_staff_alone() {
    let (appeal, mut anna) = asked();
    let file = Attachment::create("Справка о доме.pdf", &document::pdf("Справка"));
    let mut note = say("note", "Звонили в управляющую компанию.");
    note["attachments"] = json!([file.reference()]);
    act(&mut anna, &appeal, "messages", &note).expect(201);
    for path in ["/messages", "/events", ""] {
        let own = Call::get(appeal.path(path)).code(&appeal.code).send();
        let own = own.expect(200).to_string();
        assert!(
            !own.contains("управляющую") && !own.contains("Справка о"),
            "{own}"
        );
    }
    let act_pdf = format!("/api/v1/exports/appeals/{}.pdf", appeal.number);
    Call::get(act_pdf).code(&appeal.code).send().expect(200);
    let path = appeal.path(&format!("/attachments/{}", file.id));
    Call::get(&path)
        .code(&appeal.code)
        .send()
        .problem(404, "not_found");
    assert!(anna.get(&path).expect(200).body == file.bytes);
    let seen = anna.get(&appeal.path("/messages")).expect(200).json();
    assert_eq!(seen["items"][1]["direction"], "note");
    // Somebody who looks on sees the note without names, and writes none.
    let mut olga = Person::staff("observer", [AGENCY, "", ""]);
    let masked = olga.get(&appeal.path("/messages")).expect(200).json();
    assert_eq!(masked["items"].as_array().unwrap().len(), 2);
    let refused = act(&mut olga, &appeal, "messages", &say("note", "Вижу"));
    refused.problem(403, "forbidden");
    // Nor does an applicant write notes or questions.
    for direction in ["note", "question"] {
        let call = Call::post(appeal.path("/messages")).json(&say(direction, "А?"));
        call.code(&appeal.code).send().problem(403, "forbidden");
    }
}

#[test]
fn what_cannot_be_said_is_refused_with_the_reason() {
    let (appeal, mut anna) = asked();
    let mut send = |body: Value| act(&mut anna, &appeal, "messages", &body);
    send(say("question", " ")).problem(422, "text_required");
    send(say("shout", "А!")).faults();
    send(json!({ "direction": "question", "text": "?", "move": "approved" })).faults();
    send(json!({ "direction": "question", "text": "?", "loud": true })).faults();
    let elsewhere =
        json!({ "direction": "question", "text": "?", "move": "clarification_required" });
    send(elsewhere).problem(409, "move_not_allowed");
    appeal.transition("cancelled").expect(200);
    send(say("question", "Ещё?")).problem(409, "not_open");
    send(say("note", "Закрыто по просьбе.")).expect(201);
    let late = Call::post(appeal.path("/messages")).json(&json!({ "text": "Поздно?" }));
    late.code(&appeal.code).send().problem(409, "not_open");
}

#[test]
fn an_applicant_replies_with_files_without_scripts() {
    let (appeal, _) = asked();
    let opened = Call::post("/status")
        .form(&[("number", &appeal.number), ("access_code", &appeal.code)])
        .page()
        .send()
        .expect(303);
    let cookie = opened
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let page = || {
        let call = Call::get(format!("/status/{}", appeal.number));
        call.header("cookie", &cookie).page().send().expect(200)
    };
    let html = page();
    assert!(html.text().contains("У какого подъезда?"), "{html}");
    assert!(html.text().contains("multipart/form-data"), "{html}");
    let send = |form: Form| {
        let call = form.with(Call::post(appeal.path("/messages")));
        call.header("cookie", &cookie).page().send()
    };
    // A file that is none is told beside what was written, which stays.
    let wrong = Form::new(&[("text", "У второго <b>подъезда</b>")]);
    let wrong = send(wrong.file("files", "план.pdf", "application/pdf", b"no pdf at all"));
    assert_eq!(wrong.status, 422, "{wrong}");
    let text = wrong.text();
    assert!(
        text.contains("план.pdf") && text.contains("У второго &"),
        "{wrong}"
    );
    assert_eq!(appeal.card()["status"], "awaiting_reply");

    let right = Form::new(&[("text", "У второго подъезда")]);
    let pdf = document::pdf("План");
    let sent = send(right.file("files", "план.pdf", "application/pdf", &pdf)).expect(303);
    assert_eq!(
        sent.header("location"),
        format!("/status/{}?done=reply", appeal.number)
    );
    let html = page();
    let text = html.text();
    assert!(
        text.contains("У второго подъезда") && text.contains("план.pdf"),
        "{html}"
    );
    assert_eq!(appeal.card()["status"], "in_progress");
    // More can be added while it is worked on, and nothing empty.
    let more = send(Form::new(&[("text", "И снег во дворе.")])).expect(303);
    assert!(more.header("location").starts_with("/status/"), "{more}");
    let nothing = send(Form::new(&[("text", "")]));
    assert_eq!(nothing.status, 422, "{nothing}");
    assert!(nothing.text().contains("reply-error"), "{nothing}");
}
