//! The pages of the desk, in the states that look different.

use super::{deadline, shell};
use crate::*;
use domain::lang::Lang;

pub(crate) fn t(lang: Lang, ru: &str, en: &str) -> String {
    match lang {
        Lang::Ru => ru.to_owned(),
        Lang::En => en.to_owned(),
    }
}

pub(crate) fn desk_pages(lang: Lang) -> Vec<(&'static str, String)> {
    vec![
        ("desk", queue(&queue_view(lang))),
        ("desk-empty", queue(&empty_view(lang))),
        ("desk-observer", queue(&observed(queue_view(lang)))),
        ("desk-bulk", queue(&bulk_view(lang))),
        ("desk-refused", error(&refused_view(lang, 403, false))),
        ("desk-half", error(&refused_view(lang, 403, true))),
        ("desk-unknown", error(&refused_view(lang, 404, false))),
    ]
}

/// A refusal at the desk; `is_closed` to whoever lacks the second factor.
fn refused_view(lang: Lang, status: u16, is_closed: bool) -> ErrorView {
    let desk = DeskShell {
        is_closed,
        ..desk_shell(lang, "/desk/appeals/2026-0000123-4")
    };
    let way = |href: &str, ru, en| (href.to_owned(), t(lang, ru, en));
    ErrorView {
        first: is_closed.then(|| {
            way(
                "/cabinet/security",
                "Включить второй фактор",
                "Set up the second factor",
            )
        }),
        ways: vec![way("/desk", "К очереди", "To the queue")],
        desk: Some(desk),
        ..ErrorView::new(shell(lang, "/desk/appeals/2026-0000123-4"), status)
    }
}

pub(crate) fn desk_shell(lang: Lang, url: &str) -> DeskShell {
    DeskShell {
        shell: shell(lang, url).of(Visitor::SignedIn),
        name: t(lang, "Ольга Смирнова", "Olga Smirnova"),
        role: t(lang, "оператор", "operator"),
        can_work: true,
        sees_administration: false,
        unread: 3,
        is_closed: false,
        warnings: Vec::new(),
    }
}

fn row(lang: Lang, number: &str, title: (&str, &str), left: &str, pace: &'static str) -> QueueRow {
    QueueRow {
        number: number.into(),
        title: t(lang, title.0, title.1),
        category: t(
            lang,
            "Дороги: ямы и покрытие",
            "Roads: potholes and surface",
        ),
        place: String::new(),
        priority: "normal".into(),
        priority_label: t(lang, "обычный", "normal"),
        is_hint: false,
        deadline: deadline(lang),
        left: left.into(),
        pace,
        assignee: String::new(),
        is_mine: false,
        status: "created".into(),
        status_label: t(lang, "Создан", "Created"),
        approval: false,
        call: t(lang, "5 марта, 14:00", "5 March, 14:00"),
        replied: false,
    }
}

