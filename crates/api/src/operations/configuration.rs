//! The configuration: collections of items with a history.

use super::{Body, Operation, Who, get};

/// See [`super::GROUPS`].
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        parameters: &["words", "active", "limit_all", "cursor_key"],
        problems: &[401, 403],
        ..get(
            "configuration_list",
            "/api/v1/admin/{collection}",
            Who::Administrator,
            Body::JsonOnly("PageOfConfiguration"),
            [
                "Настройки одного вида: ведомства, категории, маршруты, календарь …",
                "Settings of one kind: agencies, categories, routing, calendar …",
            ],
        )
    },
    Operation {
        method: "post",
        success: 201,
        parameters: &["Idempotency-Key"],
        request: Body::JsonOnly("ConfigurationItem"),
        problems: &[400, 401, 403, 409, 413, 415, 422],
        ..get(
            "configuration_create",
            "/api/v1/admin/{collection}",
            Who::Administrator,
            Body::JsonOnly("ConfigurationItem"),
            ["Добавить запись", "Add an entry"],
        )
    },
    Operation {
        parameters: &["If-None-Match"],
        problems: &[401, 403],
        ..get(
            "configuration_view",
            "/api/v1/admin/{collection}/{key}",
            Who::Administrator,
            Body::JsonOnly("ConfigurationItem"),
            ["Одна запись", "One entry"],
        )
    },
    Operation {
        method: "put",
        parameters: &["If-Match"],
        request: Body::JsonOnly("ConfigurationItem"),
        problems: &[400, 401, 403, 409, 412, 413, 415, 422, 428],
        ..get(
            "configuration_change",
            "/api/v1/admin/{collection}/{key}",
            Who::Administrator,
            Body::JsonOnly("ConfigurationItem"),
            ["Изменить запись", "Change an entry"],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        parameters: &["If-Match"],
        problems: &[401, 403, 409, 412, 428],
        ..get(
            "configuration_remove",
            "/api/v1/admin/{collection}/{key}",
            Who::Administrator,
            Body::Nothing,
            [
                "Закрыть запись для нового или убрать; история остаётся",
                "Close an entry for what is new, or take it away; its history stays",
            ],
        )
    },
    Operation {
        method: "post",
        parameters: &["If-Match"],
        problems: &[401, 403, 409, 412, 428],
        ..get(
            "webhook_secret",
            "/api/v1/admin/webhooks/{key}/secret",
            Who::Administrator,
            Body::JsonOnly("WebhookSecret"),
            [
                "Новый секрет вебхука; он показывается один раз",
                "A webhook's new secret; it is shown once",
            ],
        )
    },
    Operation {
        parameters: &["limit_100", "cursor_id"],
        problems: &[401, 403],
        ..get(
            "block_list",
            "/api/v1/admin/blocks",
            Who::Administrator,
            Body::JsonOnly("PageOfBlocks"),
            ["Кто не может писать", "Who may not write"],
        )
    },
    Operation {
        method: "post",
        success: 201,
        request: Body::JsonOnly("BlockBody"),
        problems: &[400, 401, 403, 413, 415, 422],
        ..get(
            "block_create",
            "/api/v1/admin/blocks",
            Who::Administrator,
            Body::JsonOnly("BlockItem"),
            ["Заблокировать", "Block somebody"],
        )
    },
    Operation {
        method: "delete",
        success: 204,
        problems: &[401, 403],
        ..get(
            "block_lift",
            "/api/v1/admin/blocks/{id}",
            Who::Administrator,
            Body::Nothing,
            ["Снять блокировку", "Lift a block"],
        )
    },
    Operation {
        parameters: &["kind", "item", "limit", "cursor_number"],
        problems: &[401, 403, 422],
        ..get(
            "configuration_history",
            "/api/v1/admin/history",
            Who::Administrator,
            Body::JsonOnly("PageOfConfigurationChanges"),
            [
                "Кто, когда и что изменил в настройках",
                "Who changed what in the settings, and when",
            ],
        )
    },
    Operation {
        problems: &[401, 403],
        ..get(
            "configuration_export",
            "/api/v1/admin/export",
            Who::Administrator,
            Body::JsonOnly("ConfigurationExport"),
            [
                "Все настройки одним документом",
                "All settings as one document",
            ],
        )
    },
];
