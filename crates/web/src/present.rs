//! Domain values as the wire shows them.

use domain::appeal::RepresentedRecord;
use domain::applicant::ApplicantRecord;
use domain::calendar::show_date;
use domain::category::Catalogue;
use domain::event::{
    AppealRegistered, Audience, CallOutcome, DeadlineRecounted, Direction, Event, FileNames,
    Recorded, RegisteredAttachment, ReminderKind,
};
use domain::objection::ObjectionGround;
use domain::{Lang, Text};
use store::{AppealRow, RatingRow};

use crate::time::from_ms;

/// A code with its name.
pub fn named(code: &str, name: &Text, lang: Lang) -> api::Named {
    api::Named {
        code: code.to_owned(),
        name: name.get(lang).to_owned(),
    }
}

/// An agency; the code stands for the name of one that is no longer there.
pub fn agency(catalogue: &Catalogue, code: &str, lang: Lang) -> api::Named {
    let name = catalogue
        .agency(code)
        .map_or(code, |agency| agency.name.get(lang));
    api::Named {
        code: code.to_owned(),
        name: name.to_owned(),
    }
}

/// The name of a category, or its code when it is no longer there.
pub fn category_name<'a>(catalogue: &'a Catalogue, code: &'a str, lang: Lang) -> &'a str {
    catalogue
        .category(code)
        .map_or(code, |category| category.name.get(lang))
}

/// An applicant's data.
pub fn applicant(record: &ApplicantRecord) -> api::ApplicantData {
    api::ApplicantData {
        last_name: record.last_name.clone(),
        first_name: record.first_name.clone(),
        middle_name: record.middle_name.clone(),
        birth_date: record.birth_date.clone(),
        inn: record.inn.clone(),
        snils: record.snils.clone(),
        email: record.email.clone(),
        phone: record.phone.clone(),
    }
}

/// Whom an applicant represents.
pub fn represented(record: &RepresentedRecord) -> api::RepresentedData {
    api::RepresentedData {
        kind: record.kind.to_string(),
        name: record.name.clone(),
        inn: record.inn.clone(),
    }
}

/// The files of a registration.
pub fn attachments(event: &AppealRegistered) -> Vec<api::AttachmentItem> {
    let none = FileNames::new();
    let names = event.private.as_ref().map(|private| &private.file_names);
    files(&event.attachments, names.unwrap_or(&none))
}

/// Files with their names; nothing stands for a name that is erased.
pub fn files(files: &[RegisteredAttachment], names: &FileNames) -> Vec<api::AttachmentItem> {
    let item = |file: &RegisteredAttachment| api::AttachmentItem {
        id: file.id.clone(),
        name: names.get(&file.id).cloned().unwrap_or_default(),
        media_type: file.media_type.clone(),
        size_bytes: file.size_bytes,
        document: file.document.clone(),
    };
    files.iter().map(item).collect()
}

/// An appeal in a list of its applicant's: who of staff has it is nothing to them.
pub fn own_item(row: &AppealRow) -> api::AppealItem {
    api::AppealItem {
        assignee: None,
        ..item(row)
    }
}

/// An appeal in a list.
pub fn item(row: &AppealRow) -> api::AppealItem {
    let registered = &row.registered;
    api::AppealItem {
        number: row.number.to_string(),
        r#type: registered.appeal_type.to_string(),
        category: row.category.clone(),
        region: registered.region.to_string(),
        agency: row.agency.clone(),
        status: row.status.to_string(),
        status_since: from_ms(row.status_since),
        title: registered
            .private
            .as_ref()
            .map(|private| private.title.clone())
            .unwrap_or_default(),
        created_at: from_ms(row.created_at),
        updated_at: from_ms(row.updated_at),
        due_at: row.deadline.due_at,
        due_provisional: row.deadline.is_provisional(),
        overdue: row.overdue,
        assignee: row.assignee.clone(),
        channel: registered.channel.to_string(),
        repeat_of: registered.repeat_of.map(|number| number.to_string()),
        score: row.score,
    }
}

/// A rating.
pub fn rating(row: RatingRow) -> api::Rating {
    api::Rating {
        score: row.score,
        comment: row.comment,
        category: row.category,
        given_at: from_ms(row.given_at),
        revised_at: row.revised_at.map(from_ms),
        review_by: row.review_by.map(from_ms),
        review_provisional: row.review_provisional,
        outcome: row.outcome,
        explanation: row.explanation,
        reviewed_at: row.reviewed_at.map(from_ms),
    }
}