fn queue_view(lang: Lang) -> QueueView {
    let day = |n: u32| t(lang, &format!("{n} дн. 4 ч"), &format!("{n} d 4 h"));
    let late = t(lang, "−2 дн. 3 ч", "−2 d 3 h");
    let soon = t(lang, "5 ч 20 мин", "5 h 20 min");
    let pause = t(lang, "пауза", "paused");
    let tab = |url: &str, label: (&str, &str), count, is_current| QueueTab {
        url: url.into(),
        label: t(lang, label.0, label.1),
        count,
        is_current,
        is_bad: url.contains("overdue"),
    };
    QueueView {
        desk: desk_shell(lang, "/desk"),
        views: vec![
            tab("/desk", ("Все открытые", "All open"), 128, true),
            tab("/desk?mine=true", ("Мои", "Mine"), 12, false),
            tab("/desk?unassigned=true", ("Ничьи", "Nobody's"), 34, false),
            tab("/desk?overdue=true", ("Просроченные", "Overdue"), 3, false),
            tab(
                "/desk?awaits_approval=true",
                ("На утверждении", "To be approved"),
                2,
                false,
            ),
        ],
        saved: vec![SavedTab {
            id: "f1".into(),
            name: t(lang, "Ямы в центре", "Potholes downtown"),
            url: "/desk?category=roads.surface".into(),
            is_current: false,
        }],
        statuses: vec![Choice::new("created", t(lang, "Создан", "Created"))],
        categories: vec![Choice::new("roads.surface", t(lang, "Ямы", "Potholes"))],
        units: vec![Choice::new(
            "north",
            t(lang, "Северный участок", "North section"),
        )],
        priorities: vec![Choice::new("urgent", t(lang, "срочный", "urgent"))],
        staff: vec![Choice::new(
            "a1",
            t(lang, "Смирнова Ольга", "Smirnova Olga"),
        )],
        agencies: vec![Choice::new(
            "road_agency",
            t(lang, "Дорожное агентство", "Road agency"),
        )],
        counters: "128 3 34 2 12".into(),
        next: "cursor=x".into(),
        rows: vec![
            QueueRow {
                priority: "urgent".into(),
                priority_label: t(lang, "срочный", "urgent"),
                is_hint: true,
                ..row(
                    lang,
                    "2026-0000142-7",
                    (
                        "Открытый люк у школы на улице Мира",
                        "Open manhole by the school",
                    ),
                    &soon,
                    "soon",
                )
            },
            QueueRow {
                priority: "high".into(),
                priority_label: t(lang, "высокий", "high"),
                status: "in_progress".into(),
                status_label: t(lang, "В работе", "In progress"),
                assignee: t(lang, "Смирнова Ольга", "Smirnova Olga"),
                is_mine: true,
                replied: true,
                ..row(
                    lang,
                    "2026-0000120-3",
                    (
                        "Не горит светофор на перекрёстке Ленина и Горького",
                        "The traffic light is out",
                    ),
                    &late,
                    "late",
                )
            },
            QueueRow {
                status: "in_progress".into(),
                status_label: t(lang, "В работе", "In progress"),
                assignee: t(lang, "Кузнецов Пётр Андреевич", "Kuznetsov Pyotr"),
                approval: true,
                ..row(
                    lang,
                    "2026-0000131-5",
                    ("Яма на проезжей части у дома 5", "A pothole at house 5"),
                    &day(2),
                    "calm",
                )
            },
            row(
                lang,
                "2026-0000139-1",
                (
                    "Разбит тротуар вдоль набережной: коляска не проходит, зимой скользко",
                    "The pavement along the embankment is broken",
                ),
                &day(11),
                "calm",
            ),
            QueueRow {
                status: "awaiting_reply".into(),
                status_label: t(lang, "Ожидание ответа", "Awaiting reply"),
                assignee: t(lang, "Смирнова Ольга", "Smirnova Olga"),
                is_mine: true,
                ..row(
                    lang,
                    "2026-0000098-2",
                    (
                        "Знак «пешеходный переход» закрыт деревом",
                        "A sign is hidden by a tree",
                    ),
                    &pause,
                    "still",
                )
            },
        ],
        ..QueueView::default()
    }
}

fn empty_view(lang: Lang) -> QueueView {
    let mut view = queue_view(lang);
    view.rows.clear();
    view.next.clear();
    view.values = [("status", "created"), ("mine", "true")]
        .into_iter()
        .collect();
    view.query = "status=created&mine=true".into();
    view.faults = vec![Fault::new(
        "/status",
        t(lang, "Такого статуса нет", "There is no such status"),
    )];
    view.views.iter_mut().for_each(|tab| tab.is_current = false);
    view
}

fn observed(mut view: QueueView) -> QueueView {
    view.desk.can_work = false;
    view
}

fn bulk_view(lang: Lang) -> QueueView {
    let line = |number: &str, error: String| BulkLine {
        number: number.into(),
        error,
    };
    QueueView {
        results: vec![
            line("2026-0000142-7", String::new()),
            line(
                "2026-0000120-3",
                t(lang, "Кто-то успел раньше", "Somebody was faster"),
            ),
        ],
        ..queue_view(lang)
    }
}
