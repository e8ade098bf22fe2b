//! Participants of an appeal: who comes in, what they see, what they do, and that nobody else does.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::form::Form;
use otklik_tests::image;
use otklik_tests::person::Person;
use otklik_tests::staff::{AGENCY, OTHER};
use serde_json::{Value, json};

const ACCEPT: &str = "/api/v1/participants/accept";

fn operator() -> Person {
    Person::staff("operator", [AGENCY, "", ""])
}

/// Invites somebody as the applicant who has the code; gives the participant's id and the token.
#[track_caller]
fn invite(appeal: &Appeal, body: &Value) -> (String, String) {
    let call = Call::post(appeal.path("/participants/invitations"));
    invited(&call.code(&appeal.code).json(body).send())
}

#[track_caller]
fn invited(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 201, "{answer}");
    let invited = answer.json();
    let text = |name: &str| invited[name].as_str().unwrap().to_owned();
    assert!(text("link").ends_with(&format!("/participate#{}", text("token"))));
    (text("id"), text("token"))
}

/// A citizen who accepted such an invitation, and their id in the appeal.
#[track_caller]
pub(crate) fn guest(appeal: &Appeal, role: &str, rights: &[&str]) -> (Person, String) {
    let body = json!({ "role": role, "rights": rights, "name": "Мария Соседка" });
    let (id, token) = invite(appeal, &body);
    let mut person = Person::registered();
    let accepted = person
        .post(ACCEPT, &json!({ "token": token }))
        .expect(200)
        .json();
    assert_eq!(accepted["number"], appeal.number);
    assert_eq!(accepted["id"], id);
    (person, id)
}

fn journal(person: &mut Person, appeal: &Appeal) -> Vec<Value> {
    let events = person.get(&appeal.path("/events")).expect(200).json();
    events["items"].as_array().unwrap().clone()
}

fn labels(journal: &[Value]) -> Vec<&str> {
    journal
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect()
}

#[test]
fn an_invitation_lets_one_person_in_once() {
    let appeal = Appeal::create();
    let (_, token) = invite(
        &appeal,
        &json!({ "role": "representative", "rights": ["dialogue"] }),
    );
    Call::post(ACCEPT)
        .json(&json!({ "token": token }))
        .send()
        .problem(401, "unauthenticated");
    let mut person = Person::registered();
    person.get(&appeal.path("")).problem(404, "not_found");
    person.post(ACCEPT, &json!({ "token": token })).expect(200);
    person.get(&appeal.path("")).expect(200);
    for token in [token.as_str(), "no-token-at-all", ""] {
        let answer = Person::registered().post(ACCEPT, &json!({ "token": token }));
        assert!([404, 422].contains(&answer.status), "{answer}");
    }
    let list = person.get("/api/v1/participants").expect(200).json();
    assert_eq!(list["items"][0]["number"], appeal.number);
    let page = person.get("/cabinet/participations").expect(200);
    assert!(page.text().contains(&appeal.number), "{page}");
}

#[test]
fn a_participant_sees_what_their_rights_allow() {
    let appeal = Appeal::create();
    let (mut masked, _) = guest(&appeal, "civic", &[]);
    let (mut open, _) = guest(
        &appeal,
        "representative",
        &["personal", "files", "dialogue"],
    );
    let card = masked.get(&appeal.path("")).expect(200).json();
    assert!(!card.to_string().contains("anna@example.ru"), "{card}");
    assert_ne!(card["applicant"]["last_name"], "Иванова");
    let card = open.get(&appeal.path("")).expect(200).json();
    assert_eq!(card["applicant"]["last_name"], "Иванова");
    appeal.go_through(&["in_progress", "awaiting_reply"]);
    let question = |journal: &[Value]| journal.last().unwrap()["comment"].clone();
    assert_eq!(
        question(&journal(&mut open, &appeal)),
        "Выезд бригады назначен на вторник."
    );
    let hidden = question(&journal(&mut masked, &appeal));
    assert!(!hidden.to_string().contains("бригады"), "{hidden}");
    // What staff do among themselves is in nobody's view who was not given it.
    let journal = journal(&mut open, &appeal);
    assert!(!labels(&journal).contains(&"assigned"), "{journal:?}");
    assert!(journal.iter().all(|one| one["by"].is_null()), "{journal:?}");
}

