//! The account page: profile, password, contacts.

use otklik_tests::mailbox;
use otklik_tests::person::Person;
use otklik_tests::target::target;
use otklik_tests::unique;
use serde_json::{Value, json};

fn update(person: &mut Person, body: &Value) -> otklik_tests::call::Answer {
    person.ask("PATCH", "/api/v1/account", body)
}

#[test]
fn a_profile_keeps_canonical_values_and_gives_them_back() {
    let mut anna = Person::registered();
    let body = json!({
        "last_name": " Иванова ", "first_name": "Анна", "middle_name": "Петровна",
        "birth_date": "31.05.1990", "inn": "500100732259", "region": "62", "lang": "en",
        "answer_by": ["cabinet", "email", "email"],
    });
    let account = update(&mut anna, &body).expect(200).json();
    let profile = &account["profile"];
    assert_eq!(profile["last_name"], "Иванова");
    assert_eq!(profile["birth_date"], "1990-05-31");
    assert_eq!(
        (&account["region"], &account["lang"]),
        (&json!("62"), &json!("en"))
    );
    assert_eq!(account["answer_by"], json!(["cabinet", "email"]));
    // What was not sent stays; null and an empty text take away.
    let body = json!({ "middle_name": null, "inn": "" });
    let account = update(&mut anna, &body).expect(200).json();
    assert_eq!(
        (
            &account["profile"]["middle_name"],
            &account["profile"]["inn"]
        ),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(account["profile"]["last_name"], "Иванова");
}

#[test]
fn every_fault_of_a_profile_is_told_at_once_and_nothing_is_kept() {
    let mut anna = Person::registered();
    let body = json!({
        "last_name": "1", "birth_date": "2999-01-01", "inn": "1", "snils": "1", "region": "999",
        "lang": "de", "answer_by": ["pigeon"], "first_name": "Анна",
    });
    let faults = update(&mut anna, &body).faults();
    for fault in [
        "/last_name name_format",
        "/birth_date birth_date_future",
        "/inn inn_format",
        "/snils snils_format",
        "/region region_unknown",
        "/lang lang_unknown",
        "/answer_by/0 answer_by_unknown",
    ] {
        assert!(
            faults.iter().any(|known| known == fault),
            "{fault}: {faults:?}"
        );
    }
    let account = anna.get("/api/v1/account").json();
    assert_eq!(account["profile"]["first_name"], "");
}

#[test]
fn nobody_sets_what_is_not_theirs_to_set() {
    let mut anna = Person::registered();
    for name in [
        "id",
        "role",
        "agency",
        "state",
        "email",
        "phone",
        "password",
        "version",
        "locked_until",
        "logins",
        "level",
    ] {
        let faults = update(&mut anna, &json!({ name: "administrator" })).faults();
        assert_eq!(faults, [format!("/{name} unknown_field")]);
    }
    let account = anna.get("/api/v1/account").json();
    assert_eq!(account["role"], "citizen");
}

#[test]
fn a_profile_that_changed_meanwhile_is_not_overwritten() {
    let mut anna = Person::registered();
    let seen = anna.get("/api/v1/account").header("etag").to_owned();
    update(&mut anna, &json!({ "last_name": "Иванова" })).expect(200);
    let call = anna
        .call("PATCH", "/api/v1/account")
        .json(&json!({ "last_name": "Петрова" }));
    anna.send(call.header("if-match", &seen)).expect(412);
}

#[test]
fn another_password_ends_other_sessions_and_is_told() {
    let mut anna = Person::registered();
    let mut phone = anna.elsewhere();
    phone.sign_in();
    let before = anna.token();
    let change = |anna: &mut Person, current: &str, new: &str| {
        let body = json!({ "current_password": current, "password": new });
        anna.post("/api/v1/account/password", &body)
    };
    let old = anna.password.clone();
    let wrong = change(&mut anna, "wrong-Pass-1!", "Тихий-Омут-1974").faults();
    assert_eq!(wrong, ["/current_password password_wrong"]);
    let faults = change(&mut anna, &old, "short").faults();
    assert!(
        faults.contains(&"/password password_short".to_owned()),
        "{faults:?}"
    );
    change(&mut anna, &old, "Тихий-Омут-1974").expect(204);
    assert_ne!(
        anna.token(),
        before,
        "this session goes on with another token"
    );
    assert_eq!(
        (anna.state(), phone.state()),
        ("signed_in".to_owned(), "signed_out".to_owned())
    );
    assert!(anna.mail_kinds().contains(&"password_changed".to_owned()));
    phone.try_sign_in().problem(401, "wrong_credentials");
    phone.password = "Тихий-Омут-1974".to_owned();
    phone.sign_in();
}

#[test]
fn an_open_page_is_no_place_to_guess_the_password() {
    let mut anna = Person::registered();
    for _ in 0..5 {
        let body = json!({ "current_password": "wrong-Pass-1!", "password": "Тихий-Омут-1974" });
        anna.post("/api/v1/account/password", &body).expect(422);
    }
    let body = json!({ "current_password": anna.password, "password": "Тихий-Омут-1974" });
    anna.post("/api/v1/account/password", &body).expect(422);
}

#[test]
fn a_contact_changes_when_the_new_one_has_answered_and_the_old_one_is_told() {
    let mut anna = Person::registered();
    let old = anna.login.clone();
    let new = format!("{}@example.ru", unique::word());
    let body = json!({ "kind": "email", "value": new });
    let sent = anna
        .post("/api/v1/account/contacts", &body)
        .expect(202)
        .json();
    assert_eq!(
        anna.get("/api/v1/account").json()["profile"]["email"],
        old.as_str()
    );
    let code = mailbox::newest(target(), &new, "contact_code").code();
    let body = json!({ "ticket": sent["ticket"], "code": code });
    let mut eve = Person::registered();
    let foreign = eve.post("/api/v1/account/contacts/confirm", &body).faults();
    assert_eq!(foreign, ["/code code_gone"], "another account's ticket");
    let body = json!({ "kind": "email", "value": new });
    let sent = anna
        .post("/api/v1/account/contacts", &body)
        .expect(202)
        .json();
    let code = mailbox::newest(target(), &new, "contact_code").code();
    let body = json!({ "ticket": sent["ticket"], "code": code });
    anna.post("/api/v1/account/contacts/confirm", &body)
        .expect(204);
    assert_eq!(
        anna.get("/api/v1/account").json()["profile"]["email"],
        new.as_str()
    );
    assert!(
        anna.mail_kinds().contains(&"contact_changed".to_owned()),
        "the old one is told"
    );
    let mut phone = anna.elsewhere();
    phone.try_sign_in().problem(401, "wrong_credentials");
    phone.login = new;
    phone.sign_in();
}

#[test]
fn a_second_contact_is_another_way_to_sign_in() {
    let mut anna = Person::registered();
    let digits: String = unique::word()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let phone = format!("+79{}", &digits[digits.len() - 9..]);
    let body = json!({ "kind": "phone", "value": phone });
    let sent = anna
        .post("/api/v1/account/contacts", &body)
        .expect(202)
        .json();
    assert_eq!(sent["channel"], "sms");
    let code = mailbox::newest(target(), &phone, "contact_code").code();
    let body = json!({ "ticket": sent["ticket"], "code": code });
    anna.post("/api/v1/account/contacts/confirm", &body)
        .expect(204);
    let logins = anna.get("/api/v1/account").json()["logins"].clone();
    assert_eq!(logins, json!(["email", "phone"]));
    let mut elsewhere = anna.elsewhere();
    elsewhere.login = phone.replacen("+7", "8 ", 1);
    elsewhere.sign_in();
}

#[test]
fn somebody_else_s_contact_stays_theirs_and_that_is_not_told() {
    let anna = Person::registered();
    let mut eve = Person::registered();
    let ask = |eve: &mut Person, value: &str| {
        let body = json!({ "kind": "email", "value": value });
        let mut sent = eve
            .post("/api/v1/account/contacts", &body)
            .expect(202)
            .json();
        for own in ["ticket", "masked", "expires_at"] {
            sent.as_object_mut().unwrap().remove(own);
        }
        sent
    };
    let free = format!("{}@example.ru", unique::word());
    assert_eq!(ask(&mut eve, &anna.login), ask(&mut eve, &free));
    let kinds = anna.mail_kinds();
    assert_eq!(kinds, ["registration_code", "contact_taken"]);
}

#[test]
fn too_many_codes_lock_the_account_and_tell_its_owner() {
    let mut anna = Person::registered();
    // Every spelling of a login has its own allowance of codes; the account has one for all.
    let ways = ["phone", "email"];
    let digits: String = unique::word()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let phone = format!("+79{}", &digits[digits.len() - 9..]);
    let body = json!({ "kind": ways[0], "value": phone });
    let sent = anna
        .post("/api/v1/account/contacts", &body)
        .expect(202)
        .json();
    let code = mailbox::newest(target(), &phone, "contact_code").code();
    let body = json!({ "ticket": sent["ticket"], "code": code });
    anna.post("/api/v1/account/contacts/confirm", &body)
        .expect(204);
    let mut thief = anna.elsewhere();
    for n in 0..6 {
        thief.login = if n % 2 == 0 {
            phone.clone()
        } else {
            anna.login.clone()
        };
        thief.ask_recovery();
    }
    let kinds = anna.mail_kinds();
    assert!(kinds.contains(&"too_many_codes".to_owned()), "{kinds:?}");
    assert_eq!(anna.get("/api/v1/account").json()["state"], "locked");
    anna.elsewhere()
        .try_sign_in()
        .problem(401, "wrong_credentials");
}
