//! What an applicant does when there is no answer in time, or when what it promised was not done; and objections
//! that nobody could be found for.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::form::Form;
use otklik_tests::person::Person;
use otklik_tests::server::Server;
use otklik_tests::staff::AGENCY;
use otklik_tests::target::Target;
use otklik_tests::unique;
use serde_json::{Value, json};

use super::objections::{NOON, Stage, TEXT, decide, ms, waiting};

/// The second after the end of the tenth working day: 12 June is a holiday.
const LATE: &str = "2026-06-16T21:00:00Z";

fn escalate(target: &Target, appeal: &Appeal) -> Answer {
    let body = json!({ "reason": "Срок прошёл две недели назад, ответа нет." });
    let call = Call::post(appeal.path("/escalations")).code(&appeal.code);
    call.json(&body).send_to(target)
}

#[test]
fn an_appeal_that_is_overdue_goes_up_with_its_whole_history_and_an_answer_settles_it() {
    let mut stage = Stage::set();
    let target = stage.target().clone();
    let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(&target));
    let moves = appeal.path("/transitions");
    let take = json!({ "to": "in_progress" });
    stage.operator.post(&moves, &take).expect(200);
    stage.later(ms(LATE) - 1_000);
    assert_eq!(stage.objections(&appeal)["contestable"], Value::Null);
    escalate(&target, &appeal).problem(409, "no_answer");
    assert!(!stage.page(&appeal).contains("вышестоящую инстанцию"));

    stage.later(ms(LATE));
    let can = stage.objections(&appeal)["contestable"].clone();
    assert_eq!(can["action"], "escalate");
    assert_eq!(can["instance"], "regional");
    assert_eq!(can["until"], Value::Null, "as long as there is no answer");
    let page = stage.page(&appeal);
    assert!(page.contains("Срок ответа прошёл"), "{page}");
    // By the form, twice, as a hand does that trembles.
    let key = page
        .split("name=\"idempotency_key\" value=\"")
        .nth(1)
        .unwrap();
    let key = key.split('"').next().unwrap();
    let pairs = [
        ("reason", "Две недели нет ответа, а яма всё больше."),
        ("instance", "regional"),
        ("idempotency_key", key),
    ];
    for _ in 0..2 {
        let call = Form::new(&pairs).with(Call::post(appeal.path("/escalations")).page());
        let sent = call.code(&appeal.code).send_to(&target).expect(303);
        assert!(sent.header("location").contains("done=objected"));
    }
    let seen = stage.objections(&appeal);
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
    assert_eq!(seen["items"][0]["ground"], "overdue");
    assert_eq!(
        waiting(&mut stage.minister, "mine"),
        std::slice::from_ref(&appeal.number)
    );
    assert!(waiting(&mut stage.deputy, "here").is_empty());
    let history = stage.minister.get(&appeal.path("/events")).expect(200);
    let history = history.json();
    let kinds: Vec<&Value> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["kind"])
        .collect();
    assert!(kinds.contains(&&json!("appeal_registered")), "{kinds:?}");

    decide(&mut stage.minister, &appeal, 1, "settled").problem(422, "outcome_of_time");
    decide(&mut stage.minister, &appeal, 1, "upheld").expect(200);
    let staffs = Call::get(appeal.path("")).staff().send_to(&target);
    let card = staffs.expect(200).json();
    assert_eq!(
        (&card["status"], &card["priority"]),
        (&json!("in_progress"), &json!("high"))
    );
    // Still no answer: the federal instance is next, and the answer ends that by itself.
    escalate(&target, &appeal).expect(201);
    let answer = json!({ "to": "approved", "comment": "Яму заделали." });
    stage.chief.post(&moves, &answer).expect(200);
    let seen = stage.objections(&appeal);
    assert_eq!(seen["items"][1]["instance"], "federal");
    assert_eq!(seen["items"][1]["outcome"], "settled");
    assert_eq!(
        seen["contestable"]["action"], "object",
        "the answer is another matter"
    );
    assert_eq!(seen["contestable"]["agency"], AGENCY);
}

#[test]
fn an_applicant_confirms_that_it_was_done_and_the_appeal_is_closed() {
    let mut stage = Stage::set();
    let target = stage.target().clone();
    let appeal = stage.answered();
    let page = stage.page(&appeal);
    assert!(page.contains("Подтвердить исполнение"), "{page}");
    assert!(
        page.contains("закроется само <time datetime=\"2026-07-02T00:00:00"),
        "{page}"
    );
    let confirm = || {
        let call = Call::post(appeal.path("/transitions")).page();
        let call = call.form(&[("to", "closed")]).code(&appeal.code);
        call.send_to(&target)
    };
    let place = format!("/status/{}?done=closed", appeal.number);
    assert_eq!(confirm().expect(303).header("location"), place);
    let call = Call::get(place).page().code(&appeal.code);
    let page = call.send_to(&target).expect(200).text().to_owned();
    assert!(page.contains("Спасибо, что подтвердили"), "{page}");
    assert!(!page.contains("Подтвердить исполнение"), "{page}");
    assert_eq!(appeal.card_at(&target)["status"], "closed");
    // A page that was left open: they are told, on the appeal's page.
    let late = confirm().expect(409).text().to_owned();
    assert!(
        late.contains("id=\"errors\"") && !late.contains("withdraw-comment"),
        "{late}"
    );
}

