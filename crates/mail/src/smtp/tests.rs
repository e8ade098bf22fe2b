//! Conversations by script: what the server says, what we say, and how it ends.

use std::time::{Duration, SystemTime};

use futures::executor::block_on;

use super::lines::stuffed;
use super::{Failure, Security, Server, Session, Stage};
use crate::{Letter, Message, Wire, WireError};

/// A server that has its words ready, each said when as many of our lines have come.
struct Script {
    said: Vec<&'static str>,
    heard: std::rc::Rc<std::cell::RefCell<String>>,
}

impl Wire for Script {
    async fn read(&mut self) -> Result<Vec<u8>, WireError> {
        if self.said.is_empty() {
            return Err(WireError::Closed);
        }
        Ok(self.said.remove(0).as_bytes().to_vec())
    }

    async fn write(&mut self, bytes: Vec<u8>) -> Result<(), WireError> {
        self.heard
            .borrow_mut()
            .push_str(&String::from_utf8_lossy(&bytes));
        Ok(())
    }
}

fn server(security: Security, login: bool, is_local: bool) -> Server {
    Server {
        name: "mail.example".to_owned(),
        security,
        trust: None,
        login: login.then(|| ("otklik".to_owned(), "secret".to_owned())),
        is_local,
        hello: "otklik.example".to_owned(),
    }
}

fn message(to: &str) -> Message {
    let letter = Letter {
        id: "1@otklik.example",
        from: &"Отклик <noreply@otklik.example>"
            .parse()
            .expect("a mailbox"),
        to,
        subject: "Ответ по обращению 2026-0000001-7",
        text: "Здравствуйте!\r\n.\r\nТочка в начале строки.",
        html: "<p>Здравствуйте!</p>",
        lang: "ru",
        unsubscribe: "https://otklik.example/cabinet/notifications",
        date: SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000),
    };
    letter.message().expect("a message")
}