/// An event as a reader may see it: of staff only that it was staff.
pub fn event(row: &Recorded, lang: Lang) -> api::EventItem {
    let mut item = api::EventItem {
        seq: row.seq,
        kind: row.event.kind().to_owned(),
        at: row.at,
        actor: row.actor.role().to_owned(),
        label: label(&row.event).get(lang).to_owned(),
        status: None,
        from: None,
        due_at: None,
        score: None,
        comment: None,
        attachments: Vec::new(),
        by: None,
        data: None,
    };
    match &row.event {
        Event::AppealRegistered(event) => {
            item.status = Some(event.status.to_string());
            item.due_at = Some(event.deadline.due_at);
        }
        Event::StatusChanged(event) => {
            item.status = Some(event.to.to_string());
            item.from = Some(event.from.to_string());
            item.due_at = Some(event.deadline.due_at);
            item.comment.clone_from(&event.comment);
            let answer = event.answer.iter();
            item.attachments = answer
                .flat_map(|answer| files(&answer.attachments, &event.file_names))
                .collect();
        }
        Event::RatingGiven(event) | Event::RatingRevised(event) => {
            item.score = Some(event.score);
            item.comment.clone_from(&event.comment);
        }
        Event::DeadlinePassed(event) => item.due_at = Some(event.due_at),
        Event::DeadlineExtended(event) => {
            item.due_at = Some(event.deadline.due_at);
            item.comment = Some(event.reason.clone());
        }
        Event::DeadlineRecounted(event) => item.due_at = Some(event.deadline.due_at),
        Event::ReviewTermRecounted(event) => item.due_at = Some(event.review_by),
        Event::Reminded(event) => item.due_at = event.until,
        Event::FirstResponseGiven(event) => item.due_at = Some(event.due_at),
        Event::CallMade(event) => item.due_at = event.again_at,
        Event::Forwarded(event) => item.comment.clone_from(&event.reason),
        Event::PrioritySet(event) => item.comment.clone_from(&event.reason),
        Event::MessageWritten(event) => {
            item.comment = Some(event.text.clone());
            item.attachments = files(&event.attachments, &event.file_names);
        }
        Event::AnswerDrafted(event) => {
            item.comment = Some(event.text.clone());
            item.attachments = files(&event.attachments, &event.file_names);
        }
        Event::AnswerReturned(event) => item.comment = Some(event.remarks.clone()),
        Event::ObjectionFiled(event) => {
            item.due_at = Some(event.decide_by);
            item.comment.clone_from(&event.text);
            item.attachments = files(&event.attachments, &event.file_names);
        }
        Event::ObjectionDecided(event) => item.comment.clone_from(&event.explanation),
        Event::Escalated(event) => item.comment.clone_from(&event.reason),
        Event::RatingReviewed(event) => item.comment.clone_from(&event.explanation),
        Event::ParticipantInvited(event) => item.comment = said(&event.name),
        Event::ParticipantAdded(event) => item.comment = said(&event.name),
        Event::ParticipantRemoved(event) => item.comment = said(&event.reason),
        Event::TaskCreated(event) => item.comment = said(&event.text),
        Event::TaskDone(event) => {
            item.comment = said(&event.text);
            item.attachments = files(&event.attachments, &event.file_names);
        }
        Event::TaskReturned(event) => item.comment = said(&event.remarks),
        Event::AttachmentVersioned(event) => {
            item.attachments = files(&event.attachments, &event.file_names);
        }
        Event::ConductMarked(event) => item.comment = said(&event.reason),
        Event::ConductAppealed(event) => item.comment = said(&event.text),
        Event::ConductLifted(event) => item.comment = said(&event.explanation),
        Event::ObjectionAssigned(_)
        | Event::Reclassified(_)
        | Event::TaskConfirmed(_)
        | Event::AttachmentRestored(_)
        | Event::TextEdited(_)
        | Event::ContentHidden(_)
        | Event::ContentShown(_)
        | Event::AppealClaimed(_)
        | Event::PersonalDataErased(_)
        | Event::Assigned(_)
        | Event::AnswerSubmitted(_) => {}
    }
    item
}

/// A text that may be empty.
fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// That a deadline was counted anew, and what came of it.
fn recounted(event: &DeadlineRecounted) -> Text {
    let deadline = &event.deadline;
    let due = |lang| show_date(deadline.last_day, lang);
    let Some(before) = event.moved_from else {
        return Text::new(
            format!(
                "Срок пересчитан по производственному календарю, дата прежняя: {}",
                due(Lang::Ru)
            ),
            format!(
                "The deadline is counted anew by the working calendar and stays {}",
                due(Lang::En)
            ),
        );
    };
    let before = deadline.region.local_date(before);
    Text::new(
        format!(
            "Срок пересчитан по производственному календарю: {} вместо {}",
            due(Lang::Ru),
            show_date(before, Lang::Ru)
        ),
        format!(
            "The deadline is counted anew by the working calendar: {} instead of {}",
            due(Lang::En),
            show_date(before, Lang::En)
        ),
    )
}

