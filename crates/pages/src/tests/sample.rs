//! Sample data: a view of every page, in the language asked for.

use crate::*;
use domain::lang::Lang;

/// Name and HTML of every page, each in the states that look different.
pub(crate) fn pages(lang: Lang) -> Vec<(&'static str, String)> {
    let mut wrong = form_view(lang);
    fill(&mut wrong);
    spoil(&mut wrong);
    let mut support = form_view(lang);
    support.category = support_category(lang);
    let mut rated = card_view(lang);
    rated.rating = Rating::Given(given(lang), None);
    rated.withdraw = None;
    let mut answered = card_view(lang);
    answer(lang, &mut answered);
    let mut unsent = card_view(lang);
    answer(lang, &mut unsent);
    if let Rating::Open(form) = &mut unsent.rating {
        form.score_error = t(
            lang,
            "Поставьте оценку от 1 до 5",
            "Choose a score from 1 to 5",
        )
        .into();
    }
    let mut no_code = receipt_view(lang);
    no_code.access_code.clear();
    no_code.missing = vec![t(lang, "Фотография", "A photo").into()];
    vec![
        ("home", home(&home_view(lang))),
        ("categories", categories(&categories_view(lang))),
        ("form", form(&form_view(lang))),
        ("form-support", form(&support)),
        ("form-errors", form(&wrong)),
        ("preview", preview(&preview_view(lang))),
        ("receipt", receipt(&receipt_view(lang))),
        ("receipt-later", receipt(&no_code)),
        ("lookup", lookup(&lookup_view(lang))),
        (
            "lookup-error",
            lookup(&LookupView {
                number: "2025-0000123-4".into(),
                error: Some(String::new()),
                wanted: LookupFor::Receipt,
                ..lookup_view(lang)
            }),
        ),
        ("card", card(&card_view(lang))),
        ("card-answered", card(&answered)),
        ("card-error", card(&unsent)),
        ("card-rated", card(&rated)),
        ("developers", developers(&developers_view(lang))),
        (
            "error-404",
            error(&ErrorView::new(shell(lang, "/nowhere"), 404)),
        ),
        (
            "error-500",
            error(&ErrorView {
                request_id: "0197f3c2-7d1e".into(),
                items: vec![t(lang, "Первое", "The first").into()],
                ..ErrorView::new(shell(lang, "/submit"), 500)
            }),
        ),
    ]
}

fn t(lang: Lang, ru: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

pub(crate) fn shell(lang: Lang, url: &str) -> Shell {
    Shell::new(lang, url)
}

pub(crate) fn home_view(lang: Lang) -> HomeView {
    HomeView {
        shell: shell(lang, "/"),
        deadlines: vec![
            Row::new(
                t(lang, "Угроза жизни и здоровью", "Danger to life and health"),
                t(lang, "3 рабочих дня", "3 working days"),
            ),
            Row::new(
                t(lang, "Справки и документы", "Certificates and documents"),
                t(lang, "5 рабочих дней", "5 working days"),
            ),
            Row::new(
                t(lang, "Всё остальное", "Everything else"),
                t(lang, "10 рабочих дней", "10 working days"),
            ),
        ],
    }
}

pub(crate) fn categories_view(lang: Lang) -> CategoriesView {
    let one = |code: &str, ru: &'static str, en: &'static str, words: &str| CategoryChoice {
        code: code.into(),
        name: t(lang, ru, en).into(),
        words: words.into(),
    };
    CategoriesView {
        shell: shell(lang, "/submit"),
        groups: vec![
            CategoryGroup {
                name: t(lang, "Дороги", "Roads").into(),
                categories: vec![
                    one(
                        "roads.surface",
                        "Ямы и разрушение покрытия",
                        "Potholes and broken surface",
                        t(lang, "асфальт выбоина", "asphalt"),
                    ),
                    one(
                        "roads.signs",
                        "Знаки и светофоры",
                        "Signs and traffic lights",
                        "",
                    ),
                    one("roads.snow", "Снег и наледь", "Snow and ice", ""),
                ],
            },
            CategoryGroup {
                name: t(lang, "ЖКХ", "Housing and utilities").into(),
                categories: vec![
                    one(
                        "housing.heating",
                        "Холодно в квартире",
                        "Cold flat",
                        t(lang, "отопление батареи", "heating radiators"),
                    ),
                    one("housing.lift", "Лифт не работает", "Broken lift", ""),
                ],
            },
            CategoryGroup {
                name: t(lang, "Другое", "Other").into(),
                categories: vec![one("other", "Другое", "Other", "")],
            },
        ],
        selected: String::new(),
        repeat_of: String::new(),
        error: String::new(),
    }
}

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
        idempotency_key: "0197f3c2-7d1e-7000-8000-5c6f0d6b1f11".into(),
        limits: Limits::default(),
    }
}