/// Opens, delivers to each of `to`, says good-bye. What came of each, and our commands.
fn talk(server: &Server, said: &[&'static str], to: &[&str]) -> (Vec<Result<(), Failure>>, String) {
    let heard = std::rc::Rc::default();
    let script = Script {
        said: said.to_vec(),
        heard: std::rc::Rc::clone(&heard),
    };
    let results = block_on(async {
        let mut session = match Session::open(script, server).await {
            Ok(session) => session,
            Err(failure) => return vec![Err(failure)],
        };
        let mut results = Vec::new();
        for to in to {
            results.push(session.deliver(&message(to)).await);
        }
        session.quit().await;
        results
    });
    let heard = heard.borrow().clone();
    (results, heard)
}

fn refused(stage: Stage, code: u16, detail: [u8; 3]) -> Result<(), Failure> {
    Err(Failure::Refused {
        stage,
        code,
        detail,
    })
}

const GREETING: &str = "220 mail.example ESMTP\r\n";
const HELLO: &str = "250-mail.example\r\n250-SIZE 1000000\r\n250-AUTH LOGIN\r\n250 HELP\r\n";
const OK: &str = "250 2.0.0 OK\r\n";
const GO: &str = "354 go on\r\n";
const BYE: &str = "221 bye\r\n";

#[test]
fn a_message_goes_in_the_order_of_the_standard() {
    let relay = server(Security::None, false, true);
    // Replies may come in pieces.
    let said = [
        GREETING,
        "250-mail.exa",
        "mple\r\n250 SIZE 1000\r\n",
        OK,
        OK,
        GO,
        OK,
        BYE,
    ];
    let (results, heard) = talk(&relay, &said, &["anna@example.org"]);
    assert_eq!(results, [Ok(())]);
    let commands: Vec<_> = heard
        .lines()
        .filter(|line| {
            ["EHLO", "MAIL", "RCPT", "DATA", "QUIT", "."]
                .iter()
                .any(|verb| line.starts_with(verb))
        })
        .map(|line| line.split_once(" SIZE=").map_or(line, |(line, _)| line))
        .collect();
    let expected = [
        "EHLO otklik.example",
        "MAIL FROM:<noreply@otklik.example>",
        "RCPT TO:<anna@example.org>",
        "DATA",
        ".",
        "QUIT",
    ];
    assert_eq!(commands, expected);
    assert!(
        heard.contains("Message-ID: <1@otklik.example>\r\n"),
        "{heard}"
    );
    assert!(
        heard.contains("Auto-Submitted: auto-generated\r\n"),
        "{heard}"
    );
    assert!(heard.is_ascii(), "what goes out is ASCII: {heard}");
}

#[test]
fn a_refusal_is_for_this_message_and_the_next_one_goes_on() {
    let relay = server(Security::None, false, true);
    let said = [
        GREETING,
        HELLO,
        OK,
        "550 5.1.1 <no@example.org> unknown\r\n",
        OK,
        OK,
        "450 4.2.1 later\r\n",
        OK,
        OK,
        OK,
        GO,
        "552 5.2.2 full\r\n",
        OK,
        OK,
        OK,
        GO,
        OK,
        BYE,
    ];
    let to = [
        "no@example.org",
        "later@example.org",
        "full@example.org",
        "anna@example.org",
    ];
    let (results, heard) = talk(&relay, &said, &to);
    let expected = [
        refused(Stage::Recipient, 550, [5, 1, 1]),
        refused(Stage::Recipient, 450, [4, 2, 1]),
        refused(Stage::Data, 552, [5, 2, 2]),
        Ok(()),
    ];
    assert_eq!(results, expected);
    let is_final: Vec<_> = results
        .iter()
        .map(|result| result.as_ref().is_err_and(Failure::is_final))
        .collect();
    assert_eq!(is_final, [true, false, true, false]);
    assert_eq!(heard.matches("RSET\r\n").count(), 3);
    let told = results[0].as_ref().expect_err("refused").to_string();
    assert_eq!(told, "RCPT 550 5.1.1", "no address in what is logged");
}

#[test]
fn what_is_wrong_with_the_server_is_never_the_message_s_fault() {
    let plain = |login, local| server(Security::None, login, local);
    let start_tls = server(Security::StartTls, false, false);
    let cases: [(&str, Server, &[&'static str], Failure); 8] = [
        (
            "busy",
            plain(false, true),
            &["421 4.3.2 busy\r\n"],
            Failure::Refused {
                stage: Stage::Hello,
                code: 421,
                detail: [4, 3, 2],
            },
        ),
        (
            "gone",
            plain(false, true),
            &[GREETING],
            Failure::Wire(WireError::Closed),
        ),
        (
            "other",
            plain(false, true),
            &["+OK POP3\r\n"],
            Failure::Nonsense(Stage::Hello),
        ),
        (
            "no TLS",
            start_tls.clone(),
            &[GREETING, HELLO],
            Failure::NoStartTls,
        ),
        (
            "words before TLS",
            start_tls,
            &[
                GREETING,
                "250-m\r\n250 STARTTLS\r\n",
                "220 go\r\n250 evil\r\n",
            ],
            Failure::Nonsense(Stage::StartTls),
        ),
        (
            "password in the open",
            plain(true, false),
            &[GREETING, HELLO],
            Failure::NoSignIn,
        ),
        (
            "unknown mechanism",
            plain(true, true),
            &[GREETING, "250-m\r\n250 AUTH CRAM-MD5\r\n"],
            Failure::NoSignIn,
        ),
        (
            "wrong password",
            plain(true, true),
            &[
                GREETING,
                HELLO,
                "334 VXNlcm5hbWU6\r\n",
                "334 UGFzc3dvcmQ6\r\n",
                "535 5.7.8 no\r\n",
            ],
            Failure::Refused {
                stage: Stage::SignIn,
                code: 535,
                detail: [5, 7, 8],
            },
        ),
    ];
    for (name, server, said, expected) in cases {
        let (results, _) = talk(&server, said, &["anna@example.org"]);
        assert_eq!(results, [Err(expected.clone())], "{name}");
        assert!(!expected.is_final() && !expected.leaves_session(), "{name}");
    }
}

#[test]
fn a_server_that_dies_behind_the_message_leaves_it_to_be_tried_again() {
    let relay = server(Security::None, false, true);
    let (results, _) = talk(
        &relay,
        &[GREETING, HELLO, OK, OK, GO],
        &["anna@example.org"],
    );
    assert_eq!(results, [Err(Failure::Wire(WireError::Closed))]);
}

#[test]
fn signing_in_takes_what_the_server_offers() {
    let plain = "250-m\r\n250 AUTH LOGIN PLAIN\r\n";
    let relay = server(Security::None, true, true);
    let done = "235 2.7.0 OK\r\n";
    let (_, heard) = talk(&relay, &[GREETING, plain, done, BYE], &[]);
    assert!(
        heard.contains("AUTH PLAIN AG90a2xpawBzZWNyZXQ=\r\n"),
        "{heard}"
    );
    let login = [
        GREETING,
        HELLO,
        "334 VXNlcm5hbWU6\r\n",
        "334 UGFzc3dvcmQ6\r\n",
        done,
        BYE,
    ];
    let (_, heard) = talk(&relay, &login, &[]);
    assert!(
        heard.contains("AUTH LOGIN\r\nb3RrbGlr\r\nc2VjcmV0\r\n"),
        "{heard}"
    );
}

#[test]
fn an_address_beyond_ascii_needs_a_server_that_takes_it() {
    let relay = server(Security::None, false, true);
    let (results, _) = talk(&relay, &[GREETING, HELLO, BYE], &["иван@example.org"]);
    assert_eq!(results, [Err(Failure::NoUnicode)]);
    let able = "250-m\r\n250 SMTPUTF8\r\n";
    let (results, heard) = talk(
        &relay,
        &[GREETING, able, OK, OK, GO, OK, BYE],
        &["иван@example.org"],
    );
    assert_eq!(results, [Ok(())]);
    assert!(
        heard.contains("MAIL FROM:<noreply@otklik.example> SMTPUTF8\r\n"),
        "{heard}"
    );
}

#[test]
fn an_address_that_is_two_commands_is_none() {
    let from = "noreply@otklik.example".parse().expect("a mailbox");
    for to in [
        "a@b>\r\nRCPT TO:<c@d",
        "a@b\r\nBcc: c@d",
        "",
        "a b@c",
        "@",
        "a@b, c@d",
    ] {
        let letter = Letter {
            id: "1@x",
            from: &from,
            to,
            subject: "",
            text: "",
            html: "",
            lang: "ru",
            unsubscribe: "https://otklik.example/cabinet/notifications",
            date: SystemTime::UNIX_EPOCH,
        };
        assert!(letter.message().is_err(), "{to:?}");
    }
}

#[test]
fn dots_are_stuffed_and_lines_end_as_the_standard_wants() {
    let cases: [(&str, &str); 5] = [
        ("a\r\nb\r\n", "a\r\nb\r\n.\r\n"),
        ("a\nb", "a\r\nb\r\n.\r\n"),
        (".\r\n", "..\r\n.\r\n"),
        ("a\r\n.b\r\n..", "a\r\n..b\r\n...\r\n.\r\n"),
        ("", "\r\n.\r\n"),
    ];
    for (message, expected) in cases {
        assert_eq!(
            String::from_utf8_lossy(&stuffed(message.as_bytes())),
            expected,
            "{message:?}"
        );
    }
}
