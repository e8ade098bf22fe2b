//! The cabinet: what is one person's own.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        method: "post",
        request: Body::Json("ClaimBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "appeal_claim",
            "/api/v1/appeals/{number}/claim",
            Who::SignedIn,
            Body::JsonOnly("AppealItem"),
            [
                "Добавить в свой кабинет обращение, поданное без входа",
                "Take an appeal that was sent without signing in into one's cabinet",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        problems: &[401, 403, 422],
        ..get(
            "data_copy_create",
            "/api/v1/account/data-copy",
            Who::SignedIn,
            Body::Nothing,
            [
                "Запросить копию своих данных: запрос становится обращением",
                "Ask for a copy of one's data: the request becomes an appeal",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "data_copy_view",
            "/api/v1/account/data-copy",
            Who::SignedIn,
            Body::Bytes("application/zip"),
            [
                "Копия своих данных и файлов одним архивом",
                "The copy of one's data and files, as one archive",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        problems: &[400, 401, 403, 415, 422],
        ..get(
            "erasure_create",
            "/api/v1/account/erasure",
            Who::SignedIn,
            Body::Nothing,
            [
                "Запросить удаление своих данных: запрос становится обращением",
                "Ask for erasure of one's data: the request becomes an appeal",
            ],
        )
    },
    Operation {
        parameters: &["repeat_of"],
        problems: &[401, 403],
        ..get(
            "draft_view",
            "/api/v1/drafts/current",
            Who::SignedIn,
            Body::JsonOnly("DraftBody"),
            ["Черновик обращения", "The draft of an appeal"],
        )
    },
    Operation {
        method: "put",
        parameters: &["repeat_of"],
        request: Body::JsonOnly("DraftBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        success: 204,
        ..get(
            "draft_put",
            "/api/v1/drafts/current",
            Who::SignedIn,
            Body::Nothing,
            [
                "Сохранить черновик; более новый с другого устройства остаётся (409)",
                "Keep a draft; a newer one of another device stays (409)",
            ],
        )
    },
    Operation {
        method: "delete",
        parameters: &["repeat_of"],
        problems: &[401, 403],
        success: 204,
        ..get(
            "draft_delete",
            "/api/v1/drafts/current",
            Who::SignedIn,
            Body::Nothing,
            ["Удалить черновик", "Forget the draft"],
        )
    },
];
