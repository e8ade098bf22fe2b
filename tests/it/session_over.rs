//! A session that ends while somebody writes: they are led to signing in, and the text is still there.

use otklik_tests::appeal::{APPEALS, Appeal, sample};
use otklik_tests::call::{Answer, Call};
use otklik_tests::form::Form;
use otklik_tests::image;
use otklik_tests::page::{PageForm, read};
use otklik_tests::person::{CHROME, Person};
use otklik_tests::staff::AGENCY;
use serde_json::json;

use crate::forms::{VALUES, receipt_of};
use crate::work::act;

/// What somebody has typed: markup in it stays text.
const TYPED: &str = "Яму у дома 5 заделаем\nдо <b>12</b> марта & \"раньше\"";

fn operator() -> Person {
    Person::staff("operator", [AGENCY, "", ""])
}

/// An appeal in work, and the one who has it.
fn taken() -> (Appeal, Person) {
    let appeal = Appeal::create();
    let mut anna = operator();
    act(&mut anna, &appeal, "take", &json!({})).expect(200);
    (appeal, anna)
}

/// The session of a person ends elsewhere: this browser keeps its cookie.
fn end_elsewhere(person: &Person) {
    person.clone().delete("/api/v1/session").expect(204);
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A page that leads to signing in and has what was typed: its form.
#[track_caller]
fn kept_in(answer: &Answer, action: &str, typed: &[(&str, &str)]) -> PageForm {
    assert_eq!(answer.status, 401, "{answer}");
    let html = answer.text();
    assert_eq!(answer.header("cache-control"), "no-store", "{answer}");
    assert!(html.contains("href=\"/sign-in?return_to="), "{answer}");
    for (name, value) in typed {
        let part = value.split('\n').next().unwrap();
        assert!(
            lines(&read(html)).contains(part),
            "{name} can be read: {answer}"
        );
    }
    for link in html.split("href=\"").skip(1) {
        let link = link.split('"').next().unwrap();
        assert!(
            !link.contains("%D0") && !link.contains('Я'),
            "no text in {link}"
        );
    }
    let form = PageForm::to(html, action);
    for (name, value) in typed {
        assert_eq!(lines(form.value(name)), *value, "{name}: {form:?}");
    }
    form
}

#[test]
fn every_form_of_the_desk_is_kept_when_the_session_is_over() {
    let (appeal, anna) = taken();
    end_elsewhere(&anna);
    let card = |more: &str| appeal.path(more);
    let forms = [
        (card("/answer"), "text", vec![("decision", "approved")]),
        (card("/messages"), "text", vec![("direction", "question")]),
        (card("/messages"), "text", vec![("direction", "note")]),
        (
            card("/forward"),
            "reason",
            vec![("agency", "portal_support")],
        ),
        (card("/priority"), "reason", vec![("priority", "high")]),
        (card("/extension"), "reason", vec![]),
        (card("/answer/return"), "remarks", vec![]),
        (
            card("/objections/1/decision"),
            "explanation",
            vec![("outcome", "upheld")],
        ),
        (card("/escalations"), "reason", vec![]),
        (
            card("/rating/review"),
            "explanation",
            vec![("outcome", "justified")],
        ),
        (card("/tasks"), "text", vec![("participant", "x")]),
        (card("/conduct"), "reason", vec![("conduct", "spam")]),
        (
            format!("/desk/appeals/{}/move", appeal.number),
            "comment",
            vec![("to", "cancelled")],
        ),
        (
            "/desk/bulk?status=created".to_owned(),
            "reason",
            vec![("action", "forward")],
        ),
        (
            "/desk/new?category=roads.surface".to_owned(),
            "text",
            vec![("title", "Яма")],
        ),
        (
            "/desk/admin/agencies/new".to_owned(),
            "name.ru",
            vec![("code", "x")],
        ),
        (
            "/desk/admin/staff/new".to_owned(),
            "note",
            vec![("role", "operator")],
        ),
        (
            "/api/v1/filters".to_owned(),
            "name",
            vec![("query", "status=created")],
        ),
    ];
    for (path, name, more) in forms {
        let mut pairs = vec![("version", "3"), (name, TYPED)];
        pairs.extend(more.iter().copied());
        let answer = anna.call("POST", &path).form(&pairs).page().send();
        let form = kept_in(&answer, &path, &[(name, TYPED)]);
        for (name, value) in more {
            assert_eq!(form.value(name), value, "{path}");
        }
        assert_eq!(form.value("version"), "3", "{path}");
        let html = answer.text();
        assert!(html.contains("Войдите и продолжите"), "{answer}");
        assert!(
            html.contains("desk.css") && html.contains("class=\"desk"),
            "{path} looks like the desk"
        );
        assert!(
            html.contains("Ольга Смирнова"),
            "whose it was is told: {answer}"
        );
        // The same without the cookie, which the browser may have dropped: the page it came from tells.
        let lost = Call::post(&path).form(&pairs).page();
        let lost = lost.header("referer", "http://127.0.0.1/desk").send();
        kept_in(&lost, &path, &[(name, TYPED)]);
        assert!(!lost.text().contains("Смирнова"), "{lost}");
    }
}

#[test]
fn what_was_kept_goes_on_after_signing_in_and_a_press() {
    let (appeal, mut anna) = taken();
    end_elsewhere(&anna);
    let pairs = [("direction", "note"), ("text", TYPED)];
    let path = appeal.path("/messages");
    let call = Form::new(&pairs).file("files", "план.jpg", "image/jpeg", &image::photo(9_000, 3));
    let answer = anna.send(call.with(anna.call("POST", &path)).page());
    let form = kept_in(&answer, &path, &[("text", TYPED)]);
    assert!(
        read(answer.text()).contains("план.jpg"),
        "which file has to be chosen again: {answer}"
    );
    assert_eq!(form.files, ["files"]);
    // Not signed in yet: nothing is sent, and nothing is lost.
    // The page from which it comes now is the answer to the first one.
    let here = format!("http://127.0.0.1{path}");
    let call = anna.call("POST", &path).form(&form.pairs()).page();
    let again = anna.send(call.header("referer", &here));
    let form = kept_in(&again, &path, &[("text", TYPED)]);
    assert!(again.text().contains("desk.css"), "{again}");
    anna.sign_in_as_staff();
    let sent = anna.send(anna.call("POST", &path).form(&form.pairs()).page());
    assert_eq!(
        sent.expect(303).header("location"),
        format!("/desk/appeals/{}?done=note", appeal.number)
    );
    let list = anna.get(&path).expect(200).json();
    let notes: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["direction"] == "note")
        .collect();
    assert_eq!(notes.len(), 1, "{list}");
    assert_eq!(lines(notes[0]["text"].as_str().unwrap()), TYPED);
}

