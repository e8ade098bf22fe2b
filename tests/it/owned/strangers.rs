//! What reaches people whose address or telephone somebody else typed: few letters, and in them nothing that the
//! sender wrote.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::mail_server::MailServer;
use otklik_tests::person::Person;
use otklik_tests::server::Server;
use otklik_tests::staff::AGENCY;
use otklik_tests::{mailbox, unique};
use serde_json::{Value, json};

use super::news::{deliver, run, start, subjects};

const TITLE: &str = "Ваш счёт заблокирован, позвоните нам";
const TEXT: &str =
    "Срочно подтвердите вход: https://gosuslugi-verify.example/login?id=77. Служба безопасности.";
const NAME: &str = "Мошенников";

/// An appeal in somebody else's name.
fn forged(email: &str, phone: &str) -> Value {
    let mut body = appeal::with("/title", TITLE);
    body["text"] = json!(TEXT);
    body["answer_by"] = json!(["email", "sms"]);
    body["applicant"] = json!({
        "last_name": NAME, "first_name": "Остап", "email": email, "phone": phone,
    });
    body
}

fn address() -> String {
    format!("{}@example.org", unique::word())
}

/// A telephone of nobody else's here.
fn telephone() -> String {
    let digits: String = unique::word()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    format!("+79{}", &digits[digits.len() - 9..])
}

#[track_caller]
fn neutral(said: &str) {
    for part in [
        TITLE,
        "заблокирован",
        "gosuslugi",
        NAME,
        "Остап",
        "ул. Ленина",
    ] {
        assert!(!said.contains(part), "{part} in {said}");
    }
}

#[track_caller]
fn told(server: &Server, appeal: &Appeal) -> Vec<Value> {
    let call = Call::get(appeal.path("/notifications")).code(&appeal.code);
    let list = call.send_to(server.target()).expect(200).json();
    list["items"].as_array().unwrap().clone()
}

#[test]
fn a_letter_to_an_address_that_nobody_proved_has_the_number_and_nothing_of_the_sender_s() {
    let mail = MailServer::start();
    let server = start(&mail);
    let (email, phone) = (address(), telephone());
    let body = forged(&email, &phone);
    let appeal = Appeal::read(&appeal::creation(&body).send_to(server.target()));
    for to in ["in_progress", "awaiting_reply"] {
        let call = appeal.transition_call(to).staff();
        call.send_to(server.target()).expect(200);
        deliver(&server);
    }
    let letters = mail.expect(&email, 3);
    for letter in &letters {
        let said = letter.to_string();
        neutral(&said);
        assert!(said.contains(&appeal.number), "{said}");
        assert!(said.contains("https://otklik.example/status/"), "{said}");
    }
    let shorts = mailbox::mails(server.target(), &phone);
    assert!(!shorts.is_empty());
    for short in shorts {
        neutral(&format!("{} {}", short.subject, short.text));
    }
}

#[test]
fn an_owner_s_copy_has_their_words_at_the_address_that_they_confirmed() {
    let mail = MailServer::start();
    let server = start(&mail);
    let mut anna = Person::at(server.target());
    let ticket = anna.begin_registration();
    deliver(&server);
    let code = mail.expect(&anna.login, 1)[0]["text"].as_str().unwrap()[..6].to_owned();
    let body = json!({ "ticket": ticket, "code": code });
    anna.post("/api/v1/accounts/confirm", &body).expect(201);
    // The form names another address, which nobody has confirmed.
    let stranger = address();
    let body = forged(&stranger, &telephone());
    Appeal::read(&anna.post(appeal::APPEALS, &body));
    deliver(&server);
    let letters = mail.expect(&anna.login, 2);
    assert!(letters[1].to_string().contains(TITLE), "{letters:?}");
    assert!(mail.letters(&stranger).is_empty());
}

#[test]
fn thirty_appeals_in_somebody_s_name_bring_them_few_letters_and_fewer_short_messages() {
    let mail = MailServer::start();
    let server = start(&mail);
    let (email, phone) = (address(), telephone());
    let (local, domain) = email.split_once('@').unwrap();
    let mut appeals = Vec::new();
    for index in 0..30 {
        // The same mailbox under many names.
        let email = match index % 3 {
            0 => email.clone(),
            1 => format!("{local}+{index}@{domain}"),
            _ => format!("{}@{domain}", local.to_uppercase()),
        };
        let body = forged(&email, &phone);
        let answer = appeal::creation(&body).send_to(server.target());
        appeals.push(Appeal::read(&answer));
        deliver(&server);
    }
    deliver(&server);
    let came = |local: &str| mail.letters(&format!("{local}@{domain}")).len();
    let letters: usize = (0..30)
        .map(|index| came(&format!("{local}+{index}")))
        .chain([came(local), came(&local.to_uppercase())])
        .sum();
    assert!((1..=5).contains(&letters), "{letters} letters");
    let shorts = mailbox::mails(server.target(), &phone).len();
    assert!((1..=2).contains(&shorts), "{shorts} short messages");
    // What was put off says so, to whoever has the appeal and to staff.
    let last = appeals.last().unwrap();
    let told = told(&server, last);
    let by = |channel: &str| told.iter().find(|one| one["channel"] == channel).unwrap();
    for channel in ["email", "sms"] {
        let one = by(channel);
        assert!(one["delivered_at"].is_null(), "{one}");
        assert!(one["held_until"].is_string(), "{one}");
    }
    let page = Call::get(format!("/status/{}", last.number)).page();
    let page = page
        .header(
            "cookie",
            &format!("access-{}={}", last.number, last.code.replace('-', "")),
        )
        .send_to(server.target());
    assert!(page.text().contains("отложено до"), "{page}");
    // A day later the rest has come in a few letters, not in thirty.
    run(
        &server,
        "UPDATE delivery SET due_at = 0 WHERE letter IS NULL",
    );
    run(
        &server,
        "UPDATE outbox SET created_at = created_at - 90000000",
    );
    run(&server, "DELETE FROM rate_limit");
    deliver(&server);
    let more = mail.letters(&email);
    let all = more.iter().map(|one| one.to_string()).collect::<String>();
    neutral(&all);
    assert!(more.len() <= 6, "{:?}", subjects(&more));
}

