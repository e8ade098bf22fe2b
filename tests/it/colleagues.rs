//! Members of staff are called by their names wherever colleagues see them, and are nobody to applicants.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::archive;
use otklik_tests::call::{Answer, Call};
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use otklik_tests::unique;
use serde_json::{Value, json};

use crate::work::{act, id};

#[track_caller]
fn page(person: &mut Person, path: &str) -> String {
    let answer = person.send(person.call("GET", path).page()).expect(200);
    answer.text().to_owned()
}

/// What of a page a person reads: its text without the tags.
fn read(html: &str) -> String {
    let parts = html.split('<');
    parts
        .filter_map(|part| part.split_once('>').map(|(_, text)| text))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether there is something like `0192f3a0-0000-7000-8000-000000000000` in a text.
fn has_uuid(text: &str) -> bool {
    let shape = [8, 4, 4, 4, 12];
    let mut words = text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
    words.any(|word| {
        let parts: Vec<usize> = word.split('-').map(str::len).collect();
        parts == shape
    })
}

/// The options of a select: value and label.
#[track_caller]
fn options(html: &str, name: &str) -> Vec<(String, String)> {
    let select = format!("name=\"{name}\"");
    let (_, rest) = html.split_once(&select).expect("there is such a select");
    let (inside, _) = rest.split_once("</select>").unwrap();
    let options = inside.split("<option value=\"").skip(1);
    options
        .map(|one| {
            let (value, rest) = one.split_once('"').unwrap();
            let (_, rest) = rest.split_once('>').unwrap();
            let label = rest.split('<').next().unwrap();
            (value.to_owned(), label.to_owned())
        })
        .collect()
}

/// A name that nobody else has.
fn name() -> String {
    format!("Смирнова-{}", unique::letters())
}

#[test]
fn colleagues_read_names_on_the_card_in_the_queue_and_in_every_list() {
    let word = unique::word();
    let title = format!("Яма у дома {word}");
    let appeal = Appeal::create_as(&appeal::with("/title", title.as_str()));
    let (own, other) = (name(), name());
    let limits = [AGENCY, "", ""];
    let mut olga = Person::colleague("operator", limits, &own);
    let mut boris = Person::colleague("supervisor", limits, &other);
    let boris_id = id(&mut boris);
    act(&mut olga, &appeal, "take", &json!({})).expect(200);

    let card = format!("/desk/appeals/{}", appeal.number);
    let html = page(&mut olga, &card);
    let offered = options(&html, "assignee");
    assert!(
        offered.contains(&(boris_id.clone(), format!("{other} Ольга"))),
        "{offered:?}"
    );
    assert!(
        offered.iter().all(|(_, label)| !label.trim().is_empty()),
        "{offered:?}"
    );
    act(
        &mut olga,
        &appeal,
        "assign",
        &json!({ "assignee": boris_id }),
    )
    .expect(200);
    let draft = json!({ "decision": "approved", "text": "Яму заделали двадцать пятого ноября." });
    boris
        .ask("PUT", &appeal.path("/answer"), &draft)
        .expect(200);

    let html = page(&mut olga, &card);
    let text = read(&html);
    for said in [
        format!("Назначен исполнитель — {own} Ольга"),
        format!("Назначен исполнитель — {other} Ольга"),
        format!("{own} Ольга, оператор"),
        format!("{other} Ольга, руководитель"),
        format!("Исполнитель\n\n{other} Ольга, ведущий инженер"),
    ] {
        assert!(text.contains(&said), "{said} in {text}");
    }
    assert!(
        !text.contains(", оператор\n, ") && !has_uuid(&text),
        "{text}"
    );

    let queue = read(&page(&mut olga, &format!("/desk?q={word}")));
    assert!(
        queue.contains(&format!("{other} Ольга")) && !has_uuid(&queue),
        "{queue}"
    );
    let listed = olga
        .get(&format!("/api/v1/queue?q={word}"))
        .expect(200)
        .json();
    assert_eq!(
        listed["items"][0]["assignee_name"],
        format!("{other} Ольга")
    );

    let (submit, approve) = (
        appeal.path("/answer/submit"),
        appeal.path("/answer/approve"),
    );
    boris.post(&submit, &json!({})).expect(200);
    boris.post(&approve, &json!({})).expect(200);
    let text = read(&page(&mut olga, &card));
    let (_, after) = text.split_once("Ответ").unwrap();
    assert!(
        after.contains(&format!("{other} Ольга")) && !has_uuid(&text),
        "{text}"
    );
}

#[test]
fn two_of_one_name_are_told_apart() {
    let appeal = Appeal::create();
    let name = name();
    let limits = [AGENCY, "", ""];
    let mut one = Person::colleague("operator", limits, &name);
    let other = Person::colleague("operator", limits, &name);
    act(&mut one, &appeal, "take", &json!({})).expect(200);
    let html = page(&mut one, &format!("/desk/appeals/{}", appeal.number));
    let labels: Vec<String> = options(&html, "assignee")
        .into_iter()
        .map(|(_, label)| label)
        .collect();
    for login in [&one.login, &other.login] {
        let expected = format!("{name} Ольга ({login})");
        assert!(labels.contains(&expected), "{expected} in {labels:?}");
    }
}

#[test]
fn the_history_of_settings_names_people() {
    let name = name();
    let mut admin = Person::colleague("administrator", ["", "", ""], &name);
    let mut boris = Person::colleague("operator", [AGENCY, "", ""], &name);
    let rule = json!({
        "position": 900, "category": "roads.surface", "region": "87", "agency": AGENCY,
        "assignee": id(&mut boris),
    });
    let made = admin
        .post("/api/v1/admin/routing-rules", &rule)
        .expect(201)
        .json();
    let text = read(&page(&mut admin, "/desk/admin/history?kind=routing_rule"));
    assert!(
        text.contains(&format!("{name} Ольга, администратор")),
        "{text}"
    );
    let (_, after) = text
        .split_once(&format!("{name} Ольга, администратор"))
        .unwrap();
    // In the words of the rule's own form.
    for word in ["Куда: ведомство", "Кому: исполнитель", "Действует"]
    {
        assert!(after.contains(word), "{word} in {after}");
    }
    for code in ["Assignee", "Agency", AGENCY, "Strategy"] {
        assert!(!after.contains(code), "{code} in {after}");
    }
    assert!(after.contains(&format!("{name} Ольга")), "{text}");
    assert!(!text.contains(&id(&mut boris)), "{text}");
    // Whoever works no more stays the rule's executor in its form, by name.
    let staff = admin
        .get(&format!("/api/v1/staff?q={}", boris.login))
        .expect(200)
        .json();
    let member = &staff["items"][0];
    let path = format!("/api/v1/staff/{}", member["id"].as_str().unwrap());
    let version = format!("\"{}\"", member["version"]);
    let call = admin
        .call("PATCH", &path)
        .json(&json!({ "state": "blocked" }));
    admin.send(call.header("if-match", &version)).expect(200);
    let html = page(
        &mut admin,
        &format!(
            "/desk/admin/routing-rules/{}",
            made["key"].as_str().unwrap()
        ),
    );
    let kept = options(&html, "assignee");
    assert!(
        kept.contains(&(
            member["id"].as_str().unwrap().to_owned(),
            format!("{name} Ольга")
        )),
        "{kept:?}"
    );
}

#[test]
fn a_colleague_who_takes_part_is_named_though_nobody_said_their_name() {
    let appeal = Appeal::create();
    let limits = [AGENCY, "", ""];
    let (name, mut olga) = (name(), Person::staff("operator", limits));
    let mut expert = Person::colleague("expert", ["municipality", "", ""], &name);
    let add = json!({ "role": "expert", "account": id(&mut expert) });
    olga.post(&appeal.path("/participants"), &add).expect(201);
    let list = olga.get(&appeal.path("/participants")).expect(200).json();
    assert_eq!(list["items"][0]["name"], format!("{name} Ольга"));
    let text = read(&page(
        &mut olga,
        &format!("/desk/appeals/{}", appeal.number),
    ));
    assert!(
        text.contains(&format!("{name} Ольга")) && !has_uuid(&text),
        "{text}"
    );
    // To the applicant they are what they were before.
    let seen = Call::get(appeal.path("/participants"))
        .code(&appeal.code)
        .send()
        .expect(200);
    assert!(
        !seen.text().contains(&name) && !seen.text().contains(&expert.login),
        "{seen}"
    );
}

/// A citizen's appeal that a member of staff has answered; with the account of that member.
#[track_caller]
fn answered(citizen: &mut Person, name: &str) -> (Appeal, String) {
    let appeal = Appeal::read(&citizen.post(appeal::APPEALS, &appeal::sample()));
    let mut boris = Person::colleague("supervisor", [AGENCY, "", ""], name);
    act(&mut boris, &appeal, "take", &json!({})).expect(200);
    let question = json!({ "direction": "note", "text": "Проверить участок до пятницы." });
    boris.post(&appeal.path("/messages"), &question).expect(201);
    let draft = json!({ "decision": "approved", "text": "Яму заделали двадцать пятого ноября." });
    boris
        .ask("PUT", &appeal.path("/answer"), &draft)
        .expect(200);
    boris
        .post(&appeal.path("/answer/submit"), &json!({}))
        .expect(200);
    boris
        .post(&appeal.path("/answer/approve"), &json!({}))
        .expect(200);
    let account = id(&mut boris);
    (appeal, account)
}

/// The words of a PDF.
#[track_caller]
fn words(answer: &Answer) -> String {
    let document = lopdf::Document::load_mem(&answer.body).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_act_names_colleagues_to_staff_and_to_its_applicant_the_agency() {
    let (mut anna, name) = (Person::registered(), name());
    let (appeal, account) = answered(&mut anna, &name);
    let path = format!("/api/v1/exports/appeals/{}.pdf", appeal.number);
    let mut olga = Person::staff("operator", [AGENCY, "", ""]);
    let told = words(&olga.get(&path).expect(200));
    let own = words(&anna.get(&path).expect(200));
    // Lines are broken at hyphens.
    let family = name.replace('-', "- ");
    let has_name = |text: &str| text.contains(&name) || text.contains(&family);
    assert!(
        has_name(&told) && !told.contains("сотрудник ведомства"),
        "{told}"
    );
    assert!(
        !has_name(&own) && own.contains("сотрудник ведомства"),
        "{own}"
    );
    assert!(!told.contains(&account) && !own.contains(&account));
    let answer = format!("/api/v1/exports/appeals/{}/answer.pdf", appeal.number);
    for person in [&mut olga, &mut anna] {
        let answer = words(&person.get(&answer).expect(200));
        assert!(has_name(&answer) && !answer.contains(&account), "{answer}");
    }
}

#[test]
fn applicants_get_no_account_of_staff_and_no_name_but_whose_hand_the_answer_bears() {
    let (mut anna, name) = (Person::registered(), name());
    let (appeal, account) = answered(&mut anna, &name);
    let mut seen: Vec<(String, Answer)> = Vec::new();
    for path in [
        "",
        "/events",
        "/messages",
        "/objections",
        "/participants",
        "/accesses",
    ] {
        let path = appeal.path(path);
        seen.push((path.clone(), anna.get(&path).expect(200)));
        let by_code = Call::get(&path).code(&appeal.code).send().expect(200);
        seen.push((format!("{path} by code"), by_code));
    }
    for path in [
        "/api/v1/appeals",
        "/api/v1/account/accesses",
        "/api/v1/notifications",
    ] {
        seen.push((path.to_owned(), anna.get(path).expect(200)));
    }
    for (path, answer) in &seen {
        assert!(!answer.text().contains(&account), "{path}: {answer}");
        let given = answer.text().replace(&format!("{name} О."), "");
        assert!(!given.contains(&name), "{path}: {answer}");
    }
    let card = anna.get(&appeal.path("")).json();
    assert_eq!(card["assignee"], Value::Null);
    assert_eq!(card["answer"]["signatory"], format!("{name} О."));
    let status = page(&mut anna, &format!("/status/{}", appeal.number));
    assert!(!status.contains(&account), "{status}");
    // The copy of one's data is the applicant's, too.
    let copy = archive::read(&anna.get("/api/v1/account/data-copy").expect(200).body);
    let data = String::from_utf8(copy[0].1.clone()).unwrap();
    assert!(
        data.contains(&appeal.number) && !data.contains(&account),
        "{data}"
    );
    // Staff go on seeing whose it is.
    let staff = Call::get(appeal.path("")).staff().send().expect(200).json();
    assert_eq!(staff["assignee"], account.as_str());
}