#[test]
fn a_participant_does_nothing_that_is_the_applicants_or_the_staffs() {
    let appeal = Appeal::create();
    let (mut person, id) = guest(
        &appeal,
        "representative",
        &["personal", "dialogue", "reply"],
    );
    let mut refused = |method: &str, more: &str, body: Value| {
        person
            .ask(method, &appeal.path(more), &body)
            .problem(403, "forbidden");
    };
    refused("POST", "/transitions", json!({ "to": "cancelled" }));
    refused("PUT", "/rating", json!({ "score": 5 }));
    refused(
        "POST",
        "/participants",
        json!({ "role": "agency", "agency": OTHER.0 }),
    );
    refused(
        "POST",
        "/participants/invitations",
        json!({ "role": "civic" }),
    );
    refused(
        "POST",
        "/tasks",
        json!({ "participant": id, "text": "Сделайте" }),
    );
    person
        .get(&appeal.path("/accesses"))
        .problem(403, "forbidden");
}

#[test]
fn who_was_removed_sees_nothing_any_more() {
    let appeal = Appeal::create();
    let (mut person, id) = guest(&appeal, "representative", &["personal"]);
    person.get(&appeal.path("")).expect(200);
    let remove = Call::new("DELETE", appeal.path(&format!("/participants/{id}")));
    remove.code(&appeal.code).send().expect(204);
    for more in ["", "/events", "/participants", "/tasks"] {
        person.get(&appeal.path(more)).problem(404, "not_found");
    }
    let list = person.get("/api/v1/participants").expect(200).json();
    assert_eq!(list["items"], json!([]));
}

#[test]
fn a_withdrawn_invitation_lets_nobody_in() {
    let appeal = Appeal::create();
    let (id, token) = invite(&appeal, &json!({ "role": "civic" }));
    let remove = Call::new("DELETE", appeal.path(&format!("/participants/{id}")));
    remove.code(&appeal.code).send().expect(204);
    let answer = Person::registered().post(ACCEPT, &json!({ "token": token }));
    answer.problem(404, "invitation_gone");
}

#[test]
fn a_participant_leaves() {
    let appeal = Appeal::create();
    let (mut person, id) = guest(&appeal, "civic", &[]);
    let (_, other) = guest(&appeal, "civic", &[]);
    person
        .delete(&appeal.path(&format!("/participants/{other}")))
        .problem(403, "forbidden");
    person
        .delete(&appeal.path(&format!("/participants/{id}")))
        .expect(204);
    person.get(&appeal.path("")).problem(404, "not_found");
}

#[test]
fn a_participant_of_one_appeal_knows_nothing_of_another() {
    let (appeal, other) = (Appeal::create(), Appeal::create());
    let (mut person, id) = guest(&appeal, "representative", &["personal", "dialogue"]);
    for more in ["", "/events", "/participants"] {
        person.get(&other.path(more)).problem(404, "not_found");
    }
    let (_, theirs) = guest(&other, "civic", &[]);
    person
        .delete(&other.path(&format!("/participants/{theirs}")))
        .problem(404, "not_found");
    // Nor does an id of another appeal open anything in one's own.
    person
        .delete(&appeal.path(&format!("/participants/{theirs}")))
        .problem(422, "participant_unknown");
    let body = json!({ "participant": id, "text": "Чужому участнику" });
    let mut staff = operator();
    staff
        .post(&other.path("/tasks"), &body)
        .problem(422, "participant_unknown");
}

