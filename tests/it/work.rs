//! Who has an appeal: taking, assigning, forwarding, classifying, and two people at once.

use otklik_tests::appeal::Appeal;
use otklik_tests::call::{Answer, Call};
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use serde_json::{Value, json};

/// What somebody does with an appeal.
#[track_caller]
pub(crate) fn act(person: &mut Person, appeal: &Appeal, what: &str, body: &Value) -> Answer {
    person.post(&appeal.path(&format!("/{what}")), body)
}

/// The id of somebody's account.
#[track_caller]
pub(crate) fn id(person: &mut Person) -> String {
    let account = person.get("/api/v1/account").expect(200).json();
    account["id"].as_str().unwrap().to_owned()
}

#[test]
fn whoever_takes_an_appeal_has_it_until_it_is_handed_on() {
    let appeal = Appeal::create();
    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    let mut boris = Person::staff("expert", [AGENCY, "", ""]);
    let mut vera = Person::staff("supervisor", [AGENCY, "", ""]);
    let (anna_id, boris_id) = (id(&mut anna), id(&mut boris));

    let card = act(&mut anna, &appeal, "take", &json!({}))
        .expect(200)
        .json();
    assert_eq!(
        (card["status"].as_str(), card["assignee"].as_str()),
        (Some("in_progress"), Some(anna_id.as_str()))
    );
    let seen = card["version"].clone();
    let again = act(&mut anna, &appeal, "take", &json!({}))
        .expect(200)
        .json();
    assert_eq!(again["version"], seen, "to take one's own changes nothing");
    act(&mut boris, &appeal, "take", &json!({})).problem(409, "taken_already");
    // An observer of the same agency looks on; an operator of another sees nothing.
    let mut olga = Person::staff("observer", [AGENCY, "", ""]);
    act(&mut olga, &appeal, "take", &json!({})).problem(403, "forbidden");
    let mut other = Person::staff("operator", ["portal_support", "", ""]);
    act(&mut other, &appeal, "take", &json!({})).problem(404, "not_found");

    act(
        &mut boris,
        &appeal,
        "assign",
        &json!({ "assignee": boris_id }),
    )
    .problem(403, "forbidden");
    let handed = act(
        &mut anna,
        &appeal,
        "assign",
        &json!({ "assignee": boris_id }),
    )
    .expect(200)
    .json();
    assert_eq!(handed["assignee"], boris_id.as_str());
    let back = act(&mut vera, &appeal, "assign", &json!({ "assignee": null }))
        .expect(200)
        .json();
    assert_eq!(back["assignee"], Value::Null);
    for (assignee, code) in [
        (json!("nobody-like-that"), "assignee_unfit"),
        (json!(id(&mut olga)), "assignee_unfit"),
        (json!(id(&mut other)), "assignee_unfit"),
    ] {
        let answer = act(
            &mut vera,
            &appeal,
            "assign",
            &json!({ "assignee": assignee }),
        );
        assert_eq!(
            answer.problem(422, "invalid_input")["errors"][0]["code"],
            code
        );
    }
    let told = act(&mut vera, &appeal, "assign", &json!({})).faults();
    assert_eq!(told, ["/assignee assignee_required"]);
    let told = act(
        &mut vera,
        &appeal,
        "assign",
        &json!({ "assignee": null, "unit": "nowhere" }),
    )
    .faults();
    assert_eq!(told, ["/unit unit_unknown"]);

    // The applicant sees that somebody works on it, and not who.
    let own = Call::get(appeal.path("/events"))
        .code(&appeal.code)
        .send()
        .expect(200)
        .json();
    let kinds: Vec<&str> = own["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["appeal_registered", "status_changed"]);
    assert!(!own.to_string().contains(&anna_id), "{own}");
    let staffs: Vec<Value> = appeal
        .events()
        .into_iter()
        .map(|event| event["kind"].clone())
        .collect();
    assert_eq!(
        staffs,
        [
            "appeal_registered",
            "assigned",
            "status_changed",
            "assigned",
            "assigned"
        ]
    );
    assert_eq!(appeal.events()[1]["by"], format!("operator:{anna_id}"));
}

#[test]
fn a_forwarded_appeal_keeps_its_deadline_and_does_not_come_back() {
    let appeal = Appeal::create();
    let due = appeal.card()["due_at"].clone();
    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    let mut there = Person::staff("operator", ["municipality", "", ""]);
    let mut vera = Person::staff("supervisor", ["municipality", "", ""]);
    act(&mut anna, &appeal, "take", &json!({})).expect(200);
    let to = json!({ "agency": "municipality", "reason": "Это дворовая территория." });
    let told = act(
        &mut anna,
        &appeal,
        "forward",
        &json!({ "agency": "nowhere", "reason": "?" }),
    )
    .faults();
    assert_eq!(told, ["/agency agency_unknown"]);
    act(
        &mut anna,
        &appeal,
        "forward",
        &json!({ "agency": "municipality" }),
    )
    .problem(422, "reason_required");
    act(
        &mut anna,
        &appeal,
        "forward",
        &json!({ "agency": AGENCY, "reason": "?" }),
    )
    .problem(422, "forwarded_to_itself");
    act(&mut there, &appeal, "take", &json!({})).problem(404, "not_found");
    let sent = act(&mut anna, &appeal, "forward", &to).expect(200).json();
    assert_eq!(
        (&sent["agency"], &sent["assignee"], &sent["due_at"]),
        (&json!("municipality"), &Value::Null, &due)
    );
    // It is theirs now, and no longer ours.
    anna.get(&appeal.path("")).problem(404, "not_found");
    act(&mut there, &appeal, "take", &json!({})).expect(200);
    let back = json!({ "agency": AGENCY, "reason": "Нет, ваша." });
    act(&mut there, &appeal, "forward", &back).problem(409, "forward_loop");
    act(&mut vera, &appeal, "forward", &back).expect(200);
    act(&mut anna, &appeal, "forward", &to).problem(409, "forward_loop");
    // The applicant is told, with the reason.
    let events = Call::get(appeal.path("/events"))
        .code(&appeal.code)
        .send()
        .expect(200)
        .json();
    let forwarded: Vec<&Value> = events["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["kind"] == "forwarded")
        .collect();
    assert_eq!(forwarded.len(), 2);
    assert_eq!(forwarded[0]["comment"], "Это дворовая территория.");
}

#[test]
fn a_category_and_a_priority_are_set_by_people() {
    let appeal = Appeal::create();
    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    let before = appeal.card();
    let card = act(
        &mut anna,
        &appeal,
        "classify",
        &json!({ "category": "roads.snow" }),
    )
    .expect(200)
    .json();
    assert_eq!(card["category"], "roads.snow");
    assert_ne!(card["category_name"], before["category_name"]);
    for category in ["roads", "roads.nothing"] {
        let told = act(
            &mut anna,
            &appeal,
            "classify",
            &json!({ "category": category }),
        )
        .faults();
        assert_eq!(told, ["/category category_unknown"]);
    }
    let found = Call::get("/api/v1/appeals?category=roads.snow&limit=100")
        .staff()
        .send()
        .expect(200)
        .json();
    assert!(
        found["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|item| item["number"] == appeal.number.as_str())
    );

    let urgent = json!({ "priority": "urgent", "reason": "Дети ходят в школу." });
    act(
        &mut anna,
        &appeal,
        "priority",
        &json!({ "priority": "urgent" }),
    )
    .problem(422, "reason_required");
    let told = act(
        &mut anna,
        &appeal,
        "priority",
        &json!({ "priority": "soon" }),
    )
    .faults();
    assert_eq!(told, ["/priority code_unknown"]);
    let card = act(&mut anna, &appeal, "priority", &urgent)
        .expect(200)
        .json();
    assert_eq!(
        (&card["priority"], &card["priority_confirmed"]),
        (&json!("urgent"), &json!(true))
    );
    assert!(
        card["due_at"].as_str() < before["due_at"].as_str(),
        "{card}"
    );
    // The applicant sees the new date, and not the reason of staff.
    let own = appeal.card();
    assert_eq!(own["due_at"], card["due_at"]);
    let events = Call::get(appeal.path("/events"))
        .code(&appeal.code)
        .send()
        .expect(200);
    assert!(!events.to_string().contains("Дети"), "{events}");
}

#[test]
fn of_two_people_at_once_one_succeeds_and_the_other_is_told_what_changed() {
    let appeal = Appeal::create();
    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    let mut boris = Person::staff("operator", [AGENCY, "", ""]);
    let seen = anna
        .get(&appeal.path(""))
        .expect(200)
        .header("etag")
        .to_owned();
    let take = |person: &Person| {
        person
            .call("POST", &appeal.path("/take"))
            .header("if-match", &seen)
            .json(&json!({}))
    };
    let calls = [take(&anna), take(&boris)];
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let tasks: Vec<_> = calls
            .into_iter()
            .map(|call| scope.spawn(|| call.send()))
            .collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    });
    let (won, lost): (Vec<&Answer>, Vec<&Answer>) =
        answers.iter().partition(|answer| answer.status == 200);
    assert_eq!((won.len(), lost.len()), (1, 1), "{answers:?}");
    assert!([409, 412].contains(&lost[0].status), "{}", lost[0]);
    // Whoever comes later with the old version is told the same.
    let late = boris.send(take(&boris)).problem(412, "version_changed");
    let detail = late["detail"].as_str().unwrap();
    assert!(
        detail.contains("Назначен исполнитель") && detail.contains("В работе"),
        "{detail}"
    );
    // An applicant who comes late hears nothing of who has it.
    let own = Call::post(appeal.path("/messages"))
        .code(&appeal.code)
        .header("if-match", &seen)
        .json(&json!({ "text": "И ещё" }))
        .send();
    let detail = own.problem(412, "version_changed")["detail"].clone();
    let detail = detail.as_str().unwrap();
    assert!(
        detail.contains("В работе") && !detail.contains("исполнитель"),
        "{detail}"
    );
}

#[test]
fn forms_of_the_desk_do_the_same_and_lead_back_to_the_card() {
    let appeal = Appeal::create();
    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    let form = |person: &Person, what: &str, body: &str| {
        person
            .call("POST", &appeal.path(&format!("/{what}")))
            .header("accept", "text/html")
            .header("origin", &otklik_tests::target::target().base_url)
            .body(
                "application/x-www-form-urlencoded",
                body.as_bytes().to_vec(),
            )
    };
    let call = form(&anna, "take", "");
    let taken = anna.send(call).expect(303);
    assert_eq!(
        taken.header("location"),
        format!("/desk/appeals/{}?done=taken", appeal.number)
    );
    let call = form(
        &anna,
        "priority",
        "priority=high&reason=%D0%94%D0%B0&next=%2Fdesk&version=3",
    );
    assert_eq!(anna.send(call).expect(303).header("location"), "/desk");
    // A form that shows an older version is refused, as a program's If-Match is.
    let call = form(
        &anna,
        "priority",
        "priority=normal&reason=%D0%94%D0%B0&version=3",
    );
    let late = anna.send(call);
    assert_eq!(late.status, 409, "{late}");
    let call = form(
        &anna,
        "priority",
        "priority=high&next=https%3A%2F%2Fevil.example%2F",
    );
    let led = anna.send(call).expect(303).header("location").to_owned();
    assert!(led.starts_with("/desk/appeals/"), "{led}");
}
