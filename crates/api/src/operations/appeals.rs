//! Appeals: sending, following, processing, exporting; and ops' own calls.

use super::{Body, Operation, Who, get};

/// What lists and exports are narrowed by.
const PAGE: &[&str] = &[
    "status",
    "type",
    "category",
    "agency",
    "assignee",
    "created_from",
    "created_to",
    "overdue",
    "q",
    "sort",
    "limit",
    "cursor",
];

/// A document of the whole list.
const DOCUMENT: &[&str] = &[
    "columns",
    "status",
    "type",
    "category",
    "agency",
    "assignee",
    "created_from",
    "created_to",
    "overdue",
    "q",
    "sort",
];

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    get(
        "category_list",
        "/api/v1/categories",
        Who::Anyone,
        Body::JsonOnly("PageOfCategories"),
        ["Категории обращений", "Categories of appeals"],
    ),
    Operation {
        method: "post",
        request: Body::Json("SuggestionBody"),
        problems: &[400, 413, 415, 422],
        ..get(
            "category_suggest",
            "/api/v1/categories/suggest",
            Who::Anyone,
            Body::JsonOnly("CategorySuggestions"),
            [
                "Подсказать категорию по заголовку и тексту",
                "Suggest categories for a title and a text",
            ],
        )
    },
    get(
        "challenge_view",
        "/api/v1/challenge",
        Who::Anyone,
        Body::JsonOnly("Challenge"),
        [
            "Задание для доказательства работы (ALTCHA)",
            "A challenge for a proof of work (ALTCHA)",
        ],
    ),
    Operation {
        method: "post",
        success: 201,
        problems: &[400, 412, 413, 415, 422, 429],
        parameters: &[
            "Content-Disposition",
            "Idempotency-Key",
            "Tus-Resumable",
            "Upload-Length",
            "Upload-Metadata",
        ],
        request: Body::Bytes("*/*"),
        ..get(
            "attachment_create",
            "/api/v1/attachments",
            Who::Anyone,
            Body::JsonOnly("AttachmentCreated"),
            [
                "Загрузить файл целиком или начать возобновляемую загрузку (tus 1.0)",
                "Upload a file, or begin a resumable upload (tus 1.0)",
            ],
        )
    },
    Operation {
        method: "head",
        parameters: &["Tus-Resumable", "Otklik-Upload-Token"],
        problems: &[412],
        ..get(
            "attachment_offset",
            "/api/v1/attachments/{id}",
            Who::Uploader,
            Body::Nothing,
            [
                "Узнать, сколько байт загрузки принято",
                "How many bytes of an upload have come",
            ],
        )
    },
    Operation {
        method: "patch",
        success: 204,
        problems: &[400, 409, 412, 413, 415, 422],
        parameters: &["Tus-Resumable", "Upload-Offset", "Otklik-Upload-Token"],
        request: Body::Bytes("application/offset+octet-stream"),
        ..get(
            "attachment_append",
            "/api/v1/attachments/{id}",
            Who::Uploader,
            Body::Nothing,
            ["Продолжить загрузку", "Go on with an upload"],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        parameters: &["Otklik-Upload-Token"],
        problems: &[409],
        ..get(
            "attachment_delete",
            "/api/v1/attachments/{id}",
            Who::Uploader,
            Body::Nothing,
            [
                "Убрать файл, пока он не приложен",
                "Remove a file before an appeal has it",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("AppealRequest"),
        problems: &[400, 413, 415, 422],
        ..get(
            "appeal_preview",
            "/api/v1/appeals/preview",
            Who::Anyone,
            Body::JsonOnly("AppealPreview"),
            [
                "Проверить обращение, не отправляя: куда попадёт и какой срок",
                "Check an appeal without sending it: where it would go, and by when",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        parameters: &["Idempotency-Key", "Otklik-Proof"],
        request: Body::Json("AppealRequest"),
        problems: &[400, 403, 413, 415, 422, 429],
        ..get(
            "appeal_create",
            "/api/v1/appeals",
            Who::Anyone,
            Body::JsonOnly("AppealCreated"),
            ["Отправить обращение", "Send an appeal"],
        )
    },
    Operation {
        parameters: PAGE,
        problems: &[401, 422],
        ..get(
            "appeal_list",
            "/api/v1/appeals",
            Who::Staff,
            Body::JsonOnly("PageOfAppeals"),
            ["Список обращений", "List of appeals"],
        )
    },
    Operation {
        parameters: &["agency"],
        problems: &[401],
        ..get(
            "appeal_counters",
            "/api/v1/appeals/counters",
            Who::Staff,
            Body::JsonOnly("Counters"),
            ["Счётчики по статусам", "Counters by status"],
        )
    },
    Operation {
        parameters: &["If-None-Match"],
        problems: &[401],
        ..get(
            "appeal_view",
            "/api/v1/appeals/{number}",
            Who::ApplicantOrStaff,
            Body::JsonOnly("AppealCard"),
            ["Карточка обращения", "One appeal"],
        )
    },
    Operation {
        parameters: &["Last-Event-ID"],
        problems: &[401],
        ..get(
            "appeal_events",
            "/api/v1/appeals/{number}/events",
            Who::ApplicantOrStaff,
            Body::Events("PageOfEvents"),
            [
                "Журнал обращения; с Accept: text/event-stream — вживую",
                "Journal of an appeal; live with Accept: text/event-stream",
            ],
        )
    },
    Operation {
        problems: &[401],
        ..get(
            "attachment_download",
            "/api/v1/appeals/{number}/attachments/{id}",
            Who::ApplicantOrStaff,
            Body::Bytes("application/octet-stream"),
            ["Скачать вложение", "Download an attachment"],
        )
    },
    Operation {
        method: "post",
        parameters: &["Idempotency-Key", "If-Match"],
        request: Body::Json("TransitionBody"),
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "appeal_transition",
            "/api/v1/appeals/{number}/transitions",
            Who::ApplicantOrStaff,
            Body::JsonOnly("AppealCard"),
            [
                "Перевести в другой статус; заявитель отзывает (cancelled)",
                "Move to another status; the applicant withdraws (cancelled)",
            ],
        )
    },
    Operation {
        method: "put",
        request: Body::Json("RatingBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "rating_put",
            "/api/v1/appeals/{number}/rating",
            Who::ApplicantOrStaff,
            Body::JsonOnly("Rating"),
            [
                "Оценить ответ или изменить оценку",
                "Rate the answer, or revise the rating",
            ],
        )
    },
    Operation {
        parameters: &[
            "columns",
            "bom",
            "dialect",
            "status",
            "type",
            "category",
            "agency",
            "assignee",
            "created_from",
            "created_to",
            "overdue",
            "q",
            "sort",
        ],
        problems: &[401, 422],
        ..get(
            "export_csv",
            "/api/v1/exports/appeals.csv",
            Who::Staff,
            Body::Bytes("text/csv"),
            [
                "Выгрузка списка в CSV, потоком",
                "The list as CSV, streamed",
            ],
        )
    },
    Operation {
        parameters: DOCUMENT,
        problems: &[401, 422],
        ..get(
            "export_xlsx",
            "/api/v1/exports/appeals.xlsx",
            Who::Staff,
            Body::Bytes("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ["Выгрузка списка в XLSX", "The list as XLSX"],
        )
    },
    Operation {
        parameters: DOCUMENT,
        problems: &[401, 422],
        ..get(
            "export_pdf",
            "/api/v1/exports/appeals.pdf",
            Who::Staff,
            Body::Bytes("application/pdf"),
            ["Выгрузка списка в PDF", "The list as PDF"],
        )
    },
    Operation {
        problems: &[401],
        ..get(
            "export_act",
            "/api/v1/exports/appeals/{number}.pdf",
            Who::ApplicantOrStaff,
            Body::Bytes("application/pdf"),
            ["Акт по обращению в PDF", "One appeal as a PDF act"],
        )
    },
    get(
        "health",
        "/health",
        Who::Anyone,
        Body::JsonOnly("Health"),
        ["Готовность", "Readiness"],
    ),
    Operation {
        method: "post",
        problems: &[401],
        ..get(
            "tick",
            "/internal/tick",
            Who::Ops,
            Body::JsonOnly("TickReport"),
            ["Сделать то, чему пришёл срок", "Do what is due"],
        )
    },
    Operation {
        method: "post",
        problems: &[401],
        ..get(
            "deliver",
            "/internal/deliver",
            Who::Ops,
            Body::JsonOnly("DeliveryReport"),
            [
                "Написать и отправить то, чему пришёл срок",
                "Write and send what is due",
            ],
        )
    },
    Operation {
        method: "post",
        problems: &[401],
        ..get(
            "rekey",
            "/internal/rekey",
            Who::Ops,
            Body::JsonOnly("RekeyReport"),
            [
                "Перешифровать персональные данные новым ключом",
                "Seal personal data with the new key",
            ],
        )
    },
];
