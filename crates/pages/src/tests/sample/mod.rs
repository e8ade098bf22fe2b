//! Sample data: a view of every page, in the language asked for.

use crate::*;

mod account;
mod admin;
mod card;
mod desk;
mod desk_card;
mod form;
mod participants;
mod resume;

pub(crate) use account::*;
pub(crate) use admin::admin_pages;
pub(crate) use card::*;
pub(crate) use desk::desk_pages;
pub(crate) use desk_card::desk_card_pages;
use domain::lang::Lang;
pub(crate) use form::*;
pub(crate) use resume::*;

/// Name and HTML of every page, each in the states that look different.
pub(crate) fn pages(lang: Lang) -> Vec<(&'static str, String)> {
    let mut wrong = form_view(lang);
    fill(&mut wrong);
    spoil(&mut wrong);
    let mut support = form_view(lang);
    support.category = support_category(lang);
    let mut known = form_view(lang);
    known.shell = known.shell.of(Visitor::SignedIn);
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
    let mut all = vec![
        ("home", home(&home_view(lang))),
        ("categories", categories(&categories_view(lang))),
        ("form", form(&form_view(lang))),
        ("form-support", form(&support)),
        ("form-errors", form(&wrong)),
        ("form-account", form(&known)),
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
    ];
    all.extend(account_pages(lang));
    all.extend(desk_pages(lang));
    all.extend(admin_pages(lang));
    all.extend(desk_card_pages(lang));
    all.extend(participants::participant_pages(lang));
    all.extend(resume_pages(lang));
    let mut left = form_view(lang);
    fill(&mut left);
    left.values.push("opened_by", "0197f3c2");
    left.has_left = true;
    all.push(("form-left", form(&left)));
    left.has_left = false;
    left.sent = "2025-0000123-4".into();
    all.push(("form-sent", form(&left)));
    all
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
        opened_by: String::new(),
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
        unsent: Some(Unsent {
            category: "roads.surface".into(),
            title: t(lang, "Яма на дороге", "A pothole").into(),
            saved_at: 1_763_800_000_000,
        }),
        error: String::new(),
        text: t(lang, "В подъезде холодно", "It is cold").into(),
        suggested: Some(vec![Choice::new(
            "housing.heating",
            t(
                lang,
                "ЖКХ: Холодно в квартире",
                "Housing and utilities: Cold flat",
            ),
        )]),
        worth_offering: 5,
    }
}

pub(crate) fn deadline(lang: Lang) -> DeadlineView {
    DeadlineView {
        due: Moment {
            iso: "2025-12-05T23:59:59+03:00".into(),
            text: t(lang, "5 декабря 2025 г.", "5 December 2025").into(),
        },
        clock: Clock::Running,
        left: time_left(lang, 13 * 86_400 + 4 * 3_600),
        provisional: String::new(),
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
        route: t(
            lang,
            "По правилу маршрута: регион Рязанская область",
            "By a routing rule: region Ryazan Oblast",
        )
        .to_owned(),
        offer: Some(Choice::new(
            "roads.manhole",
            t(lang, "Открытый люк, провал", "Open manhole, sinkhole"),
        )),
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
        files: vec![
            (t(lang, "яма.jpg", "pothole.jpg").into(), 120_000),
            (t(lang, "заявление.docx", "appeal.docx").into(), 34_000),
        ],
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
