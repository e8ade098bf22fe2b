//! What depends on where people come from.

use otklik_tests::person::{PROXY_HEADER, Person};
use otklik_tests::server::Server;

const HOME: &str = "203.0.113.7";

#[test]
fn a_stranger_who_guessed_the_password_is_kept_out_and_the_owner_is_told() {
    let server = Server::start_with(&[("client_address_header", PROXY_HEADER)]);
    let mut anna = Person::registered_from(server.target(), HOME);
    let mut thief = anna.far_away();
    thief.fail_to_sign_in(3);
    thief.try_sign_in().problem(401, "wrong_credentials");
    assert!(anna.mail_kinds().contains(&"unusual_activity".to_owned()));
    assert_eq!(anna.state(), "signed_out", "whoever is inside is out");
    // The password is known to somebody else: it opens to nobody, until there is another.
    anna.try_sign_in().problem(401, "wrong_credentials");
    anna.recover("Тихий-Омут-1974");
    anna.sign_in();
}

#[test]
fn its_owner_may_mistype_at_home_or_on_a_known_device() {
    let server = Server::start_with(&[("client_address_header", PROXY_HEADER)]);
    let mut anna = Person::registered_from(server.target(), HOME);
    anna.fail_to_sign_in(3);
    anna.sign_in();
    let mut travelling = anna.clone();
    travelling.cookies.clear();
    travelling.address = Some("198.51.100.9".to_owned());
    travelling.fail_to_sign_in(3);
    travelling.sign_in();
    let mut at_home = anna.elsewhere();
    at_home.fail_to_sign_in(3);
    at_home.sign_in();
}

#[test]
fn a_session_may_be_bound_to_its_network() {
    let server = Server::start_with(&[
        ("client_address_header", PROXY_HEADER),
        ("session_binding", "agent+network"),
    ]);
    let mut anna = Person::registered_from(server.target(), HOME);
    anna.address = Some("203.0.113.200".to_owned());
    assert_eq!(anna.state(), "signed_in", "the same network");
    anna.address = Some("198.51.100.9".to_owned());
    assert_eq!(anna.state(), "signed_out");
}

#[test]
fn without_a_proxy_nobody_is_believed_about_where_they_are() {
    let server = Server::start();
    let mut anna = Person::registered_from(server.target(), HOME);
    let list = anna.get("/api/v1/sessions").expect(200).json();
    assert_eq!(list["items"][0]["network"], "127.0.0.0/24", "{list}");
}

#[test]
fn the_outbox_is_for_its_own_token() {
    let server = Server::start();
    let call = || otklik_tests::call::Call::post("/internal/outbox");
    let none = call().send_to(server.target());
    none.problem(401, "unauthenticated");
    let wrong = call().staff().send_to(server.target());
    wrong.problem(401, "unauthenticated");
}