/// What happened, in a few words.
pub fn label(event: &Event) -> Text {
    match event {
        Event::AppealRegistered(_) => {
            Text::fixed("Обращение зарегистрировано", "The appeal is registered")
        }
        Event::StatusChanged(event) => {
            let (ru, en) = (event.to.label(Lang::Ru), event.to.label(Lang::En));
            Text::new(format!("Новый статус: {ru}"), format!("New status: {en}"))
        }
        Event::ParticipantInvited(event) => {
            let role = event.role.text();
            Text::new(
                format!("Приглашён участник: {}", role.ru),
                format!("A participant is invited: {}", role.en),
            )
        }
        Event::ParticipantAdded(event) => {
            let role = event.role.text();
            Text::new(
                format!("Участвует: {}", role.ru),
                format!("Takes part: {}", role.en),
            )
        }
        Event::ParticipantRemoved(_) => {
            Text::fixed("Участник больше не участвует", "A participant has left")
        }
        Event::TaskCreated(_) => Text::fixed("Дано поручение", "A task is given"),
        Event::TaskDone(_) => Text::fixed("Поручение выполнено", "A task is done"),
        Event::TaskConfirmed(_) => Text::fixed("Поручение принято", "A task is confirmed"),
        Event::TaskReturned(_) => Text::fixed("Поручение возвращено", "A task is returned"),
        Event::AttachmentVersioned(event) => Text::new(
            format!("Новая версия файла, {}", event.version),
            format!("A new version of a file, {}", event.version),
        ),
        Event::AttachmentRestored(event) => Text::new(
            format!("Возвращена версия файла {}", event.version),
            format!("Version {} of a file is restored", event.version),
        ),
        Event::TextEdited(_) => {
            Text::fixed("Заявитель изменил текст", "The applicant changed the text")
        }
        Event::ConductMarked(event) => {
            let conduct = event.conduct.text();
            Text::new(
                format!("Отмечено: {}", conduct.ru),
                format!("Marked: {}", conduct.en),
            )
        }
        Event::ContentHidden(_) => Text::fixed("Текст скрыт", "A text is hidden"),
        Event::ContentShown(_) => Text::fixed("Текст снова показан", "A text is shown again"),
        Event::ConductAppealed(_) => Text::fixed("Жалоба на отметку", "A complaint about a mark"),
        Event::ConductLifted(event) if event.lifted => {
            Text::fixed("Отметка снята", "The mark is lifted")
        }
        Event::ConductLifted(_) => Text::fixed("Отметка оставлена", "The mark stands"),
        Event::RatingGiven(_) => Text::fixed("Ответ оценён", "The answer is rated"),
        Event::RatingRevised(_) => Text::fixed("Оценка изменена", "The rating is changed"),
        Event::DeadlinePassed(_) => Text::fixed("Срок ответа прошёл", "The deadline has passed"),
        Event::DeadlineExtended(event) => {
            let due = event.deadline.last_day;
            let (ru, en) = (show_date(due, Lang::Ru), show_date(due, Lang::En));
            Text::new(
                format!("Срок продлён до {ru}"),
                format!("The deadline is extended to {en}"),
            )
        }
        Event::DeadlineRecounted(event) => recounted(event),
        Event::ReviewTermRecounted(_) => Text::fixed(
            "Срок рассмотрения отзыва пересчитан по производственному календарю",
            "The term to look into the rating is counted anew by the working calendar",
        ),
        Event::Reminded(event) => reminder(event.of),
        Event::CallMade(event) => match (event.outcome, event.again_at) {
            (CallOutcome::Reached, _) => {
                Text::fixed("Заявителю позвонили", "The applicant was called")
            }
            (CallOutcome::Missed, Some(_)) => Text::fixed(
                "До заявителя не дозвонились, позвонят ещё раз",
                "The applicant did not answer and is called again",
            ),
            (CallOutcome::Missed, None) => Text::fixed(
                "До заявителя не дозвонились",
                "The applicant did not answer the call",
            ),
        },
        Event::FirstResponseGiven(_) => {
            Text::fixed("Первый ответ дан", "The first response is given")
        }
        Event::AppealClaimed(_) => {
            Text::fixed("Обращение добавлено в кабинет", "Added to a cabinet")
        }
        Event::PersonalDataErased(_) => {
            Text::fixed("Персональные данные удалены", "Personal data erased")
        }
        Event::Assigned(event) => match event.assignee {
            Some(_) => Text::fixed("Назначен исполнитель", "An executor is assigned"),
            None => Text::fixed("Возвращено в очередь", "Back in the queue"),
        },
        Event::Forwarded(_) if event.audience() == Audience::Staff => {
            Text::fixed("Передано в другое подразделение", "Passed to another unit")
        }
        Event::Forwarded(_) => {
            Text::fixed("Передано в другое ведомство", "Forwarded to another agency")
        }
        Event::Reclassified(_) => Text::fixed("Уточнена категория", "The category is corrected"),
        Event::PrioritySet(event) => {
            let priority = event.priority.text();
            Text::new(
                format!("Приоритет: {}", priority.ru),
                format!("Priority: {}", priority.en),
            )
        }
        Event::MessageWritten(event) => match (event.direction, event.again) {
            (Direction::Question, false) => {
                Text::fixed("Вопрос заявителю", "A question to the applicant")
            }
            (Direction::Question, true) => {
                Text::fixed("Повторное уточнение", "The question is asked again")
            }
            (Direction::Reply, _) => {
                Text::fixed("Сообщение заявителя", "A message of the applicant")
            }
            (Direction::Note, _) => Text::fixed("Внутренняя заметка", "An internal note"),
        },
        Event::AnswerDrafted(event) => Text::new(
            format!("Проект ответа, версия {}", event.version),
            format!("Draft of the answer, version {}", event.version),
        ),
        Event::AnswerSubmitted(_) => {
            Text::fixed("Ответ на утверждении", "The answer waits for approval")
        }
        Event::AnswerReturned(_) => Text::fixed(
            "Ответ возвращён с замечаниями",
            "The answer is returned with remarks",
        ),
        Event::ObjectionFiled(event) => {
            let number = event.number;
            let (ru, en) = match event.ground {
                ObjectionGround::Answer => ("Ответ обжалован", "The answer is objected to"),
                ObjectionGround::Execution => (
                    "Заявитель сообщил: обещанное не сделано",
                    "The applicant says that what was promised is not done",
                ),
                ObjectionGround::Overdue => (
                    "Заявитель сообщил: ответа нет в срок",
                    "The applicant says that there is no answer in time",
                ),
            };
            Text::new(format!("{ru}, № {number}"), format!("{en}, no. {number}"))
        }
        Event::ObjectionAssigned(event) => match event.reviewer {
            Some(_) => Text::fixed(
                "Назначен рассматривающий обжалование",
                "Somebody is to decide the objection",
            ),
            None => Text::fixed(
                "Обжалование возвращено в очередь",
                "The objection is back in the queue",
            ),
        },
        Event::ObjectionDecided(event) => {
            let outcome = event.outcome.text(event.ground);
            Text::new(
                format!("Обжалование: {}", outcome.ru),
                format!("Objection: {}", outcome.en),
            )
        }
        Event::Escalated(event) => {
            let instance = event.instance.text();
            Text::new(
                format!("Обжалование в вышестоящей инстанции: {}", instance.ru),
                format!("The objection is with a higher instance: {}", instance.en),
            )
        }
        Event::RatingReviewed(event) => {
            let outcome = event.outcome.text();
            Text::new(
                format!("Отзыв рассмотрен: {}", outcome.ru),
                format!("The rating is reviewed: {}", outcome.en),
            )
        }
    }
}

