//! Staff, their invitations, API keys, and who read whose data.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        parameters: &["limit", "cursor_number"],
        problems: &[401, 403],
        ..get(
            "appeal_accesses",
            "/api/v1/appeals/{number}/accesses",
            Who::ApplicantOrStaff,
            Body::JsonOnly("PageOfAccesses"),
            [
                "Кто открывал обращение: роль, ведомство, когда и что",
                "Who opened an appeal: role, agency, when and what",
            ],
        )
    },
    Operation {
        parameters: &["limit", "cursor_number"],
        problems: &[401, 403],
        ..get(
            "account_accesses",
            "/api/v1/account/accesses",
            Who::SignedIn,
            Body::JsonOnly("PageOfAccesses"),
            [
                "Кто открывал мои данные и обращения",
                "Who opened my data and appeals",
            ],
        )
    },
    Operation {
        parameters: &["limit_100", "cursor_id"],
        problems: &[401, 403],
        ..get(
            "key_list",
            "/api/v1/keys",
            Who::Administrator,
            Body::JsonOnly("PageOfKeys"),
            ["Ключи программ", "API keys"],
        )
    },
    Operation {
        method: "post",
        success: 201,
        parameters: &["Idempotency-Key"],
        request: Body::JsonOnly("KeyBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "key_create",
            "/api/v1/keys",
            Who::Administrator,
            Body::JsonOnly("KeyCreated"),
            [
                "Выпустить ключ; он показывается один раз",
                "Issue a key; it is shown once",
            ],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        problems: &[401, 403],
        ..get(
            "key_revoke",
            "/api/v1/keys/{id}",
            Who::Administrator,
            Body::Nothing,
            ["Отозвать ключ", "Revoke a key"],
        )
    },
    Operation {
        parameters: &["words", "limit_100", "cursor_id"],
        problems: &[401, 403],
        ..get(
            "staff_list",
            "/api/v1/staff",
            Who::Administrator,
            Body::JsonOnly("PageOfStaff"),
            ["Сотрудники", "Members of staff"],
        )
    },
    Operation {
        method: "patch",
        parameters: &["If-Match"],
        request: Body::JsonOnly("StaffBody"),
        problems: &[400, 401, 403, 409, 412, 413, 415, 422, 428],
        ..get(
            "staff_change",
            "/api/v1/staff/{id}",
            Who::Administrator,
            Body::JsonOnly("StaffItem"),
            [
                "Изменить роль, территорию или доступ (входы сотрудника завершаются), имя или должность",
                "Change a role, a territory or the access, which ends the member's sessions, a name or a position",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "invitation_list",
            "/api/v1/staff/invitations",
            Who::Administrator,
            Body::JsonOnly("PageOfInvitations"),
            [
                "Приглашения, которые ещё не приняты",
                "Invitations that were not accepted yet",
            ],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        problems: &[401, 403],
        ..get(
            "invitation_revoke",
            "/api/v1/staff/invitations/{id}",
            Who::Administrator,
            Body::Nothing,
            ["Отозвать приглашение", "Revoke an invitation"],
        )
    },
    Operation {
        method: "post",
        success: 201,
        parameters: &["Idempotency-Key"],
        request: Body::JsonOnly("InvitationBody"),
        problems: &[400, 401, 403, 413, 415, 422],
        ..get(
            "staff_invite",
            "/api/v1/staff/invitations",
            Who::Administrator,
            Body::JsonOnly("InvitationCreated"),
            [
                "Пригласить сотрудника: ссылка на один раз",
                "Invite a member of staff: a link that works once",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::JsonOnly("InvitationLookBody"),
        problems: &[400, 403, 413, 415, 422],
        ..get(
            "invitation_look",
            "/api/v1/staff/invitations/look",
            Who::Anyone,
            Body::JsonOnly("InvitationSeen"),
            [
                "Что обещает приглашение: тому, у кого есть ссылка",
                "What an invitation offers: to whoever has the link",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        request: Body::Json("AcceptanceBody"),
        problems: &[400, 403, 413, 415, 422],
        ..get(
            "staff_accept",
            "/api/v1/staff/invitations/accept",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            [
                "Принять приглашение; дальше нужен второй фактор",
                "Accept an invitation; a second factor comes next",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        request: Body::Json("AcceptanceBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "staff_bootstrap",
            "/api/v1/staff/bootstrap",
            Who::Anyone,
            Body::JsonOnly("SessionState"),
            [
                "Создать первого администратора по разовому токену",
                "Make the first administrator by the one-time token",
            ],
        )
    },
];
