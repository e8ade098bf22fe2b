//! What people are told, in words: the same in letters and in lists.

use domain::notice::Topic;
use domain::{AppealNumber, Text};

/// What happened, as a heading.
pub fn heading(topic: Topic) -> Text {
    use Topic::*;
    let (ru, en) = match topic {
        Registered => ("Обращение принято", "The appeal is registered"),
        Question => ("Нужен ваш ответ", "Your reply is needed"),
        Status => ("Новый статус", "A new status"),
        Forwarded => (
            "Обращение передано другому исполнителю",
            "The appeal went to others",
        ),
        Deadline => ("Срок изменился", "The deadline has moved"),
        Answer => ("Ответ готов", "The answer is ready"),
        ReplyNeeded => (
            "Мы всё ещё ждём вашего ответа",
            "We still wait for your reply",
        ),
        Execution => ("Сделано ли то, что обещали?", "Was what was promised done?"),
        ObjectionDecided => ("Возражение рассмотрено", "The objection was decided"),
        Escalated => (
            "Обращение в вышестоящей инстанции",
            "The appeal is with a higher instance",
        ),
        ReviewOutcome => ("Ваша оценка рассмотрена", "Your rating was looked at"),
        Closed => ("Обращение закрыто", "The appeal is closed"),
        NewAppeal => ("Новое обращение", "A new appeal"),
        Assigned => ("Вам назначено обращение", "An appeal was assigned to you"),
        Reply => ("Заявитель ответил", "The applicant has replied"),
        Withdrawn => (
            "Заявитель отозвал обращение",
            "The applicant has withdrawn the appeal",
        ),
        Reopened => ("Обращение открыто снова", "The appeal is open again"),
        Reminder => ("Напоминание о сроке", "A reminder of a deadline"),
        Overdue => ("Срок прошёл", "The deadline has passed"),
        Submitted => ("Ответ ждёт утверждения", "An answer waits for approval"),
        Returned => (
            "Ответ возвращён с замечаниями",
            "The answer came back with remarks",
        ),
        Objection => ("Возражение заявителя", "An objection of the applicant"),
        ReviewDue => ("Низкая оценка", "A low rating"),
        Task => ("Поручение", "A task"),
        Participation => ("Вы участвуете в обращении", "You take part in an appeal"),
        Conduct => ("Отметка о недопустимом поведении", "A mark for bad conduct"),
        CallBack => (
            "Пора перезвонить заявителю",
            "It is time to call the applicant",
        ),
    };
    Text::fixed(ru, en)
}

/// What to do about it.
pub fn advice(topic: Topic) -> Text {
    use Topic::*;
    let (ru, en) = match topic {
        Registered => (
            "Ниже — копия того, что вы отправили. Следить за ходом можно на странице обращения: номер — в этом письме, код доступа — только у вас.",
            "Below is a copy of what you sent. The appeal's page shows how it goes: its number is in this letter, the access code is with you alone.",
        ),
        Question => (
            "Исполнитель задал вопрос или просит документы. Пока вы не ответите, срок приостановлен.",
            "The executor has a question or asks for documents. Until you reply, the deadline is paused.",
        ),
        ReplyNeeded => (
            "Вопрос исполнителя остался без ответа. Ответьте на странице обращения.",
            "The executor's question has no reply yet. Please reply on the appeal's page.",
        ),
        Status => (
            "С обращением что-то произошло: что именно — на его странице.",
            "Something happened to the appeal: its page says what.",
        ),
        Forwarded => (
            "Кто теперь отвечает, сказано на странице обращения. Срок прежний.",
            "The appeal's page says who answers now. The deadline is as before.",
        ),
        Deadline => (
            "Новый срок и причина — на странице обращения.",
            "The new deadline and the reason are on the appeal's page.",
        ),
        Answer => (
            "Прочитайте ответ на странице обращения. Там же можно оценить его или возразить.",
            "Read the answer on the appeal's page. You can rate it or object to it there.",
        ),
        Execution => (
            "Подтвердите на странице обращения, что обещанное сделано. Если нет — скажите там же: это проверит другой руководитель.",
            "Confirm on the appeal's page that what was promised is done. If it is not, say so there: another supervisor will look into it.",
        ),
        ObjectionDecided => (
            "Решение и его объяснение — на странице обращения.",
            "The decision and its explanation are on the appeal's page.",
        ),
        Escalated => (
            "Вышестоящая инстанция видит всю историю обращения.",
            "The higher instance sees the whole history of the appeal.",
        ),
        ReviewOutcome => (
            "Итог — на странице обращения.",
            "The outcome is on the appeal's page.",
        ),
        Closed => (
            "История остаётся на странице обращения.",
            "The history stays on the appeal's page.",
        ),
        NewAppeal => ("Его ещё никто не взял.", "Nobody has taken it yet."),
        Assigned => ("Оно в вашей очереди.", "It is in your queue."),
        Reply => (
            "Ответ — в карточке; срок снова идёт.",
            "The reply is on the card; the deadline runs again.",
        ),
        Withdrawn => (
            "Делать больше ничего не нужно.",
            "There is nothing more to do.",
        ),
        Reopened => (
            "Заявитель не согласен, причина — в карточке.",
            "The applicant does not agree; the card says why.",
        ),
        Reminder => ("Срок — в карточке.", "The deadline is on the card."),
        Overdue => (
            "Ответа к сроку не было.",
            "There was no answer by the deadline.",
        ),
        Submitted => (
            "Согласуйте его или верните с замечаниями.",
            "Approve it, or return it with remarks.",
        ),
        Returned => ("Замечания — в карточке.", "The remarks are on the card."),
        Objection => (
            "Его рассматривает не тот, кто готовил ответ.",
            "Whoever wrote the answer does not decide it.",
        ),
        ReviewDue => (
            "Разберитесь, в чём дело: срок — пять рабочих дней.",
            "Find out what is wrong: there are five working days.",
        ),
        Task => ("Подробности — в карточке.", "The card says more."),
        Participation => (
            "Что вам доступно и что нужно сделать, сказано на странице обращения.",
            "The appeal's page says what is open to you and what there is to do.",
        ),
        Conduct => (
            "Что отмечено, почему и как это обжаловать или решено ли уже, сказано на странице обращения.",
            "The appeal's page says what was marked and why, how to contest it, and what was decided.",
        ),
        CallBack => (
            "Номер — в карточке, среди данных заявителя.",
            "The number is on the card, among the applicant's data.",
        ),
    };
    Text::fixed(ru, en)
}

/// What to do about a registration, at an address that nobody has proved to be theirs: somebody else may have typed it.
pub fn advice_without_copy() -> Text {
    Text::fixed(
        "Этот адрес указали для ответа. Текст и ход обращения — на его странице: нужны номер из этого письма и код доступа, который показали при отправке. Если вы ничего не отправляли, кто-то ошибся адресом: делать ничего не нужно.",
        "This address was given for the answer. The appeal's text and how it goes are on its page: it takes the number of this letter and the access code that was shown when it was sent. If you have sent nothing, somebody mistook the address; there is nothing to do.",
    )
}

/// The subject of a letter about one appeal.
pub fn subject(topic: Topic, number: AppealNumber) -> Text {
    let heading = heading(topic);
    let with = |text: &str| format!("{text} — {number}");
    Text::new(
        with(heading.get(domain::Lang::Ru)),
        with(heading.get(domain::Lang::En)),
    )
}
