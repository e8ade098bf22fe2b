//! A file that is refused stops what it was sent with, by its name, and the good ones beside it are kept.

use otklik_tests::appeal::{APPEALS, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::document;
use otklik_tests::form::Form;
use otklik_tests::page::{PageForm, read};
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use serde_json::{Value, json};

use crate::forms::{VALUES, receipt_of};
use crate::work::act;

/// What telephones make, and we do not take.
const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1";
const NAME: &str = "IMG_0001.HEIC";

/// A form with a good file and a refused one.
fn with_both(pairs: &[(&str, &str)], call: Call) -> Call {
    let form = Form::new(pairs).file(
        "files",
        "план.pdf",
        "application/pdf",
        &document::pdf("План"),
    );
    form.file("files", NAME, "image/heic", HEIC)
        .with(call)
        .page()
}

/// A page that names the refused file, has the text, and keeps the good file: its form.
#[track_caller]
fn stopped(answer: &Answer, action: &str, text: &str) -> PageForm {
    assert_eq!(answer.status, 422, "{answer}");
    let shown = read(answer.text());
    assert!(
        shown.contains(NAME) && shown.contains(text) && shown.contains("план.pdf"),
        "{answer}"
    );
    let form = PageForm::to(answer.text(), action);
    assert!(
        form.values
            .iter()
            .any(|(name, value)| name == "attachments" && value.contains(' ')),
        "{form:?}"
    );
    form
}

fn messages(appeal: &Appeal) -> Vec<Value> {
    let list = Call::get(appeal.path("/messages"))
        .staff()
        .send()
        .expect(200)
        .json();
    list["items"].as_array().unwrap().clone()
}

#[test]
fn an_applicant_s_reply_waits_for_another_file() {
    let appeal = Appeal::create();
    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    act(&mut anna, &appeal, "take", &json!({})).expect(200);
    let path = appeal.path("/messages");
    let text = "Высылаю план двора.";
    let cookie = format!("access-{}={}", appeal.number, appeal.code);
    let call = || Call::post(&path).header("cookie", &cookie);
    let form = stopped(&with_both(&[("text", text)], call()).send(), &path, text);
    assert_eq!(messages(&appeal).len(), 0, "nothing was sent");
    call().form(&form.pairs()).page().send().expect(303);
    let sent = messages(&appeal);
    assert_eq!(sent[0]["attachments"][0]["name"], "план.pdf");
}

#[test]
fn an_objection_waits_for_another_file() {
    let appeal = Appeal::create();
    for (to, comment) in [
        ("in_progress", "Передано"),
        ("approved", "Яму заделали 25 ноября"),
    ] {
        let body = json!({ "to": to, "comment": comment });
        Call::post(appeal.path("/transitions"))
            .staff()
            .json(&body)
            .send()
            .expect(200);
    }
    let path = appeal.path("/objections");
    let text = "Яму никто не заделал, на снимке это видно.";
    let cookie = format!("access-{}={}", appeal.number, appeal.code);
    let call = || Call::post(&path).header("cookie", &cookie);
    stopped(
        &with_both(&[("text", text), ("ground", "answer")], call()).send(),
        &path,
        text,
    );
    let list = Call::get(&path)
        .code(&appeal.code)
        .send()
        .expect(200)
        .json();
    assert_eq!(list["items"], json!([]), "{list}");
}

#[test]
fn what_staff_write_waits_for_another_file() {
    let appeal = Appeal::create();
    let mut anna = Person::staff("operator", [AGENCY, "", ""]);
    act(&mut anna, &appeal, "take", &json!({})).expect(200);
    let text = "План работ приложен.";
    for (more, pairs) in [
        ("/messages", [("direction", "note"), ("text", text)]),
        ("/answer", [("decision", "approved"), ("text", text)]),
    ] {
        let path = appeal.path(more);
        let form = stopped(
            &anna.send(with_both(&pairs, anna.call("POST", &path))),
            &path,
            text,
        );
        let sent = form.with(pairs[0].0, pairs[0].1);
        anna.send(anna.call("POST", &path).form(&sent.pairs()).page())
            .expect(303);
    }
    assert_eq!(messages(&appeal)[0]["attachments"][0]["name"], "план.pdf");
    let answer = anna.get(&appeal.path("/answer")).expect(200).json();
    assert_eq!(
        answer["draft"]["attachments"][0]["name"], "план.pdf",
        "{answer}"
    );
}

#[test]
fn the_form_of_an_appeal_comes_back_and_says_it_and_the_receipt_lists_what_went() {
    let mut browser = Person::new();
    let answer = browser.send(with_both(&VALUES, browser.call("POST", APPEALS)));
    let form = stopped(&answer, APPEALS, "Глубокая яма напротив дома 5");
    assert!(form.files.contains(&"files".to_owned()));
    let mut pairs = VALUES.to_vec();
    pairs.extend(
        form.pairs()
            .into_iter()
            .filter(|(name, _)| *name == "attachments"),
    );
    let (number, _) = receipt_of(&browser.send(browser.call("POST", APPEALS).form(&pairs).page()));
    let page = browser
        .send(browser.call("GET", &format!("/receipt/{number}")).page())
        .expect(200);
    assert!(read(page.text()).contains("план.pdf"), "{page}");
    assert!(!read(page.text()).contains(NAME), "{page}");
    let (number, _) = receipt_of(&Call::post(APPEALS).form(&VALUES).page().send());
    assert!(!number.is_empty());
}
