//! Pages around participants, and of what operators enter for others.

use domain::lang::Lang;

use super::desk::desk_shell;
use super::{categories_view, form_view, receipt_view, shell, t};
use crate::*;

pub(crate) fn participant_pages(lang: Lang) -> Vec<(&'static str, String)> {
    let invitation = |is_signed_in, error: &str| {
        participate(&ParticipateView {
            shell: shell(lang, "/participate"),
            is_signed_in,
            error: error.to_owned(),
        })
    };
    let mut shared = super::card::card_view(lang);
    shared.is_shared = true;
    shared.people = [
        people(&people_view(lang)),
        revisions(&revisions_view(lang)),
        conduct(&conduct_view(lang)),
    ]
    .concat();
    vec![
        ("participate", invitation(true, "")),
        ("participate-stranger", invitation(false, "")),
        (
            "participate-error",
            invitation(true, t(lang, "Не действует", "It does not work")),
        ),
        ("invited", invited(&invited_view(lang))),
        (
            "desk-invited",
            invited(&InvitedView {
                desk: Some(desk_shell(lang, "/desk/appeals/2026-0000123-4")),
                ..invited_view(lang)
            }),
        ),
        (
            "desk-again",
            again(&AgainView {
                desk: Some(desk_shell(lang, "/desk/appeals/2026-0000123-4")),
                ..again_view(lang)
            }),
        ),
        ("participations", participations(&list_view(lang))),
        ("participations-empty", {
            let shell = shell(lang, "/cabinet/participations");
            participations(&ParticipationsView {
                shell,
                ..ParticipationsView::default()
            })
        }),
        ("card-shared", card(&shared)),
        ("again", again(&again_view(lang))),
        ("edit", edit(&edit_view(lang, ""))),
        (
            "edit-error",
            edit(&edit_view(lang, t(lang, "Напишите тему", "Write a title"))),
        ),
        ("desk-new", new_appeal(&choose_view(lang))),
        ("desk-new-form", new_appeal(&fill_view(lang))),
        ("desk-entered", entered(&entered_view(lang))),
    ]
}

fn invited_view(lang: Lang) -> InvitedView {
    InvitedView {
        shell: shell(lang, "/status/2026-0000123-4"),
        desk: None,
        number: "2026-0000123-4".into(),
        link: "https://otklik.example/participate#qk3vY0".into(),
        back: "/status/2026-0000123-4".into(),
    }
}

fn list_view(lang: Lang) -> ParticipationsView {
    ParticipationsView {
        shell: shell(lang, "/cabinet/participations"),
        notice: String::new(),
        rows: vec![ParticipationRow {
            number: "2026-0000123-4".into(),
            title: t(lang, "Яма у дома 5", "A pothole near house 5").into(),
            status: "in_progress".into(),
            status_label: t(lang, "В работе", "In progress").into(),
            role: t(lang, "представитель заявителя", "representative").into(),
            since: receipt_view(lang).created,
        }],
        tasks: vec![TaskRow {
            id: "t1".into(),
            number: "2026-0000123-4".into(),
            text: t(lang, "Осмотрите яму", "Look at the pothole").into(),
            remarks: t(lang, "Нет фото", "No photo").into(),
            due: "2026-06-05".into(),
            is_open: true,
            since: receipt_view(lang).created,
        }],
        next: "0197f3c2".into(),
    }
}

fn people_view(lang: Lang) -> PeopleView {
    let task = |state: &str, is_own| TaskOnCard {
        id: state.to_owned(),
        who: t(lang, "эксперт", "expert").into(),
        state: state.to_owned(),
        text: t(lang, "Осмотрите яму", "Look at the pothole").into(),
        due: "2026-06-05".into(),
        report: t(lang, "Осмотрено", "Looked at").into(),
        files: vec![Attachment {
            id: "u9".into(),
            name: "report.pdf".into(),
            size_bytes: 4_096,
            ..Attachment::default()
        }],
        remarks: t(lang, "Нет фото", "No photo").into(),
        is_own,
    };
    PeopleView {
        shell: shell(lang, "/status/2026-0000123-4"),
        number: "2026-0000123-4".into(),
        people: vec![
            Person {
                id: "p1".into(),
                role: t(lang, "эксперт", "expert").into(),
                name: t(lang, "Иван Котов", "Ivan Kotov").into(),
                rights: t(lang, "переписка", "the correspondence").into(),
                is_invited: false,
                can_remove: true,
            },
            Person {
                id: "p2".into(),
                role: t(lang, "представитель заявителя", "representative").into(),
                is_invited: true,
                can_remove: true,
                ..Person::default()
            },
        ],
        tasks: vec![task("open", true), task("done", false)],
        roles: vec![Choice::new("civic", t(lang, "организация", "organisation"))],
        rights: vec![Choice::new(
            "dialogue",
            t(lang, "переписка", "correspondence"),
        )],
        gives_tasks: true,
        own_role: t(lang, "эксперт", "expert").into(),
        own_id: "p1".into(),
        agencies: vec![Choice::new("municipality", t(lang, "Мэрия", "City"))],
    }
}