#[test]
fn what_was_kept_is_not_handed_to_another_account() {
    let (appeal, anna) = taken();
    end_elsewhere(&anna);
    let path = appeal.path("/messages");
    let pairs = [("direction", "note"), ("text", TYPED)];
    let answer = anna.call("POST", &path).form(&pairs).page().send();
    let form = kept_in(&answer, &path, &[("text", TYPED)]);
    let mut boris = operator();
    let here = format!("http://127.0.0.1{path}");
    let call = boris.call("POST", &path).form(&form.pairs()).page();
    let refused = boris.send(call.header("referer", &here));
    assert!(refused.text().contains("desk.css"), "{refused}");
    assert_eq!(refused.status, 409, "{refused}");
    let shown = read(refused.text());
    assert!(!shown.contains("заделаем"), "{refused}");
    assert!(shown.contains("под другой учётной записью"), "{refused}");
    let list = boris.get(&path).expect(200).json();
    assert_eq!(list["items"], json!([]), "nothing was written");
    // Whoever typed it signs in after all, and it is there.
    let form = PageForm::to(refused.text(), &path);
    let mut anna = anna;
    anna.sign_in_as_staff();
    anna.send(anna.call("POST", &path).form(&form.pairs()).page())
        .expect(303);
}

#[test]
fn a_citizen_who_signs_in_instead_is_told_whose_form_it_is() {
    let (appeal, anna) = taken();
    end_elsewhere(&anna);
    let path = appeal.path("/messages");
    let pairs = [("direction", "note"), ("text", TYPED)];
    let answer = anna.call("POST", &path).form(&pairs).page().send();
    let form = kept_in(&answer, &path, &[("text", TYPED)]);
    let mut vera = Person::registered();
    let refused = vera.send(vera.call("POST", &path).form(&form.pairs()).page());
    assert_eq!(refused.status, 409, "{refused}");
    let shown = read(refused.text());
    assert!(shown.contains("под другой учётной записью"), "{refused}");
    let form = PageForm::to(refused.text(), &path);
    let mut anna = anna;
    anna.sign_in_as_staff();
    anna.send(anna.call("POST", &path).form(&form.pairs()).page())
        .expect(303);
    // What nobody else has begun is led to number and code, as ever.
    let pairs = [("direction", "note"), ("text", "Заметка")];
    let led = vera.send(vera.call("POST", &path).form(&pairs).page());
    assert_eq!(led.status, 401, "{led}");
}

