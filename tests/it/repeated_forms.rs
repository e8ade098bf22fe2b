//! Forms of the dialogue that are sent twice: by a double click, a reload, or Back and «Отправить». Without scripts.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::{Answer, Call};
use otklik_tests::form::Form;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;
use otklik_tests::unique;
use serde_json::{Value, json};

use crate::at_once::at_once;

/// The hidden key of the page's form that goes to this address.
#[track_caller]
fn key(page: &Answer, action: &str) -> String {
    let html = page.text();
    let form = html.split("<form ").find(|form| {
        let head = form.split('>').next().unwrap();
        head.contains(&format!("action=\"{action}\""))
    });
    let form = form.unwrap_or_else(|| panic!("no form to {action} in {html}"));
    let form = form.split("</form>").next().unwrap();
    let key = form.split("name=\"idempotency_key\" value=\"").nth(1);
    let key = key.unwrap_or_else(|| panic!("no key in the form to {action}"));
    key.split('"').next().unwrap().to_owned()
}

#[track_caller]
fn count(person: &mut Person, path: &str) -> usize {
    let list = person.get(path).expect(200).json();
    list["items"].as_array().unwrap().len()
}

/// An appeal that waits for a reply, and its applicant with the page's cookie.
struct Applicant {
    appeal: Appeal,
    browser: Person,
}

impl Applicant {
    #[track_caller]
    fn asked() -> Self {
        let appeal = Appeal::create();
        appeal.go_through(&["in_progress", "awaiting_reply"]);
        let mut browser = Person::new();
        let form = [
            ("number", appeal.number.as_str()),
            ("access_code", &appeal.code),
        ];
        let call = browser.call("POST", "/status").page().form(&form);
        browser.send(call).expect(303);
        Applicant { appeal, browser }
    }

    #[track_caller]
    fn page(&mut self) -> Answer {
        let path = format!("/status/{}", self.appeal.number);
        let call = self.browser.call("GET", &path).page();
        self.browser.send(call).expect(200)
    }

    fn call(&self, key: &str, text: &str) -> Call {
        let form = Form::new(&[("idempotency_key", key), ("text", text)]);
        let path = self.appeal.path("/messages");
        form.with(self.browser.call("POST", &path).page())
    }

    #[track_caller]
    fn reply(&mut self, key: &str, text: &str) -> Answer {
        let call = self.call(key, text);
        self.browser.send(call)
    }

    #[track_caller]
    fn replies(&self) -> usize {
        let call = Call::get(self.appeal.path("/messages")).code(&self.appeal.code);
        let list = call.send().expect(200).json();
        let items = list["items"].as_array().unwrap();
        let replies = items.iter().filter(|one| one["direction"] == "reply");
        replies.count()
    }
}

#[test]
fn a_reply_that_is_posted_again_is_one() {
    let mut anna = Applicant::asked();
    let page = anna.page();
    let key = key(&page, &anna.appeal.path("/messages"));
    let first = anna.reply(&key, "У второго подъезда").expect(303);
    let done = format!("/status/{}?done=reply", anna.appeal.number);
    assert_eq!(first.header("location"), done);
    let again = anna.reply(&key, "У второго подъезда").expect(303);
    assert_eq!(again.header("location"), done);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(anna.replies(), 1);
}

#[test]
fn of_two_clicks_one_reply_comes_and_both_lead_to_the_card() {
    for _ in 0..4 {
        let mut anna = Applicant::asked();
        let page = anna.page();
        let key = key(&page, &anna.appeal.path("/messages"));
        let answers = at_once(3, |_| anna.call(&key, "У второго подъезда").send());
        for answer in answers {
            let to = answer.expect(303).header("location").to_owned();
            assert!(to.ends_with("?done=reply"), "{to}");
        }
        assert_eq!(anna.replies(), 1);
    }
}