const fn reminder(of: ReminderKind) -> Text {
    match of {
        ReminderKind::Half => Text::fixed(
            "Напоминание исполнителю: прошла половина срока",
            "The executor is reminded: half of the term is over",
        ),
        ReminderKind::TwoDays => Text::fixed(
            "Напоминание исполнителю: осталось два рабочих дня",
            "The executor is reminded: two working days are left",
        ),
        ReminderKind::FirstResponse => Text::fixed(
            "Напоминание исполнителю: первого ответа всё нет",
            "The executor is reminded: there is no first response yet",
        ),
        ReminderKind::Silence => Text::fixed(
            "Напоминание заявителю: вопрос ждёт ответа",
            "The applicant is reminded: a question waits for a reply",
        ),
        ReminderKind::CallBack => Text::fixed(
            "Пора перезвонить заявителю",
            "It is time to call the applicant",
        ),
        ReminderKind::Review => Text::fixed(
            "Напоминание руководителям: отзыв не рассмотрен в срок",
            "The supervisors are reminded: the complaint was not looked into in time",
        ),
        ReminderKind::Objection => Text::fixed(
            "Напоминание: до решения по обжалованию осталось два дня",
            "Two days are left to decide the objection",
        ),
        ReminderKind::Execution => Text::fixed(
            "Контроль исполнения: сделано ли обещанное?",
            "Execution control: is what was promised done?",
        ),
    }
}
