use super::*;

fn on_behalf_of(kind: &str, name: &str, inn: &str) -> Option<RawRepresented> {
    Some(RawRepresented {
        kind: some(kind),
        name: some(name),
        inn: some(inn),
    })
}

#[test]
fn whoever_speaks_for_another_names_them_and_shows_the_power_of_attorney() {
    let company = "ООО «Ромашка»";
    for (kind, name, inn, expected) in [
        ("company", company, "7707083893", None),
        (
            "company",
            "",
            "7707083893",
            Some("/on_behalf_of/name company_name_required"),
        ),
        (
            "company",
            "«»",
            "7707083893",
            Some("/on_behalf_of/name company_name_format"),
        ),
        (
            "company",
            company,
            "",
            Some("/on_behalf_of/inn company_inn_required"),
        ),
        (
            "company",
            company,
            "500100732259",
            Some("/on_behalf_of/inn company_inn_digits"),
        ),
        (
            "company",
            company,
            "7707083894",
            Some("/on_behalf_of/inn inn_check"),
        ),
        ("person", "Петров Пётр Петрович", "", None),
        ("person", "Петров Пётр Петрович", "500100732259", None),
        (
            "person",
            "Петров 2",
            "",
            Some("/on_behalf_of/name name_format"),
        ),
        (
            "person",
            "",
            "",
            Some("/on_behalf_of/name person_name_required"),
        ),
        (
            "person",
            "Петров",
            "7707083893",
            Some("/on_behalf_of/inn person_inn_digits"),
        ),
        (
            "friend",
            "Петров",
            "",
            Some("/on_behalf_of/kind on_behalf_of_kind"),
        ),
        (
            "",
            "Петров",
            "",
            Some("/on_behalf_of/kind on_behalf_of_kind"),
        ),
    ] {
        let expected: Vec<&str> = expected.into_iter().collect();
        refused(
            |raw| {
                raw.on_behalf_of = on_behalf_of(kind, name, inn);
                raw.attachments = vec![attachment("u1", Some("power_of_attorney"))];
            },
            &expected,
        );
    }
    refused(
        |raw| raw.on_behalf_of = on_behalf_of("company", company, "7707083893"),
        &["/attachments document_missing"],
    );
}

#[test]
fn a_power_of_attorney_may_follow_and_the_clock_waits_for_it() {
    let mut raw = example();
    raw.on_behalf_of = on_behalf_of("company", "ООО «Ромашка»", "77 0708 3893");
    raw.documents_follow = true;
    let appeal = run(raw).unwrap();
    let codes: Vec<&str> = appeal
        .missing_documents
        .iter()
        .map(|d| d.code.as_str())
        .collect();
    assert_eq!(codes, ["power_of_attorney"]);
    assert_eq!(appeal.status(), Status::ClarificationRequired);
    let record = RepresentedRecord::from(appeal.on_behalf_of.as_ref().unwrap());
    assert_eq!(record.inn.as_deref(), Some("7707083893"));
    assert!(!format!("{record:?}").contains("Ромашка"));
}

#[test]
fn nobody_speaks_for_another_anonymously() {
    refused(
        |raw| {
            raw.anonymous = true;
            raw.applicant = RawApplicant::default();
            raw.answer_by.clear();
            raw.on_behalf_of = on_behalf_of("person", "Петров", "");
            raw.attachments = vec![attachment("u1", Some("power_of_attorney"))];
        },
        &["/on_behalf_of on_behalf_of_anonymous"],
    );
}
