mod attachments;
mod call;
mod fields;
mod person;
mod represented;
mod typing;
mod words;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::category::{
    Agency, Catalogue, Category, CategoryField, FieldKind, FieldOption, Instance,
};

fn field(code: &str, kind: FieldKind, required: bool) -> CategoryField {
    let options = ["old_age", "social"].map(|key| FieldOption {
        key: key.into(),
        name: Text::default(),
    });
    CategoryField {
        code: code.into(),
        label: Text::new(format!("Поле {code}"), format!("Field {code}")),
        hint: Text::default(),
        kind,
        required,
        options: if kind == FieldKind::SingleValueList {
            options.into()
        } else {
            Vec::new()
        },
        max_chars: (kind == FieldKind::String).then_some(40),
    }
}

fn category(code: &str) -> Category {
    Category {
        code: code.into(),
        parent: code.split_once('.').map(|(group, _)| group.to_owned()),
        name: Text::fixed("Категория", "Category"),
        agency: Some("agency".into()),
        deadline_class: Some(DeadlineClass::Standard),
        required_documents: Vec::new(),
        anonymous_allowed: true,
        min_text_chars: 20,
        types: AppealType::ALL.to_vec(),
        applicant_required: Vec::new(),
        fields: Vec::new(),
        hints: Vec::new(),
        templates: Vec::new(),
        keywords: Vec::new(),
        active: true,
    }
}

fn catalogue() -> Catalogue {
    let surface = Category {
        fields: vec![field("address", FieldKind::String, true)],
        ..category("roads.surface")
    };
    let pension = Category {
        anonymous_allowed: false,
        types: vec![AppealType::Request],
        applicant_required: vec!["birth_date".into(), "snils".into(), "phone".into()],
        required_documents: vec![
            RequiredDocument {
                code: "identity".into(),
                name: Text::fixed("Паспорт", "Passport"),
            },
            RequiredDocument {
                code: "income".into(),
                name: Text::fixed("Справка", "Certificate"),
            },
        ],
        ..category("social.pension")
    };
    let all_kinds = Category {
        fields: FieldKind::ALL
            .iter()
            .map(|kind| field(kind.as_str(), *kind, false))
            .collect(),
        ..category("portal.fault")
    };
    let other = Category {
        min_text_chars: 100,
        ..category("other.other")
    };
    let agency = Agency {
        code: "agency".into(),
        name: Text::fixed("Ведомство", "Agency"),
        instance: Instance::Local,
        superior: None,
        active: true,
    };
    let closed = Category {
        active: false,
        ..category("roads.closed")
    };
    Catalogue::new(
        [agency],
        [
            category("roads"),
            surface,
            pension,
            all_kinds,
            other,
            closed,
        ],
    )
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The example of the API's description.
fn example() -> RawAppeal {
    RawAppeal {
        appeal_type: some("complaint"),
        category: some("roads.surface"),
        region: some("62"),
        title: some("Яма на проезжей части у дома 5 по улице Ленина"),
        text: some("Во дворе дома третий месяц глубокая яма,\r\nмашины бьют колёса."),
        anonymous: false,
        applicant: RawApplicant {
            last_name: some("Иванова"),
            first_name: some("Анна"),
            middle_name: some("Петровна"),
            birth_date: some("1990-05-31"),
            inn: some("500100732259"),
            snils: some("112-233-445 95"),
            email: some("anna@example.ru"),
            phone: some("+7 912 345-67-89"),
        },
        on_behalf_of: None,
        fields: [("address".to_owned(), "ул. Ленина, 5".to_owned())].into(),
        answer_by: vec!["cabinet".into(), "email".into()],
        call_at: None,
        attachments: vec![attachment("u1", Some("photo"))],
        repeat_of: None,
        documents_follow: false,
    }
}

fn attachment(id: &str, document: Option<&str>) -> RawAttachment {
    RawAttachment {
        id: some(id),
        upload_token: some("token"),
        document: document.map(str::to_owned),
    }
}

/// Uploads `u1` to `u21` of a megabyte, `big` of ten and a byte more, `full` of ten.
fn files() -> Vec<UploadedFile> {
    let file = |id: String, size_bytes| UploadedFile {
        name: format!("{id}.pdf"),
        id,
        media_type: "application/pdf".into(),
        size_bytes,
        document: None,
    };
    let mut files: Vec<_> = (1..=21).map(|n| file(format!("u{n}"), 1 << 20)).collect();
    files.push(file("big".into(), limits::MAX_FILE_BYTES + 1));
    files.extend(["a", "b", "c"].map(|id| file(id.into(), limits::MAX_FILE_BYTES)));
    files
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 31).unwrap()
}

fn run(raw: RawAppeal) -> Result<NewAppeal, Vec<FieldError>> {
    check(raw, &catalogue(), &files(), today())
}

/// The faults of the example after a change, as `pointer code`.
fn faults(change: impl FnOnce(&mut RawAppeal)) -> Vec<String> {
    let mut raw = example();
    change(&mut raw);
    let errors = run(raw).err().unwrap_or_default();
    for error in &errors {
        assert!(
            !error.message.ru.is_empty() && !error.message.en.is_empty(),
            "{error:?}"
        );
    }
    errors
        .into_iter()
        .map(|error| format!("{} {}", error.pointer, error.code))
        .collect()
}

