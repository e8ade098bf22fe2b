//! What people were told is on record: what arrived, what was refused, what was sent again, and where to.

use std::collections::HashSet;
use std::time::SystemTime;

use chrono::{DateTime, Duration, Utc};
use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::mail_server::MailServer;
use otklik_tests::person::Person;
use otklik_tests::server::Server;
use otklik_tests::staff::AGENCY;
use otklik_tests::unique;
use serde_json::{Value, json};

use super::news::{about, deliver, minutes_pass, run, send, start, subjects, transition};

/// The code in the newest letter to an address.
fn code(server: &Server, mail: &MailServer, to: &str, count: usize) -> String {
    deliver(server);
    let letters = mail.expect(to, count);
    let text = letters[count - 1]["text"].as_str().unwrap();
    let code: String = text.chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 6, "{text}");
    code
}

/// A citizen whose codes come by the mail server.
fn citizen(server: &Server, mail: &MailServer, manner: &str) -> Person {
    let mut person = Person::at(server.target());
    person.login = format!("{manner}{}@example.org", unique::word());
    let ticket = person.begin_registration();
    let body = json!({ "ticket": ticket, "code": code(server, mail, &person.login, 1) });
    person.post("/api/v1/accounts/confirm", &body).expect(201);
    person
}

/// An appeal of a citizen's own.
fn sends(person: &mut Person) -> Appeal {
    let call = person
        .call("POST", "/api/v1/appeals")
        .json(&appeal::sample());
    let call = call.key(&unique::word());
    Appeal::read(&person.send(call))
}

fn letters(items: &Value) -> Vec<&Value> {
    let items = items["items"].as_array().unwrap().iter();
    items.filter(|item| item["channel"] == "email").collect()
}

#[test]
fn a_letter_that_is_refused_for_good_is_on_record_for_both_sides_and_goes_again_when_asked_for() {
    let mail = MailServer::start();
    let server = start(&mail);
    let target = server.target();
    let appeal = send(&server, &format!("refused-{}@example.org", unique::word()));
    assert_eq!(deliver(&server)["failed"], 1, "{}", server.log());
    let path = appeal.path("/notifications");
    let own = Call::get(&path)
        .code(&appeal.code)
        .send_to(target)
        .expect(200)
        .json();
    let staff = Call::get(&path).staff().send_to(target).expect(200).json();
    for seen in [&own, &staff] {
        let letters = letters(seen);
        assert_eq!(letters.len(), 1, "{seen}");
        assert_eq!(
            (&letters[0]["topic"], &letters[0]["to"]),
            (&"registered".into(), &"applicant".into())
        );
        assert!(
            letters[0]["failed_at"].is_string() && letters[0]["delivered_at"].is_null(),
            "{seen}"
        );
    }
    let mut operator = Person::staff_at(target, "operator", [AGENCY, "", ""]);
    let card = operator
        .get(&format!("/desk/appeals/{}", appeal.number))
        .expect(200);
    assert!(
        card.text()
            .contains("не доставлено: почта не приняла письмо"),
        "{}",
        card.text()
    );
}

