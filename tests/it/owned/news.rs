//! News reach people: by letter and in the service, as they wish.

use std::sync::Arc;

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::mail_server::MailServer;
use otklik_tests::person::Person;
use otklik_tests::server::{SECRET_KEY, Server};
use otklik_tests::staff::AGENCY;
use otklik_tests::unique;
use serde_json::{Value, json};
use store::{Connection, Native};
use vault::Secrets;

fn start(mail: &MailServer) -> Server {
    let variables = mail.variables();
    let mut all: Vec<_> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    all.push(("public_url", "https://otklik.example"));
    Server::start_with(&all)
}

/// Sends what is due.
fn deliver(server: &Server) -> Value {
    Call::post("/internal/deliver")
        .bearer(&server.target().tick_token)
        .send_to(server.target())
        .expect(200)
        .json()
}

fn run(server: &Server, sql: &str) {
    let secrets = Secrets {
        secret: SECRET_KEY.as_bytes(),
        data: None,
        data_previous: None,
        kept: None,
    };
    let path = server.state().join("sqlite_db.db");
    let db = Native::open(&path, Arc::new(secrets.vault())).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(db.execute(sql, vec![])).unwrap();
}

/// Time goes on by so many minutes for all that was told and waits.
fn minutes_pass(server: &Server, minutes: i64) {
    let ms = minutes * 60_000;
    run(
        server,
        &format!("UPDATE outbox SET created_at = created_at - {ms}, next_at = 0"),
    );
    run(
        server,
        &format!("UPDATE delivery SET created_at = created_at - {ms}, due_at = due_at - {ms}"),
    );
}

/// Sends an appeal without an account, to be answered by e-mail.
fn send(server: &Server, email: &str) -> Appeal {
    let mut body = appeal::with("/applicant/email", email);
    body["answer_by"] = json!(["email"]);
    Appeal::read(&appeal::creation(&body).send_to(server.target()))
}

fn transition(server: &Server, appeal: &Appeal, to: &str) {
    let call = appeal.transition_call(to).staff();
    call.send_to(server.target()).expect(200);
}

fn subjects(letters: &[Value]) -> Vec<&str> {
    letters
        .iter()
        .map(|letter| letter["subject"].as_str().unwrap())
        .collect()
}

/// The letters about an appeal; others come from signing in.
fn about(mail: &MailServer, to: &str, appeal: &Appeal) -> Vec<Value> {
    let mut letters = mail.letters(to);
    letters.retain(|letter| {
        letter["subject"]
            .as_str()
            .unwrap()
            .ends_with(&appeal.number)
    });
    letters
}

#[test]
fn an_applicant_without_an_account_gets_a_copy_and_the_news_and_no_secrets() {
    let mail = MailServer::start();
    let server = start(&mail);
    let email = format!("{}@example.org", unique::word());
    let appeal = send(&server, &email);
    // From two places at once: each letter goes once.
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| deliver(&server));
        }
    });
    let letters = mail.expect(&email, 1);
    let copy = &letters[0];
    assert_eq!(
        copy["subject"],
        format!("Обращение принято — {}", appeal.number)
    );
    let sample = appeal::sample();
    for part in ["text", "html"] {
        let said = copy[part].as_str().unwrap();
        let link = format!("https://otklik.example/status/{}", appeal.number);
        assert!(said.contains(&link), "{said}");
        assert!(said.contains(sample["title"].as_str().unwrap()), "{said}");
        let secrets = [
            appeal.code.as_str(),
            sample["applicant"]["last_name"].as_str().unwrap(),
            sample["applicant"]["phone"].as_str().unwrap_or("+7"),
            &email,
        ];
        for secret in secrets {
            assert!(!said.contains(secret), "{secret} in {said}");
        }
    }
    transition(&server, &appeal, "in_progress");
    transition(&server, &appeal, "approved");
    deliver(&server);
    let letters = mail.expect(&email, 3);
    let expected = [
        format!("Обращение принято — {}", appeal.number),
        format!("Новый статус — {}", appeal.number),
        format!("Ответ готов — {}", appeal.number),
    ];
    assert_eq!(subjects(&letters), expected);
    assert!(!letters[2]["text"].as_str().unwrap().contains("Иван"));
    // What has been told is told once.
    deliver(&server);
    mail.expect(&email, 3);
    assert!(!server.log().contains(&email), "{}", server.log());
}

#[test]
fn a_flood_becomes_a_digest() {
    let mail = MailServer::start();
    let server = start(&mail);
    let email = format!("{}@example.org", unique::word());
    let appeal = send(&server, &email);
    for to in ["in_progress", "awaiting_reply", "in_progress", "approved"] {
        transition(&server, &appeal, to);
    }
    deliver(&server);
    let letters = mail.expect(&email, 1);
    assert_eq!(subjects(&letters), ["Новости по обращениям: 5"]);
    let text = letters[0]["text"].as_str().unwrap();
    for part in ["Обращение принято", "Нужен ваш ответ", "Ответ готов"]
    {
        assert!(text.contains(part), "{text}");
    }
    // Two more go at once, what comes after them waits for the hour's end.
    for (to, count) in [
        ("in_progress", 2),
        ("approved", 3),
        ("in_progress", 3),
        ("approved", 3),
    ] {
        transition(&server, &appeal, to);
        deliver(&server);
        mail.expect(&email, count);
    }
    minutes_pass(&server, 59);
    deliver(&server);
    mail.expect(&email, 3);
    minutes_pass(&server, 2);
    deliver(&server);
    let letters = mail.expect(&email, 5);
    assert_eq!(
        subjects(&letters)[3..],
        [
            format!("Новый статус — {}", appeal.number),
            format!("Ответ готов — {}", appeal.number),
        ]
    );
}

#[test]
fn staff_hear_of_what_is_theirs_and_not_of_their_own_deeds() {
    let mail = MailServer::start();
    let server = start(&mail);
    let target = server.target();
    let appeal = send(&server, &format!("{}@example.org", unique::word()));
    let operator = Person::staff_at(target, "operator", [AGENCY, "", ""]);
    let colleague = Person::staff_at(target, "operator", [AGENCY, "", ""]);
    let stranger = Person::staff_at(target, "operator", ["portal_support", "", ""]);
    deliver(&server);
    for person in [&operator, &colleague] {
        let letters = about(&mail, &person.login, &appeal);
        assert_eq!(
            subjects(&letters),
            [format!("Новое обращение — {}", appeal.number)]
        );
        let letter = &letters[0];
        let link = format!("https://otklik.example/desk/appeals/{}", appeal.number);
        assert!(letter["text"].as_str().unwrap().contains(&link), "{letter}");
        let title = appeal::sample()["title"].as_str().unwrap().to_owned();
        assert!(
            !letter["text"].as_str().unwrap().contains(&title),
            "{letter}"
        );
    }
    assert!(about(&mail, &stranger.login, &appeal).is_empty());
}
