//! The form: new, filled in, and refused.

use super::*;

pub(crate) fn form_view(lang: Lang) -> FormView {
    FormView {
        shell: shell(lang, "/submit?category=roads.surface"),
        category: FormCategory {
            code: "roads.surface".into(),
            name: t(
                lang,
                "Ямы и разрушение покрытия",
                "Potholes and broken surface",
            )
            .into(),
            group: t(lang, "Дороги", "Roads").into(),
            agency: t(
                lang,
                "Управление дорог и транспорта",
                "Department of roads and transport",
            )
            .into(),
            term: t(lang, "10 рабочих дней", "10 working days").into(),
            types: vec![
                Choice::new("complaint", t(lang, "Жалоба", "Complaint")),
                Choice::new("suggestion", t(lang, "Предложение", "Suggestion")),
                Choice::new("question", t(lang, "Вопрос", "Question")),
            ],
            min_text_chars: 20,
            anonymous_allowed: true,
            applicant_required: vec!["birth_date".into()],
            fields: vec![
                FormField {
                    code: "address".into(),
                    label: t(lang, "Адрес или ориентир", "Address or landmark").into(),
                    hint: t(
                        lang,
                        "Улица и дом, перекрёсток или остановка",
                        "Street and house, crossing or stop",
                    )
                    .into(),
                    required: true,
                    ..FormField::default()
                },
                FormField {
                    code: "danger".into(),
                    label: t(lang, "Есть ли опасность для людей", "Is anybody in danger").into(),
                    kind: Kind::List,
                    options: vec![
                        Choice::new("yes", t(lang, "Да", "Yes")),
                        Choice::new("no", t(lang, "Нет", "No")),
                    ],
                    ..FormField::default()
                },
            ],
            documents: vec![Choice::new(
                "photo",
                t(lang, "Фотография места", "Photo of the place"),
            )],
        },
        regions: vec![
            Choice::new("62", t(lang, "Рязанская область", "Ryazan Region")),
            Choice::new("77", t(lang, "Москва", "Moscow")),
        ],
        answer_by: vec![
            Choice::new(
                "cabinet",
                t(lang, "На странице обращения", "On the appeal's page"),
            ),
            Choice::new("email", t(lang, "По электронной почте", "By e-mail")),
        ],
        values: [("region", "62"), ("answer_by", "cabinet")]
            .into_iter()
            .collect(),
        uploads: Vec::new(),
        faults: Vec::new(),
        ticket: "wait.1800000000.c2FsdA.c2lnbmF0dXJl".into(),
        has_left: false,
        sent: String::new(),
        idempotency_key: "0197f3c2-7d1e-7000-8000-5c6f0d6b1f11".into(),
        limits: Limits::default(),
        templates: vec![Choice::new("0", t(lang, "Яма на дороге", "A pothole"))],
    }
}

pub(crate) fn support_category(lang: Lang) -> FormCategory {
    let one = |code: &str, ru: &'static str, en: &'static str, kind, required| FormField {
        code: code.into(),
        label: t(lang, ru, en).into(),
        kind,
        required,
        ..FormField::default()
    };
    FormCategory {
        code: "portal.fault".into(),
        name: t(lang, "Ошибка на портале", "A fault of the portal").into(),
        group: t(lang, "Работа портала", "The portal").into(),
        types: vec![Choice::new("complaint", t(lang, "Жалоба", "Complaint"))],
        min_text_chars: 100,
        fields: vec![
            one(
                "page_url",
                "Адрес страницы",
                "Address of the page",
                Kind::Url,
                true,
            ),
            one(
                "occurred_at",
                "Когда это было",
                "When it happened",
                Kind::DateTime,
                true,
            ),
            one("day", "День", "Day", Kind::Date, false),
            one(
                "times",
                "Сколько раз",
                "How many times",
                Kind::Number,
                false,
            ),
            one(
                "steps",
                "Что вы делали по шагам",
                "What you did, step by step",
                Kind::Text,
                true,
            ),
            one(
                "inn",
                "ИНН организации",
                "INN of the company",
                Kind::Inn,
                false,
            ),
            one("browser", "Браузер", "Browser", Kind::Line, false),
            one("system", "Система", "System", Kind::Line, false),
        ],
        ..FormCategory::default()
    }
}

/// What a careful applicant types.
pub(crate) fn fill(view: &mut FormView) {
    let lang = view.shell.lang;
    for (name, value) in [
        ("type", "complaint"),
        (
            "title",
            t(
                lang,
                "Яма на дороге у дома 5 по улице Ленина",
                "A pothole near 5 Lenin Street",
            ),
        ),
        (
            "text",
            t(
                lang,
                "Яма глубиной 20 см на правой полосе.\nМашины выезжают на встречную.",
                "20 cm deep, in the right lane.\nCars swerve into the oncoming traffic.",
            ),
        ),
        ("fields.address", t(lang, "ул. Ленина, 5", "5 Lenin Street")),
        ("fields.danger", "yes"),
        ("applicant.last_name", t(lang, "Иванова", "Ivanova")),
        ("applicant.first_name", t(lang, "Анна", "Anna")),
        ("applicant.phone", "+7 912 345-67-89"),
    ] {
        view.values.push(name, value);
    }
    view.uploads = vec![
        Upload {
            id: "0197f3c2-aaaa".into(),
            token: "token-1".into(),
            document: "photo".into(),
            name: "photo.jpg".into(),
            size_bytes: 2_516_583,
        },
        Upload {
            id: "0197f3c2-bbbb".into(),
            token: "token-2".into(),
            document: String::new(),
            name: "plan.pdf".into(),
            size_bytes: 48_213,
        },
    ];
}

/// What the server may find wrong.
pub(crate) fn spoil(view: &mut FormView) {
    let lang = view.shell.lang;
    view.faults = vec![
        Fault::new(
            "/type",
            t(lang, "Выберите вид обращения", "Choose the kind of appeal"),
        ),
        Fault::new(
            "/text",
            t(
                lang,
                "Напишите не меньше 20 знаков",
                "Write at least 20 characters",
            ),
        ),
        Fault::new(
            "/fields/address",
            t(lang, "Укажите адрес", "Give the address"),
        ),
        Fault::new(
            "/attachments",
            t(
                lang,
                "Приложите документ: Фотография места",
                "Attach the document: Photo of the place",
            ),
        ),
        Fault::new(
            "/attachments/1/id",
            t(lang, "plan.pdf зашифрован", "plan.pdf is encrypted"),
        ),
        Fault::new(
            "/applicant/phone",
            t(
                lang,
                "Укажите телефон или почту",
                "Give a phone or an e-mail",
            ),
        ),
        Fault::new(
            "/answer_by/0",
            t(
                lang,
                "Для ответа по почте нужен адрес",
                "An answer by e-mail needs an address",
            ),
        ),
    ];
}