fn support_category(lang: Lang) -> FormCategory {
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

pub(crate) fn deadline(lang: Lang) -> DeadlineView {
    DeadlineView {
        due: Moment {
            iso: "2025-12-05T23:59:59+03:00".into(),
            text: t(lang, "5 декабря 2025 г.", "5 December 2025").into(),
        },
        clock: Clock::Running,
        left: time_left(lang, 13 * 86_400 + 4 * 3_600),
        explanation: vec![
            t(
                lang,
                "Обычный срок: 10 рабочих дней.",
                "The standard term: 10 working days.",
            )
            .into(),
            t(
                lang,
                "Первый день: 24 ноября, следующий рабочий после регистрации.",
                "First day: 24 November, the working day after registration.",
            )
            .into(),
        ],
    }
}

fn created(lang: Lang) -> Moment {
    Moment {
        iso: "2025-11-22T14:30:00+03:00".into(),
        text: t(lang, "22 ноября 2025 г., 14:30", "22 November 2025, 14:30").into(),
    }
}

pub(crate) fn preview_view(lang: Lang) -> PreviewView {
    let mut form = form_view(lang);
    fill(&mut form);
    PreviewView {
        shell: shell(lang, "/submit?category=roads.surface"),
        agency: form.category.agency.clone(),
        form,
        deadline: deadline(lang),
        notices: vec![
            t(
                lang,
                "Похожее обращение у вас уже есть.",
                "You already have a similar appeal.",
            )
            .into(),
        ],
    }
}

pub(crate) fn receipt_view(lang: Lang) -> ReceiptView {
    ReceiptView {
        shell: shell(lang, "/receipt/2025-0000123-4"),
        number: "2025-0000123-4".into(),
        access_code: "K7QM-2XRD-9HTW".into(),
        created: created(lang),
        status: t(lang, "Создан", "Created").into(),
        category: t(
            lang,
            "Ямы и разрушение покрытия",
            "Potholes and broken surface",
        )
        .into(),
        agency: t(
            lang,
            "Управление дорог и транспорта",
            "Department of roads and transport",
        )
        .into(),
        deadline: deadline(lang),
        missing: Vec::new(),
    }
}

pub(crate) fn lookup_view(lang: Lang) -> LookupView {
    LookupView {
        shell: shell(lang, "/status"),
        number: String::new(),
        error: None,
        wanted: LookupFor::Status,
    }
}

pub(crate) fn card_view(lang: Lang) -> CardView {
    CardView {
        shell: shell(lang, "/status/2025-0000123-4"),
        number: "2025-0000123-4".into(),
        last_seq: 2,
        notice: String::new(),
        error: String::new(),
        status: StatusView {
            code: "created".into(),
            label: t(lang, "Создан", "Created").into(),
            since: created(lang),
            note: t(
                lang,
                "Обращение зарегистрировано, исполнителя ещё нет.",
                "It is registered, nobody works on it yet.",
            )
            .into(),
        },
        created: created(lang),
        kind: t(lang, "Жалоба", "Complaint").into(),
        category_code: "roads.surface".into(),
        category: t(
            lang,
            "Ямы и разрушение покрытия",
            "Potholes and broken surface",
        )
        .into(),
        agency: t(
            lang,
            "Управление дорог и транспорта",
            "Department of roads and transport",
        )
        .into(),
        region: t(lang, "Рязанская область", "Ryazan Region").into(),
        title: t(
            lang,
            "Яма на дороге у дома 5 по улице Ленина",
            "A pothole near 5 Lenin Street",
        )
        .into(),
        text: t(
            lang,
            "Яма глубиной 20 см на правой полосе.\nМашины выезжают на встречную.",
            "20 cm deep, in the right lane.\nCars swerve.",
        )
        .into(),
        fields: vec![Row::new(
            t(lang, "Адрес", "Address"),
            t(lang, "ул. Ленина, 5", "5 Lenin Street"),
        )],
        attachments: vec![Attachment {
            id: "0197f3c2-aaaa".into(),
            name: "photo-with-a-very-long-name-that-a-telephone-has-made-up-20251122-143000.jpg"
                .into(),
            size_bytes: 2_516_583,
            document: t(lang, "Фотография места", "Photo of the place").into(),
        }],
        deadline: deadline(lang),
        answer: String::new(),
        journal: vec![
            Entry {
                at: created(lang),
                what: t(
                    lang,
                    "Обращение зарегистрировано",
                    "The appeal was registered",
                )
                .into(),
                actor: t(lang, "заявитель", "applicant").into(),
                text: String::new(),
            },
            Entry {
                at: created(lang),
                what: t(lang, "Направлено в ведомство", "Passed to the agency").into(),
                actor: t(lang, "система", "system").into(),
                text: t(lang, "По теме и региону.", "By topic and region.").into(),
            },
        ],
        rating: Rating::None,
        withdraw: Some(Withdraw::default()),
        repeat_of: "2025-0000100-7".into(),
        can_repeat: true,
    }
}

pub(crate) fn answer(lang: Lang, view: &mut CardView) {
    view.status.code = "approved".into();
    view.status.label = t(lang, "Согласовано", "Approved").into();
    view.deadline.clock = Clock::Stopped;
    view.answer = t(
        lang,
        "Яма заделана 1 декабря.\nСпасибо за сообщение.",
        "Mended on 1 December.\nThank you.",
    )
    .into();
    view.notice = t(lang, "Пришёл ответ.", "The answer has come.").into();
    view.withdraw = None;
    view.rating = Rating::Open(RatingForm::default());
}

fn given(lang: Lang) -> Given {
    Given {
        score: 4,
        comment: t(lang, "Сделали быстро.", "Quickly done.").into(),
        category: t(lang, "Отношение и качество", "Service and attitude").into(),
        at: created(lang),
        outcome: t(lang, "Отзыв рассмотрен.", "The comment was considered.").into(),
    }
}

pub(crate) fn developers_view(lang: Lang) -> DevelopersView {
    let one = |method: &str, path: &str, ru: &'static str, en: &'static str| Operation {
        method: method.into(),
        path: path.into(),
        summary: t(lang, ru, en).into(),
        who: t(lang, "кто угодно", "anyone").into(),
    };
    DevelopersView {
        shell: shell(lang, "/developers"),
        base_url: "http://127.0.0.1:3000".into(),
        operations: vec![
            one(
                "POST",
                "/api/v1/appeals",
                "Подать обращение",
                "Create an appeal",
            ),
            one(
                "GET",
                "/api/v1/appeals/{number}",
                "Карточка обращения",
                "One appeal",
            ),
        ],
    }
}
