//! What was written and attached: versions of files, edited texts, conduct.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        problems: &[401, 403],
        ..get(
            "attachment_versions",
            "/api/v1/appeals/{number}/attachments/{id}/versions",
            Who::ApplicantOrStaff,
            Body::JsonOnly("PageOfVersions"),
            ["Версии файла", "Versions of a file"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("VersionBody"),
        success: 201,
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "attachment_version",
            "/api/v1/appeals/{number}/attachments/{id}/versions",
            Who::ApplicantOrStaff,
            Body::JsonOnly("Made"),
            [
                "Заменить файл новой версией; прежние остаются",
                "Put a new version in the place of a file; the earlier ones stay",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("RestoreBody"),
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "attachment_restore",
            "/api/v1/appeals/{number}/attachments/{id}/restore",
            Who::ApplicantOrStaff,
            Body::JsonOnly("Made"),
            [
                "Вернуть прежнюю версию файла",
                "Restore an earlier version of a file",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "appeal_revisions",
            "/api/v1/appeals/{number}/text",
            Who::ApplicantOrStaff,
            Body::JsonOnly("PageOfRevisions"),
            [
                "Текст обращения: каким был и каким стал",
                "The text of an appeal, as it was and is",
            ],
        )
    },
    Operation {
        method: "put",
        request: Body::JsonOnly("TextBody"),
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "appeal_edit",
            "/api/v1/appeals/{number}/text",
            Who::ApplicantOrStaff,
            Body::JsonOnly("Made"),
            [
                "Изменить текст, пока обращение не взяли в работу",
                "Change the text before anybody works on it",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "conduct_list",
            "/api/v1/appeals/{number}/conduct",
            Who::ApplicantOrStaff,
            Body::JsonOnly("PageOfMarks"),
            [
                "Отметки о недопустимом поведении, с причинами и решениями",
                "Marks for bad conduct, with reasons and decisions",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("MarkBody"),
        success: 201,
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "conduct_mark",
            "/api/v1/appeals/{number}/conduct",
            Who::Staff,
            Body::JsonOnly("Made"),
            [
                "Отметить спам, оскорбление или угрозу; скрыть текст",
                "Mark spam, an insult or a threat; hide the text",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("ContestBody"),
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "conduct_contest",
            "/api/v1/appeals/{number}/conduct/{id}/appeal",
            Who::ApplicantOrStaff,
            Body::JsonOnly("Made"),
            ["Обжаловать отметку", "Contest a mark"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("MarkDecisionBody"),
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "conduct_decide",
            "/api/v1/appeals/{number}/conduct/{id}/decision",
            Who::Staff,
            Body::JsonOnly("Made"),
            [
                "Снять отметку или оставить её",
                "Lift a mark, or let it stand",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("AuthorBlockBody"),
        success: 201,
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "conduct_block",
            "/api/v1/appeals/{number}/conduct/block",
            Who::Staff,
            Body::JsonOnly("BlockSet"),
            [
                "Временно запретить отправителю писать; ему говорят причину и как обжаловать",
                "Keep the sender from writing for a while; they are told why and where to contest it",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("NothingBody"),
        success: 204,
        problems: &[400, 401, 403, 413, 415],
        ..get(
            "conduct_unblock",
            "/api/v1/appeals/{number}/conduct/unblock",
            Who::Staff,
            Body::Nothing,
            ["Снять ограничение", "Lift the block"],
        )
    },
];
