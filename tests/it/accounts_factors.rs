//! Second factors: apps, messages, recovery codes.

use otklik_tests::call::Call;
use otklik_tests::person::Person;
use serde_json::json;

#[test]
fn an_app_is_a_second_factor_once_it_has_shown_a_code() {
    let mut anna = Person::registered();
    let begun = anna
        .post("/api/v1/account/factors/totp", &json!({}))
        .expect(201)
        .json();
    assert!(begun["qr_svg"].as_str().unwrap().starts_with("<svg"));
    assert!(
        begun["uri"]
            .as_str()
            .unwrap()
            .starts_with("otpauth://totp/")
    );
    anna.sign_in();
    let before = anna.token();
    let app = anna.add_app();
    assert_ne!(anna.token(), before, "the token changes with the level");
    let factors = anna.get("/api/v1/account/factors").expect(200).json();
    assert_eq!(factors["items"][0]["kind"], "totp");
    assert!(anna.mail_kinds().contains(&"factor_added".to_owned()));

    let mut phone = anna.elsewhere();
    let ticket = phone.begin_sign_in();
    assert_eq!(
        phone.state(),
        "signed_out",
        "the password alone is not enough"
    );
    phone
        .second_factor(&ticket, "totp", &app.code(1))
        .expect(200);
    assert_eq!(phone.state(), "signed_in");
    // A code works once, as does a ticket.
    let mut thief = anna.elsewhere();
    let other = thief.begin_sign_in();
    let replay = thief.second_factor(&other, "totp", &app.code(1)).faults();
    assert_eq!(replay, ["/code code_wrong"]);
    assert_eq!(
        thief.second_factor(&ticket, "totp", &app.code(1)).faults(),
        ["/code code_gone"]
    );
}

#[test]
fn a_wrong_second_factor_counts_as_a_wrong_password() {
    let mut anna = Person::registered();
    anna.add_app();
    let mut thief = anna.elsewhere();
    for _ in 0..5 {
        let ticket = thief.begin_sign_in();
        assert_eq!(
            thief.second_factor(&ticket, "totp", "000000").faults(),
            ["/code code_wrong"]
        );
    }
    thief.try_sign_in().problem(401, "wrong_credentials");
    assert!(anna.mail_kinds().contains(&"locked".to_owned()));
}

#[test]
fn a_ticket_without_its_account_s_factor_opens_nothing() {
    let mut anna = Person::registered();
    anna.add_app();
    let mut eve = Person::registered();
    let hers = eve.add_app();
    let mut thief = anna.elsewhere();
    let ticket = thief.begin_sign_in();
    let wrong = thief.second_factor(&ticket, "totp", &hers.code(1)).faults();
    assert_eq!(wrong, ["/code code_wrong"]);
    // The app's owner never turned codes by message on.
    let body = json!({ "ticket": ticket, "method": "email" });
    let refused = thief.post("/api/v1/session/code", &body).faults();
    assert_eq!(refused, ["/method method_unknown"]);
    // An enrolment is its account's own.
    let begun = anna
        .post("/api/v1/account/factors/totp", &json!({}))
        .expect(201)
        .json();
    let body = json!({ "ticket": begun["ticket"], "code": "000000" });
    let foreign = eve
        .post("/api/v1/account/factors/totp/confirm", &body)
        .faults();
    assert_eq!(foreign, ["/code code_gone"]);
}

#[test]
fn codes_by_message_are_a_second_factor_where_they_are_turned_on() {
    let mut anna = Person::registered();
    anna.post("/api/v1/account/factors/message", &json!({}))
        .expect(204);
    let mut phone = anna.elsewhere();
    let answer = phone.try_sign_in().expect(200).json();
    assert_eq!(answer["methods"], json!(["email"]));
    let ticket = answer["ticket"].as_str().unwrap().to_owned();
    let body = json!({ "ticket": ticket, "method": "email" });
    let sent = phone.post("/api/v1/session/code", &body).expect(202).json();
    assert!(sent["masked"].as_str().unwrap().contains("***@"), "{sent}");
    let code = anna.mail("sign_in_code").code();
    phone.second_factor(&ticket, "email", &code).expect(200);
    assert_eq!(phone.state(), "signed_in");
    assert_eq!(
        phone.second_factor(&ticket, "email", &code).faults(),
        ["/code code_gone"]
    );
}

#[test]
fn recovery_codes_are_shown_once_and_each_works_once() {
    let mut anna = Person::registered();
    anna.add_app();
    let make = |anna: &mut Person| -> Vec<String> {
        let made = anna.post("/api/v1/account/factors/recovery-codes", &json!({}));
        let made = made.expect(201).json();
        let codes = made["codes"].as_array().unwrap().iter();
        codes
            .map(|code| code.as_str().unwrap().to_owned())
            .collect()
    };
    let old = make(&mut anna);
    let codes = make(&mut anna);
    assert_eq!(codes.len(), 10);
    let factors = anna.get("/api/v1/account/factors").expect(200);
    assert_eq!(factors.json()["recovery_codes_left"], 10);
    assert!(!factors.text().contains(&codes[0]));
    let try_code = |code: &str| {
        let mut phone = anna.elsewhere();
        let ticket = phone.begin_sign_in();
        phone.second_factor(&ticket, "recovery", code).status
    };
    assert_eq!(try_code(&old[0]), 422, "replaced");
    assert_eq!(try_code(&codes[0].to_lowercase().replace('-', " ")), 200);
    assert_eq!(try_code(&codes[0]), 422, "used");
    assert_eq!(try_code(&codes[1]), 200);
    let left = anna.get("/api/v1/account/factors").json()["recovery_codes_left"].clone();
    assert_eq!(left, 8);
    assert!(anna.mail_kinds().contains(&"recovery_code_used".to_owned()));
}

#[test]
fn a_factor_is_removed_by_its_owner_who_is_told() {
    let mut anna = Person::registered();
    anna.add_app();
    let factors = anna.get("/api/v1/account/factors").json();
    let path = format!(
        "/api/v1/account/factors/{}",
        factors["items"][0]["id"].as_str().unwrap()
    );
    let mut eve = Person::registered();
    eve.delete(&path).problem(404, "not_found");
    Call::new("DELETE", path.as_str())
        .send()
        .problem(401, "unauthenticated");
    anna.delete(&path).expect(204);
    anna.delete(&path).problem(404, "not_found");
    assert!(anna.mail_kinds().contains(&"factor_removed".to_owned()));
    anna.elsewhere().sign_in();
}

#[test]
fn a_recovered_password_does_not_pass_the_second_factor() {
    let mut anna = Person::registered();
    let app = anna.add_app();
    let mut thief = anna.elsewhere();
    thief.recover("Тихий-Омут-1974");
    let ticket = thief.begin_sign_in();
    assert_eq!(thief.state(), "signed_out");
    thief
        .second_factor(&ticket, "totp", &app.code(1))
        .expect(200);
}