#[test]
fn that_a_promise_was_not_kept_reaches_another_supervisor_who_reopens() {
    let mut stage = Stage::set();
    let target = stage.target().clone();
    let appeal = stage.answered();
    assert!(
        stage
            .page(&appeal)
            .contains("?objection=execution#objection")
    );
    // The link leads to the form as it is to be, without scripts.
    let place = format!("/status/{}?objection=execution", appeal.number);
    let call = Call::get(place).page().code(&appeal.code);
    let page = call.send_to(&target).expect(200).text().to_owned();
    assert!(page.contains("id=\"objection\" open"), "{page}");
    assert!(page.contains("value=\"execution\" checked"), "{page}");
    let send = |text: &str, ground: &str| {
        let form = Form::new(&[("text", text), ("ground", ground)]);
        let call = form.with(Call::post(appeal.path("/objections")).page());
        call.code(&appeal.code).send_to(&target)
    };
    let refused = send("Нет", "execution").expect(422).text().to_owned();
    assert!(refused.contains("value=\"execution\" checked"), "{refused}");
    send(TEXT, "overdue").expect(422);
    send(TEXT, "execution").expect(303);
    let page = stage.page(&appeal);
    assert!(page.contains("обещанное не сделано"), "{page}");
    assert!(!page.contains("Подтвердить исполнение"), "{page}");
    // Nothing closes by itself while it is looked into.
    stage.later(ms("2026-06-16T20:59:59Z"));
    stage.tick();
    assert_eq!(appeal.card_at(&target)["status"], "approved");
    let call = stage.deputy.call("GET", "/desk/objections").page();
    let list = stage.deputy.send(call).expect(200);
    assert!(list.text().contains("обещанное не сделано"), "{list}");
    decide(&mut stage.deputy, &appeal, 1, "upheld").expect(200);
    assert_eq!(appeal.card_at(&target)["status"], "in_progress");
}

#[test]
fn somebody_is_found_for_an_objection_once_people_come_and_when_they_go() {
    let server = Server::start_at(NOON);
    let target = server.target().clone();
    let person = |role: &str| Person::staff_at(&target, role, [AGENCY, "", ""]);
    let tick = || {
        let call = Call::post("/internal/tick").bearer(&target.tick_token);
        call.send_to(&target).expect(200).json()["objections_assigned"].clone()
    };
    let (mut operator, mut chief) = (person("operator"), person("supervisor"));
    let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(&target));
    for (person, to) in [(&mut operator, "in_progress"), (&mut chief, "approved")] {
        let body = json!({ "to": to, "comment": "Сделаем." });
        person.post(&appeal.path("/transitions"), &body).expect(200);
    }
    tick();
    let call = Call::post(appeal.path("/objections")).code(&appeal.code);
    call.json(&json!({ "text": TEXT }))
        .send_to(&target)
        .expect(201);
    let number = [appeal.number.clone()];
    assert_eq!(waiting(&mut chief, "unassigned"), number);
    assert_eq!(tick(), 0, "nobody has come");

    let mut deputy = person("supervisor");
    assert_eq!(tick(), 1);
    assert_eq!(tick(), 0);
    assert_eq!(waiting(&mut deputy, "mine"), number);
    assert!(waiting(&mut chief, "unassigned").is_empty());

    // The deputy leaves: nobody has it, and it is seen where it waits.
    let id = deputy.get("/api/v1/account").expect(200).json()["id"].clone();
    let id = id.as_str().unwrap();
    let list = Call::get("/api/v1/staff").staff().send_to(&target);
    let list = list.expect(200).json();
    let member = list["items"].as_array().unwrap();
    let member = member.iter().find(|one| one["id"] == id);
    let version = format!("\"{}\"", member.unwrap()["version"]);
    let call = Call::new("PATCH", format!("/api/v1/staff/{id}")).staff();
    let call = call.header("if-match", &version);
    call.json(&json!({ "state": "blocked" }))
        .send_to(&target)
        .expect(200);
    assert_eq!(tick(), 1);
    assert_eq!(waiting(&mut chief, "unassigned"), number);
    let call = chief
        .call("GET", "/desk/objections?shown=unassigned")
        .page();
    assert!(
        chief
            .send(call)
            .expect(200)
            .text()
            .contains("<strong>никто</strong>")
    );
    let mut next = person("supervisor");
    assert_eq!(tick(), 1);
    assert_eq!(waiting(&mut next, "mine"), number);
    decide(&mut next, &appeal, 1, "declined").expect(200);
}

