//! Staff, their invitations, and API keys.

use super::{Body, Operation, Who, get};

/// See [`super::all`].
pub(super) const OPERATIONS: &[Operation] = &[
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