#[test]
fn the_same_words_from_the_page_that_back_brings_are_the_same_reply() {
    let mut anna = Applicant::asked();
    let action = anna.appeal.path("/messages");
    let page = anna.page();
    let first = key(&page, &action);
    anna.reply(&first, "У второго подъезда").expect(303);
    let page = anna.page();
    let fresh = key(&page, &action);
    assert_ne!(fresh, first, "the page is fetched anew");
    let again = anna.reply(&fresh, "У второго подъезда").expect(303);
    assert!(again.header("location").ends_with("?done=reply"));
    assert_eq!(anna.replies(), 1);
    // Other words are another reply, and so are the same ones after something else was said.
    let page = anna.page();
    anna.reply(&key(&page, &action), "И у третьего").expect(303);
    let page = anna.page();
    anna.reply(&key(&page, &action), "У второго подъезда")
        .expect(303);
    assert_eq!(anna.replies(), 3);
}

#[test]
fn other_words_from_a_form_that_was_sent_are_asked_about_and_kept() {
    let mut anna = Applicant::asked();
    let action = anna.appeal.path("/messages");
    let page = anna.page();
    let used = key(&page, &action);
    anna.reply(&used, "У второго подъезда").expect(303);
    let asked = anna.reply(&used, "Нет, у третьего").expect(422);
    let html = asked.text();
    assert!(html.contains("уже отправили"), "{html}");
    assert!(html.contains("Нет, у третьего"), "{html}");
    assert_eq!(anna.replies(), 1);
    let fresh = key(&asked, &action);
    assert_ne!(fresh, used);
    anna.reply(&fresh, "Нет, у третьего").expect(303);
    assert_eq!(anna.replies(), 2);
}

/// Posts the form of a page twice as a browser without scripts does: both times it is done, once.
#[track_caller]
fn post_twice(person: &mut Person, page: &str, action: &str, values: &[(&str, &str)]) -> Answer {
    let call = person.call("GET", page).page();
    let shown = person.send(call).expect(200);
    let key = key(&shown, action);
    let pairs = [values, &[("idempotency_key", key.as_str())]].concat();
    let mut send = || {
        let call = person.call("POST", action).page();
        person.send(Form::new(&pairs).with(call))
    };
    let (first, again) = (send(), send());
    assert!(matches!(first.status, 201 | 303), "{first}");
    assert_eq!(first.status, again.status, "{again}");
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.text(), again.text());
    again
}

#[test]
fn the_forms_of_the_desk_s_card_are_good_for_one() {
    // Somebody is blocked here: nobody else has these contacts.
    let email = format!("{}@example.ru", unique::word());
    let mut body = appeal::with("/applicant/email", email);
    body["applicant"].as_object_mut().unwrap().remove("phone");
    let appeal = Appeal::create_as(&body);
    let mut operator = Person::staff("operator", [AGENCY, "", ""]);
    let mut supervisor = Person::staff("supervisor", [AGENCY, "", ""]);
    operator.post(&appeal.path("/take"), &json!({})).expect(200);
    let card = format!("/desk/appeals/{}", appeal.number);
    let path = |more: &str| appeal.path(more);
    for direction in ["note", "question"] {
        let values = [("direction", direction), ("text", "У какого подъезда?")];
        post_twice(&mut operator, &card, &path("/messages"), &values);
    }
    assert_eq!(count(&mut operator, &path("/messages")), 2);
    let agency = [("role", "agency"), ("agency", "portal_support")];
    post_twice(&mut operator, &card, &path("/participants"), &agency);
    let guest = [("role", "civic"), ("name", "Мария Соседка")];
    let link = post_twice(
        &mut operator,
        &card,
        &path("/participants/invitations"),
        &guest,
    );
    assert!(link.text().contains("/participate#"), "{link}");
    assert_eq!(count(&mut operator, &path("/participants")), 2);
    let list = operator.get(&path("/participants")).expect(200).json();
    let items = list["items"].as_array().unwrap();
    let agency = items.iter().find(|one| one["role"] == "agency").unwrap();
    let id = agency["id"].as_str().unwrap();
    let task = [("participant", id), ("text", "Сделать снимок")];
    post_twice(&mut operator, &card, &path("/tasks"), &task);
    assert_eq!(count(&mut operator, &path("/tasks")), 1);
    let mark = [
        ("seq", "1"),
        ("conduct", "insult"),
        ("reason", "Бранные слова"),
    ];
    post_twice(&mut operator, &card, &path("/conduct"), &mark);
    let days = [("reason", "Двадцать копий"), ("days", "1")];
    post_twice(&mut supervisor, &card, &path("/conduct/block"), &days);
    supervisor
        .post(&path("/conduct/unblock"), &json!({}))
        .expect(204);
    let marks = operator.get(&path("/conduct")).expect(200).json();
    assert_eq!(marks["items"].as_array().unwrap().len(), 1);
}

