use super::*;

#[test]
fn an_applicant_has_a_name_and_a_contact_and_what_the_category_needs() {
    refused(
        |raw| raw.applicant.email = None,
        &["/answer_by/1 answer_by_email"],
    );
    refused(|raw| raw.applicant.phone = some(" "), &[]);
    let contactless = |raw: &mut RawAppeal| {
        raw.applicant.phone = None;
        raw.applicant.email = None;
        raw.answer_by = vec!["call".into()];
    };
    refused(
        contactless,
        &[
            "/applicant/phone contact_required",
            "/answer_by/0 answer_by_phone",
        ],
    );
    refused(
        |raw| {
            raw.category = some("social.pension");
            raw.appeal_type = some("request");
            raw.fields.clear();
            raw.documents_follow = true;
            raw.applicant.birth_date = None;
            raw.applicant.snils = some("");
            raw.applicant.phone = None;
        },
        &[
            "/applicant/birth_date birth_date_required",
            "/applicant/snils snils_required",
            "/applicant/phone phone_required",
        ],
    );
}

#[test]
fn an_anonymous_appeal_brings_and_keeps_no_personal_data() {
    let mut raw = example();
    raw.anonymous = true;
    raw.applicant = RawApplicant {
        last_name: some("  "),
        ..RawApplicant::default()
    };
    raw.answer_by = Vec::new();
    let appeal = run(raw).unwrap();
    assert!(appeal.is_anonymous());
    assert_eq!(appeal.answer_by, [AnswerBy::Cabinet]);

    refused(
        |raw| raw.anonymous = true,
        &[
            "/applicant applicant_of_anonymous",
            "/answer_by/1 answer_by_anonymous",
        ],
    );
    refused(
        |raw| {
            raw.anonymous = true;
            raw.applicant = RawApplicant::default();
            raw.category = some("social.pension");
            raw.appeal_type = some("request");
            raw.fields.clear();
            raw.answer_by.clear();
            raw.documents_follow = true;
        },
        &["/anonymous anonymous_not_allowed"],
    );
}
