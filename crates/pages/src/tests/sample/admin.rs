//! The pages of the administration: a list, a form with faults, the history.

use super::desk::{desk_shell, t};
use crate::*;
use domain::lang::Lang;

pub(crate) fn admin_pages(lang: Lang) -> Vec<(&'static str, String)> {
    vec![
        ("admin-list", admin_list(&list_view(lang))),
        ("admin-people", admin_list(&people_view(lang))),
        ("admin-form", admin_form(&form_view(lang))),
        ("admin-observed", admin_form(&observed(form_view(lang)))),
        ("admin-history", admin_history(&history_view(lang))),
    ]
}

fn desk(lang: Lang, url: &str) -> DeskShell {
    DeskShell {
        sees_administration: true,
        can_work: false,
        role: t(lang, "администратор", "administrator"),
        warnings: vec![DeskWarning {
            text: t(
                lang,
                "Производственный календарь на 2028 год не объявлен: сроки, которые доходят до него, предварительные.",
                "The working calendar for 2028 has not been declared: deadlines that reach it are provisional.",
            ),
            way: Some((
                "/desk/admin/calendar-years/new".into(),
                t(lang, "Объявить год", "Declare the year"),
            )),
        }],
        ..desk_shell(lang, url)
    }
}

fn list_view(lang: Lang) -> AdminListView {
    let row = |indent: &str, name: (&str, &str), code: &str, is_closed| AdminRow {
        href: format!("/desk/admin/categories/{code}"),
        cells: vec![
            format!("{indent}{}", t(lang, name.0, name.1)),
            code.to_owned(),
            t(lang, "Управление автомобильных дорог", "Roads Agency"),
            t(lang, "обычный срок", "standard term"),
        ],
        is_closed,
        action: None,
    };
    AdminListView {
        desk: desk(lang, "/desk/admin/categories?q=roads"),
        title: t(lang, "Категории", "Categories"),
        intro: t(
            lang,
            "О чём бывают обращения, кто на них отвечает и за какой срок.",
            "What appeals are about, who answers and by when.",
        ),
        notice: t(lang, "Сохранено.", "Saved."),
        words: Some("roads".into()),
        add: Some((
            "/desk/admin/categories/new".into(),
            t(lang, "Новая категория", "New category"),
        )),
        tables: vec![AdminTable {
            columns: [
                ("Название", "Name"),
                ("Код", "Code"),
                ("Ведомство", "Agency"),
                ("Срок", "Term"),
            ]
            .map(|(ru, en)| t(lang, ru, en))
            .to_vec(),
            rows: vec![
                row("", ("Дороги", "Roads"), "roads", false),
                row("› ", ("Ямы", "Potholes"), "roads.surface", false),
                row("› ", ("Знаки", "Signs"), "roads.signs", true),
            ],
            ..AdminTable::default()
        }],
        ..AdminListView::default()
    }
}

fn people_view(lang: Lang) -> AdminListView {
    let invited = AdminRow {
        cells: vec!["petrov@example.ru".into(), t(lang, "эксперт", "expert")],
        action: Some(AdminAction {
            address: "/desk/admin/staff/invitations/1/revoke".into(),
            label: t(lang, "Отозвать", "Revoke"),
            of: "petrov@example.ru".into(),
        }),
        ..AdminRow::default()
    };
    let table = |caption: (&str, &str), rows| AdminTable {
        caption: t(lang, caption.0, caption.1),
        columns: vec![t(lang, "Имя", "Name"), t(lang, "Роль", "Role")],
        rows,
        empty: t(lang, "Никого нет.", "Nobody is here."),
    };
    AdminListView {
        desk: desk(lang, "/desk/admin/staff"),
        title: t(lang, "Сотрудники", "Staff"),
        intro: t(lang, "Кто работает с обращениями.", "Who works on appeals."),
        secret: Some((
            t(
                lang,
                "Ссылка показана один раз:",
                "The link is shown this once:",
            ),
            "https://otklik.example/invitation#k3vXw8yQmZt1".into(),
        )),
        tables: vec![
            table(("Сотрудники", "Staff"), Vec::new()),
            table(("Ждут ответа", "Invited"), vec![invited]),
        ],
        next: "/desk/admin/staff?cursor=1".into(),
        ..AdminListView::default()
    }
}