#[track_caller]
fn refused(change: impl FnOnce(&mut RawAppeal), expected: &[&str]) {
    assert_eq!(faults(change), expected);
}

#[test]
fn the_example_of_the_api_is_accepted_in_canonical_form() {
    let appeal = run(example()).unwrap();
    assert_eq!(appeal.category, "roads.surface");
    assert_eq!(appeal.agency, "agency");
    assert_eq!(
        appeal.text,
        "Во дворе дома третий месяц глубокая яма,\nмашины бьют колёса."
    );
    assert_eq!(appeal.answer_by, [AnswerBy::Cabinet, AnswerBy::Email]);
    assert_eq!(
        appeal.attachments[0].file.document.as_deref(),
        Some("photo")
    );
    assert_eq!(appeal.status(), Status::Created);
    let applicant = appeal.applicant.unwrap();
    assert_eq!(applicant.phone.unwrap().as_str(), "+79123456789");
    assert_eq!(applicant.snils.unwrap().as_str(), "11223344595");
}

#[test]
fn every_fault_is_told_at_once() {
    let nothing = run(RawAppeal::default()).unwrap_err();
    let found: Vec<&str> = nothing.iter().map(|error| error.code).collect();
    let expected = [
        "category_required",
        "type_required",
        "title_required",
        "text_required",
        "last_name_required",
        "first_name_required",
        "contact_required",
    ];
    assert_eq!(found, expected);
    refused(
        |raw| {
            raw.appeal_type = some("bribe");
            raw.region = some("Рязань");
            raw.title = some("Яма");
            raw.text = some("Коротко");
            raw.applicant.last_name = some("Иванова1");
            raw.applicant.birth_date = some("31.02.1990");
            raw.applicant.inn = some("500100732258");
            raw.applicant.snils = some("112-233-445 96");
            raw.applicant.email = some("anna");
            raw.applicant.phone = some("123");
            raw.fields.clear();
            raw.answer_by.push("pigeon".into());
            raw.attachments.push(attachment("u1", None));
            raw.repeat_of = some("2026-0000001-0");
        },
        &[
            "/type type_unknown",
            "/region region_unknown",
            "/title title_length",
            "/text text_length",
            "/applicant/last_name name_format",
            "/applicant/birth_date birth_date_format",
            "/applicant/inn inn_check",
            "/applicant/snils snils_check",
            "/applicant/email email_format",
            "/applicant/phone phone_format",
            "/fields/address field_required",
            "/answer_by/2 answer_by_unknown",
            "/attachments/1/id attachment_duplicate",
            "/repeat_of repeat_of_format",
        ],
    );
}

#[test]
fn a_category_is_one_that_exists_and_takes_the_type() {
    refused(
        |raw| raw.category = some("roads.nowhere"),
        &["/category category_unknown"],
    );
    refused(
        |raw| raw.category = some("roads"),
        &["/category category_group"],
    );
    refused(
        |raw| raw.category = some("roads.closed"),
        &["/category category_closed"],
    );
    refused(
        |raw| raw.category = some("'; DROP TABLE event"),
        &["/category category_unknown"],
    );
    refused(
        |raw| {
            raw.category = some("social.pension");
            raw.fields.clear();
            raw.documents_follow = true;
        },
        &["/type type_not_allowed"],
    );
}

#[test]
fn a_repeated_appeal_is_named_by_its_number() {
    let number = AppealNumber::new(2026, 7).unwrap();
    let mut raw = example();
    raw.repeat_of = Some(number.to_string());
    assert_eq!(run(raw).unwrap().repeat_of, Some(number));
    refused(|raw| raw.repeat_of = some("  "), &[]);
}

#[test]
fn without_a_region_moscow_time_counts() {
    let mut raw = example();
    raw.region = None;
    assert_eq!(run(raw).unwrap().region, Region::NONE);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nothing_that_comes_makes_the_check_panic(
        texts in prop::collection::vec(prop::option::of(any::<String>()), 12),
        fields in prop::collection::btree_map(".{0,10}|url|inn|date|datetime|number", "\\PC{0,30}|[0-9T:.+-]{0,30}", 0..8),
        codes in prop::collection::vec("\\PC{0,8}|email|call", 0..4),
        anonymous: bool,
        category in "roads.surface|social.pension|portal.fault|\\PC{0,9}",
    ) {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().flatten();
        let raw = RawAppeal {
            appeal_type: some("request"),
            category: Some(category),
            region: next(),
            title: next(),
            text: next(),
            anonymous,
            applicant: RawApplicant {
                last_name: next(),
                first_name: next(),
                middle_name: next(),
                birth_date: next(),
                inn: next(),
                snils: next(),
                email: next(),
                phone: next(),
            },
            fields,
            attachments: codes.iter().map(|code| attachment(code, Some(code))).collect(),
            answer_by: codes,
            on_behalf_of: None,
            call_at: next(),
            repeat_of: next(),
            documents_follow: anonymous,
        };
        if let Err(errors) = run(raw) {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.iter().all(|error| error.pointer.starts_with('/')));
        }
    }
}