#[test]
fn an_invitation_s_address_is_written_to_seldom_whoever_invites() {
    let server = Server::start();
    let target = server.target();
    let email = address();
    let invite = |appeal: &Appeal, email: &Value| {
        let body = json!({ "role": "civic", "rights": [], "name": TITLE, "email": email });
        let call = Call::post(appeal.path("/participants/invitations"));
        call.code(&appeal.code).json(&body).send_to(target)
    };
    let mut sent = 0;
    for _ in 0..6 {
        let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
        for _ in 0..4 {
            let answer = invite(&appeal, &json!(email));
            if answer.status == 201 {
                sent += 1;
                let path = appeal.path("/participants/");
                let id = answer.json()["id"].as_str().unwrap().to_owned();
                let call = Call::new("DELETE", format!("{path}{id}")).code(&appeal.code);
                call.send_to(target).expect(204);
            } else {
                let problem = answer.problem(429, "too_many_letters");
                assert!(!answer.header("retry-after").is_empty());
                assert!(problem["detail"].is_string());
            }
        }
    }
    assert_eq!(sent, 5);
    let letters = mailbox::mails(target, &email);
    assert_eq!(letters.len(), 5);
    for letter in letters {
        neutral(&format!("{} {}", letter.subject, letter.text));
    }
    // The link alone troubles nobody; it can be handed over.
    let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
    invite(&appeal, &Value::Null).expect(201);
}

#[test]
fn invitations_that_were_taken_back_count() {
    let server = Server::start();
    let target = server.target();
    let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
    let invite = || {
        let call = Call::post(appeal.path("/participants/invitations"));
        call.code(&appeal.code)
            .json(&json!({ "role": "civic", "rights": [] }))
            .send_to(target)
    };
    let mut made = 0;
    let refused = loop {
        let answer = invite();
        if answer.status == 429 {
            // So many an hour by whoever has the code.
            run(&server, "DELETE FROM rate_limit");
            continue;
        }
        if answer.status != 201 {
            break answer;
        }
        made += 1;
        assert!(made < 100, "there is no end of it");
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        let call = Call::new("DELETE", appeal.path(&format!("/participants/{id}")));
        call.code(&appeal.code).send_to(target).expect(204);
    };
    refused.problem(409, "invitations_count");
    assert_eq!(made, 40);
}

#[test]
fn one_code_makes_so_many_invitations_an_hour() {
    let server = Server::start();
    let target = server.target();
    let appeal = Appeal::read(&appeal::creation(&appeal::sample()).send_to(target));
    let answers = (0..21).map(|_| {
        let call = Call::post(appeal.path("/participants/invitations")).code(&appeal.code);
        let body = json!({ "role": "civic", "rights": [] });
        let answer = call.json(&body).send_to(target);
        if answer.status == 201 {
            let id = answer.json()["id"].as_str().unwrap().to_owned();
            let call = Call::new("DELETE", appeal.path(&format!("/participants/{id}")));
            call.code(&appeal.code).send_to(target).expect(204);
        }
        answer
    });
    let answers: Vec<_> = answers.collect();
    let (made, refused) = answers.split_at(20);
    assert!(made.iter().all(|answer| answer.status == 201), "{made:?}");
    refused[0].problem(429, "too_many_requests");
}

#[test]
fn a_block_tells_a_typed_address_no_reason() {
    let server = Server::start();
    let target = server.target();
    let email = address();
    let mut body = forged(&email, "");
    body["applicant"].as_object_mut().unwrap().remove("phone");
    body["answer_by"] = json!(["cabinet"]);
    let appeal = Appeal::read(&appeal::creation(&body).send_to(target));
    let mut supervisor = Person::staff_at(target, "supervisor", [AGENCY, "", ""]);
    let block = json!({ "reason": "Писал про gosuslugi-verify.example", "days": 3 });
    supervisor
        .post(&appeal.path("/conduct/block"), &block)
        .expect(201);
    let letters = mailbox::mails(target, &email);
    let block = letters.iter().find(|one| one.kind == "blocked").unwrap();
    neutral(&block.text);
    assert!(block.text.contains(&appeal.number), "{block:?}");
    assert!(block.text.contains("Ограничения и модерация"), "{block:?}");
}
