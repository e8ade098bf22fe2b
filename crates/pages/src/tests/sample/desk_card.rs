//! The card of the desk, in the states that look different.

use super::desk::{desk_shell, t};
use super::{created, deadline};
use crate::*;
use domain::lang::Lang;

pub(crate) fn desk_card_pages(lang: Lang) -> Vec<(&'static str, String)> {
    let mut observed = view(lang);
    observed.desk.can_work = false;
    observed.can = Can::default();
    observed.applicant.can_open = false;
    let mut refused = view(lang);
    refused.refused = Some(RefusedView {
        command: "answer".into(),
        title: t(lang, "Кто-то успел раньше", "Somebody was faster"),
        detail: t(
            lang,
            "Обращение изменилось, пока вы действовали. Что произошло: Передано в другое подразделение.",
            "The appeal changed while you acted. What happened: passed to another unit.",
        ),
        errors: vec![t(lang, "Напишите ответ", "Write the answer")],
        values: [
            ("text", t(lang, "Яма заделана", "The pothole is filled")),
            ("decision", "rejected".into()),
        ]
        .into_iter()
        .collect(),
        uploads: vec![Upload {
            id: "0197f3c2-cccc".into(),
            token: "token-3".into(),
            document: String::new(),
            name: t(lang, "план.pdf", "plan.pdf"),
            size_bytes: 9000,
        }],
    });
    let mut opened = view(lang);
    opened.applicant.is_open = true;
    opened.answer = t(
        lang,
        "Яма заделана 12 марта.",
        "The pothole was filled on 12 March.",
    );
    opened.answer_document = "№ 2026-0000120-3/1".into();
    opened.draft = DraftView::default();
    opened.can = Can {
        close: true,
        reopen: true,
        ..Can::default()
    };
    vec![
        ("desk-card", desk_card(&view(lang))),
        ("desk-card-observer", desk_card(&observed)),
        ("desk-card-refused", desk_card(&refused)),
        ("desk-card-answered", desk_card(&opened)),
    ]
}

fn file(id: &str, name: String, preview: &'static str) -> DeskFile {
    DeskFile {
        file: Attachment {
            id: id.into(),
            name,
            size_bytes: 240_000,
            ..Attachment::default()
        },
        preview,
    }
}