#[test]
fn secrets_of_a_form_are_not_put_into_the_page() {
    let mut anna = Person::registered();
    end_elsewhere(&anna);
    let pairs = [
        ("current_password", "Secret-Old-1"),
        ("password", "Secret-New-2"),
        ("code", "123456"),
        ("ticket", "abcdef"),
    ];
    let call = anna
        .call("POST", "/api/v1/account/password")
        .form(&pairs)
        .page();
    let answer = anna.send(call);
    assert_eq!(answer.status, 401, "{answer}");
    for (_, secret) in pairs {
        assert!(!answer.text().contains(secret), "{answer}");
    }
    assert!(
        answer.text().contains("href=\"/sign-in?return_to="),
        "{answer}"
    );
}

#[test]
fn an_ended_session_that_is_shown_elsewhere_tells_no_name() {
    let (appeal, anna) = taken();
    end_elsewhere(&anna);
    let mut thief = anna.clone();
    thief.agent = CHROME.to_owned();
    let pairs = [("direction", "note"), ("text", TYPED)];
    let answer = thief
        .call("POST", &appeal.path("/messages"))
        .form(&pairs)
        .page()
        .send();
    assert_eq!(answer.status, 401, "{answer}");
    assert!(!answer.text().contains("Смирнова"), "{answer}");
}

#[test]
fn autosave_says_that_nobody_is_signed_in() {
    let (appeal, mut anna) = taken();
    let draft = format!("/desk/appeals/{}/draft", appeal.number);
    let typed = json!({ "text": TYPED, "decision": "approved" });
    anna.ask("PUT", &draft, &typed).expect(204);
    end_elsewhere(&anna);
    anna.ask("PUT", &draft, &typed)
        .problem(401, "unauthenticated");
    Call::new("PUT", &draft)
        .json(&typed)
        .send()
        .problem(401, "unauthenticated");
    let version = format!("/desk/appeals/{}/version", appeal.number);
    anna.get(&version).problem(401, "unauthenticated");
    let unknown = "/desk/appeals/2026-9999998-0/draft";
    anna.ask("PUT", unknown, &typed)
        .problem(401, "unauthenticated");
    // Programs with a session that is over are told so, too; without any sign of one there is nothing to tell.
    anna.post(&appeal.path("/messages"), &json!({ "text": TYPED }))
        .problem(401, "unauthenticated");
    anna.get(&appeal.path("")).problem(401, "unauthenticated");
    Call::get(appeal.path("")).send().problem(404, "not_found");
}

