//! The desk while something of ours is broken.

use otklik_tests::person::Person;
use otklik_tests::server::Server;
use otklik_tests::staff::AGENCY;

#[test]
fn a_failure_at_the_desk_is_told_there_with_a_way_to_try_again() {
    let server = Server::start_with(&[("data_key", "the-first-data-key-of-the-black-box-tests")]);
    let olga = Person::staff_at(server.target(), "operator", [AGENCY, "", ""]);
    // Under another key nobody's profile opens: the desk cannot even say whose it is.
    let server =
        server.start_again_with(&[("data_key", "another-data-key-of-the-black-box-tests")]);
    let mut olga = olga.at_again(server.target());
    let broken = olga.send(olga.call("GET", "/desk?mine=true").page());
    assert_eq!(broken.status, 500, "{broken}");
    let html = broken.text();
    assert!(
        html.contains("<body class=\"desk\">") && html.contains("оператор"),
        "{broken}"
    );
    let again = "<a class=\"button\" href=\"/desk?mine=true\">Повторить</a>";
    assert!(
        html.contains(again) && html.contains(broken.header("x-request-id")),
        "{broken}"
    );
}