#[test]
fn staff_invite_an_organisation_without_the_applicants_data() {
    let appeal = Appeal::create();
    let mut staff = operator();
    let path = appeal.path("/participants/invitations");
    let body = json!({ "role": "civic", "rights": ["personal"] });
    staff.post(&path, &body).problem(422, "right_not_given");
    let (_, token) = invited(&staff.post(&path, &json!({ "role": "civic" })));
    let mut person = Person::registered();
    person.post(ACCEPT, &json!({ "token": token })).expect(200);
    let card = person.get(&appeal.path("")).expect(200).json();
    assert_ne!(card["applicant"]["last_name"], "Иванова");
    let list = staff.get(&appeal.path("/participants")).expect(200).json();
    assert_eq!(list["items"][0]["state"], "active");
    assert!(list["items"][0]["account"].is_string(), "{list}");
}

#[test]
fn an_invitation_goes_by_mail_where_an_address_is_given() {
    let appeal = Appeal::create();
    let mut person = Person::registered();
    let body = json!({ "role": "representative", "email": person.login });
    let (_, token) = invite(&appeal, &body);
    let mail = person.mail("participation");
    assert!(
        mail.text.contains(&format!("/participate#{token}")),
        "{}",
        mail.text
    );
    person.post(ACCEPT, &json!({ "token": token })).expect(200);
}

#[test]
fn an_expert_of_another_agency_does_a_task_that_an_operator_confirms() {
    let appeal = Appeal::create();
    appeal.go_through(&["in_progress"]);
    let (mut staff, mut expert) = (operator(), Person::staff("expert", [OTHER.0, "", ""]));
    expert.get(&appeal.path("")).problem(404, "not_found");
    let own = expert.get("/api/v1/account").expect(200).json();
    let body = json!({ "role": "expert", "account": own["id"] });
    let added = staff
        .post(&appeal.path("/participants"), &body)
        .expect(201)
        .json();
    let body = json!({
        "participant": added["id"], "text": "Осмотрите яму", "due_on": "2030-01-31",
    });
    let given = staff.post(&appeal.path("/tasks"), &body).expect(201).json();
    let path =
        |what: &str| appeal.path(&format!("/tasks/{}/{what}", given["id"].as_str().unwrap()));
    let tasks = expert.get(&appeal.path("/tasks")).expect(200).json();
    assert_eq!(tasks["items"][0]["text"], "Осмотрите яму");
    assert_eq!(tasks["items"][0]["own"], true);
    // Its work is not theirs to confirm, nor its appeal to move.
    expert
        .post(&path("confirm"), &json!({}))
        .problem(403, "forbidden");
    staff
        .post(&path("done"), &json!({ "text": "Сделано" }))
        .problem(403, "forbidden");
    expert
        .post(&path("done"), &json!({ "text": "Осмотрел" }))
        .expect(200);
    staff
        .post(&path("return"), &json!({ "remarks": "Нет фото" }))
        .expect(200);
    let page = expert.get("/cabinet/participations").expect(200);
    assert!(page.text().contains("Нет фото"), "{page}");
    expert
        .post(&path("done"), &json!({ "text": "Осмотрел, с фото" }))
        .expect(200);
    staff.post(&path("confirm"), &json!({})).expect(200);
    let tasks = staff.get(&appeal.path("/tasks")).expect(200).json();
    assert_eq!(tasks["items"][0]["state"], "confirmed");
    assert_eq!(tasks["items"][0]["report"], "Осмотрел, с фото");
    // The applicant sees that somebody takes part, and nothing of the tasks.
    let card = Call::get(appeal.path("/events"))
        .code(&appeal.code)
        .send()
        .expect(200)
        .json();
    let items = card["items"].as_array().unwrap();
    assert!(labels(items).contains(&"participant_added"), "{card}");
    assert!(!labels(items).contains(&"task_created"), "{card}");
    let tasks = Call::get(appeal.path("/tasks")).code(&appeal.code).send();
    tasks.problem(403, "forbidden");
}