fn view(lang: Lang) -> DeskCardView {
    let t = |ru: &str, en: &str| t(lang, ru, en);
    let row = |label: String, value: String| Row::new(label, value);
    let said = |who: String, direction: &str, text: String, files| Said {
        at: created(lang),
        who,
        direction: direction.into(),
        text,
        files,
    };
    let entry = |what: String, who: String, is_internal| DeskEntry {
        at: created(lang),
        what,
        who,
        text: String::new(),
        is_internal,
    };
    let related = |number: &str, title: String| Related {
        number: number.into(),
        title,
        status: "closed".into(),
        status_label: t("Закрыт", "Closed"),
        created: created(lang),
    };
    let template = |kind: &str, name: String, snippet: &str, text: String| TemplateChoice {
        id: format!("{kind}-{snippet}"),
        kind: kind.into(),
        name,
        snippet: snippet.into(),
        text,
    };
    DeskCardView {
        opened_by: "0197f3c2".into(),
        desk: desk_shell(lang, "/desk/appeals/2026-0000120-3"),
        number: "2026-0000120-3".into(),
        version: 7,
        notice: t(
            "Версия ответа сохранена.",
            "The version of the answer is saved.",
        ),
        refused: None,
        title: t(
            "Яма на проезжей части у дома 5 по улице Ленина",
            "A pothole at house 5, Lenin street",
        ),
        text: t(
            "Напротив дома 5 глубокая яма во всю полосу. Машины объезжают её по тротуару, там ходят дети в школу.\nПрошу заделать и поставить ограждение.",
            "There is a deep pothole opposite house 5. Cars drive round it over the pavement where children walk.\nPlease fill it in.",
        ),
        fields: vec![row(
            t("Адрес", "Address"),
            t("ул. Ленина, 5", "5 Lenin street"),
        )],
        status: StatusView {
            code: "in_progress".into(),
            label: t("В работе", "In progress"),
            since: created(lang),
            note: String::new(),
        },
        priority: "high".into(),
        priority_label: t("высокий", "high"),
        is_hint: true,
        deadline: deadline(lang),
        left: t("2 дн. 4 ч", "2 d 4 h"),
        pace: "calm",
        created: created(lang),
        facts: vec![
            row(
                t("Тема", "Topic"),
                t("Дороги: ямы и покрытие", "Roads: potholes"),
            ),
            row(
                t("Ведомство", "Agency"),
                t("Дорожное агентство", "Road agency"),
            ),
            row(
                t("Регион", "Region"),
                t("Рязанская область", "Ryazan Oblast"),
            ),
        ],
        assignee: t("Смирнова Ольга", "Smirnova Olga"),
        is_mine: true,
        applicant: ApplicantView {
            rows: vec![
                row(t("Имя", "Name"), t("И*** А***", "I*** A***")),
                row(t("Телефон", "Telephone"), "+7 *** ***-67-89".into()),
            ],
            is_open: false,
            can_open: true,
            reasons: vec![Choice::new(
                "contact",
                t("Связаться с заявителем", "To get in touch"),
            )],
        },
        files: vec![
            file("f1", t("яма.jpg", "pothole.jpg"), "image"),
            file("f2", t("схема.pdf", "plan.pdf"), "pdf"),
        ],
        dialogue: vec![
            said(
                t("Смирнова Ольга, оператор", "Smirnova Olga, operator"),
                "question",
                t(
                    "Яма на полосе в сторону центра или от него?",
                    "On which lane is it?",
                ),
                vec![],
            ),
            said(
                t("заявитель", "the applicant"),
                "reply",
                t(
                    "В сторону центра, сразу за остановкой.",
                    "Towards the centre, behind the stop.",
                ),
                vec![],
            ),
            said(
                t("Смирнова Ольга, оператор", "Smirnova Olga, operator"),
                "note",
                t(
                    "Участок на гарантии у подрядчика до осени.",
                    "The contractor's guarantee lasts until autumn.",
                ),
                vec![],
            ),
        ],
        journal: vec![
            entry(
                t("Проект ответа, версия 2", "Draft of the answer, version 2"),
                t("Смирнова Ольга, оператор", "Smirnova Olga, operator"),
                true,
            ),
            entry(
                t("Обращение зарегистрировано", "The appeal is registered"),
                t("заявитель", "the applicant"),
                false,
            ),
        ],
        answer: String::new(),
        answer_document: String::new(),
        draft: DraftView {
            state: "returned".into(),
            version: 2,
            decision: "approved".into(),
            text: t(
                "Яма внесена в план ремонта, работы начнутся 12 марта.",
                "The pothole is in the plan of repairs, work begins on 12 March.",
            ),
            files: vec![file("f3", t("наряд.pdf", "order.pdf"), "pdf")],
            author: t("Смирнова Ольга, оператор", "Smirnova Olga, operator"),
            remarks: t(
                "Назовите дату окончания работ.",
                "Name the date when work ends.",
            ),
            is_unsaved: false,
            left: vec![t(
                "Есть незаполненные слова: {fio}",
                "There are words to fill in: {fio}",
            )],
        },
        can: Can {
            take: false,
            work: true,
            pause: true,
            reply: true,
            draft: true,
            submit: true,
            approve: true,
            extend: true,
            close: false,
            reopen: false,
            cancel: true,
        },
        templates: vec![
            template(
                "answer",
                t("Решено", "Done"),
                "ок",
                t("Здравствуйте!", "Hello!"),
            ),
            template(
                "question",
                t("Уточнить адрес", "Ask for the address"),
                "адрес",
                t("Уточните адрес.", "Which address?"),
            ),
        ]
        .into_iter()
        .map(|one| TemplateChoice {
            snippet: match lang {
                Lang::Ru => one.snippet,
                Lang::En => "ok".into(),
            },
            id: one.kind.clone(),
            ..one
        })
        .collect(),
        suggestions: vec![Suggestion {
            code: "roads.surface".into(),
            name: t("Ямы и покрытие", "Potholes and surface"),
            percent: 91,
        }],
        category: "roads.surface".into(),
        categories: vec![Choice::new(
            "roads.surface",
            t("Ямы и покрытие", "Potholes and surface"),
        )],
        priorities: vec![Choice::new("high", t("высокий", "high"))],
        staff: vec![Choice::new("a1", t("Смирнова Ольга", "Smirnova Olga"))],
        agencies: vec![Choice::new(
            "road_agency",
            t("Дорожное агентство", "Road agency"),
        )],
        units: vec![Choice::new("north", t("Северный участок", "North section"))],
        earlier: vec![related(
            "2025-0000031-1",
            t(
                "Не горит фонарь у подъезда",
                "The lamp at the entrance is out",
            ),
        )],
        similar: vec![related(
            "2026-0000101-9",
            t("Яма у дома 7 по улице Ленина", "A pothole at house 7"),
        )],
        repeat_of: "2025-0000011-8".into(),
        parts_main: vec![],
        parts_side: vec![],
    }
}
