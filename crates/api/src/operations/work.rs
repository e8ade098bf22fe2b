//! Work on appeals: who has them, the dialogue, the answer.

use super::{Body, Operation, Who, get};

/// What every command on an appeal may be refused with.
const COMMAND: &[u16] = &[400, 401, 403, 409, 412, 413, 415, 422];

/// A command that answers with the card.
const fn command(
    id: &'static str,
    path: &'static str,
    body: Body,
    texts: [&'static str; 2],
) -> Operation {
    Operation {
        method: "post",
        parameters: &["Idempotency-Key", "If-Match"],
        request: body,
        problems: COMMAND,
        ..get(id, path, Who::Staff, Body::JsonOnly("AppealCard"), texts)
    }
}

/// A command that answers with the answer's drafts.
const fn draft(
    id: &'static str,
    path: &'static str,
    body: Body,
    texts: [&'static str; 2],
) -> Operation {
    Operation {
        response: Body::JsonOnly("AnswerView"),
        ..command(id, path, body, texts)
    }
}

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    command(
        "appeal_take",
        "/api/v1/appeals/{number}/take",
        Body::Nothing,
        ["Взять обращение в работу", "Take an appeal to work on it"],
    ),
    command(
        "appeal_assign",
        "/api/v1/appeals/{number}/assign",
        Body::Json("AssignBody"),
        [
            "Назначить исполнителя, передать своё или вернуть в очередь",
            "Assign an executor, hand on one's own, or put back into the queue",
        ],
    ),
    command(
        "appeal_forward",
        "/api/v1/appeals/{number}/forward",
        Body::Json("ForwardBody"),
        [
            "Передать в другое ведомство или подразделение; срок сохраняется",
            "Forward to another agency or unit; the deadline stays",
        ],
    ),
    command(
        "appeal_classify",
        "/api/v1/appeals/{number}/classify",
        Body::Json("ClassifyBody"),
        ["Исправить категорию", "Correct the category"],
    ),
    command(
        "appeal_prioritise",
        "/api/v1/appeals/{number}/priority",
        Body::Json("PriorityBody"),
        [
            "Установить или подтвердить приоритет",
            "Set or confirm the priority",
        ],
    ),
    command(
        "appeal_call",
        "/api/v1/appeals/{number}/call",
        Body::Json("CallBody"),
        [
            "Записать звонок, о котором просил заявитель",
            "Record the call that the applicant had wished",
        ],
    ),
    command(
        "appeal_extend",
        "/api/v1/appeals/{number}/extension",
        Body::Json("ExtensionBody"),
        [
            "Продлить срок, один раз; заявитель увидит причину",
            "Extend the term, once; the applicant sees the reason",
        ],
    ),
    Operation {
        problems: &[401],
        ..get(
            "message_list",
            "/api/v1/appeals/{number}/messages",
            Who::ApplicantOrStaff,
            Body::JsonOnly("PageOfMessages"),
            [
                "Переписка; сотрудникам и заметки",
                "The dialogue; for staff the notes too",
            ],
        )
    },
    Operation {
        success: 201,
        who: Who::ApplicantOrStaff,
        response: Body::JsonOnly("MessageItem"),
        ..command(
            "message_create",
            "/api/v1/appeals/{number}/messages",
            Body::Json("MessageBody"),
            [
                "Задать вопрос (срок останавливается), ответить (идёт дальше), оставить заметку",
                "Ask (the clock stops), reply (it goes on), leave a note",
            ],
        )
    },
    Operation {
        problems: &[401],
        ..get(
            "answer_view",
            "/api/v1/appeals/{number}/answer",
            Who::Staff,
            Body::JsonOnly("AnswerView"),
            [
                "Проект ответа, его версии и данные ответы",
                "The draft of the answer, its versions, and the answers given",
            ],
        )
    },
    Operation {
        method: "put",
        ..draft(
            "answer_put",
            "/api/v1/appeals/{number}/answer",
            Body::Json("AnswerBody"),
            [
                "Записать новую версию ответа",
                "Write a new version of the answer",
            ],
        )
    },
    draft(
        "answer_submit",
        "/api/v1/appeals/{number}/answer/submit",
        Body::Nothing,
        [
            "Отправить ответ на утверждение",
            "Give the answer to a supervisor",
        ],
    ),
    draft(
        "answer_return",
        "/api/v1/appeals/{number}/answer/return",
        Body::Json("RemarksBody"),
        [
            "Вернуть ответ с замечаниями",
            "Return the answer with remarks",
        ],
    ),
    command(
        "answer_approve",
        "/api/v1/appeals/{number}/answer/approve",
        Body::Nothing,
        [
            "Согласовать ответ: заявитель получает его",
            "Approve the answer: the applicant gets it",
        ],
    ),
    Operation {
        problems: &[401],
        ..get(
            "export_answer",
            "/api/v1/exports/appeals/{number}/answer.pdf",
            Who::ApplicantOrStaff,
            Body::Bytes("application/pdf"),
            [
                "Ответ официальным документом в PDF",
                "The answer as an official document in PDF",
            ],
        )
    },
];