#[test]
fn another_agency_takes_part_with_all_who_work_there() {
    let appeal = Appeal::create();
    let mut staff = operator();
    let body = json!({ "role": "agency", "agency": OTHER.0, "rights": ["dialogue"] });
    staff.post(&appeal.path("/participants"), &body).expect(201);
    staff
        .post(&appeal.path("/participants"), &body)
        .problem(409, "takes_part_already");
    for role in ["operator", "supervisor"] {
        let mut person = Person::staff(role, [OTHER.0, "", ""]);
        let card = person.get(&appeal.path("")).expect(200).json();
        assert_ne!(card["applicant"]["last_name"], "Иванова", "{card}");
        person
            .post(
                &appeal.path("/transitions"),
                &json!({ "to": "in_progress" }),
            )
            .problem(403, "forbidden");
    }
    Person::staff("observer", [OTHER.0, "", ""])
        .get(&appeal.path(""))
        .problem(404, "not_found");
    Person::staff("operator", ["municipality", "", ""])
        .get(&appeal.path(""))
        .problem(404, "not_found");
}

#[test]
fn that_a_participant_reads_is_told_to_the_applicant() {
    let mut applicant = Person::registered();
    let appeal = Appeal::read(&applicant.post(appeal::APPEALS, &appeal::sample()));
    let (mut person, _) = guest_of(&mut applicant, &appeal);
    person.get(&appeal.path("")).expect(200);
    let accesses = applicant.get(&appeal.path("/accesses")).expect(200).json();
    let items = accesses["items"].as_array().unwrap();
    assert!(
        items.iter().any(|one| one["reason"] == "participant"),
        "{accesses}"
    );
}

/// The same of an applicant who has signed in.
fn guest_of(applicant: &mut Person, appeal: &Appeal) -> (Person, String) {
    let path = appeal.path("/participants/invitations");
    let (id, token) = invited(&applicant.post(&path, &json!({ "role": "representative" })));
    applicant
        .post(ACCEPT, &json!({ "token": token }))
        .problem(409, "takes_part_already");
    let mut person = Person::registered();
    person.post(ACCEPT, &json!({ "token": token })).expect(200);
    (person, id)
}

#[test]
fn a_form_that_was_refused_comes_back_with_what_was_typed_and_what_is_wrong() {
    let appeal = Appeal::create();
    appeal.go_through(&["in_progress"]);
    let mut staff = operator();
    let send = |staff: &mut Person, more: &str, form: &[(&str, &str)]| {
        let call = staff.call("POST", &appeal.path(more)).form(form).page();
        staff.send(call)
    };
    let again = |page: &Answer, wrong: &str, kept: &str| {
        let text = page.text();
        assert!(text.contains("<title>Ошибка: "), "{page}");
        assert!(text.contains(&format!("id=\"{wrong}-error\"")), "{page}");
        assert!(text.contains(&format!("href=\"#{wrong}\"")), "{page}");
        assert!(text.contains(kept), "{kept} is lost: {page}");
        assert!(
            text.contains(&format!("/desk/appeals/{}", appeal.number)),
            "{page}"
        );
    };
    let form = [
        ("role", "civic"),
        ("name", "Совет двора"),
        ("email", "not an address"),
        ("rights", "dialogue"),
    ];
    let page = send(&mut staff, "/participants/invitations", &form).expect(422);
    again(&page, "email", "Совет двора");
    assert!(page.text().contains("value=\"dialogue\" checked"), "{page}");
    let form = [
        ("role", "civic"),
        ("name", "Совет двора"),
        ("rights", "notes"),
    ];
    let page = send(&mut staff, "/participants/invitations", &form).expect(422);
    again(&page, "rights", "Совет двора");
    let form = [("participant", "nobody"), ("text", "Осмотрите яму")];
    let page = send(&mut staff, "/tasks", &form).expect(422);
    again(&page, "participant", "Осмотрите яму");

    let body = json!({ "role": "agency", "agency": OTHER.0 });
    let added = staff.post(&appeal.path("/participants"), &body).expect(201);
    let added = added.json()["id"].as_str().unwrap().to_owned();
    let form = [
        ("participant", added.as_str()),
        ("text", ""),
        ("due_on", "2030-01-31"),
    ];
    let page = send(&mut staff, "/tasks", &form).expect(422);
    again(&page, "text", "value=\"2030-01-31\"");
    let form = [("role", "agency"), ("agency", OTHER.0)];
    let page = send(&mut staff, "/participants", &form).expect(409);
    again(&page, "agency", &format!("value=\"{}\" selected", OTHER.0));
    let form = [("participant", added.as_str()), ("text", "Осмотрите яму")];
    send(&mut staff, "/tasks", &form).expect(303);
    let tasks = staff.get(&appeal.path("/tasks")).expect(200).json();
    assert_eq!(tasks["items"].as_array().unwrap().len(), 1, "{tasks}");

    // A report whose text is missing keeps its file.
    let task = tasks["items"][0]["id"].as_str().unwrap();
    let path = appeal.path(&format!("/tasks/{task}/done"));
    let mut colleague = Person::staff("operator", [OTHER.0, "", ""]);
    let form = Form::new(&[("text", " ")]);
    let form = form.file(
        "files",
        "осмотр.jpg",
        "image/jpeg",
        &image::photo(5_000, 21),
    );
    let call = form.with(colleague.call("POST", &path)).page();
    let page = colleague.send(call).expect(422);
    assert!(page.text().contains("осмотр.jpg"), "{page}");
    let kept = page.text().split("name=\"attachments\" value=\"").nth(1);
    let kept = kept.unwrap().split('"').next().unwrap().to_owned();
    let form = Form::new(&[("text", "Осмотрели"), ("attachments", &kept)]);
    let call = form.with(colleague.call("POST", &path)).page();
    colleague.send(call).expect(303);
    let page = staff
        .get(&format!("/desk/appeals/{}", appeal.number))
        .expect(200);
    assert!(page.text().contains(">осмотр.jpg</a>"), "{page}");
    // The desk of who takes part from another place is the participants' card.
    let led = colleague
        .get(&format!("/desk/appeals/{}", appeal.number))
        .expect(303);
    assert_eq!(led.header("location"), format!("/status/{}", appeal.number));
}

