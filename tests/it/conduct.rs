//! Bad conduct: marked and hidden with a reason, contested by whose words they are, decided by somebody else;
//! and blocks, which leave a way to contest them.

use otklik_tests::appeal::{self, APPEALS, Appeal};
use otklik_tests::attachment::Attachment;
use otklik_tests::call::{Answer, Call};
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use otklik_tests::{image, unique};
use serde_json::{Value, json};

use crate::participants::guest;

const HIDDEN: &str = "Скрыто модератором";

fn staff(role: &str) -> Person {
    Person::staff(role, [AGENCY, "", ""])
}

/// Somebody with an account and an appeal whose contacts are nobody else's.
#[track_caller]
fn sender() -> (Person, Appeal) {
    let mut anna = Person::registered();
    let appeal = Appeal::read(&anna.post(APPEALS, &own_body(&anna.login)));
    (anna, appeal)
}

fn own_body(email: &str) -> Value {
    let mut body = appeal::with("/applicant/email", email);
    body["applicant"].as_object_mut().unwrap().remove("phone");
    body
}

#[track_caller]
fn mark(person: &mut Person, appeal: &Appeal, body: &Value) -> String {
    let made = person.post(&appeal.path("/conduct"), body).expect(201);
    made.json()["id"].as_str().unwrap().to_owned()
}

fn send(person: &mut Person, path: &str, form: &[(&str, &str)]) -> Answer {
    let call = person.call("POST", path).form(form).page();
    person.send(call)
}

fn status(appeal: &Appeal) -> String {
    format!("/status/{}", appeal.number)
}

fn desk(appeal: &Appeal) -> String {
    format!("/desk/appeals/{}", appeal.number)
}

#[track_caller]
fn has(page: &Answer, part: &str) {
    assert!(page.text().contains(part), "no {part} in {page}");
}

#[track_caller]
fn lacks(page: &Answer, part: &str) {
    assert!(!page.text().contains(part), "{part} in {page}");
}

#[test]
fn a_text_is_hidden_with_a_reason_contested_and_shown_again() {
    let (mut anna, appeal) = sender();
    let (mut operator, mut supervisor) = (staff("operator"), staff("supervisor"));
    let page = operator.get(&desk(&appeal)).expect(200);
    has(&page, "Отметить или скрыть");
    lacks(&page, "Ограничить отправителя");
    let form = [
        ("seq", "1"),
        ("conduct", "insult"),
        ("reason", "Бранные слова об исполнителе"),
        ("hide_from", "staff"),
        ("hide_from", "participants"),
    ];
    let done = send(&mut operator, &appeal.path("/conduct"), &form).expect(303);
    assert_eq!(
        done.header("location"),
        format!("{}?done=marked", desk(&appeal))
    );
    // Hidden from the operator, not from who decides, nor from who wrote it.
    let text = appeal::sample()["text"].as_str().unwrap().to_owned();
    let page = operator.get(&desk(&appeal)).expect(200);
    has(&page, HIDDEN);
    lacks(&page, &text);
    has(&supervisor.get(&desk(&appeal)).expect(200), &text);
    let page = anna.get(&status(&appeal)).expect(200);
    has(&page, &text);
    has(&page, "Бранные слова об исполнителе");
    has(&page, "Не согласиться с отметкой");
    let marks = anna.get(&appeal.path("/conduct")).expect(200).json();
    let id = marks["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        marks["items"][0]["hidden_from"],
        json!(["participants", "staff"])
    );
    // Who did not write it contests nothing.
    let path = appeal.path(&format!("/conduct/{id}/appeal"));
    let body = json!({ "text": "Это цитата" });
    operator.post(&path, &body).problem(403, "forbidden");
    let empty = send(&mut anna, &path, &[("text", " ")]).expect(422);
    has(&empty, "id=\"text-error\"");
    let done = send(&mut anna, &path, &[("text", "Это цитата")]).expect(303);
    assert_eq!(
        done.header("location"),
        format!("{}?done=contested", status(&appeal))
    );
    anna.post(&path, &body).problem(409, "contested_already");
    let page = supervisor.get(&desk(&appeal)).expect(200);
    has(&page, "обжалована, ждёт решения");
    has(&page, "Это цитата");
    let path = appeal.path(&format!("/conduct/{id}/decision"));
    let lift = [
        ("outcome", "lifted"),
        ("explanation", "Цитата из письма ЖЭКа"),
    ];
    operator
        .post(
            &path,
            &json!({ "outcome": "lifted", "explanation": "Цитата" }),
        )
        .problem(403, "forbidden");
    send(&mut supervisor, &path, &lift).expect(303);
    has(&operator.get(&desk(&appeal)).expect(200), &text);
    let page = anna.get(&status(&appeal)).expect(200);
    has(&page, "Цитата из письма ЖЭКа");
    lacks(&page, "Не согласиться с отметкой");
    let marks = anna.get(&appeal.path("/conduct")).expect(200).json();
    assert_eq!(marks["items"][0]["state"], "lifted");
}

