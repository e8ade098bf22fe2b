//! The desk's pages.

use otklik_tests::call::Call;
use otklik_tests::person::Person;
use otklik_tests::staff::AGENCY;

#[test]
fn a_stranger_is_sent_to_sign_in_and_comes_back() {
    let answer = Call::get("/desk?overdue=true").page().send().expect(303);
    let to = answer.header("location");
    assert_eq!(to, "/sign-in?return_to=%2Fdesk%3Foverdue%3Dtrue");
}

#[test]
fn the_desk_tells_staff_who_they_are_and_refuses_citizens() {
    let mut operator = Person::staff("operator", [AGENCY, "", ""]);
    let page = operator.send(operator.call("GET", "/desk").page());
    assert!(page.expect(200).text().contains("Ольга Смирнова"));
    Person::registered().get("/desk").expect(403);
}