#[test]
fn the_page_of_an_invitation_works_without_scripts() {
    let appeal = Appeal::create();
    let (_, token) = invite(&appeal, &json!({ "role": "civic" }));
    let stranger = Call::get("/participate").page().send().expect(200);
    assert!(
        stranger.text().contains("/sign-in?return_to="),
        "{stranger}"
    );
    let mut person = Person::registered();
    let page = person.get("/participate").expect(200);
    assert!(page.text().contains("name=\"token\""), "{page}");
    let send = |person: &mut Person, token: &str| {
        let call = person.call("POST", ACCEPT).form(&[("token", token)]).page();
        person.send(call)
    };
    let wrong = send(&mut person, "wrong").expect(404);
    assert!(wrong.text().contains("name=\"token\""), "{wrong}");
    let done = send(&mut person, &token).expect(303);
    assert_eq!(
        done.header("location"),
        format!("/status/{}?done=joined", appeal.number)
    );
}

#[test]
fn who_comes_too_late_is_told_of_what_they_may_see_only() {
    let appeal = Appeal::create();
    let (mut person, _) = guest(&appeal, "representative", &["dialogue", "reply"]);
    let seen = person.get(&appeal.path("")).expect(200);
    let seen = seen.header("etag").to_owned();
    let mut operator = operator();
    operator.post(&appeal.path("/take"), &json!({})).expect(200);
    let note = json!({ "direction": "note", "text": "Заявитель звонил, просит поторопиться." });
    operator.post(&appeal.path("/messages"), &note).expect(201);
    let late = |person: &mut Person| {
        let reply = json!({ "direction": "reply", "text": "Добавлю, что яма растёт." });
        let call = person.call("POST", &appeal.path("/messages")).json(&reply);
        let refused = person.send(call.header("if-match", &seen));
        assert!([409, 412].contains(&refused.status), "{refused}");
        refused.json()["detail"].as_str().unwrap().to_owned()
    };
    let told = late(&mut person);
    assert!(told.contains("В работе"), "{told}");
    assert!(
        !told.contains("заметка") && !told.contains("исполнитель"),
        "{told}"
    );
    let told = late(&mut operator);
    assert!(told.contains("заметка"), "{told}");
}