#[test]
fn a_person_asks_for_a_letter_again_after_a_while_and_not_for_ever() {
    let mail = MailServer::start();
    let server = start(&mail);
    let mut anna = citizen(&server, &mail, "");
    let appeal = sends(&mut anna);
    deliver(&server);
    let login = anna.login.clone();
    let copies = |count| {
        let all = mail.expect(&login, count + 1);
        let ids: Vec<Value> = all[1..].iter().map(|letter| letter["id"].clone()).collect();
        assert!(
            subjects(&all)[1..]
                .iter()
                .all(|one| one.contains(&appeal.number)),
            "{all:#?}"
        );
        ids
    };
    let first = copies(1)[0].clone();
    let list = anna
        .get("/api/v1/notifications?channel=email")
        .expect(200)
        .json();
    let id = letters(&list)[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/notifications/{id}/resend");
    let stranger = citizen(&server, &mail, "");
    stranger
        .call("POST", &path)
        .send_to(server.target())
        .problem(404, "not_found");
    anna.post(&path, &json!({})).problem(409, "not_again");
    for again in 1..=3 {
        minutes_pass(&server, 61);
        anna.post(&path, &json!({})).expect(202);
        assert_eq!(deliver(&server)["delivered"], 1, "{again}");
        assert_ne!(copies(again + 1)[again], first, "it is a letter of its own");
    }
    minutes_pass(&server, 61);
    anna.post(&path, &json!({})).problem(409, "not_again");
    // The page says the same, and a form asks.
    let page = anna.get("/cabinet/notifications").expect(200);
    let page = page.text();
    assert!(page.contains("/cabinet/notifications/resend"), "{page}");
}

#[test]
fn another_address_gets_letters_once_its_owner_has_confirmed_it() {
    let mail = MailServer::start();
    let server = start(&mail);
    let mut anna = citizen(&server, &mail, "");
    let other = format!("{}@example.org", unique::word());
    let body = json!({ "kind": "news_email", "value": other });
    let sent = anna
        .post("/api/v1/account/contacts", &body)
        .expect(202)
        .json();
    let given = code(&server, &mail, &other, 1);
    // Nothing changes before the code is shown.
    let settings = |anna: &mut Person| anna.get("/api/v1/account/notifications").expect(200).json();
    assert_eq!(settings(&mut anna)["address"], anna.login);
    let confirm = json!({ "ticket": sent["ticket"], "code": given });
    anna.post("/api/v1/account/contacts/confirm", &confirm)
        .expect(204);
    assert_eq!(settings(&mut anna)["address"], other);
    let appeal = sends(&mut anna);
    deliver(&server);
    let letter = &mail.expect(&other, 2)[1];
    assert!(
        letter["subject"]
            .as_str()
            .unwrap()
            .ends_with(&appeal.number),
        "{letter}"
    );
    let unsubscribe = "<https://otklik.example/cabinet/notifications>";
    assert_eq!(letter["headers"]["List-Unsubscribe"], unsubscribe);
    mail.expect(&anna.login, 1);
    // It does not sign in, and goes away as easily.
    let mut stranger = anna.elsewhere();
    stranger.login.clone_from(&other);
    stranger.try_sign_in().problem(401, "wrong_credentials");
    let back = json!({ "notify": ["status:email"], "quiet": null, "main_address": true });
    let kept = anna
        .ask("PUT", "/api/v1/account/notifications", &back)
        .expect(200)
        .json();
    assert_eq!(kept["address"], anna.login);
}

#[test]
fn at_night_news_wait_for_the_morning_and_stand_in_the_service_at_once() {
    let mail = MailServer::start();
    let server = start(&mail);
    let mut anna = citizen(&server, &mail, "");
    // Moscow's clock, three hours ahead.
    let local = DateTime::<Utc>::from(SystemTime::now()) + Duration::hours(3);
    let hours = [-60, 180].map(|minutes| {
        (local + Duration::minutes(minutes))
            .format("%H:%M")
            .to_string()
    });
    let choose = |anna: &mut Person, quiet: Value| {
        let body = json!({ "notify": ["registered:email", "status:email"], "quiet": quiet });
        anna.ask("PUT", "/api/v1/account/notifications", &body)
            .expect(200);
    };
    choose(&mut anna, json!(hours.join("-")));
    let appeal = sends(&mut anna);
    assert_eq!(deliver(&server)["written"], 0);
    assert_eq!(
        anna.get("/api/v1/notifications").expect(200).json()["unread"],
        1
    );
    // What became due long ago waits as well, while it is night.
    minutes_pass(&server, 24 * 60);
    assert_eq!(deliver(&server)["written"], 0);
    assert!(about(&mail, &anna.login, &appeal).is_empty());
    choose(&mut anna, Value::Null);
    minutes_pass(&server, 24 * 60);
    deliver(&server);
    mail.expect(&anna.login, 2);
    // What was not chosen is not sent; the service tells it all the same.
    transition(&server, &appeal, "in_progress");
    transition(&server, &appeal, "approved");
    deliver(&server);
    assert_eq!(
        subjects(&mail.expect(&anna.login, 3))[2],
        format!("A new status — {}", appeal.number)
    );
    let list = anna
        .get("/api/v1/notifications?channel=inbox")
        .expect(200)
        .json();
    let topics: Vec<&str> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["topic"].as_str().unwrap())
        .collect();
    assert_eq!(topics, ["answer", "status", "registered"]);
    let newest = list["items"][0]["id"].as_str().unwrap();
    anna.post(&format!("/api/v1/notifications/{newest}/read"), &json!({}))
        .expect(204);
    let list = anna
        .get("/api/v1/notifications?channel=inbox")
        .expect(200)
        .json();
    assert_eq!(list["unread"], 0, "with the last those before it are read");
    assert!(list["items"][2]["read_at"].is_string());
}

