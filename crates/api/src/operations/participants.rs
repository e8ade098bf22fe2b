//! Participants of appeals and their tasks.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        problems: &[401, 403],
        ..get(
            "participant_list",
            "/api/v1/appeals/{number}/participants",
            Who::ApplicantOrStaff,
            Body::JsonOnly("PageOfParticipants"),
            ["Кто участвует в обращении", "Who takes part in an appeal"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("ParticipantBody"),
        success: 201,
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "participant_add",
            "/api/v1/appeals/{number}/participants",
            Who::Staff,
            Body::JsonOnly("Made"),
            [
                "Добавить сотрудника или ведомство",
                "Add a member of staff or an agency",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("ParticipantInvitationBody"),
        success: 201,
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "participant_invite",
            "/api/v1/appeals/{number}/participants/invitations",
            Who::ApplicantOrStaff,
            Body::JsonOnly("ParticipantInvitation"),
            [
                "Пригласить участника по ссылке; она показывается один раз",
                "Invite a participant by a link; it is shown once",
            ],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        parameters: &["If-Match"],
        problems: &[401, 403, 409, 412, 422],
        ..get(
            "participant_remove",
            "/api/v1/appeals/{number}/participants/{id}",
            Who::ApplicantOrStaff,
            Body::Nothing,
            [
                "Исключить участника, отозвать приглашение или выйти самому",
                "Remove a participant, take an invitation back, or leave",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("ParticipationBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "participant_accept",
            "/api/v1/participants/accept",
            Who::SignedIn,
            Body::JsonOnly("ParticipationAccepted"),
            ["Принять приглашение", "Accept an invitation"],
        )
    },
    Operation {
        parameters: &["limit_20", "cursor_id"],
        problems: &[401, 403],
        ..get(
            "participation_list",
            "/api/v1/participants",
            Who::SignedIn,
            Body::JsonOnly("PageOfParticipations"),
            [
                "Обращения, в которых я участвую",
                "Appeals in which I take part",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "task_list",
            "/api/v1/appeals/{number}/tasks",
            Who::Staff,
            Body::JsonOnly("PageOfTasks"),
            [
                "Поручения; участник видит свои",
                "Tasks; a participant sees their own",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("TaskBody"),
        success: 201,
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "task_create",
            "/api/v1/appeals/{number}/tasks",
            Who::Staff,
            Body::JsonOnly("Made"),
            ["Дать поручение участнику", "Give a participant a task"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("ReportBody"),
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "task_done",
            "/api/v1/appeals/{number}/tasks/{id}/done",
            Who::Staff,
            Body::JsonOnly("Made"),
            [
                "Отчитаться о выполнении; это делает участник",
                "Report that it is done; the participant does",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("NothingBody"),
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "task_confirm",
            "/api/v1/appeals/{number}/tasks/{id}/confirm",
            Who::Staff,
            Body::JsonOnly("Made"),
            ["Принять выполненное", "Take it as done"],
        )
    },
    Operation {
        method: "post",
        request: Body::Json("TaskRemarksBody"),
        parameters: &["If-Match"],
        problems: &[400, 401, 403, 409, 412, 413, 415, 422],
        ..get(
            "task_return",
            "/api/v1/appeals/{number}/tasks/{id}/return",
            Who::Staff,
            Body::JsonOnly("Made"),
            ["Вернуть с замечаниями", "Return it with remarks"],
        )
    },
];