#[test]
fn a_participant_contests_a_mark_on_their_own_words_and_nobody_keeps_a_mark_of_their_own() {
    let appeal = Appeal::create();
    let rights = ["personal", "files", "dialogue", "reply"];
    let (mut maria, _) = guest(&appeal, "representative", &rights);
    let (mut other, _) = guest(&appeal, "civic", &["dialogue"]);
    let photo = Attachment::create("двор.jpg", &image::photo(6_000, 11));
    let said = "Да вы там все спите!";
    let body = json!({ "text": said, "attachments": [photo.reference()] });
    let written = maria.post(&appeal.path("/messages"), &body).expect(201);
    let seq = written.json()["seq"].clone();
    let (mut chief, mut another) = (staff("supervisor"), staff("supervisor"));
    let id = mark(
        &mut chief,
        &appeal,
        &json!({
            "conduct": "insult", "seq": seq, "reason": "Грубо",
            "hide_from": ["applicant", "participants"],
        }),
    );
    // Neither the words nor their file.
    let page = other.get(&status(&appeal)).expect(200);
    has(&page, HIDDEN);
    lacks(&page, said);
    let file = appeal.path(&format!("/attachments/{}", photo.id));
    let by_code = |path: &str| Call::get(path.to_owned()).code(&appeal.code).send();
    by_code(&file).problem(404, "not_found");
    let messages = by_code(&appeal.path("/messages")).expect(200);
    lacks(&messages, said);
    lacks(&messages, "двор.jpg");
    // Whoever wrote it reads it, and why.
    let page = maria.get(&status(&appeal)).expect(200);
    has(&page, said);
    has(&page, "Грубо");
    has(&page, "Не согласиться с отметкой");
    lacks(
        &other.get(&status(&appeal)).expect(200),
        "Не согласиться с отметкой",
    );
    let path = appeal.path(&format!("/conduct/{id}/appeal"));
    let body = json!({ "text": "Так и есть" });
    other.post(&path, &body).problem(403, "forbidden");
    maria.post(&path, &body).expect(200);
    let keep = json!({ "outcome": "kept", "explanation": "Так писать нельзя" });
    let path = appeal.path(&format!("/conduct/{id}/decision"));
    chief.post(&path, &keep).problem(403, "forbidden");
    another.post(&path, &keep).expect(200);
    has(
        &maria.get(&status(&appeal)).expect(200),
        "Так писать нельзя",
    );
    lacks(&by_code(&appeal.path("/messages")).expect(200), said);
}

#[test]
fn a_participant_without_the_correspondence_learns_nothing_of_what_others_were_marked_for() {
    let appeal = Appeal::create();
    let (mut guest, _) = guest(&appeal, "civic", &[]);
    let reason = "Угрожает исполнителю";
    let body = json!({ "conduct": "threat", "reason": reason });
    mark(&mut staff("operator"), &appeal, &body);
    for path in ["/conduct", "/events"] {
        lacks(&guest.get(&appeal.path(path)).expect(200), reason);
    }
    let page = guest.get(&status(&appeal)).expect(200);
    lacks(&page, reason);
    lacks(&page, "угроза");
}