#[test]
fn the_forms_of_the_applicant_s_card_are_good_for_one() {
    let mut anna = Applicant::asked();
    let appeal = anna.appeal.clone();
    let card = format!("/status/{}", appeal.number);
    let guest = [("role", "civic"), ("name", "Мария Соседка")];
    let invitations = appeal.path("/participants/invitations");
    let link = post_twice(&mut anna.browser, &card, &invitations, &guest);
    assert!(link.text().contains("/participate#"));
    appeal.go_through(&["in_progress", "rejected"]);
    let text = [("text", "Яму так и не заделали, вот уже неделю.")];
    post_twice(&mut anna.browser, &card, &appeal.path("/objections"), &text);
    let objections = appeal.events();
    let filed = |one: &&Value| one["kind"] == "objection_filed";
    assert_eq!(objections.iter().filter(filed).count(), 1);
    let fresh = Appeal::create();
    let form = [
        ("number", fresh.number.as_str()),
        ("access_code", &fresh.code),
    ];
    let call = anna.browser.call("POST", "/status").page().form(&form);
    anna.browser.send(call).expect(303);
    let call = anna
        .browser
        .call("GET", &format!("/status/{}", fresh.number));
    let page = anna.browser.send(call.page()).expect(200);
    let key = key(&page, &fresh.path("/transitions"));
    for _ in 0..2 {
        let form = [("to", "cancelled"), ("idempotency_key", key.as_str())];
        let call = anna.browser.call("POST", &fresh.path("/transitions"));
        let gone = anna.browser.send(call.page().form(&form)).expect(303);
        assert!(gone.header("location").ends_with("?done=cancelled"));
    }
}

#[test]
fn a_form_with_a_file_that_is_posted_again_is_one() {
    let mut anna = Applicant::asked();
    let page = anna.page();
    let action = anna.appeal.path("/messages");
    let key = key(&page, &action);
    let photo = otklik_tests::image::small_photo(40);
    for _ in 0..3 {
        let form = Form::new(&[("idempotency_key", &key), ("text", "Вот снимок")]);
        let form = form.file("files", "яма.jpg", "image/jpeg", &photo);
        let call = form.with(anna.browser.call("POST", &action).page());
        anna.browser.send(call).expect(303);
    }
    assert_eq!(anna.replies(), 1);
}

#[test]
fn forms_of_the_administration_are_good_for_one() {
    let mut root = Person::staff("administrator", ["", "", ""]);
    let email = format!("{}@example.ru", unique::word());
    let values = [
        ("email", email.as_str()),
        ("role", "operator"),
        ("agency", AGENCY),
    ];
    let forms: [(&str, &[(&str, &str)]); 3] = [
        (
            "/desk/admin/keys/new",
            &[("name", "Отчёты"), ("scopes", "read")],
        ),
        ("/desk/admin/staff/new", &values),
        (
            "/desk/admin/blocks/new",
            &[("kind", "email"), ("value", &email), ("reason", "Спам")],
        ),
    ];
    for (page, values) in forms {
        let call = root.call("GET", page).page();
        let shown = root.send(call).expect(200);
        let key = key(&shown, page);
        let pairs = [values, &[("idempotency_key", key.as_str())]].concat();
        let mut send = || {
            let call = root.call("POST", page).page().form(&pairs);
            root.send(call)
        };
        let (first, again) = (send(), send());
        assert!(first.status < 400, "{first}");
        assert_eq!(first.text(), again.text(), "{page}");
        assert_eq!(again.header("idempotency-replayed"), "true", "{page}");
    }
    let mails = otklik_tests::mailbox::mails(otklik_tests::target::target(), &email);
    assert_eq!(mails.len(), 1);
}