fn form_view(lang: Lang) -> AdminFormView {
    let field = |name: &str, label: (&str, &str), widget| AdminField {
        name: name.into(),
        label: t(lang, label.0, label.1),
        hint: t(lang, "Подсказка к полю", "A hint to the field"),
        widget,
        choices: vec![
            Choice::new("true", t(lang, "Да", "Yes")),
            Choice::new("false", t(lang, "Нет", "No")),
        ],
        optional: name != "code",
    };
    let names = |names: [&str; 2]| names.map(|name| (name.to_owned(), "true".to_owned()));
    AdminFormView {
        desk: desk(lang, "/desk/admin/categories/roads.signs"),
        title: t(lang, "Дорожные знаки", "Road signs"),
        intro: t(
            lang,
            "Закрытая категория не принимает новых обращений.",
            "A closed category takes no new appeals.",
        ),
        action: "/desk/admin/categories/roads.signs".into(),
        back: "/desk/admin/categories".into(),
        history: "/desk/admin/history?kind=category&item=roads.signs".into(),
        version: Some(3),
        groups: vec![
            AdminGroup {
                fields: vec![
                    field("code", ("Код", "Code"), AdminWidget::Line),
                    field("agency", ("Ведомство", "Agency"), AdminWidget::Select),
                    field("types", ("Виды", "Types"), AdminWidget::Checks),
                    field("active", ("Состояние", "State"), AdminWidget::Radios),
                ],
                ..AdminGroup::default()
            },
            AdminGroup {
                title: t(lang, "Поле «Какой знак»", "Field “Which sign”"),
                hint: t(
                    lang,
                    "Чтобы убрать поле, очистите его целиком",
                    "To take the field away, empty all of it",
                ),
                folded: true,
                fields: vec![
                    field(
                        "fields.0.code",
                        ("Код поля", "Field's code"),
                        AdminWidget::Line,
                    ),
                    field(
                        "fields.0.max",
                        ("Знаков", "Characters"),
                        AdminWidget::Number,
                    ),
                    field(
                        "fields.0.since",
                        ("С какого дня", "Since"),
                        AdminWidget::Date,
                    ),
                    field(
                        "fields.0.options",
                        ("Варианты", "Choices"),
                        AdminWidget::Area,
                    ),
                ],
            },
        ],
        values: names(["types", "active"]).into_iter().collect(),
        faults: vec![
            Fault::new("/code", t(lang, "Заполните это поле", "Fill this in")),
            Fault::new("/fields/0/code", t(lang, "Код занят", "The code is taken")),
        ],
        can_save: true,
        removal: Some(Removal {
            label: t(lang, "Закрыть для новых обращений", "Close for new appeals"),
            warning: t(
                lang,
                "Прежние обращения идут своим чередом.",
                "Old appeals go on.",
            ),
        }),
        others: vec![(
            "secret".into(),
            t(lang, "Выпустить новый секрет", "Issue a new secret"),
        )],
        ..AdminFormView::default()
    }
}

fn observed(view: AdminFormView) -> AdminFormView {
    AdminFormView {
        can_save: false,
        faults: Vec::new(),
        ..view
    }
}

fn history_view(lang: Lang) -> AdminHistoryView {
    let difference = |before: &str, after: &str| Difference {
        member: "working_days".into(),
        before: before.into(),
        after: after.into(),
    };
    AdminHistoryView {
        desk: desk(lang, "/desk/admin/history"),
        kinds: vec![Choice::new("category", t(lang, "Категории", "Categories"))],
        changes: vec![Change {
            at: super::deadline(lang).due,
            who: t(
                lang,
                "Орлова Анна, администратор",
                "Anna Orlova, administrator",
            ),
            kind: t(lang, "Сроки", "Terms"),
            name: t(lang, "срочный", "urgent"),
            href: "/desk/admin/deadline-classes/urgent".into(),
            what: t(lang, "изменено", "changed"),
            differences: vec![difference("3", "4")],
        }],
        ..AdminHistoryView::default()
    }
}