#[test]
fn whoever_is_blocked_is_told_why_and_can_read_reply_and_contest_it() {
    let (mut anna, appeal) = sender();
    let mut supervisor = staff("supervisor");
    let path = appeal.path("/conduct/block");
    staff("operator")
        .post(&path, &json!({ "reason": "Спам", "days": 5 }))
        .problem(403, "forbidden");
    // What is wrong stands beside its field, and the rest is kept.
    let form = [("reason", "Двадцать копий за день"), ("days", "365")];
    let again = send(&mut supervisor, &path, &form).expect(422);
    has(&again, "id=\"days-error\"");
    has(&again, "Двадцать копий за день");
    has(&again, "value=\"365\"");
    let form = [("reason", "Двадцать копий за день"), ("days", "5")];
    send(&mut supervisor, &path, &form).expect(303);
    has(
        &supervisor.get(&desk(&appeal)).expect(200),
        "Снять ограничение",
    );
    let mail = anna.mail("blocked");
    assert!(mail.text.contains("Двадцать копий за день"), "{mail:?}");
    assert!(mail.text.contains("Ограничения и модерация"), "{mail:?}");
    // By the account, and without it by the contact alone.
    let again = own_body(&anna.login);
    for problem in [anna.post(APPEALS, &again), appeal::creation(&again).send()] {
        let told = problem.problem(403, "blocked");
        let detail = told["detail"].as_str().unwrap();
        assert!(detail.contains("Двадцать копий за день"), "{detail}");
        assert!(
            detail.contains("/submit?category=portal.conduct"),
            "{detail}"
        );
        assert!(!problem.header("retry-after").is_empty());
    }
    // What was typed into the form is not lost.
    let email = anna.login.clone();
    let title = "Яма у дома семь по улице Ленина";
    let form = [
        ("category", "roads.surface"),
        ("type", "complaint"),
        ("region", "62"),
        ("title", title),
        (
            "text",
            "Глубокая яма напротив дома 7, машины объезжают её по тротуару.",
        ),
        ("fields.address", "ул. Ленина, 7"),
        ("applicant.last_name", "Иванова"),
        ("applicant.first_name", "Анна"),
        ("applicant.email", email.as_str()),
    ];
    let page = send(&mut anna, APPEALS, &form).expect(403);
    has(&page, title);
    has(&page, "Двадцать копий за день");
    // A stranger's appeal is nobody's business here.
    let stranger = own_body(&format!("{}@example.ru", unique::word()));
    appeal::creation(&stranger).send().expect(201);
    // Reading and replying stay open.
    anna.get(&appeal.path("")).expect(200);
    anna.get(&status(&appeal)).expect(200);
    appeal.go_through(&["in_progress", "awaiting_reply"]);
    let reply = json!({ "text": "У второго подъезда" });
    anna.post(&appeal.path("/messages"), &reply).expect(201);
    // And so does contesting it.
    let mut contest = own_body(&anna.login);
    contest["category"] = json!("portal.conduct");
    contest["fields"] = json!({});
    contest["title"] = json!("Прошу снять ограничение");
    anna.post(APPEALS, &contest).expect(201);
    send(&mut supervisor, &appeal.path("/conduct/unblock"), &[]).expect(303);
    anna.post(APPEALS, &again).expect(201);
}

#[test]
fn a_mark_without_a_reason_comes_back_with_what_was_chosen() {
    let appeal = Appeal::create();
    let mut operator = staff("operator");
    let form = [("seq", "1"), ("conduct", "spam"), ("hide_from", "staff")];
    let again = send(&mut operator, &appeal.path("/conduct"), &form).expect(422);
    has(&again, "id=\"reason-error\"");
    has(&again, "value=\"spam\" checked");
    has(&again, "value=\"staff\" checked");
    has(&again, "name=\"seq\" value=\"1\"");
    let body = json!({ "conduct": "spam", "seq": 99, "reason": "Реклама" });
    operator
        .post(&appeal.path("/conduct"), &body)
        .problem(422, "entry_unknown");
    mark(
        &mut operator,
        &appeal,
        &json!({ "conduct": "spam", "reason": "Реклама" }),
    );
    operator
        .post(
            &appeal.path("/conduct"),
            &json!({ "conduct": "spam", "reason": "Реклама" }),
        )
        .problem(409, "marked_already");
}