#[test]
fn a_letter_is_in_the_language_of_whoever_sent_the_appeal() {
    let mail = MailServer::start();
    let server = start(&mail);
    let email = format!("{}@example.org", unique::word());
    let mut body = appeal::with("/applicant/email", email.as_str());
    body["answer_by"] = json!(["email"]);
    let call = appeal::creation(&body).lang("en");
    let appeal = Appeal::read(&call.send_to(server.target()));
    deliver(&server);
    let letter = &mail.expect(&email, 1)[0];
    assert_eq!(
        letter["subject"],
        format!("The appeal is registered — {}", appeal.number)
    );
    assert_eq!(letter["headers"]["Content-Language"], "en");
    assert!(
        letter["headers"]["List-Unsubscribe"].is_null(),
        "there is no account to choose in"
    );
}

#[test]
fn who_takes_part_hears_that_they_do_and_of_the_answer() {
    let mail = MailServer::start();
    let server = start(&mail);
    let target = server.target();
    let appeal = send(&server, &format!("{}@example.org", unique::word()));
    let helper = Person::staff_at(target, "operator", ["portal_support", "", ""]);
    let body = json!({ "role": "agency", "agency": "portal_support", "rights": [] });
    Call::post(appeal.path("/participants"))
        .staff()
        .json(&body)
        .send_to(target)
        .expect(201);
    deliver(&server);
    transition(&server, &appeal, "in_progress");
    transition(&server, &appeal, "approved");
    deliver(&server);
    let letters = about(&mail, &helper.login, &appeal);
    let expected = [
        format!("Вы участвуете в обращении — {}", appeal.number),
        format!("Ответ готов — {}", appeal.number),
    ];
    assert_eq!(subjects(&letters), expected);
    let link = format!("https://otklik.example/status/{}", appeal.number);
    assert!(
        letters[0]["text"].as_str().unwrap().contains(&link),
        "{}",
        letters[0]
    );
}

#[test]
fn a_server_that_dies_while_it_sends_loses_nothing_and_the_reader_sees_one_letter() {
    let mail = MailServer::start();
    let server = start(&mail);
    let addresses: Vec<String> = (0..4)
        .map(|_| format!("slow3-{}@example.org", unique::word()))
        .collect();
    for address in &addresses {
        send(&server, address);
    }
    let target = server.target().clone();
    let sending = std::thread::spawn(move || {
        // Nobody is left to answer.
        let call = Call::post("/internal/deliver").bearer(&target.tick_token);
        assert!(call.try_send_to(&target).is_err());
    });
    mail.expect(&addresses[0], 1);
    let server = server.kill_and_start_again();
    sending.join().unwrap();
    run(
        &server,
        "UPDATE outbox SET next_at = 0 WHERE delivered_at IS NULL",
    );
    deliver(&server);
    for address in &addresses {
        let came = mail.letters(address);
        let ids: HashSet<String> = came.iter().map(|one| one["id"].to_string()).collect();
        assert_eq!(ids.len(), 1, "{came:#?}");
    }
    assert_eq!(deliver(&server)["delivered"], 0, "all of it has gone out");
}
