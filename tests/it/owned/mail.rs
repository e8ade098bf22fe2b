//! Letters go out by SMTP: through a real server that refuses, delays and dies.

use std::collections::HashSet;
use std::sync::Arc;

use otklik_tests::call::Call;
use otklik_tests::mail_server::{MailServer, USER};
use otklik_tests::person::Person;
use otklik_tests::server::{SECRET_KEY, Server};
use otklik_tests::unique;
use serde_json::Value;
use store::{Connection, Native};
use vault::Secrets;

use crate::administration::eventually;

/// An instance that writes through the server; with these variables in place of others.
fn instance(variables: Vec<(&'static str, String)>, more: &[(&str, &str)]) -> Server {
    let usual = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    let all: Vec<_> = usual.chain(more.iter().copied()).collect();
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

fn database(server: &Server) -> Native {
    let secrets = Secrets {
        secret: SECRET_KEY.as_bytes(),
        data: None,
        data_previous: None,
        kept: None,
    };
    let path = server.state().join("sqlite_db.db");
    Native::open(&path, Arc::new(secrets.vault())).unwrap()
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(work)
}

/// Makes it the time of the next try for all that waits; says whether anything does.
fn time_passes(server: &Server) -> bool {
    let sql = "UPDATE outbox SET next_at = 0
               WHERE channel = 'email' AND delivered_at IS NULL AND failed_at IS NULL RETURNING id";
    let rows = run(database(server).execute(sql, vec![])).unwrap();
    !rows.is_empty()
}

/// Somebody with such an address asks for a code.
fn asks_for_a_code(server: &Server, manner: &str) -> String {
    let mut person = Person::at(server.target());
    person.login = format!("{manner}{}@example.org", unique::word());
    person.begin_registration();
    person.login
}

#[test]
fn nothing_is_lost_and_nothing_is_doubled_to_the_reader() {
    let mail = MailServer::start();
    let server = instance(mail.variables(), &[]);
    let manners = [
        // How often the letter comes, if every try is counted.
        ("", 1),
        ("slow3-", 1),
        ("later2-", 1),
        ("busy2-", 1),
        ("half2-", 1),
        ("lost2-", 3),
        ("stuck1-", 1),
        ("refused-", 0),
        ("full-", 0),
    ];
    let people = manners.map(|(manner, count)| (asks_for_a_code(&server, manner), count));
    let mut rounds = 0;
    while time_passes(&server) {
        deliver(&server);
        rounds += 1;
        assert!(rounds < 12, "it never ends: {}", server.log());
    }
    for (address, count) in &people {
        let letters = mail.expect(address, *count);
        let ids: HashSet<_> = letters.iter().map(|letter| &letter["id"]).collect();
        assert_eq!(
            ids.len(),
            (*count).min(1),
            "one letter to the reader: {letters:#?}"
        );
        for letter in &letters {
            assert!(
                letter["text"].as_str().unwrap().contains("Otklik code"),
                "{letter}"
            );
            assert_eq!(letter["headers"]["Auto-Submitted"], "auto-generated");
            assert_eq!(letter["ascii"], true);
            assert_eq!(letter["sender"], "noreply@otklik.example");
        }
    }
    let sql = "SELECT count(*), count(failed_at), count(message), group_concat(error) FROM outbox";
    let rows = run(database(&server).execute(sql, vec![])).unwrap();
    let row = rows.first().unwrap();
    assert_eq!(row.integer(0).unwrap(), 9);
    assert_eq!(
        row.integer(1).unwrap(),
        2,
        "what was refused for good is given up"
    );
    assert_eq!(
        row.integer(2).unwrap(),
        0,
        "what was said is not kept behind its delivery"
    );
    let log = server.log();
    for (address, _) in &people {
        assert!(
            !log.contains(address.as_str()),
            "no addresses in the log: {log}"
        );
        assert!(!row.text(3).unwrap().contains(address.as_str()));
    }
}

#[test]
fn two_at_once_send_each_letter_once() {
    let mail = MailServer::start();
    let server = instance(mail.variables(), &[]);
    let people: Vec<_> = (0..6).map(|_| asks_for_a_code(&server, "slow1-")).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| deliver(&server));
        }
    });
    assert!(!time_passes(&server), "all went out");
    for address in &people {
        mail.expect(address, 1);
    }
}

