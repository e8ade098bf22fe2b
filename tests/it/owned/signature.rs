//! Sign-in by electronic signature, with an authority of the test's own.

#[path = "../../../crates/auth/src/signature/tests/authority.rs"]
mod authority;

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use der::Tag;
use otklik_tests::call::{Answer, Call};
use otklik_tests::server::Server;
use serde_json::{Value, json};

use authority::{INN, Party, Plan, SNILS};

static ROOT: LazyLock<Party> = LazyLock::new(|| Plan::authority("Root", None).issued_by(None));
static MIDDLE: LazyLock<Party> =
    LazyLock::new(|| Plan::authority("Middle", Some(0)).issued_by(Some(&ROOT)));

fn server() -> Server {
    Server::start_with(&[("signature_roots", &ROOT.pem())])
}

/// Somebody with these numbers in their certificate.
fn person(numbers: &[(&'static str, &str)]) -> Party {
    let mut plan = Plan::person();
    plan.subject.truncate(2);
    let numbers = numbers.iter();
    plan.subject
        .extend(numbers.map(|(oid, text)| (*oid, Tag::NumericString, text.as_bytes().to_vec())));
    plan.issued_by(Some(&MIDDLE))
}

const SNILS_OID: &str = "1.2.643.100.3";
const INN_OID: &str = "1.2.643.3.131.1.1";

fn post(server: &Server, path: &str, cookie: &str, body: &Value) -> Answer {
    let mut call = Call::post(path).json(body);
    if !cookie.is_empty() {
        let origin = &server.target().base_url;
        call = call.header("cookie", cookie).header("origin", origin);
    }
    call.send_to(server.target())
}

fn challenge(server: &Server) -> (String, String) {
    let path = "/api/v1/session/signature/challenge";
    read(&post(server, path, "", &json!({})).expect(200))
}

fn read(answer: &Answer) -> (String, String) {
    let body = answer.json();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (text("ticket"), text("statement"))
}

fn by_cms(ticket: &str, party: &Party, statement: &str) -> Value {
    json!({ "ticket": ticket, "cms": STANDARD.encode(party.cms(statement, &[&MIDDLE])) })
}

fn answer(server: &Server, body: &Value) -> Answer {
    post(server, "/api/v1/session/signature", "", body)
}

/// Signs in; gives the account's id and the session's cookie.
fn sign_in(server: &Server, party: &Party) -> (String, String) {
    let (ticket, statement) = challenge(server);
    let answer = answer(server, &by_cms(&ticket, party, &statement)).expect(200);
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    let account = answer.json()["account"]["id"].as_str().unwrap().to_owned();
    (account, cookie.to_owned())
}

#[test]
fn a_person_is_known_by_their_certificate_and_by_their_next_one() {
    let server = server();
    let (ticket, statement) = challenge(&server);
    let base = &server.target().base_url;
    assert!(statement.contains(base.as_str()), "{statement}");
    assert!(statement.contains(&ticket), "{statement}");

    let first = person(&[(SNILS_OID, SNILS), (INN_OID, INN)]);
    let (account, cookie) = sign_in(&server, &first);
    let who = Call::get("/api/v1/session").header("cookie", &cookie);
    let who = who.send_to(server.target()).json();
    assert_eq!(who["account"]["id"], account.as_str());
    assert_eq!(who["account"]["level"], "full");

    let next = person(&[(SNILS_OID, SNILS)]);
    assert_eq!(sign_in(&server, &next).0, account);
    let (ticket, statement) = challenge(&server);
    let jws = json!({ "ticket": ticket, "jws": next.jws(&statement, &[&MIDDLE]) });
    let by_jws = answer(&server, &jws).expect(200).json();
    assert_eq!(by_jws["account"]["id"], account.as_str());
    let other = person(&[(SNILS_OID, "08765430300")]);
    assert_ne!(sign_in(&server, &other).0, account);
}

#[test]
fn a_signature_opens_nothing_twice_and_nothing_else() {
    let server = server();
    let anna = person(&[(SNILS_OID, SNILS)]);
    let refuse = |body: &Value| {
        let answer = answer(&server, body);
        answer.problem(401, "signature_refused");
        assert_eq!(answer.header("set-cookie"), "");
    };
    let (ticket, statement) = challenge(&server);
    let body = by_cms(&ticket, &anna, &statement);
    answer(&server, &body).expect(200);
    refuse(&body);

    let (ticket, statement) = challenge(&server);
    let (_, elsewhere) = challenge(&server);
    refuse(&by_cms(&ticket, &anna, &elsewhere));
    refuse(&by_cms(
        &ticket,
        &anna,
        &statement.replace("127.0.0.1", "127.0.0.2"),
    ));
    let stranger = Plan::person().issued_by(Some(&Plan::authority("Root", None).issued_by(None)));
    refuse(&by_cms(&ticket, &stranger, &statement));
    refuse(&json!({ "ticket": ticket, "cms": "not base64" }));
    refuse(&json!({ "ticket": ticket }));
    // That were five; now even the right one is too late.
    refuse(&by_cms(&ticket, &anna, &statement));
    refuse(&json!({ "ticket": "A".repeat(43), "cms": "" }));
    refuse(&json!({}));
}

#[test]
fn a_certificate_is_linked_to_one_account() {
    let server = server();
    let (by_inn, by_snils) = (person(&[(INN_OID, INN)]), person(&[(SNILS_OID, SNILS)]));
    let (account, cookie) = sign_in(&server, &by_inn);
    let link = |cookie: &str, party: &Party| {
        let path = "/api/v1/account/links/challenge";
        let (ticket, statement) = read(&post(&server, path, cookie, &json!({})).expect(200));
        let mut body = by_cms(&ticket, party, &statement);
        body["kind"] = "certificate".into();
        (post(&server, "/api/v1/account/links", cookie, &body), body)
    };
    // A statement for signing in links nothing, and one for linking signs nobody in.
    let (ticket, statement) = challenge(&server);
    let mut body = by_cms(&ticket, &by_snils, &statement);
    body["kind"] = "certificate".into();
    let wrong = post(&server, "/api/v1/account/links", &cookie, &body);
    wrong.problem(401, "signature_refused");

    let (linked, body) = link(&cookie, &by_snils);
    linked.expect(200);
    answer(&server, &body).problem(401, "signature_refused");
    let (same, cookie) = sign_in(&server, &by_snils);
    assert_eq!(same, account);
    let (_, others) = sign_in(&server, &person(&[(SNILS_OID, "08765430300")]));
    link(&others, &by_snils).0.problem(409, "link_taken");

    let path = "/api/v1/account/links";
    let links = Call::get(path)
        .header("cookie", &cookie)
        .send_to(server.target());
    assert_eq!(links.json()["items"][0]["kind"], "certificate");
    // Nothing else would let them in.
    let unlink = Call::new("DELETE", format!("{path}/certificate")).header("cookie", &cookie);
    let unlink = unlink.header("origin", &server.target().base_url);
    unlink.send_to(server.target()).problem(409, "last_way");
    Call::get(path)
        .send_to(server.target())
        .problem(401, "unauthenticated");
}

#[test]
fn nobody_signs_a_statement_for_a_host_that_somebody_invented() {
    let server = server();
    let path = "/api/v1/session/signature/challenge";
    let call = Call::post(path)
        .json(&json!({}))
        .header("host", "evil.example");
    call.send_to(server.target())
        .problem(503, "public_url_missing");
}

#[test]
fn challenges_for_strangers_are_counted() {
    let root = ROOT.pem();
    let variables = [
        ("signature_roots", root.as_str()),
        ("client_address_header", "x-real-ip"),
    ];
    // The allowance fills again as time passes, so none does here.
    let server = Server::start_at_with(super::objections::NOON, &variables);
    let ask = |address: &str| {
        let call = Call::post("/api/v1/session/signature/challenge").json(&json!({}));
        call.header("x-real-ip", address).send_to(server.target())
    };
    for _ in 0..300 {
        ask("203.0.113.7").expect(200);
    }
    ask("203.0.113.7").problem(429, "too_many_requests");
    ask("198.51.100.7").expect(200);
}

#[test]
fn where_no_authority_is_trusted_there_is_no_such_sign_in() {
    let server = Server::start();
    let path = "/api/v1/session/signature/challenge";
    post(&server, path, "", &json!({})).problem(404, "no_signature");
}