/// A file with two versions, of which the second is shown.
pub(crate) fn history(lang: Lang) -> FileHistory {
    let version = |number: usize, is_current| FileVersion {
        number,
        id: format!("u{number}"),
        name: format!("photo-{number}.jpg"),
        size_bytes: 120_000,
        at: receipt_view(lang).created,
        who: t(lang, "заявитель", "applicant").into(),
        is_current,
    };
    FileHistory {
        shell: shell(lang, "/status/2026-0000123-4"),
        number: "2026-0000123-4".into(),
        file: "u1".into(),
        name: "photo-2.jpg".into(),
        versions: vec![version(1, false), version(2, true)],
        can_replace: true,
    }
}

fn revisions_view(lang: Lang) -> RevisionsView {
    RevisionsView {
        shell: shell(lang, "/status/2026-0000123-4"),
        items: vec![Revision {
            at: receipt_view(lang).created,
            who: t(lang, "заявитель", "applicant").into(),
            lines: vec![RevisionLine {
                label: t(lang, "тема", "title").into(),
                before: t(lang, "Яма", "A hole").into(),
                after: t(lang, "Яма у дома 5", "A pothole near house 5").into(),
            }],
        }],
    }
}

fn conduct_view(lang: Lang) -> ConductView {
    let mark = |state: &str, can_contest, can_lift| MarkView {
        id: state.to_owned(),
        kind: t(lang, "оскорбление", "an insult").into(),
        about: t(lang, "текст обращения", "the appeal's text").into(),
        at: receipt_view(lang).created,
        hidden_from: t(lang, "участники", "participants").into(),
        reason: t(lang, "Бранные слова", "Foul words").into(),
        state: state.to_owned(),
        complaint: t(lang, "Это цитата", "It is a quotation").into(),
        explanation: t(lang, "Проверено", "It was checked").into(),
        can_contest,
        can_lift,
        can_keep: can_lift,
    };
    ConductView {
        shell: shell(lang, "/status/2026-0000123-4"),
        number: "2026-0000123-4".into(),
        marks: vec![mark("marked", true, false), mark("contested", false, true)],
        texts: vec![Choice::new("1", t(lang, "текст", "the text"))],
        kinds: vec![Choice::new("spam", t(lang, "спам", "spam"))],
        groups: vec![Choice::new("staff", t(lang, "сотрудники", "staff"))],
        can_block: true,
        blocked_until: None,
    }
}

fn again_view(lang: Lang) -> AgainView {
    AgainView {
        shell: shell(lang, "/status/2026-0000123-4"),
        desk: None,
        title: t(lang, "Поручение", "A task").into(),
        number: "2026-0000123-4".into(),
        back: "/desk/appeals/2026-0000123-4".into(),
        action: "/api/v1/appeals/2026-0000123-4/tasks".into(),
        fields: vec![AdminField {
            name: "text".into(),
            label: t(lang, "Что сделать", "What is to be done").into(),
            widget: AdminWidget::Area,
            ..AdminField::default()
        }],
        files: true,
        hidden: vec![("attachments".into(), "u1 token".into())],
        kept: vec!["photo.jpg".into()],
        values: Values::default(),
        faults: vec![
            Fault::new("/text", t(lang, "Напишите текст", "Write a text")),
            Fault::new("/attachments/0", t(lang, "Файл пуст", "The file is empty")),
        ],
        buttons: vec![(
            String::new(),
            String::new(),
            t(lang, "Поручить", "Give").into(),
        )],
    }
}

fn edit_view(lang: Lang, error: &str) -> EditView {
    EditView {
        shell: shell(lang, "/status/2026-0000123-4/edit"),
        number: "2026-0000123-4".into(),
        title: t(lang, "Яма у дома 5", "A pothole near house 5").into(),
        title_error: error.to_owned(),
        text: t(lang, "Яма посреди дороги", "A pothole in the road").into(),
        text_error: String::new(),
        fields: vec![EditField {
            code: "address".into(),
            label: t(lang, "Адрес", "Address").into(),
            value: t(lang, "ул. Ленина, 5", "5 Lenin Street").into(),
            error: error.to_owned(),
        }],
    }
}

fn choose_view(lang: Lang) -> NewAppealView {
    NewAppealView::Choose {
        desk: desk_shell(lang, "/desk/new"),
        groups: categories_view(lang).groups,
    }
}

fn fill_view(lang: Lang) -> NewAppealView {
    NewAppealView::Fill {
        desk: desk_shell(lang, "/desk/new"),
        form: Box::new(form_view(lang)),
        channels: vec![
            Choice::new("phone", t(lang, "телефон", "telephone")),
            Choice::new("service_centre", t(lang, "центр", "centre")),
        ],
    }
}

fn entered_view(lang: Lang) -> EnteredView {
    let receipt = receipt_view(lang);
    EnteredView {
        desk: desk_shell(lang, "/desk/new"),
        number: receipt.number,
        access_code: receipt.access_code,
        address: "https://otklik.example/status".into(),
        created: receipt.created,
        applicant: t(lang, "Иванова Анна", "Anna Ivanova").into(),
        channel: t(lang, "телефон", "telephone").into(),
        title: t(lang, "Яма у дома 5", "A pothole near house 5").into(),
        category: receipt.category,
        agency: receipt.agency,
        deadline: Some(receipt.deadline),
        missing: vec![t(lang, "Фотография", "A photo").into()],
    }
}
