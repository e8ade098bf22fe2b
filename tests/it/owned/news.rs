//! News reach people: by letter and in the service, as they wish.

use std::sync::Arc;
use std::time::{Duration, Instant};

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

pub(super) fn start(mail: &MailServer) -> Server {
    let variables = mail.variables();
    let mut all: Vec<_> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    all.push(("public_url", "https://otklik.example"));
    Server::start_with(&all)
}

/// Sends what is due.
pub(super) fn deliver(server: &Server) -> Value {
    Call::post("/internal/deliver")
        .bearer(&server.target().tick_token)
        .send_to(server.target())
        .expect(200)
        .json()
}

pub(super) fn run(server: &Server, sql: &str) {
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
pub(super) fn minutes_pass(server: &Server, minutes: i64) {
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
pub(super) fn send(server: &Server, email: &str) -> Appeal {
    let mut body = appeal::with("/applicant/email", email);
    body["answer_by"] = json!(["email"]);
    Appeal::read(&appeal::creation(&body).send_to(server.target()))
}

pub(super) fn transition(server: &Server, appeal: &Appeal, to: &str) {
    let call = appeal.transition_call(to).staff();
    call.send_to(server.target()).expect(200);
}

pub(super) fn subjects(letters: &[Value]) -> Vec<&str> {
    letters
        .iter()
        .map(|letter| letter["subject"].as_str().unwrap())
        .collect()
}

/// The letters about an appeal; others come from signing in.
pub(super) fn about(mail: &MailServer, to: &str, appeal: &Appeal) -> Vec<Value> {
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
fn an_applicant_without_an_account_gets_the_news_and_no_words_of_anybody_s() {
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
    let first = &letters[0];
    assert_eq!(
        first["subject"],
        format!("Обращение принято — {}", appeal.number)
    );
    let sample = appeal::sample();
    for part in ["text", "html"] {
        let said = first[part].as_str().unwrap();
        let link = format!("https://otklik.example/status/{}", appeal.number);
        assert!(said.contains(&link), "{said}");
        let secrets = [
            sample["title"].as_str().unwrap(),
            sample["text"].as_str().unwrap(),
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
fn a_question_right_after_taking_is_one_letter() {
    let mail = MailServer::start();
    let server = start(&mail);
    let email = format!("{}@example.org", unique::word());
    let appeal = send(&server, &email);
    deliver(&server);
    mail.expect(&email, 1);
    transition(&server, &appeal, "in_progress");
    transition(&server, &appeal, "awaiting_reply");
    deliver(&server);
    let letters = mail.expect(&email, 2);
    assert_eq!(
        subjects(&letters)[1],
        format!("Нужен ваш ответ — {}", appeal.number)
    );
    deliver(&server);
    mail.expect(&email, 2);
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
    // Taken, and asked at once, is one piece of news.
    assert_eq!(subjects(&letters), ["Новости по обращениям: 4"]);
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

/// A citizen who has registered with the code of the letter: the instance sends its letters by itself.
#[track_caller]
fn citizen(server: &Server, mail: &MailServer) -> Person {
    let mut person = Person::at(server.target());
    let ticket = person.begin_registration();
    deliver(server);
    let letters = mail.expect(&person.login, 1);
    let text = letters[0]["text"].as_str().unwrap();
    let code: String = text.chars().take(6).collect();
    let body = json!({ "ticket": ticket, "code": code });
    person.post("/api/v1/accounts/confirm", &body).expect(201);
    person
}

/// Invites somebody as the applicant who has the code, and lets them accept it.
#[track_caller]
fn invited(
    server: &Server,
    appeal: &Appeal,
    person: &mut Person,
    role: &str,
    rights: &[&str],
) -> String {
    let body = json!({ "role": role, "rights": rights });
    let call = Call::post(appeal.path("/participants/invitations"));
    let invited = call.code(&appeal.code).json(&body).send_to(server.target());
    let invited = invited.expect(201).json();
    let token = json!({ "token": invited["token"] });
    person
        .post("/api/v1/participants/accept", &token)
        .expect(200);
    invited["id"].as_str().unwrap().to_owned()
}

/// Waits until somebody finds this and nothing else in the service itself, the newest first: the instance tells
/// people by itself, too, and may be about to.
#[track_caller]
fn finds(server: &Server, person: &mut Person, appeal: &Appeal, topics: &[&str]) {
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        deliver(server);
        let list = person.get("/api/v1/notifications").expect(200).json();
        let items = list["items"].as_array().unwrap().iter();
        let own = items.filter(|one| one["number"] == appeal.number && one["channel"] == "inbox");
        let found: Vec<&str> = own.map(|one| one["topic"].as_str().unwrap()).collect();
        if found == topics {
            return;
        }
        assert!(Instant::now() < patience, "{found:?} instead of {topics:?}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn a_participant_hears_of_what_concerns_them_and_of_nothing_else() {
    let mail = MailServer::start();
    let server = start(&mail);
    let target = server.target();
    let email = format!("{}@example.org", unique::word());
    let appeal = send(&server, &email);
    let mut operator = Person::staff_at(target, "operator", [AGENCY, "", ""]);
    let rights = ["personal", "files", "dialogue", "reply"];
    let (mut proxy, mut civic) = (citizen(&server, &mail), citizen(&server, &mail));
    invited(&server, &appeal, &mut proxy, "representative", &rights);
    let rights = ["dialogue", "reply"];
    let id = invited(&server, &appeal, &mut civic, "civic", &rights);
    let mut act = |more: &str, body: Value| {
        let done = operator.post(&appeal.path(more), &body);
        assert!(done.status < 300, "{done}");
        done.json()
    };
    act("/take", json!({}));
    let task = act(
        "/tasks",
        json!({ "participant": id, "text": "Снимите двор" }),
    );
    let task = task["id"].as_str().unwrap();
    act(
        "/messages",
        json!({ "direction": "question", "text": "У какого подъезда?" }),
    );
    finds(&server, &mut proxy, &appeal, &["question"]);
    finds(&server, &mut civic, &appeal, &["task"]);
    for person in [&proxy, &civic] {
        mail.expect(&person.login, 2);
    }
    let heading = |text: &str| format!("{text} — {}", appeal.number);
    // Both chose English when they registered.
    let (question, given) = (heading("Your reply is needed"), heading("A task"));
    // A question is for who speaks for the applicant, a task for whom it was given.
    assert_eq!(
        subjects(&about(&mail, &proxy.login, &appeal)),
        [question.as_str()]
    );
    assert_eq!(
        subjects(&about(&mail, &civic.login, &appeal)),
        [given.as_str()]
    );
    let letters = about(&mail, &civic.login, &appeal);
    let link = format!("https://otklik.example/status/{}", appeal.number);
    let text = letters[0]["text"].as_str().unwrap();
    assert!(text.contains(&link) && !text.contains("двор"), "{text}");

    let path = appeal.path(&format!("/tasks/{task}/done"));
    civic.post(&path, &json!({ "text": "Снято" })).expect(200);
    let mut act = |more: &str, body: Value| {
        let done = operator.post(&appeal.path(more), &body);
        assert!(done.status < 300, "{done}");
    };
    act(
        &format!("/tasks/{task}/return"),
        json!({ "remarks": "Темно" }),
    );
    civic
        .post(&path, &json!({ "text": "Снято днём" }))
        .expect(200);
    act(&format!("/tasks/{task}/confirm"), json!({}));
    let said = json!({ "text": "Вы там спите!" });
    let written = civic
        .post(&appeal.path("/messages"), &said)
        .expect(201)
        .json();
    let mark = json!({ "conduct": "insult", "seq": written["seq"], "reason": "Грубо" });
    act("/conduct", mark);
    transition(&server, &appeal, "in_progress");
    transition(&server, &appeal, "approved");
    finds(&server, &mut proxy, &appeal, &["answer", "question"]);
    let told = ["answer", "conduct", "task", "task", "task"];
    finds(&server, &mut civic, &appeal, &told);
    // Whoever left hears no more.
    civic
        .delete(&appeal.path(&format!("/participants/{id}")))
        .expect(204);
    transition(&server, &appeal, "in_progress");
    transition(&server, &appeal, "approved");
    finds(
        &server,
        &mut proxy,
        &appeal,
        &["answer", "answer", "question"],
    );
    finds(&server, &mut civic, &appeal, &told);
}

#[test]
fn staff_who_are_brought_in_and_supervisors_hear_of_what_is_theirs_to_do() {
    let mail = MailServer::start();
    let server = start(&mail);
    let target = server.target();
    let appeal = send(&server, &format!("{}@example.org", unique::word()));
    let mut operator = Person::staff_at(target, "operator", [AGENCY, "", ""]);
    let mut chief = Person::staff_at(target, "supervisor", [AGENCY, "", ""]);
    let mut expert = Person::staff_at(target, "expert", ["portal_support", "", ""]);
    let mut stranger = Person::staff_at(target, "expert", ["municipality", "", ""]);
    let own = expert.get("/api/v1/account").expect(200).json();
    let body = json!({ "role": "expert", "account": own["id"] });
    operator
        .post(&appeal.path("/participants"), &body)
        .expect(201);
    let body = json!({ "role": "agency", "agency": "municipality", "rights": [] });
    let added = operator
        .post(&appeal.path("/participants"), &body)
        .expect(201)
        .json();
    let body = json!({ "participant": added["id"], "text": "Проверьте границы участка" });
    operator.post(&appeal.path("/tasks"), &body).expect(201);
    let mark = json!({ "conduct": "insult", "reason": "Грубо" });
    let mark = operator
        .post(&appeal.path("/conduct"), &mark)
        .expect(201)
        .json();
    let contest = appeal.path(&format!("/conduct/{}/appeal", mark["id"].as_str().unwrap()));
    let call = Call::post(contest).code(&appeal.code);
    let call = call.json(&json!({ "text": "Это цитата" }));
    call.send_to(target).expect(200);
    let finds = |person, topics: &[&str]| finds(&server, person, &appeal, topics);
    finds(&mut chief, &["conduct"]);
    finds(&mut expert, &["participation"]);
    finds(&mut stranger, &["task", "participation"]);
    finds(&mut operator, &["new_appeal"]);
}
