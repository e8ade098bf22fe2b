//! The card of an appeal: new and answered.

use super::*;

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
            history: super::participants::history(lang),
        }],
        deadline: deadline(lang),
        answer: None,
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
                files: Vec::new(),
            },
            Entry {
                at: created(lang),
                what: t(lang, "Направлено в ведомство", "Passed to the agency").into(),
                actor: t(lang, "система", "system").into(),
                text: t(lang, "По теме и региону.", "By topic and region.").into(),
                files: Vec::new(),
            },
        ],
        rating: Rating::None,
        withdraw: Some(CommentForm::default()),
        reply: Some(CommentForm::default()),
        is_asked: true,
        closes: None,
        objections: ObjectionsView::default(),
        repeat_of: "2025-0000100-7".into(),
        can_repeat: true,
        can_edit: true,
        is_shared: false,
        people: String::new(),
        told: crate::told(&told_view(lang)),
    }
}

pub(crate) fn answer(lang: Lang, view: &mut CardView) {
    view.status.code = "approved".into();
    view.status.label = t(lang, "Согласовано", "Approved").into();
    view.deadline.clock = Clock::Stopped;
    view.answer = Some(GivenView {
        number: "2026-0000001-5/1".into(),
        date: t(lang, "20.05.2026", "2026-05-20").into(),
        signatory: t(lang, "Петрова А. С.", "Petrova A. S.").into(),
        text: t(
            lang,
            "Яма заделана 1 декабря.\nСпасибо за сообщение.",
            "Mended on 1 December.\nThank you.",
        )
        .into(),
        files: vec![Attachment {
            id: "0197f3c2-bbbb".into(),
            name: t(lang, "Акт осмотра.pdf", "report.pdf").into(),
            size_bytes: 120_000,
            ..Attachment::default()
        }],
    });
    view.notice = t(lang, "Пришёл ответ.", "The answer has come.").into();
    view.withdraw = None;
    view.reply = None;
    view.rating = Rating::Open(RatingForm::default());
}

pub(crate) fn given(lang: Lang) -> Given {
    Given {
        score: 4,
        comment: t(lang, "Сделали быстро.", "Quickly done.").into(),
        category: t(lang, "Отношение и качество", "Service and attitude").into(),
        at: created(lang),
        outcome: t(lang, "Отзыв рассмотрен.", "The comment was considered.").into(),
    }
}

/// What was told: one of each state.
pub(crate) fn told_view(lang: Lang) -> crate::ToldView {
    use crate::{Delivery, ToldRow, ToldView};
    let at = || created(lang);
    let row = |state| ToldRow {
        at: at(),
        what: t(lang, "Ответ готов", "The answer is ready").into(),
        to: t(lang, "заявителю", "to the applicant"),
        channel: t(lang, "почта", "e-mail").into(),
        state,
    };
    ToldView {
        shell: shell(lang, "/status/2026-0000123-4"),
        call: at(),
        rows: vec![
            row(Delivery::Waiting),
            row(Delivery::Delivered(at())),
            row(Delivery::Failed(at())),
            row(Delivery::Read(at())),
        ],
    }
}
