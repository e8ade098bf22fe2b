//! Words in braces: put in once, and never left in what an applicant reads.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use serde_json::{Value, json};

use crate::work::act;

const TITLE: &str = "Верните {applicant} деньги {executor} и {fio}";

struct Team {
    appeal: Appeal,
    executor: Person,
    lead: Person,
}

fn team_on(body: &Value) -> Team {
    let appeal = Appeal::create_as(body);
    let mut executor = Person::staff("operator", [AGENCY, "", ""]);
    act(&mut executor, &appeal, "take", &json!({})).expect(200);
    Team {
        appeal,
        executor,
        lead: Person::staff("supervisor", [AGENCY, "", ""]),
    }
}

fn draft(text: &str) -> Value {
    json!({ "decision": "approved", "text": text })
}

/// What is wrong with a text at its place.
#[track_caller]
fn refused(answer: &otklik_tests::call::Answer, fault: &str, words: &str) {
    assert_eq!(answer.faults(), [fault]);
    assert!(answer.text().contains(words), "{words}: {answer}");
}

#[test]
fn what_the_applicant_wrote_in_braces_is_published_to_the_letter() {
    let Team {
        appeal,
        mut executor,
        mut lead,
    } = team_on(&appeal::with("/title", TITLE));
    let path = appeal.path("/answer");
    let text = "Тема: {title}. Уважаемая {applicant}, обращение № {number}. Пишем {{fio}} сами.";
    let drafted = executor.ask("PUT", &path, &draft(text)).expect(200).json();
    let shown = drafted["draft"]["text"].as_str().unwrap().to_owned();
    assert!(
        shown.starts_with(&format!("Тема: {TITLE}. Уважаемая Иванова Анна Петровна,")),
        "{shown}"
    );
    // A page sends back what it shows: nothing is filled in a second time.
    let again = executor
        .ask("PUT", &path, &draft(&shown))
        .expect(200)
        .json();
    assert_eq!(again["draft"]["text"], shown.as_str());
    act(&mut executor, &appeal, "answer/submit", &json!({})).expect(200);
    act(&mut lead, &appeal, "answer/approve", &json!({})).expect(200);
    let expected = format!(
        "Тема: {TITLE}. Уважаемая Иванова Анна Петровна, обращение № {}. Пишем {{fio}} сами.",
        appeal.number
    );
    assert_eq!(appeal.card()["answer"]["text"], expected.as_str());
}

#[test]
fn a_title_that_is_a_placeholder_stays_one() {
    let Team {
        appeal,
        mut executor,
        mut lead,
    } = team_on(&appeal::with("/title", "{applicant}"));
    let path = appeal.path("/answer");
    let put = draft("{applicant}, вы спросили: {title}");
    let drafted = executor.ask("PUT", &path, &put).expect(200).json();
    let shown = drafted["draft"]["text"].as_str().unwrap().to_owned();
    executor.ask("PUT", &path, &draft(&shown)).expect(200);
    act(&mut executor, &appeal, "answer/submit", &json!({})).expect(200);
    act(&mut lead, &appeal, "answer/approve", &json!({})).expect(200);
    assert_eq!(
        appeal.card()["answer"]["text"],
        "Иванова Анна Петровна, вы спросили: {applicant}"
    );
}

#[test]
fn nothing_goes_out_with_words_left_to_fill_in() {
    let Team {
        appeal,
        mut executor,
        mut lead,
    } = team_on(&appeal::sample());
    let path = appeal.path("/answer");
    for (text, words) in [
        ("Уважаемый {fio}!", "Есть незаполненные слова: {fio}"),
        ("Ответ: {}", "Есть незаполненные слова: {}"),
        (
            "{ФИО} и {Number}",
            "Есть незаполненные слова: {ФИО}, {Number}",
        ),
        ("Подпись ______", "Есть незаполненные слова: ___"),
    ] {
        // A draft may be unfinished.
        executor.ask("PUT", &path, &draft(text)).expect(200);
        let answer = act(&mut executor, &appeal, "answer/submit", &json!({}));
        refused(&answer, "/text words_left", words);
        let english = executor
            .call("POST", &appeal.path("/answer/submit"))
            .lang("en")
            .json(&json!({}));
        let english = executor.send(english);
        assert!(
            english.text().contains("There are words to fill in"),
            "{english}"
        );
        let kept = executor.get(&path).expect(200).json();
        assert_eq!(
            (&kept["draft"]["text"], &kept["draft"]["stage"]),
            (&json!(text), &json!("drafted"))
        );
    }
    // A supervisor's own draft needs no submitting, and is looked at as well.
    lead.ask("PUT", &path, &draft("Уважаемый {fio}!"))
        .expect(200);
    refused(
        &act(&mut lead, &appeal, "answer/approve", &json!({})),
        "/text words_left",
        "{fio}",
    );
    let direct = json!({ "to": "approved", "comment": "Уважаемый {fio}, всё сделано." });
    refused(
        &act(&mut lead, &appeal, "transitions", &direct),
        "/comment words_left",
        "{fio}",
    );
    let key = Call::post(appeal.path("/transitions"))
        .staff()
        .json(&direct)
        .send();
    refused(&key, "/comment words_left", "{fio}");
    let question = json!({ "direction": "question", "text": "Где это, {fio}?" });
    refused(
        &act(&mut executor, &appeal, "messages", &question),
        "/text words_left",
        "{fio}",
    );
    assert_eq!(appeal.card()["status"], "in_progress");
    // What is no placeholder is no business of ours, and a note is read by colleagues.
    let note = json!({ "direction": "note", "text": "Заготовка с {fio} и ___" });
    act(&mut executor, &appeal, "messages", &note).expect(201);
    let text = "Набор {1, 2}, код { x = 1; } и «… как написано …»";
    lead.ask("PUT", &path, &draft(text)).expect(200);
    act(&mut lead, &appeal, "answer/approve", &json!({})).expect(200);
    assert_eq!(appeal.card()["answer"]["text"], text);
}

