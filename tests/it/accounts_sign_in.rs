//! Registering, signing in, signing out.

use otklik_tests::person::Person;
use serde_json::json;

#[test]
fn a_person_registers_signs_out_and_in_again() {
    let mut anna = Person::registered();
    assert_eq!(anna.state(), "signed_in");
    let account = anna.get("/api/v1/account").expect(200).json();
    assert_eq!(
        (&account["state"], &account["role"]),
        (&json!("active"), &json!("citizen"))
    );
    assert_eq!(account["profile"]["email"], anna.login.as_str());
    anna.delete("/api/v1/session").expect(204);
    assert!(anna.cookies.is_empty(), "{:?}", anna.cookies);
    assert_eq!(anna.state(), "signed_out");
    anna.sign_in();
    assert_eq!(anna.state(), "signed_in");
}
