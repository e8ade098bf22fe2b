//! What people type and paste, and what is kept of it: the table `tests/typing.tsv`, field by field.
//!
//! Its columns: the field; what is typed, and what is kept, as JSON; or the code of the refusal; and what the case
//! is. `{login}`, `{code}` with its halves `{c1}` and `{c2}`, `{number}` with its `{digits}`, `{access}` and
//! `{access_small}` stand for what each test has at hand.

use otklik_tests::appeal::{self, Appeal};
use otklik_tests::call::Call;
use otklik_tests::form::Form;
use otklik_tests::person::Person;
use serde_json::{Value, json};

const TABLE: &str = include_str!("../typing.tsv");

struct Case {
    field: &'static str,
    typed: String,
    /// What is kept, or the code of the refusal.
    expected: Result<String, &'static str>,
    why: &'static str,
}

fn cases(fields: &[&str]) -> Vec<Case> {
    let read = |line: &'static str| {
        let [field, typed, kept, refused, why] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let text = |json: &str| serde_json::from_str::<String>(json).expect(line);
        Case {
            field,
            typed: text(typed),
            expected: match refused {
                "" => Ok(text(kept)),
                code => Err(code),
            },
            why,
        }
    };
    let all = TABLE.lines().skip(1).map(read);
    let found: Vec<Case> = all.filter(|case| fields.contains(&case.field)).collect();
    assert!(found.len() >= 3, "{fields:?}");
    found
}

fn pointer(field: &str) -> String {
    match field {
        "title" | "text" => format!("/{field}"),
        "since" => "/fields/since".to_owned(),
        _ => format!("/applicant/{field}"),
    }
}

const OF_APPEALS: [&str; 11] = [
    "phone",
    "snils",
    "inn",
    "email",
    "last_name",
    "first_name",
    "middle_name",
    "birth_date",
    "since",
    "title",
    "text",
];

/// An appeal in a category that asks for a date.
fn dated() -> Value {
    let mut body = appeal::with("/category", "housing.hot_water");
    appeal::set(&mut body, "/fields", json!({ "address": "ул. Ленина, 5" }));
    body
}