#[test]
fn whoever_decides_is_reminded_while_there_is_time() {
    let mut stage = Stage::set();
    let appeal = stage.answered();
    stage.object(&appeal).expect(201);
    let label = "Напоминание: до решения по обжалованию осталось два дня";
    let told = |stage: &Stage| {
        let journal = appeal.events_at(stage.target());
        journal.iter().filter(|one| one["label"] == label).count()
    };
    stage.server.set_time(ms("2026-06-14T05:59:59Z"));
    stage.tick();
    assert_eq!(told(&stage), 0);
    stage.later(ms("2026-06-14T06:00:00Z"));
    for _ in 0..2 {
        stage.tick();
    }
    assert_eq!(told(&stage), 1);
    decide(&mut stage.deputy, &appeal, 1, "declined").expect(200);
}

#[test]
fn decided_objections_are_listed_by_outcome_where_they_were_decided() {
    let mut stage = Stage::set();
    let (upheld, declined) = (stage.answered(), stage.answered());
    for (appeal, outcome) in [(&upheld, "upheld"), (&declined, "declined")] {
        stage.object(appeal).expect(201);
        decide(&mut stage.deputy, appeal, 1, outcome).expect(200);
    }
    let both = waiting(&mut stage.operator, "decided");
    assert_eq!(both.len(), 2);
    assert_eq!(
        waiting(&mut stage.operator, "decided&outcome=upheld"),
        std::slice::from_ref(&upheld.number)
    );
    assert!(waiting(&mut stage.minister, "decided").is_empty());
    for (query, code) in [("decided&outcome=maybe", "/outcome"), ("all", "/shown")] {
        let path = format!("/api/v1/objections?shown={query}");
        let faults = stage.deputy.get(&path).faults();
        assert!(faults[0].starts_with(code), "{faults:?}");
    }
    let path = "/desk/objections?shown=decided&outcome=declined";
    let call = stage.deputy.call("GET", path).page();
    let page = stage.deputy.send(call).expect(200).text().to_owned();
    assert!(page.contains(&declined.number), "{page}");
    assert!(!page.contains(&upheld.number), "{page}");
    assert!(page.contains("отклонено, ответ оставлен в силе"), "{page}");
}

#[test]
fn an_objection_that_is_sent_again_with_its_key_is_one() {
    let mut stage = Stage::set();
    let target = stage.target().clone();
    let appeal = stage.answered();
    let key = unique::word();
    let object = |key: &str, text: &str| {
        let call = Call::post(appeal.path("/objections")).code(&appeal.code);
        call.key(key)
            .json(&json!({ "text": text }))
            .send_to(&target)
    };
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let tries = [0, 1, 2].map(|_| scope.spawn(|| object(&key, TEXT)));
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let first = answers[0].json();
    for answer in answers {
        assert_eq!(answer.expect(201).json(), first);
    }
    object(&key, "Совсем другое: яму засыпали песком.").problem(422, "idempotency_key_reused");
    object(&unique::word(), TEXT).problem(409, "objection_open");
    // Once decided, the answer to the same request is still what it was.
    decide(&mut stage.deputy, &appeal, 1, "declined").expect(200);
    assert_eq!(object(&key, TEXT).expect(201).json(), first);
    let up = unique::word();
    let escalate = || {
        let body = json!({ "reason": "Ответили не по существу вопроса." });
        let call = Call::post(appeal.path("/escalations")).code(&appeal.code);
        call.key(&up)
            .json(&body)
            .send_to(&target)
            .expect(201)
            .json()
    };
    assert_eq!(escalate(), escalate());
    let filed = appeal.events_at(&target);
    let filed = filed.iter().filter(|one| one["kind"] == "objection_filed");
    assert_eq!(filed.count(), 2);
    // A program has to send one: it repeats by itself what got no answer.
    let other = stage.answered();
    let body = json!({ "name": "crm", "scopes": ["read", "write", "personal"], "agency": AGENCY });
    let issued = Call::post("/api/v1/keys")
        .staff()
        .json(&body)
        .send_to(&target);
    let issued = issued.expect(201).json();
    let call = Call::post(other.path("/objections")).bearer(issued["key"].as_str().unwrap());
    let call = call.json(&json!({ "text": TEXT }));
    call.send_to(&target)
        .problem(428, "idempotency_key_required");
}
