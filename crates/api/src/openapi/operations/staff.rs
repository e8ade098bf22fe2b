//! Staff, their invitations, API keys, and who read whose data.

use super::{Body, Operation, Who, get};

/// See [`super::all`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        parameters: &["cursor"],
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
        parameters: &["cursor"],
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
        parameters: &["cursor"],
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
];
