//! The desk: the queue and the filters that are kept.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        parameters: &[
            "status",
            "mine",
            "unassigned",
            "overdue",
            "awaits_approval",
            "to_call",
            "category",
            "agency",
            "unit",
            "priority",
            "q",
            "cursor",
            "queue_limit",
        ],
        problems: &[401, 403, 422],
        ..get(
            "queue_list",
            "/api/v1/queue",
            Who::Staff,
            Body::JsonOnly("Queue"),
            [
                "Очередь: сначала срочные и те, у кого меньше времени; счётчики",
                "The queue: urgent ones and those with least time left first; counters",
            ],
        )
    },
    Operation {
        method: "post",
        request: Body::JsonOnly("BulkBody"),
        problems: &[400, 401, 403, 413, 415, 422],
        ..get(
            "queue_bulk",
            "/api/v1/queue/bulk",
            Who::Staff,
            Body::JsonOnly("BulkResults"),
            [
                "Взять, назначить или передать несколько обращений; итог по каждому",
                "Take, assign or forward several appeals; a result for each",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "filter_list",
            "/api/v1/filters",
            Who::Staff,
            Body::JsonOnly("SavedFilters"),
            ["Сохранённые отборы", "The filters that are kept"],
        )
    },
    Operation {
        method: "post",
        success: 201,
        request: Body::Json("FilterBody"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "filter_create",
            "/api/v1/filters",
            Who::Staff,
            Body::JsonOnly("SavedFilter"),
            ["Сохранить отбор", "Keep a filter"],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        problems: &[401, 403],
        ..get(
            "filter_delete",
            "/api/v1/filters/{id}",
            Who::Staff,
            Body::Nothing,
            ["Удалить отбор", "Forget a filter"],
        )
    },
];
