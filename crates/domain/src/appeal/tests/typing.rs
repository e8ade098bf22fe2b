//! The table of what people type, see `tests/it/typing.rs`, against the rules themselves.

use super::*;
use crate::access_code::AccessCode;
use crate::applicant::ApplicantRecord;
use crate::login::Login;

const TABLE: &str = include_str!("../../../../../tests/typing.tsv");

/// What is kept of a value, or the codes of what is wrong with it.
fn kept(field: &str, typed: &str) -> Result<String, Vec<&'static str>> {
    let mut raw = example();
    raw.category = some("portal.fault");
    raw.fields = BTreeMap::new();
    let given = Some(typed.to_owned());
    match field {
        "title" => raw.title = given,
        "text" => raw.text = given,
        "since" => drop(raw.fields.insert("date".to_owned(), typed.to_owned())),
        "last_name" => raw.applicant.last_name = given,
        "first_name" => raw.applicant.first_name = given,
        "middle_name" => raw.applicant.middle_name = given,
        "birth_date" => raw.applicant.birth_date = given,
        "inn" => raw.applicant.inn = given,
        "snils" => raw.applicant.snils = given,
        "email" => raw.applicant.email = given,
        "phone" => raw.applicant.phone = given,
        _ => panic!("{field}"),
    }
    let appeal = run(raw).map_err(|faults| {
        faults
            .into_iter()
            .map(|fault| fault.code)
            .collect::<Vec<_>>()
    })?;
    let person = ApplicantRecord::from(appeal.applicant.as_ref().unwrap());
    let value = match field {
        "title" => Some(appeal.title),
        "text" => Some(appeal.text),
        "since" => appeal.fields.get("date").cloned(),
        "last_name" => Some(person.last_name),
        "first_name" => Some(person.first_name),
        "middle_name" => person.middle_name,
        "birth_date" => person.birth_date,
        "inn" => person.inn,
        "snils" => person.snils,
        "email" => person.email,
        _ => person.phone,
    };
    Ok(value.unwrap_or_default())
}

#[test]
fn what_people_type_and_paste_is_what_they_meant() {
    let number = AppealNumber::new(2026, 123).unwrap().to_string();
    let code = AccessCode::from_entropy([5; 16]);
    let mut wrong = Vec::new();
    for line in TABLE.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [field, typed, expected, refused, why] = cells[..] else {
            panic!("{line}")
        };
        let typed: String = serde_json::from_str(typed).unwrap();
        let found = match field {
            // Those are `auth`'s.
            "password" | "sign_in" | "code" => continue,
            "login" => Login::candidates(&typed.replace("{login}", "anna@example.ru"))
                .first()
                .map(|login| login.as_str().replace("anna@example.ru", "{login}"))
                .ok_or_else(Vec::new),
            "number" => {
                let digits = number.replace('-', "");
                let typed = typed.replace("{number}", &number);
                AppealNumber::parse(&typed.replace("{digits}", &digits))
                    .map(|found| found.to_string().replace(&number, "{number}"))
                    .map_err(|_| Vec::new())
            }
            "access_code" => {
                let small = code.grouped().to_lowercase();
                let typed = typed.replace("{access}", &code.grouped());
                AccessCode::parse(&typed.replace("{access_small}", &small))
                    .map(|found| found.grouped().replace(&code.grouped(), "{access}"))
                    .map_err(|_| Vec::new())
            }
            field => kept(field, &typed),
        };
        let expected = match refused {
            "" => Ok(serde_json::from_str::<String>(expected).unwrap()),
            code => Err(vec![code]),
        };
        if found != expected {
            wrong.push(format!("{field} {typed:?} ({why}): {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