#[test]
fn letters_go_over_tls_to_whom_the_certificate_names_and_nobody_else() {
    let mail = MailServer::start();
    let (user, password) = USER;
    let signed_in = [("smtp_user", user), ("smtp_password", password)];
    for (port, security) in [(mail.starttls, "starttls"), (mail.tls, "tls")] {
        let server = instance(mail.variables_at(port, security), &signed_in);
        let address = asks_for_a_code(&server, "");
        assert_eq!(deliver(&server)["delivered"], 1, "{}", server.log());
        let letter = &mail.expect(&address, 1)[0];
        assert_eq!(
            (&letter["tls"], &letter["user"]),
            (&true.into(), &user.into())
        );
        // The same server is a stranger with another name, or where others are trusted, and gets nothing.
        let stranger = MailServer::start();
        let wrongs = [
            ("smtp_name", "other.test", "certificate"),
            ("smtp_roots", stranger.roots.as_str(), "certificate"),
            ("smtp_roots", "", "certificate"),
            ("smtp_password", "wrong", "AUTH 535"),
        ];
        for (name, value, cause) in wrongs {
            let server = server_with(&mail, port, security, &signed_in, (name, value));
            let address = asks_for_a_code(&server, "");
            assert_eq!(deliver(&server)["delivered"], 0, "{security} {name}");
            assert!(mail.letters(&address).is_empty(), "{security} {name}");
            // What the server writes comes through a pipe, in its own time.
            eventually(|| server.log(), |log| log.contains(cause));
            assert!(
                time_passes(&server),
                "it waits for better: {security} {name}"
            );
        }
    }
    // A server without STARTTLS gets neither the letter nor the password.
    let server = instance(mail.variables_at(mail.plain, "starttls"), &signed_in);
    let address = asks_for_a_code(&server, "");
    assert_eq!(deliver(&server)["delivered"], 0);
    assert!(mail.letters(&address).is_empty() && time_passes(&server));
}

fn server_with(
    mail: &MailServer,
    port: u64,
    security: &str,
    signed_in: &[(&str, &str); 2],
    wrong: (&str, &str),
) -> Server {
    let mut more: Vec<_> = signed_in.to_vec();
    more.retain(|(name, _)| *name != wrong.0);
    more.push(wrong);
    instance(mail.variables_at(port, security), &more)
}

#[test]
fn letters_do_not_cross_the_internet_in_the_clear() {
    let mail = MailServer::start();
    let public = [
        ("smtp_server", "203.0.113.7:25"),
        ("smtp_hosts", "tcp://203.0.113.7:25"),
        ("smtp_security", "none"),
    ];
    let server = instance(mail.variables(), &public);
    asks_for_a_code(&server, "");
    assert_eq!(deliver(&server)["delivered"], 0);
    eventually(|| server.log(), |log| log.contains("private network"));
    assert!(time_passes(&server), "it waits for better");
}

#[test]
fn where_nothing_is_granted_nobody_is_reached_and_health_says_so_in_time() {
    let mail = MailServer::start();
    let server = instance(mail.variables(), &[("smtp_hosts", "tcp://192.0.2.1:25")]);
    let address = asks_for_a_code(&server, "");
    assert_eq!(deliver(&server)["delivered"], 0);
    assert!(mail.letters(&address).is_empty());
    assert!(server.log().contains("may not connect"), "{}", server.log());
    let health = || {
        Call::get("/health")
            .send_to(server.target())
            .expect(200)
            .json()
    };
    assert_eq!(
        health()["mail"],
        "ok",
        "a minute is no reason to wake anybody"
    );
    assert!(health()["mail_waiting_since"].is_string());
    let sql = "UPDATE outbox SET created_at = created_at - 3600000";
    run(database(&server).execute(sql, vec![])).unwrap();
    assert_eq!(health()["mail"], "late");
    assert_eq!(
        health()["status"],
        "ready",
        "appeals are taken all the same"
    );
    // A code an hour old helps nobody.
    assert!(time_passes(&server));
    assert_eq!(deliver(&server)["failed"], 1);
    assert_eq!(health()["mail"], "ok");
}