#[test]
fn a_draft_is_not_kept_for_another_account() {
    let (appeal, mut anna) = taken();
    let page = anna.send(
        anna.call("GET", &format!("/desk/appeals/{}", appeal.number))
            .page(),
    );
    let opened = page.expect(200);
    let by = opened
        .text()
        .split("data-opened-by=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let draft = format!("/desk/appeals/{}/draft", appeal.number);
    let typed = json!({ "text": TYPED, "decision": "approved" });
    let put = |person: &Person| {
        person
            .call("PUT", &draft)
            .json(&typed)
            .header("otklik-opened-by", &by)
            .send()
    };
    put(&anna).expect(204);
    put(&operator()).problem(409, "other_account");
}

#[test]
fn an_applicant_without_the_code_gives_it_and_finds_the_text() {
    let (appeal, mut anna) = taken();
    let question = json!({ "direction": "question", "text": "У какого подъезда?" });
    act(&mut anna, &appeal, "messages", &question).expect(201);
    let path = appeal.path("/messages");
    let mut browser = Person::new();
    let answer = browser.send(
        Form::new(&[("text", TYPED)])
            .with(browser.call("POST", &path))
            .page(),
    );
    let form = kept_in(&answer, "/status", &[("text", TYPED)]);
    assert_eq!(form.value("number"), appeal.number);
    assert!(
        form.values
            .iter()
            .any(|(name, value)| name == "access_code" && value.is_empty()),
        "{form:?}"
    );
    // A wrong code is told, and the text stays.
    let wrong = form.clone().with("access_code", "ABCD-EFGH-JKMN");
    let wrong = browser.send(browser.call("POST", "/status").form(&wrong.pairs()).page());
    assert_eq!(wrong.status, 404, "{wrong}");
    let form = PageForm::to(wrong.text(), "/status");
    assert_eq!(lines(form.value("text")), TYPED);
    let right = form.with("access_code", &appeal.code);
    let opened = browser
        .send(browser.call("POST", "/status").form(&right.pairs()).page())
        .expect(200);
    let form = PageForm::to(opened.text(), &path);
    assert_eq!(lines(form.value("text")), TYPED);
    assert_eq!(form.files, ["files"], "files can be attached");
    assert_eq!(
        appeal.card()["status"],
        "awaiting_reply",
        "nothing was sent yet"
    );
    let sent = browser
        .send(browser.call("POST", &path).form(&form.pairs()).page())
        .expect(303);
    assert!(
        sent.header("location")
            .starts_with(&format!("/status/{}", appeal.number)),
        "{sent}"
    );
    assert_eq!(appeal.card()["status"], "in_progress");
}

#[test]
fn the_other_forms_of_an_applicant_are_kept_too() {
    let appeal = Appeal::create();
    for (more, name, pairs) in [
        ("/transitions", "comment", vec![("to", "cancelled")]),
        ("/rating", "comment", vec![("score", "2")]),
        ("/objections", "text", vec![("ground", "answer")]),
        ("/escalations", "reason", vec![("instance", "regional")]),
    ] {
        let mut all = vec![(name, TYPED)];
        all.extend(pairs.iter().copied());
        let path = appeal.path(more);
        let answer = Call::post(&path).form(&all).page().send();
        let form = kept_in(&answer, "/status", &[(name, TYPED)]);
        assert_eq!(form.value("resume"), path);
        for (name, value) in pairs {
            assert_eq!(form.value(name), value, "{path}");
        }
    }
    let edit = format!("/status/{}/edit", appeal.number);
    let pairs = [("title", "Другая тема у дома"), ("text", TYPED)];
    let answer = Call::post(&edit).form(&pairs).page().send();
    kept_in(&answer, "/status", &pairs);
    // Somebody signed in whose appeal it is not by account is asked for the code as well.
    let olga = Person::registered();
    let answer = olga
        .call("POST", &appeal.path("/messages"))
        .form(&[("text", TYPED)])
        .page()
        .send();
    kept_in(&answer, "/status", &[("text", TYPED)]);
}

#[test]
fn a_kept_form_leads_nowhere_but_to_its_appeal() {
    let appeal = Appeal::create();
    for elsewhere in [
        "https://evil.example/",
        "//evil.example/",
        "/api/v1/account",
        "/sign-out",
        "/api/v1/appeals/2026-9999998-0/messages",
    ] {
        let pairs = [
            ("number", appeal.number.as_str()),
            ("access_code", &appeal.code),
            ("resume", elsewhere),
            ("text", TYPED),
        ];
        let opened = Call::post("/status").form(&pairs).page().send();
        assert_eq!(
            opened.expect(303).header("location"),
            format!("/status/{}", appeal.number)
        );
    }
}

#[test]
fn what_another_site_sends_is_not_put_into_a_page_of_ours() {
    let appeal = Appeal::create();
    let evil = |path: &str, pairs: &[(&str, &str)]| {
        let call = Call::post(path).form(pairs).page();
        call.header("origin", "https://evil.example")
            .header("sec-fetch-site", "cross-site")
            .send()
    };
    let path = appeal.path("/messages");
    let pairs = [
        ("number", appeal.number.as_str()),
        ("resume", &path),
        ("text", TYPED),
    ];
    for answer in [
        evil(&path, &[("text", TYPED)]),
        evil("/status", &pairs),
        evil("/desk/bulk", &[("reason", TYPED)]),
    ] {
        assert_eq!(answer.status, 403, "{answer}");
        assert!(!answer.text().contains("заделаем"), "{answer}");
    }
}

#[test]
fn the_page_tells_nothing_of_whether_there_is_such_an_appeal() {
    let appeal = Appeal::create();
    let unknown = domain::AppealNumber::new(2026, 9_999_998)
        .unwrap()
        .to_string();
    let ask = |number: &str| {
        let path = format!("{APPEALS}/{number}/messages");
        let answer = Call::post(path).form(&[("text", TYPED)]).page().send();
        assert_eq!(answer.status, 401, "{answer}");
        answer.text().replace(number, "N")
    };
    assert_eq!(ask(&appeal.number), ask(&unknown));
}

#[test]
fn the_profile_is_kept() {
    let mut anna = Person::registered();
    end_elsewhere(&anna);
    let typed = [("last_name", "Иванова-Петрова"), ("first_name", "Анна")];
    let answer = anna.send(anna.call("POST", "/api/v1/account").form(&typed).page());
    let form = kept_in(&answer, "/api/v1/account", &typed);
    assert!(!answer.text().contains("desk.css"), "{answer}");
    assert!(read(answer.text()).contains("Фамилия"), "{answer}");
    anna.sign_in();
    let sent = anna.send(
        anna.call("POST", "/api/v1/account")
            .form(&form.pairs())
            .page(),
    );
    assert_eq!(
        sent.expect(303).header("location"),
        "/cabinet/profile?done=saved"
    );
    let account = anna.get("/api/v1/account").expect(200).json();
    assert_eq!(account["profile"]["last_name"], "Иванова-Петрова");
}

/// The form of an appeal as somebody signed in has it.
fn opened(person: &mut Person) -> Vec<(String, String)> {
    let page = person
        .send(person.call("GET", "/submit?category=roads.surface").page())
        .expect(200);
    let form = PageForm::to(page.text(), APPEALS);
    let own = ["idempotency_key", "opened_by"];
    let mut all: Vec<_> = form
        .values
        .into_iter()
        .filter(|(name, _)| own.contains(&name.as_str()))
        .collect();
    all.extend(VALUES.map(|(name, value)| (name.to_owned(), value.to_owned())));
    all
}

fn pairs(values: &[(String, String)]) -> Vec<(&str, &str)> {
    values
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect()
}

#[test]
fn an_appeal_does_not_leave_the_account_silently() {
    // With the cookie of a session that is over, and with none: the form knows whose it is.
    for is_lost in [false, true] {
        let mut anna = Person::registered();
        let values = opened(&mut anna);
        end_elsewhere(&anna);
        if is_lost {
            anna.cookies.clear();
        }
        let answer = anna.send(anna.call("POST", APPEALS).form(&pairs(&values)).page());
        assert_eq!(answer.status, 401, "{answer}");
        let shown = read(answer.text());
        assert!(shown.contains("Вы вышли из кабинета"), "{answer}");
        assert!(
            answer.text().contains("href=\"/sign-in?return_to="),
            "{answer}"
        );
        for (name, value) in VALUES.iter().filter(|(_, value)| value.contains(' ')) {
            assert!(shown.contains(value), "{name} is kept: {answer}");
        }
        let form = PageForm::to(answer.text(), APPEALS);
        assert_eq!(form.value("idempotency_key"), values[0].1, "{form:?}");
        assert!(
            answer
                .text()
                .contains("form=\"appeal\" name=\"opened_by\" value=\"nobody\""),
            "{answer}"
        );
        // One press sends it without the account.
        let mut without = pairs(&values);
        without.push(("opened_by", "nobody"));
        let sent = anna.send(anna.call("POST", APPEALS).form(&without).page());
        let (number, _) = receipt_of(&sent);
        anna.cookies.clear();
        anna.sign_in();
        let own = anna.get("/api/v1/appeals").expect(200).json();
        assert!(!own.to_string().contains(&number), "{own}");

        // Signed in again, it goes where it was meant to.
        let values = opened(&mut anna);
        end_elsewhere(&anna);
        anna.send(anna.call("POST", APPEALS).form(&pairs(&values)).page())
            .expect(401);
        anna.cookies.clear();
        anna.sign_in();
        let sent = anna.send(anna.call("POST", APPEALS).form(&pairs(&values)).page());
        let (number, _) = receipt_of(&sent);
        let own = anna.get("/api/v1/appeals").expect(200).json();
        assert!(own.to_string().contains(&number), "{own}");
    }
}

#[test]
fn a_form_of_one_account_is_not_sent_by_another() {
    let mut anna = Person::registered();
    let values = opened(&mut anna);
    let mut boris = Person::registered();
    let answer = boris.send(boris.call("POST", APPEALS).form(&pairs(&values)).page());
    assert_eq!(answer.status, 409, "{answer}");
    let key = &values[0].1;
    let opened_by = &values
        .iter()
        .find(|(name, _)| name == "opened_by")
        .unwrap()
        .1;
    let call = boris.call("POST", APPEALS).json(&sample()).key(key);
    boris
        .send(call.header("otklik-opened-by", opened_by))
        .problem(409, "other_account");
    assert_eq!(
        boris.get("/api/v1/appeals").expect(200).json()["items"],
        json!([])
    );
}

#[test]
fn a_script_is_told_that_the_session_is_over_and_may_send_without() {
    let mut anna = Person::registered();
    let values = opened(&mut anna);
    let opened_by = values
        .iter()
        .find(|(name, _)| name == "opened_by")
        .unwrap()
        .1
        .clone();
    end_elsewhere(&anna);
    let send = |person: &Person, by: &str| {
        let call = person
            .call("POST", APPEALS)
            .json(&sample())
            .key(&values[0].1);
        match by {
            "" => call.send(),
            by => call.header("otklik-opened-by", by).send(),
        }
    };
    send(&anna, &opened_by).problem(401, "session_over");
    send(&anna, "").problem(401, "session_over");
    let mut lost = anna.clone();
    lost.cookies.clear();
    send(&lost, &opened_by).problem(401, "session_over");
    let appeal = Appeal::read(&send(&anna, "nobody"));
    anna.cookies.clear();
    anna.sign_in();
    let own = anna.get("/api/v1/appeals").expect(200).json();
    assert!(!own.to_string().contains(&appeal.number), "{own}");
}

#[test]
fn what_carries_no_name_needs_no_account() {
    let mut anna = Person::registered();
    let values = opened(&mut anna);
    end_elsewhere(&anna);
    let mut all = pairs(&values);
    all.push(("anonymous", "true"));
    receipt_of(&anna.send(anna.call("POST", APPEALS).form(&all).page()));
}