/// Everything that is wrong, so that one run tells of all cases.
fn all_right(wrong: &[String]) {
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_fields_of_an_appeal_are_read_as_they_were_meant() {
    let mut wrong = Vec::new();
    for case in cases(&OF_APPEALS) {
        let pointer = pointer(case.field);
        let mut body = dated();
        appeal::set(&mut body, &pointer, json!(case.typed));
        let answer = Call::post("/api/v1/appeals/preview").json(&body).send();
        let found = match answer.status {
            200 => {
                let kept = answer.json()["appeal"].pointer(&pointer).cloned();
                Ok(kept
                    .and_then(|kept| kept.as_str().map(str::to_owned))
                    .unwrap_or_default())
            }
            _ => Err(answer.faults()),
        };
        let expected = case
            .expected
            .map_err(|code| vec![format!("{pointer} {code}")]);
        if found != expected {
            wrong.push(format!(
                "{} {:?} ({}): {found:?}",
                case.field, case.typed, case.why
            ));
        }
    }
    all_right(&wrong);
}

#[test]
fn a_form_is_read_as_json_is() {
    let sample = [
        ("category", "housing.hot_water"),
        ("type", "complaint"),
        ("title", "Не горят фонари у дома 5"),
        (
            "text",
            "Во дворе дома 5 третий день не горит ни один фонарь.",
        ),
        ("fields.address", "ул. Ленина, 5"),
        ("applicant.last_name", "Иванова"),
        ("applicant.first_name", "Анна"),
        ("applicant.email", "anna@example.ru"),
    ];
    let mut wrong = Vec::new();
    for case in cases(&OF_APPEALS) {
        let pointer = pointer(case.field);
        let name = pointer.trim_start_matches('/').replace('/', ".");
        let others = sample.iter().filter(|(key, _)| *key != name);
        let pairs: Vec<(&str, &str)> = others
            .copied()
            .chain([(name.as_str(), case.typed.as_str())])
            .collect();
        let call = || Call::post("/api/v1/appeals").header("accept", "application/json");
        for (kind, call) in [
            ("urlencoded", call().form(&pairs)),
            ("multipart", Form::new(&pairs).with(call())),
        ] {
            let answer = call.send();
            let found = match answer.status {
                201 => {
                    let card = Appeal::read(&answer).card();
                    let kept = card.pointer(&pointer).and_then(Value::as_str);
                    Ok(kept.unwrap_or_default().to_owned())
                }
                _ => Err(answer.faults()),
            };
            let expected = case
                .expected
                .clone()
                .map_err(|code| vec![format!("{pointer} {code}")]);
            if found != expected {
                wrong.push(format!(
                    "{kind} {name} {:?} ({}): {found:?}",
                    case.typed, case.why
                ));
            }
        }
    }
    all_right(&wrong);
}

#[test]
fn a_new_password_is_kept_without_what_nobody_sees() {
    for case in cases(&["password"]) {
        let mut anna = Person::new();
        anna.password = case.typed;
        let body = json!({
            "login": anna.login, "password": anna.password, "consent": true, "altcha": anna.proof(),
        });
        match case.expected {
            Ok(kept) => {
                anna.register();
                let mut other = anna.elsewhere();
                other.password = kept;
                other.sign_in();
                anna.elsewhere().sign_in();
            }
            Err(code) => {
                let refused = anna.post("/api/v1/accounts", &body).faults();
                assert_eq!(
                    refused,
                    [format!("/password {code}")],
                    "{:?}",
                    anna.password
                );
            }
        }
    }
}

#[test]
fn what_was_pasted_around_a_password_is_no_failed_attempt() {
    let anna = Person::registered();
    for case in cases(&["sign_in"]) {
        let mut again = anna.elsewhere();
        again.password = case.typed;
        match case.expected {
            Ok(_) => again.sign_in(),
            Err(code) => drop(again.try_sign_in().problem(401, code)),
        }
    }
    let told = anna.mail_kinds();
    assert_eq!(told, ["registration_code"], "one failure in all");
    // Changing it asks for it in the same way.
    let mut anna = anna;
    let body =
        json!({ "current_password": format!(" {}\n", anna.password), "password": "mW3!tR8$qLz5" });
    anna.post("/api/v1/account/password", &body).expect(204);
}

#[test]
fn a_login_is_known_however_it_was_pasted() {
    let anna = Person::registered();
    for case in cases(&["login"]) {
        let mut again = anna.elsewhere();
        again.login = case.typed.replace("{login}", &anna.login);
        assert_eq!(case.expected.as_deref(), Ok("{login}"));
        let answer = again.try_sign_in();
        assert_eq!(answer.status, 200, "{:?}: {answer}", again.login);
    }
    // A mailbox has one account, however its domain is spelt.
    let mut olga = Person::new();
    let (local, _) = olga.login.split_once('@').unwrap();
    let local = local.to_owned();
    olga.login = format!("{local}@xn--e1afmkfd.xn--p1ai");
    olga.register();
    for domain in ["пример.рф", "ПРИМЕР.РФ", "xn--e1afmkfd.xn--p1ai"] {
        let mut again = olga.elsewhere();
        again.login = format!("{local}@{domain}");
        again.sign_in();
    }
}

#[test]
fn a_one_time_code_is_read_however_it_was_pasted() {
    for case in cases(&["code"]) {
        let mut anna = Person::new();
        let ticket = anna.begin_registration();
        let code = anna.mail("registration_code").code();
        let (left, right) = code.split_at(3);
        let typed = case.typed.replace("{c1}", left).replace("{c2}", right);
        let body = json!({ "ticket": ticket, "code": typed.replace("{code}", &code) });
        let answer = anna.post("/api/v1/accounts/confirm", &body);
        assert_eq!(answer.status, 201, "{:?}: {answer}", case.typed);
    }
}

#[test]
fn a_number_and_a_code_are_read_however_they_were_pasted() {
    let appeal = Appeal::create();
    for case in cases(&["number", "access_code"]) {
        let typed = case
            .typed
            .replace("{number}", &appeal.number)
            .replace("{digits}", &appeal.number.replace('-', ""))
            .replace("{access}", &appeal.code)
            .replace("{access_small}", &appeal.code.to_lowercase());
        let (number, code) = match case.field {
            "number" => (typed.as_str(), appeal.code.as_str()),
            _ => (appeal.number.as_str(), typed.as_str()),
        };
        let pairs = [("number", number), ("access_code", code)];
        let page = Call::post("/status").form(&pairs).page().send().expect(303);
        assert_eq!(
            page.header("location"),
            format!("/status/{}", appeal.number)
        );
        if case.field == "access_code" {
            let answer = Call::get(appeal.path("")).code(&typed).send();
            assert_eq!(answer.status, 200, "header {typed:?}");
            let mut anna = Person::registered();
            let path = Appeal::create_as(&appeal::sample());
            let own = typed.replace(&appeal.code, &path.code);
            let own = own.replace(&appeal.code.to_lowercase(), &path.code.to_lowercase());
            anna.post(&path.path("/claim"), &json!({ "access_code": own }))
                .expect(200);
        }
    }
    let empty = [("number", " "), ("access_code", "\u{200b}")];
    let page = Call::post("/status").form(&empty).page().send();
    assert!(
        page.text()
            .contains("Укажите номер обращения и код доступа"),
        "{page}"
    );
}

#[test]
fn a_name_that_is_refused_says_which() {
    let body = appeal::with("/applicant/last_name", "Иванова2");
    let answer = Call::post("/api/v1/appeals/preview").json(&body).send();
    assert_eq!(answer.faults(), ["/applicant/last_name name_format"]);
    assert!(answer.text().contains("Фамилия: только буквы"), "{answer}");
    let mut anna = Person::registered();
    let answer = anna.ask("PATCH", "/api/v1/account", &json!({ "middle_name": "?" }));
    assert!(answer.text().contains("Отчество: только буквы"), "{answer}");
}

#[test]
fn the_profile_keeps_what_was_meant() {
    let mut anna = Person::registered();
    let body = json!({
        "last_name": "\u{2068}Орлова\u{2069}", "first_name": "-", "middle_name": "\u{2014}",
        "birth_date": "07111985", "snils": "112\u{2011}233\u{2011}445\u{a0}95", "inn": "5001\u{a0}0073\u{a0}2259.",
    });
    let account = anna
        .ask("PATCH", "/api/v1/account", &body)
        .expect(200)
        .json();
    let profile = &account["profile"];
    assert_eq!(profile["last_name"], "Орлова");
    assert_eq!(profile["first_name"], "-");
    assert_eq!(profile["middle_name"], "-");
    assert_eq!(profile["birth_date"], "1985-11-07");
    assert_eq!(profile["snils"], "11223344595");
    assert_eq!(profile["inn"], "500100732259");
}

#[test]
fn whoever_has_one_name_is_asked_for_no_other() {
    let mut body = appeal::with("/applicant/first_name", "—");
    appeal::set(&mut body, "/applicant/middle_name", json!("-"));
    let appeal = Appeal::create_as(&body);
    let changed =
        json!({ "text": "Глубокая яма напротив дома 7, машины объезжают её по тротуару." });
    let edited = Call::new("PUT", appeal.path("/text"))
        .code(&appeal.code)
        .json(&changed)
        .send();
    assert_eq!(edited.status, 200, "{edited}");
    let pdf = Call::get(format!("/api/v1/exports/appeals/{}.pdf", appeal.number));
    pdf.code(&appeal.code).send().expect(200);
    // What the profile says fills the next form in.
    let mut anna = Person::registered();
    let names = json!({ "last_name": "Орлова", "first_name": "-" });
    anna.ask("PATCH", "/api/v1/account", &names).expect(200);
    let form = anna.call("GET", "/submit?category=roads.surface").page();
    let form = anna.send(form).expect(200);
    assert!(
        form.text()
            .contains("name=\"applicant.first_name\" value=\"-\""),
        "{form}"
    );
}

#[test]
fn a_date_is_shown_back_as_dates_are_written() {
    let pairs = [
        ("category", "housing.hot_water"),
        ("type", "complaint"),
        ("title", "Не горят фонари у дома 5"),
        ("text", "коротко"),
        ("fields.address", "ул. Ленина, 5"),
        ("fields.since", "09022025"),
        ("applicant.birth_date", "7/11/1985"),
    ];
    let page = Call::post("/api/v1/appeals")
        .form(&pairs)
        .page()
        .send()
        .expect(422);
    let text = page.text();
    for shown in ["value=\"09.02.2025\"", "value=\"07.11.1985\""] {
        assert!(text.contains(shown), "{shown}: {page}");
    }
}

#[test]
fn what_staff_type_is_cleaned_as_well() {
    let appeal = Appeal::create();
    let note = json!({ "direction": "note", "text": "Позвонить\u{200b} \u{202a}Олегу\u{202c}\u{b}завтра\u{2}" });
    let made = Call::post(appeal.path("/messages"))
        .staff()
        .json(&note)
        .send()
        .expect(201)
        .json();
    assert_eq!(made["text"], "Позвонить Олегу\nзавтра");
    let move_to = json!({ "to": "in_progress", "comment": "Пере\u{ad}дано \u{200e}бригаде" });
    Call::post(appeal.path("/transitions"))
        .staff()
        .json(&move_to)
        .send()
        .expect(200);
    let events = serde_json::to_string(&appeal.events()).unwrap();
    assert!(events.contains("Передано бригаде"), "{events}");
    let found = Call::get(format!(
        "/api/v1/queue?q=%E2%80%AA{}%E2%80%AC",
        appeal.number
    ))
    .staff()
    .send()
    .expect(200)
    .json();
    assert_eq!(
        found["items"][0]["number"],
        appeal.number.as_str(),
        "{found}"
    );
}