#[test]
fn a_known_word_without_a_value_is_left_too() {
    let mut body = appeal::sample();
    body["anonymous"] = json!(true);
    body["applicant"] = json!({});
    body["answer_by"] = json!(["cabinet"]);
    let Team {
        appeal,
        mut executor,
        ..
    } = team_on(&body);
    executor
        .ask(
            "PUT",
            &appeal.path("/answer"),
            &draft("{applicant}, обращение № {number} рассмотрено."),
        )
        .expect(200);
    let answer = act(&mut executor, &appeal, "answer/submit", &json!({}));
    refused(
        &answer,
        "/text words_left",
        "Есть незаполненные слова: {applicant}",
    );
}

#[test]
fn the_blanks_of_a_template_are_filled_in_before_it_goes() {
    let Team {
        appeal,
        mut executor,
        ..
    } = team_on(&appeal::sample());
    let path = appeal.path("/answer");
    let text = "Ваше обращение № {number} рассмотрено. Сообщаем, что … .";
    executor.ask("PUT", &path, &draft(text)).expect(200);
    let answer = act(&mut executor, &appeal, "answer/submit", &json!({}));
    refused(&answer, "/text blanks_left", "«Сообщаем, что …»");
    let text = text.replace('…', "яму заделали");
    executor.ask("PUT", &path, &draft(&text)).expect(200);
    act(&mut executor, &appeal, "answer/submit", &json!({})).expect(200);
}

#[test]
fn a_question_is_filled_in_once_and_a_reply_by_telephone_is_left_alone() {
    let Team {
        appeal,
        mut executor,
        ..
    } = team_on(&appeal::with("/title", TITLE));
    let question = json!({ "direction": "question", "text": "О «{title}» ({number}): где это?" });
    let asked = act(&mut executor, &appeal, "messages", &question)
        .expect(201)
        .json();
    assert_eq!(
        asked["text"],
        format!("О «{TITLE}» ({}): где это?", appeal.number).as_str()
    );
    let reply = json!({ "direction": "reply", "text": "У {number} дома, {fio}" });
    let said = act(&mut executor, &appeal, "messages", &reply)
        .expect(201)
        .json();
    assert_eq!(said["text"], "У {number} дома, {fio}");
}

#[test]
fn the_card_warns_of_what_is_left_and_keeps_the_text() {
    let Team {
        appeal,
        mut executor,
        ..
    } = team_on(&appeal::sample());
    let text = "Уважаемый {fio}, № {number}";
    let form = [("decision", "approved"), ("text", text)];
    let saved = executor.call("POST", &appeal.path("/answer"));
    let saved = executor.send(saved.page().form(&form));
    assert_eq!(saved.status, 303, "{saved}");
    let card = executor
        .call("GET", &format!("/desk/appeals/{}", appeal.number))
        .page();
    let card = executor.send(card).expect(200);
    assert!(
        card.text().contains("Есть незаполненные слова: {fio}"),
        "{card}"
    );
    let submit = executor.call("POST", &appeal.path("/answer/submit"));
    let page = executor.send(submit.page().form(&[("version", "")]));
    assert_eq!(page.status, 422, "{page}");
    for shown in ["Есть незаполненные слова: {fio}", "Уважаемый {fio}, №"]
    {
        assert!(page.text().contains(shown), "{shown}: {page}");
    }
}
