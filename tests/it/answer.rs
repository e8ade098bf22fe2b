//! The answer: drafted by an executor, approved by a supervisor or returned, and read by the applicant.

use otklik_tests::appeal::Appeal;
use otklik_tests::attachment::Attachment;
use otklik_tests::call::{Answer, Call};
use otklik_tests::document;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use serde_json::{Value, json};

use crate::work::act;

struct Team {
    appeal: Appeal,
    executor: Person,
    lead: Person,
}

fn team() -> Team {
    let appeal = Appeal::create();
    let mut executor = Person::staff("operator", [AGENCY, "", ""]);
    act(&mut executor, &appeal, "take", &json!({})).expect(200);
    Team {
        appeal,
        executor,
        lead: Person::staff("supervisor", [AGENCY, "", ""]),
    }
}

fn text(decision: &str, text: &str) -> Value {
    json!({ "decision": decision, "text": text, "template": "roads-1" })
}

#[test]
fn an_answer_with_a_file_is_drafted_returned_approved_and_read() {
    let Team {
        appeal,
        mut executor,
        mut lead,
    } = team();
    let path = appeal.path("/answer");
    let empty = executor.get(&path).expect(200).json();
    assert_eq!(
        (&empty["draft"], &empty["given"]),
        (&Value::Null, &json!([]))
    );
    act(&mut executor, &appeal, "answer/submit", &json!({})).problem(409, "no_draft");

    let file = Attachment::create("Акт ремонта.pdf", &document::pdf("Акт"));
    let mut first = text("approved", "Яма будет заделана.");
    first["attachments"] = json!([file.reference()]);
    let drafted = executor.ask("PUT", &path, &first).expect(200).json();
    assert_eq!(
        (&drafted["draft"]["version"], &drafted["draft"]["stage"]),
        (&json!(1), &json!("drafted"))
    );
    assert_eq!(
        drafted["draft"]["attachments"][0]["name"],
        "Акт ремонта.pdf"
    );
    act(&mut lead, &appeal, "answer/approve", &json!({})).problem(409, "answer_not_submitted");
    act(&mut executor, &appeal, "answer/submit", &json!({})).expect(200);
    executor
        .ask("PUT", &path, &first)
        .problem(409, "answer_submitted");
    for step in ["answer/approve", "answer/return"] {
        act(&mut executor, &appeal, step, &json!({})).problem(403, "forbidden");
    }
    act(&mut lead, &appeal, "answer/return", &json!({})).problem(422, "reason_required");
    let remarks = json!({ "remarks": "Назовите день." });
    let returned = act(&mut lead, &appeal, "answer/return", &remarks)
        .expect(200)
        .json();
    assert_eq!(returned["draft"]["remarks"], "Назовите день.");

    // The second version names the file of the first, which the appeal has.
    let mut second = text(
        "approved",
        "Яма будет заделана 1 декабря.\nСпасибо за сообщение.",
    );
    second["attachments"] = json!([{ "id": file.id }]);
    executor.ask("PUT", &path, &second).expect(200);
    act(&mut executor, &appeal, "answer/submit", &json!({})).expect(200);
    // Until it is approved, nothing of it reaches the applicant.
    let hidden = appeal.path(&format!("/attachments/{}", file.id));
    Call::get(&hidden)
        .code(&appeal.code)
        .send()
        .problem(404, "not_found");
    for what in ["", "/events", "/messages"] {
        let own = Call::get(appeal.path(what))
            .code(&appeal.code)
            .send()
            .expect(200);
        assert!(!own.to_string().contains("заделана"), "{own}");
    }
    Call::get(&path)
        .code(&appeal.code)
        .send()
        .problem(403, "forbidden");
    document_of(&appeal).problem(404, "not_found");

    let card = act(&mut lead, &appeal, "answer/approve", &json!({}))
        .expect(200)
        .json();
    assert_eq!(card["status"], "approved");
    let own = appeal.card();
    let answer = &own["answer"];
    assert_eq!(answer["number"], format!("{}/1", appeal.number));
    assert_eq!(answer["signatory"], "Смирнова О.");
    assert_eq!(answer["text"], second["text"]);
    assert_eq!(answer["attachments"][0]["name"], "Акт ремонта.pdf");
    assert!(own.get("answer_state").is_none(), "{own}");
    let shown = Call::get(&hidden).code(&appeal.code).send().expect(200);
    assert!(shown.body == file.bytes);
    let pdf = document_of(&appeal).expect(200);
    assert_eq!(pdf.header("content-type"), "application/pdf");
    let words = pdf_text(&pdf.body);
    for part in [
        "заделана 1 декабря",
        &format!("{}/1", appeal.number),
        "Смирнова О.",
        "Акт ремонта.pdf",
    ] {
        assert!(words.contains(part), "{part} is missing: {words}");
    }
    let all = lead.get(&path).expect(200).json();
    let stages: Vec<&Value> = all["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| &version["stage"])
        .collect();
    assert_eq!(stages, ["returned", "approved"]);
    assert_eq!(all["draft"], Value::Null);
    executor
        .ask("PUT", &path, &second)
        .problem(409, "not_in_progress");
}

/// The words of a PDF, as another program reads them, with single spaces.
pub(crate) fn pdf_text(bytes: &[u8]) -> String {
    let read = lopdf::Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<u32> = read.get_pages().into_keys().collect();
    let text = read.extract_text(&pages).expect("a PDF with text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn document_of(appeal: &Appeal) -> otklik_tests::call::Answer {
    let path = format!("/api/v1/exports/appeals/{}/answer.pdf", appeal.number);
    Call::get(path).code(&appeal.code).send()
}

#[test]
fn a_refusal_takes_the_same_way_and_is_a_supervisors_to_give() {
    let Team {
        appeal,
        mut executor,
        mut lead,
    } = team();
    let alone = json!({ "to": "rejected", "comment": "Нет" });
    act(&mut executor, &appeal, "transitions", &alone).problem(403, "forbidden");
    let path = appeal.path("/answer");
    executor
        .ask("PUT", &path, &text("rejected", "Дорога частная."))
        .expect(200);
    act(&mut executor, &appeal, "answer/submit", &json!({})).expect(200);
    // A supervisor may put it better, and approves what is then submitted.
    lead.ask(
        "PUT",
        &path,
        &text("rejected", "Дорога частная, обратитесь к владельцу."),
    )
    .expect(200);
    act(&mut lead, &appeal, "answer/approve", &json!({})).expect(200);
    let card = appeal.card();
    assert_eq!(card["status"], "rejected");
    assert_eq!(card["answer"]["decision"], "rejected");
    // Reopened and answered anew, it has the next number; the first answer stays in the history.
    act(
        &mut lead,
        &appeal,
        "transitions",
        &json!({ "to": "in_progress" }),
    )
    .expect(200);
    assert_eq!(appeal.card()["answer"], Value::Null);
    let direct = json!({ "to": "approved", "comment": "Дорога наша, ремонт начат." });
    act(&mut lead, &appeal, "transitions", &direct).expect(200);
    assert_eq!(
        appeal.card()["answer"]["number"],
        format!("{}/2", appeal.number)
    );
    let given = lead.get(&path).expect(200).json();
    let decisions: Vec<&Value> = given["given"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["decision"])
        .collect();
    assert_eq!(decisions, ["rejected", "approved"]);
}

/// The page's form, sent on with a button.
#[track_caller]
fn press(person: &mut Person, appeal: &Appeal, text: &str, then: &str) -> Answer {
    let version = person.get(&appeal.path("")).expect(200).json()["version"].to_string();
    let pairs = [
        ("version", version.as_str()),
        ("decision", "approved"),
        ("text", text),
        ("then", then),
    ];
    let call = person.call("POST", &appeal.path("/answer")).form(&pairs);
    person.send(call.page())
}

#[test]
fn the_page_sends_on_what_stands_in_it_and_no_version_before() {
    let Team {
        appeal,
        mut executor,
        mut lead,
    } = team();
    let path = appeal.path("/answer");
    // The first version and its way to the supervisor are one press.
    let sent = press(&mut executor, &appeal, "Яма заделана.", "submit").expect(303);
    assert!(sent.header("location").ends_with("?done=submitted"));
    let draft = executor.get(&path).expect(200).json()["draft"].clone();
    assert_eq!(
        [&draft["version"], &draft["stage"], &draft["text"]],
        [&json!(1), &json!("submitted"), &json!("Яма заделана.")]
    );
    act(
        &mut lead,
        &appeal,
        "answer/return",
        &json!({ "remarks": "Когда?" }),
    )
    .expect(200);
    // What may not go out is told before anything is written.
    let refused = press(&mut executor, &appeal, "Яма заделана {когда}.", "submit");
    assert_eq!(refused.status, 422, "{refused}");
    assert!(refused.text().contains("{когда}"), "{refused}");
    press(&mut executor, &appeal, "Яма заделана вчера.", "submit").expect(303);
    let draft = executor.get(&path).expect(200).json()["draft"].clone();
    assert_eq!(draft["version"], 2);
    // Whoever works on it and does not lead approves nothing, and changes nothing by trying.
    let refused = press(&mut executor, &appeal, "Согласовано мной.", "approve");
    assert_eq!(refused.status, 403, "{refused}");
    // The supervisor's own words go out, as a version of theirs.
    press(&mut lead, &appeal, "Яма заделана 30 ноября.", "approve").expect(303);
    assert_eq!(
        appeal.card()["answer"]["text"],
        "Яма заделана 30 ноября.",
        "{}",
        appeal.card()
    );
    let given = lead.get(&path).expect(200).json();
    let versions = given["versions"].as_array().unwrap();
    let lead_of = |version: &Value| version["by"].as_str().unwrap().starts_with("supervisor:");
    assert_eq!(versions.len(), 3, "{given}");
    assert!(lead_of(&versions[2]), "{given}");
}

#[test]
fn approving_what_was_not_changed_writes_no_version() {
    let Team {
        appeal,
        mut executor,
        mut lead,
    } = team();
    press(&mut executor, &appeal, "Яма\nзаделана.", "submit").expect(303);
    press(&mut lead, &appeal, "Яма\r\nзаделана.", "approve").expect(303);
    let given = lead.get(&appeal.path("/answer")).expect(200).json();
    assert_eq!(given["versions"].as_array().unwrap().len(), 1, "{given}");
    assert_eq!(given["versions"][0]["stage"], "approved");
}

#[test]
fn what_is_wrong_with_a_draft_is_told_at_its_place() {
    let Team {
        appeal,
        mut executor,
        ..
    } = team();
    let path = appeal.path("/answer");
    let mut put = |body: Value| executor.ask("PUT", &path, &body);
    assert_eq!(
        put(json!({ "text": "Да" })).problem(422, "invalid_input")["errors"][0]["pointer"],
        "/decision"
    );
    put(text("approved", " ")).problem(422, "text_required");
    put(text("maybe", "Да")).problem(422, "invalid_input");
    let foreign = Attachment::create("чужой.pdf", &document::pdf("Чужой"));
    let mut body = text("approved", "Да");
    body["attachments"] = json!([{ "id": foreign.id }]);
    let refused = put(body).problem(422, "invalid_input");
    assert_eq!(refused["errors"][0]["code"], "attachment_unknown");
}
