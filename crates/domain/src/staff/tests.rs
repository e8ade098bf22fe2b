use super::RawMember;
use crate::applicant::ApplicantRecord;

fn typed([last, first, middle, position]: [&str; 4]) -> RawMember {
    let text = |text: &str| Some(text.to_owned());
    RawMember {
        last_name: text(last),
        first_name: text(first),
        middle_name: text(middle),
        position: text(position),
    }
}

#[test]
fn a_name_is_made_uniform_and_a_position_becomes_one_line() {
    let typed = typed([
        " смирнова — Белова ",
        "Ольга",
        "",
        " ведущий\tинженер \n отдела ",
    ]);
    let member = typed.check().unwrap();
    let mut person = ApplicantRecord {
        middle_name: Some("Петровна".to_owned()),
        phone: Some("+79123456789".to_owned()),
        ..ApplicantRecord::default()
    };
    member.name(&mut person);
    assert_eq!(person.full_name(), "смирнова - Белова Ольга");
    assert_eq!(person.phone.as_deref(), Some("+79123456789"));
    assert_eq!(member.position.as_deref(), Some("ведущий инженер отдела"));
}

#[test]
fn a_dash_says_that_there_is_no_patronymic() {
    for dash in ["-", "—", " – "] {
        let member = typed(["Ким", "Олег", dash, ""]).check().unwrap();
        let mut person = ApplicantRecord::default();
        member.name(&mut person);
        assert_eq!(person.full_name(), "Ким Олег");
        assert_eq!(person.middle_name.as_deref(), Some("-"));
    }
    // A family name is something else.
    assert!(typed(["-", "Олег", "", ""]).check().is_err());
}

#[test]
fn every_fault_is_told_at_once() {
    let long = "я".repeat(101);
    for (parts, expected) in [
        (
            ["", " ", "", ""],
            vec![
                "/last_name last_name_required",
                "/first_name first_name_required",
            ],
        ),
        (
            ["Смирнова", "Ольга2", "+", "12-34"],
            vec![
                "/first_name name_format",
                "/middle_name name_format",
                "/position position_format",
            ],
        ),
        (
            [&long, "Ольга", "", &long],
            vec!["/last_name name_length", "/position position_length"],
        ),
    ] {
        let faults = typed(parts).check().unwrap_err();
        let faults: Vec<String> = faults
            .iter()
            .map(|fault| format!("{} {}", fault.pointer, fault.code))
            .collect();
        assert_eq!(faults, expected, "{parts:?}");
    }
}

#[test]
fn nothing_typed_is_told_from_something() {
    assert!(typed(["", " ", "\t", ""]).is_empty());
    assert!(RawMember::default().is_empty());
    assert!(!typed(["", "", "", "инженер"]).is_empty());
}
